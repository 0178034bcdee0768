"""Site administration of people."""

from typing import Annotated, Any

import strawberry
from strawberry.scalars import JSON
from strawberry.types import Info

from models import SiteRole
from resolvers import new_users, users
from resolvers.context import Context
from schema.guards import HasRole
from schema.problems import (
    EmailTaken,
    InvalidInput,
    LastAdmin,
    NotFound,
    OwnsOrgs,
    PhoneTaken,
    RoleTooHigh,
    WeakPassword,
)
from schema.types.messages import given
from schema.types.pages import After, Connection, First, connection_of
from schema.types.people import AccountDeleted, User
from services.paging import USUAL


@strawberry.input
class UpdateUserInput:
    """What is left out stays, null clears."""

    id: strawberry.ID = strawberry.field(description="Whose account.")
    email: str | None = strawberry.field(default=strawberry.UNSET, description="A new one counts as unverified.")
    phone: str | None = strawberry.field(default=strawberry.UNSET, description="E.164, such as +15555555555.")
    full_name: str | None = strawberry.field(default=strawberry.UNSET, description="As others will see it.")
    role: SiteRole | None = strawberry.field(default=strawberry.UNSET, description="Not above your own.")
    email_verified: bool | None = strawberry.field(default=strawberry.UNSET, description="An administrator's word.")
    user_data: JSON | None = strawberry.field(default=strawberry.UNSET, description="Merged, as RFC 7396 says.")
    app_data: JSON | None = strawberry.field(default=strawberry.UNSET, description="Merged, as RFC 7396 says.")


@strawberry.input
class CreateUserInput:
    """A new account: an address or a phone number, and a password, its hash from elsewhere, or neither."""

    email: str | None = strawberry.field(default=strawberry.UNSET, description="Stored in its canonical form.")
    phone: str | None = strawberry.field(default=strawberry.UNSET, description="E.164, such as +15555555555.")
    password: str | None = strawberry.field(default=strawberry.UNSET, description="Left out: set by a reset.")
    password_hash: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="When importing: bcrypt, argon2, PBKDF2, scrypt or Firebase's scrypt, each within its bounds.",
    )
    full_name: str | None = strawberry.field(default=strawberry.UNSET, description="As others will see it.")
    locale: str | None = strawberry.field(default=strawberry.UNSET, description="Language tag, such as `de-AT`.")
    role: SiteRole = strawberry.field(default=SiteRole.USER, description="Not above your own.")
    email_verified: bool = strawberry.field(
        default=False, description="True skips verification: an administrator's word, never a client's."
    )
    phone_verified: bool = strawberry.field(default=False, description="True skips verification.")
    user_data: JSON | None = strawberry.field(default=strawberry.UNSET, description="The application's own fields.")
    app_data: JSON | None = strawberry.field(default=strawberry.UNSET, description="Fields that only admins write.")


CreateUserResult = Annotated[
    User | EmailTaken | PhoneTaken | WeakPassword | InvalidInput | RoleTooHigh, strawberry.union("CreateUserResult")
]
UpdateUserResult = Annotated[
    User | NotFound | EmailTaken | PhoneTaken | InvalidInput | RoleTooHigh | LastAdmin,
    strawberry.union("UpdateUserResult"),
]
ActivateUserResult = Annotated[User | NotFound | RoleTooHigh, strawberry.union("ActivateUserResult")]
DeactivateUserResult = Annotated[User | NotFound | RoleTooHigh | LastAdmin, strawberry.union("DeactivateUserResult")]
UnlockUserResult = Annotated[User | NotFound, strawberry.union("UnlockUserResult")]
RevokeUserSessionsResult = Annotated[User | NotFound | RoleTooHigh, strawberry.union("RevokeUserSessionsResult")]
DeleteUserResult = Annotated[
    AccountDeleted | NotFound | OwnsOrgs | RoleTooHigh | LastAdmin, strawberry.union("DeleteUserResult")
]


@strawberry.type
class UserQueries:
    @strawberry.field(directives=[HasRole(role=SiteRole.MODERATOR)], description="One person; null for no such id.")
    async def user(self, info: Info[Context, None], id: strawberry.ID) -> User | None:
        row = await users.by_id(id)
        return User.of(row) if row else None

    @strawberry.field(directives=[HasRole(role=SiteRole.MODERATOR)], description="People, in the order of sign-up.")
    async def users(
        self,
        info: Info[Context, None],
        first: First = USUAL,
        after: After = strawberry.UNSET,
        search: Annotated[
            str | None, strawberry.argument(description="The beginning of a name or of an address, in any case.")
        ] = strawberry.UNSET,
        role: Annotated[SiteRole | None, strawberry.argument(description="Of this role only.")] = strawberry.UNSET,
        active: Annotated[
            bool | None, strawberry.argument(description="Active, or deactivated, accounts only.")
        ] = strawberry.UNSET,
    ) -> Connection[User] | None:
        page = await users.every(
            first,
            given(after),
            search=given(search),
            role=role or None,
            active=None if active is strawberry.UNSET else active,
        )
        return connection_of(page, User.of)


@strawberry.type
class UserMutations:
    @strawberry.mutation(directives=[HasRole(role=SiteRole.ADMIN)], description="Makes an account for someone.")
    async def create_user(self, info: Info[Context, None], input: CreateUserInput) -> CreateUserResult:
        wish: dict[str, Any] = {name: given(value) for name, value in vars(input).items()}
        return User.of(await new_users.create(info.context, new_users.NewUser(**wish)))

    @strawberry.mutation(directives=[HasRole(role=SiteRole.ADMIN)], description="Changes someone's account.")
    async def update_user(self, info: Info[Context, None], input: UpdateUserInput) -> UpdateUserResult:
        wishes = {name: value for name, value in vars(input).items() if value is not strawberry.UNSET}
        return User.of(await users.update(info.context, wishes.pop("id"), wishes))

    @strawberry.mutation(directives=[HasRole(role=SiteRole.MODERATOR)], description="Lets someone sign in again.")
    async def activate_user(self, info: Info[Context, None], id: strawberry.ID) -> ActivateUserResult:
        return User.of(await users.activate(info.context, id))

    @strawberry.mutation(
        directives=[HasRole(role=SiteRole.MODERATOR)], description="Ends someone's sessions and lets them in no more."
    )
    async def deactivate_user(self, info: Info[Context, None], id: strawberry.ID) -> DeactivateUserResult:
        return User.of(await users.deactivate(info.context, id))

    @strawberry.mutation(
        directives=[HasRole(role=SiteRole.MODERATOR)], description="Ends a lock after too many wrong passwords."
    )
    async def unlock_user(self, info: Info[Context, None], id: strawberry.ID) -> UnlockUserResult:
        return User.of(await users.unlock(info.context, id))

    @strawberry.mutation(directives=[HasRole(role=SiteRole.MODERATOR)], description="Ends someone's sessions.")
    async def revoke_user_sessions(self, info: Info[Context, None], id: strawberry.ID) -> RevokeUserSessionsResult:
        return User.of(await users.revoke_sessions(info.context, id))

    @strawberry.mutation(
        directives=[HasRole(role=SiteRole.ADMIN, fresh_within=600)], description="Deletes someone's account, for good."
    )
    async def delete_user(self, info: Info[Context, None], id: strawberry.ID) -> DeleteUserResult:
        return AccountDeleted(user_id=strawberry.ID(await users.delete(info.context, id)))
