"""Sessions, and what a sign-in answers with."""

from datetime import datetime
from typing import cast
from uuid import UUID

import strawberry
from strawberry.scalars import JSON
from strawberry.types import Info

from models import Session as SessionRow
from resolvers import orgs
from resolvers.challenges import Challenge
from resolvers.context import Context
from resolvers.sessions import Outcome, SignedInResult
from schema.guards import SameAsParent
from schema.types.orgs import Org
from schema.types.people import MfaMethod, User
from services.devices import Device as ParsedDevice
from services.devices import parse_device


@strawberry.type(directives=[SameAsParent()])
class Device:
    """The user agent, parsed."""

    browser: str | None = strawberry.field(description="Such as Firefox.")
    browser_version: str | None = strawberry.field(description="Such as 145.0.")
    os: str | None = strawberry.field(description="Such as Linux.")
    os_version: str | None = strawberry.field(description="Such as 15.2.")
    kind: str = strawberry.field(description="`desktop`, `mobile`, `tablet`, `bot` or `unknown`.")
    user_agent: str = strawberry.field(description="As the client sent it.")

    @classmethod
    def of(cls, device: ParsedDevice) -> "Device":
        return cls(
            browser=device.browser,
            browser_version=device.browser_version,
            os=device.os,
            os_version=device.os_version,
            kind=device.kind,
            user_agent=device.user_agent,
        )


@strawberry.type(directives=[SameAsParent()])
class Session:
    """One device that is signed in."""

    user_id: strawberry.Private[UUID]
    active_org_id: strawberry.Private[UUID | None]
    id: strawberry.ID = strawberry.field(description="Equal to the access token's `sid`.")
    created_at: datetime = strawberry.field(description="When the person signed in.")
    last_seen_at: datetime = strawberry.field(description="The latest sign-in or refresh.")
    expires_at: datetime = strawberry.field(description="When it ends, unless refreshed before.")
    ip_address: str | None = strawberry.field(description="Where the person signed in from.")
    methods: list[str] = strawberry.field(
        description="How the person proved who they are: `password`, `email`, `magic_link`, `sms_code`, `google`, "
        "`totp`, `passkey`, `recovery_code`, …"
    )

    @strawberry.field(description="Whether this session asks.")
    def current(self, info: Info[Context, None]) -> bool:
        viewer = info.context.viewer
        return viewer is not None and str(viewer.session_id) == self.id

    @strawberry.field(description="What it runs on.")
    def device(self) -> Device:
        return Device.of(parse_device(self.user_agent))

    @strawberry.field(description="The organisation that this session's access tokens speak for; see switchOrg.")
    async def active_org(self, info: Info[Context, None]) -> Org | None:
        org = await orgs.spoken_for(info.context, self.user_id, self.active_org_id) if self.active_org_id else None
        return Org.of(org) if org else None

    user_agent: strawberry.Private[str]

    @classmethod
    def of(cls, row: SessionRow) -> "Session":
        return cls(
            user_id=row.user_id,
            active_org_id=row.active_org_id,
            user_agent=row.user_agent,
            id=strawberry.ID(str(row.id)),
            created_at=row.created_at,
            last_seen_at=row.last_seen_at,
            expires_at=min(row.expires_at, row.ends_at),
            ip_address=row.ip_address,
            methods=row.methods,
        )


@strawberry.type(directives=[SameAsParent()])
class SignedIn:
    """A new or renewed session. In cookie mode both tokens are null and travel as HttpOnly cookies.
    After reauthenticate and switchOrg `refreshToken` is null: the session keeps the one it has.
    """

    access_token: str | None = strawberry.field(description="A JWT for `Authorization: Bearer`.")
    refresh_token: str | None = strawberry.field(description="Good for one `refresh`, which answers with the next.")
    token_type: str = strawberry.field(description="`Bearer`.")
    expires_in: int = strawberry.field(description="Seconds until the access token expires.")
    session: Session = strawberry.field(description="The session that the tokens belong to.")
    user: User = strawberry.field(description="Whose session it is.")
    mfa_enrollment_required: bool = strawberry.field(
        description="REQUIRE_MFA: until a factor is enrolled every other field answers FORBIDDEN, "
        "reason MFA_ENROLLMENT_REQUIRED."
    )

    @classmethod
    def of(cls, result: SignedInResult) -> "SignedIn":
        return cls(
            access_token=result.access_token,
            refresh_token=result.refresh_token,
            token_type="Bearer",
            expires_in=result.expires_in,
            session=Session.of(result.session),
            user=User.of(result.user),
            mfa_enrollment_required=result.must_enroll,
        )


@strawberry.type(directives=[SameAsParent()])
class MfaRequired:
    """The first factor was right; no session before the second. `challenge` is one-time and good for this alone."""

    challenge: str = strawberry.field(description="For `completeMfa`, once. Five wrong proofs end it.")
    methods: list[MfaMethod] = strawberry.field(description="What the account can prove.")
    expires_in: int = strawberry.field(description="Seconds.")
    passkey_options: JSON | None = strawberry.field(
        description="For navigator.credentials.get, where PASSKEY is among the methods."
    )

    @classmethod
    def of(cls, challenge: Challenge) -> "MfaRequired":
        return cls(
            challenge=challenge.token,
            methods=[MfaMethod(method) for method in challenge.methods],
            expires_in=challenge.expires_in,
            passkey_options=cast(JSON, challenge.passkey_options),
        )


def outcome_of(outcome: Outcome) -> SignedIn | MfaRequired:
    """What every door answers with."""
    return MfaRequired.of(outcome) if isinstance(outcome, Challenge) else SignedIn.of(outcome)


@strawberry.type(directives=[SameAsParent()])
class SignedOut:
    """Those sessions have ended; no token of theirs works from now on."""

    sessions_revoked: int = strawberry.field(description="How many.")
