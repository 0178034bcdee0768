"""What administrators handle: keys and origins."""

from datetime import datetime

import strawberry

from models import ApiKey as ApiKeyRow
from models import ApiKeyKind
from models import SigningKey as SigningKeyRow
from schema.guards import SameAsParent

strawberry.enum(ApiKeyKind, description="SECRET counts as a site admin, for servers; PUBLISHABLE names a client.")


@strawberry.type(directives=[SameAsParent()])
class ApiKey:
    """A key of a server or a client application."""

    id: strawberry.ID = strawberry.field(description="For rotateApiKey and revokeApiKey.")
    name: str = strawberry.field(description="In the administrator's words.")
    kind: ApiKeyKind = strawberry.field(description="What it is good for.")
    prefix: str = strawberry.field(description="Its first characters, to tell keys apart.")
    created_at: datetime = strawberry.field(description="When it was made.")
    last_used_at: datetime | None = strawberry.field(description="To the minute.")
    expires_at: datetime | None = strawberry.field(description="When it stops working; null for never.")
    revoked_at: datetime | None = strawberry.field(description="When it was revoked.")

    @classmethod
    def of(cls, row: ApiKeyRow) -> "ApiKey":
        return cls(
            id=strawberry.ID(str(row.id)),
            name=row.name,
            kind=row.kind,
            prefix=row.prefix,
            created_at=row.created_at,
            last_used_at=row.last_used_at,
            expires_at=row.expires_at,
            revoked_at=row.revoked_at,
        )


@strawberry.type(directives=[SameAsParent()])
class ApiKeyCreated:
    """The key itself is shown this once: `sk_…` or `pk_…`."""

    key: str = strawberry.field(description="Keep it: only its digest is stored.")
    api_key: ApiKey = strawberry.field(description="How it is listed.")


@strawberry.type(directives=[SameAsParent()])
class SigningKey:
    """A key that signs access tokens, or did."""

    kid: str = strawberry.field(description="The key id in a token's header: the JWK thumbprint (RFC 7638).")
    algorithm: str = strawberry.field(description="`ES256`, `EdDSA`, `RS256` or `HS256`.")
    created_at: datetime = strawberry.field(description="When it was made, and published.")
    retired_at: datetime | None = strawberry.field(description="Since when it signs nothing.")

    @classmethod
    def of(cls, row: SigningKeyRow) -> "SigningKey":
        return cls(kid=row.kid, algorithm=row.algorithm, created_at=row.created_at, retired_at=row.retired_at)


@strawberry.type(directives=[SameAsParent()])
class RedirectOrigins:
    """Where links may lead."""

    origins: list[str] = strawberry.field(description="All that are allowed, those of the settings included.")
