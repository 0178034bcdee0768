"""People and what belongs to them alone."""

from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any, cast
from uuid import UUID

import strawberry
from strawberry.scalars import JSON
from strawberry.types import Info
from strawberry.types.base import StrawberryList, StrawberryOptional
from strawberry.types.lazy_type import LazyType

from models import Identity as IdentityRow
from models import SiteRole
from models import User as UserRow
from resolvers import identities, members, passkeys
from resolvers.context import Context
from resolvers.guesses import identifier_of
from schema.guards import SameAsParent, VisibleTo
from schema.types.passkeys import Passkey
from schema.waiting import OF_MEMORY, later, remembered
from services import second_factors
from services.attempts import PASSWORD_GUESSES

strawberry.enum(SiteRole, description="A person's rank on the whole site, from the lowest to the highest.")

_self = [VisibleTo(self_=True, role=SiteRole.MODERATOR)]
_moderators = [VisibleTo(role=SiteRole.MODERATOR)]
# A back-reference: the module of organisations and members imports this one.
_OrgMember: "LazyType[Any, Any]" = LazyType("OrgMember", "schema.types.orgs")
# Each look-up of Strawberry's compares files on disk.
_org_member = cache(_OrgMember.resolve_type)


@strawberry.type(directives=[SameAsParent()])
class Identity:
    """A way in through a provider."""

    id: strawberry.ID = strawberry.field(description="Ours.")
    provider: str = strawberry.field(description="Such as `google`.")
    provider_user_id: str = strawberry.field(description="The provider's own id of the person, which never changes.")
    email: str | None = strawberry.field(description="As the provider told it at the latest sign-in.")
    linked_at: datetime = strawberry.field(description="When it was added to the account.")

    @classmethod
    def of(cls, row: IdentityRow) -> "Identity":
        return cls(
            id=strawberry.ID(str(row.id)),
            provider=row.provider,
            provider_user_id=row.subject,
            email=row.email,
            linked_at=row.linked_at,
        )


@strawberry.enum
class MfaMethod(Enum):
    """A second factor."""

    TOTP = second_factors.TOTP
    RECOVERY_CODE = second_factors.RECOVERY_CODE
    PASSKEY = second_factors.PASSKEY


@strawberry.type(directives=[SameAsParent()])
class User:
    """A person with an account."""

    row: strawberry.Private[UserRow]
    about_user: strawberry.Private[UUID]

    id: strawberry.ID = strawberry.field(description="Equal to the access token's `sub`.")
    full_name: str | None = strawberry.field(description="As the person wrote it.")
    avatar_url: str | None = strawberry.field(description="Address of a picture.")
    email: str | None = strawberry.field(directives=_self, description="In its canonical form.")
    email_verified: bool | None = strawberry.field(directives=_self, description="Whether the mailbox was proved.")
    phone: str | None = strawberry.field(directives=_self, description="E.164, such as +15555555555.")
    phone_verified: bool | None = strawberry.field(directives=_self, description="Whether the phone was proved.")
    role: SiteRole | None = strawberry.field(directives=_self, description="Rank on the whole site.")
    is_active: bool | None = strawberry.field(directives=_self, description="False once deactivated.")
    locale: str | None = strawberry.field(directives=_self, description="Language tag, such as `de-AT`.")
    user_data: JSON | None = strawberry.field(
        directives=_self, description="The application's own fields, given at sign-up or by updateProfile."
    )
    app_data: JSON | None = strawberry.field(
        directives=[VisibleTo(self_=True, role=SiteRole.ADMIN)],
        description="Fields that only a site admin writes; never accepted from the person.",
    )
    last_sign_in_at: datetime | None = strawberry.field(directives=_self, description="The latest sign-in.")
    created_at: datetime = strawberry.field(description="When the account was made.")
    updated_at: datetime | None = strawberry.field(directives=_self, description="The latest change of the account.")

    @strawberry.field(
        directives=_self,
        metadata=OF_MEMORY,
        graphql_type=StrawberryOptional(StrawberryList(_OrgMember)),  # type: ignore[arg-type]
        description="The organisations that the person belongs to.",
    )
    def memberships(self, info: Info[Context, None]) -> Any:
        memory, known = info.context.remembered, members.remembered_of(info.context, self.about_user)
        of = _org_member().of
        if memory is None or known is None:
            return later(lambda rows: [of(row) for row in rows], members.of_person(info.context, self.about_user))
        return [remembered(memory, of, row) for row in known]

    @strawberry.field(
        name="identities", directives=_self, description="The providers that the person signs in through."
    )
    async def linked_identities(self, info: Info[Context, None]) -> list[Identity] | None:
        return [Identity.of(row) for row in await identities.of_person(info.context, self.about_user)]

    @strawberry.field(
        name="passkeys",
        directives=[VisibleTo(self_=True)],
        description="The passkeys that the person signs in with, the oldest first.",
    )
    async def own_passkeys(self, info: Info[Context, None]) -> list[Passkey] | None:
        return [Passkey.of(row) for row in await passkeys.of_person(info.context, self.about_user)]

    @strawberry.field(
        directives=_self, description="What a sign-in asks for after the first proof; empty where that is enough."
    )
    async def second_factors(self, info: Info[Context, None]) -> list[MfaMethod] | None:
        return [MfaMethod(factor) for factor in await info.context.second_factors_of.load(self.about_user)]

    @strawberry.field(directives=_moderators, description="Until when too many wrong passwords lock sign-in.")
    async def locked_until(self, info: Info[Context, None]) -> datetime | None:
        attempts = info.context.services.attempts
        return await attempts.locked_until(PASSWORD_GUESSES, identifier_of(self.row))

    @strawberry.field(directives=_moderators, description="Wrong passwords since the last success.")
    async def failed_sign_ins(self, info: Info[Context, None]) -> int | None:
        attempts = info.context.services.attempts
        return await attempts.failures(PASSWORD_GUESSES, identifier_of(self.row))

    @classmethod
    def of(cls, row: UserRow) -> "User":
        return cls(
            row=row,
            about_user=row.id,
            id=strawberry.ID(str(row.id)),
            full_name=row.full_name,
            avatar_url=row.avatar_url,
            email=row.email,
            email_verified=row.email_verified,
            phone=row.phone,
            phone_verified=row.phone_verified,
            role=row.role,
            is_active=row.is_active,
            locale=row.locale,
            user_data=cast(JSON, row.user_data),
            app_data=cast(JSON, row.app_data),
            last_sign_in_at=row.last_sign_in_at,
            created_at=row.created_at,
            updated_at=row.updated_at,
        )


@strawberry.type(directives=[SameAsParent()])
class AccountDeleted:
    """The account and all that hung on it are gone."""

    user_id: strawberry.ID = strawberry.field(description="Whose it was.")
