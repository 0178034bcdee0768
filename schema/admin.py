"""Site administration: keys, and where links may lead."""

from datetime import datetime
from typing import Annotated

import strawberry
from strawberry.types import Info

from models import ApiKeyKind, SiteRole
from resolvers import api_keys, keys, redirects
from resolvers.context import Context
from schema.guards import HasRole
from schema.problems import InvalidInput, NotFound
from schema.types.admin import ApiKey, ApiKeyCreated, RedirectOrigins, SigningKey


@strawberry.input
class CreateApiKeyInput:
    """What the key is for."""

    name: str = strawberry.field(description="To tell keys apart, at most 100 characters.")
    kind: ApiKeyKind = strawberry.field(default=ApiKeyKind.SECRET, description="What it is good for.")
    expires_at: datetime | None = strawberry.field(default=strawberry.UNSET, description="Left out: never.")


CreateApiKeyResult = Annotated[ApiKeyCreated | InvalidInput, strawberry.union("CreateApiKeyResult")]
RotateApiKeyResult = Annotated[ApiKeyCreated | NotFound, strawberry.union("RotateApiKeyResult")]
RevokeApiKeyResult = Annotated[ApiKey | NotFound, strawberry.union("RevokeApiKeyResult")]
RotateSigningKeyResult = Annotated[SigningKey, strawberry.union("RotateSigningKeyResult")]
SetRedirectOriginsResult = Annotated[RedirectOrigins | InvalidInput, strawberry.union("SetRedirectOriginsResult")]


@strawberry.type
class AdminQueries:
    @strawberry.field(directives=[HasRole(role=SiteRole.ADMIN)], description="Every API key, newest first.")
    async def api_keys(self, info: Info[Context, None]) -> list[ApiKey] | None:
        return [ApiKey.of(row) for row in await api_keys.every()]

    @strawberry.field(directives=[HasRole(role=SiteRole.ADMIN)], description="Every signing key, newest first.")
    async def signing_keys(self, info: Info[Context, None]) -> list[SigningKey] | None:
        return [SigningKey.of(row) for row in await keys.every()]

    @strawberry.field(directives=[HasRole(role=SiteRole.ADMIN)], description="Every origin that links may lead to.")
    async def redirect_origins(self, info: Info[Context, None]) -> list[str] | None:
        return await redirects.every(info.context)


@strawberry.type
class AdminMutations:
    @strawberry.mutation(
        directives=[HasRole(role=SiteRole.ADMIN, fresh_within=600)],
        description="Replaces the origins that links may lead to beside those of the settings.",
    )
    async def set_redirect_origins(self, info: Info[Context, None], origins: list[str]) -> SetRedirectOriginsResult:
        return RedirectOrigins(origins=await redirects.replace(info.context, origins))

    @strawberry.mutation(
        directives=[HasRole(role=SiteRole.ADMIN, fresh_within=600)], description="Makes an API key, shown this once."
    )
    async def create_api_key(self, info: Info[Context, None], input: CreateApiKeyInput) -> CreateApiKeyResult:
        key, row = await api_keys.create(info.context, input.name, input.kind, input.expires_at or None)
        return ApiKeyCreated(key=key, api_key=ApiKey.of(row))

    @strawberry.mutation(
        directives=[HasRole(role=SiteRole.ADMIN)],
        description="Makes a successor of a key; the old one works for 24 hours more.",
    )
    async def rotate_api_key(self, info: Info[Context, None], id: strawberry.ID) -> RotateApiKeyResult:
        key, row = await api_keys.rotate(info.context, id)
        return ApiKeyCreated(key=key, api_key=ApiKey.of(row))

    @strawberry.mutation(directives=[HasRole(role=SiteRole.ADMIN)], description="Ends a key, at once and everywhere.")
    async def revoke_api_key(self, info: Info[Context, None], id: strawberry.ID) -> RevokeApiKeyResult:
        return ApiKey.of(await api_keys.revoke(info.context, id))

    @strawberry.mutation(
        directives=[HasRole(role=SiteRole.ADMIN, fresh_within=600)],
        description="A new signing key. Old tokens stay valid until they expire, unless `revoke` ends every access "
        "token now.",
    )
    async def rotate_signing_key(
        self,
        info: Info[Context, None],
        revoke: Annotated[bool, strawberry.argument(description="End every access token now.")] = False,
    ) -> RotateSigningKeyResult:
        return SigningKey.of(await keys.rotate(info.context, revoke=revoke))
