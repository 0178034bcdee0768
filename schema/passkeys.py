"""Passkeys: add, rename and remove them, and sign in by one without a name."""

from typing import Annotated

import strawberry
from strawberry.scalars import JSON
from strawberry.types import Info

from resolvers import passkeys
from resolvers.context import Context
from resolvers.passkeys import Finished
from schema.guards import Authenticated, Public
from schema.problems import (
    AccountDeactivated,
    AccountLocked,
    FeatureDisabled,
    InvalidInput,
    InvalidToken,
    LastSignInMethod,
    NotFound,
)
from schema.quotas import RateLimit, RateLimitKey
from schema.types.messages import given
from schema.types.passkeys import Passkey, PasskeyChallenge
from schema.types.people import User
from schema.types.sessions import SignedIn


@strawberry.input
class FinishPasskeyInput:
    """What the browser answered to the options of a challenge."""

    challenge: str = strawberry.field(description="Of the PasskeyChallenge that it answers.")
    credential: JSON = strawberry.field(description="The credential's `toJSON()`.")
    name: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="For a new passkey, at most 100 characters; what made it, where left out.",
    )

    def finished(self) -> Finished:
        return Finished(self.challenge, self.credential, given(self.name))


BeginPasskeyRegistrationResult = Annotated[
    PasskeyChallenge | FeatureDisabled, strawberry.union("BeginPasskeyRegistrationResult")
]
FinishPasskeyRegistrationResult = Annotated[
    Passkey | InvalidToken | InvalidInput, strawberry.union("FinishPasskeyRegistrationResult")
]
RenamePasskeyResult = Annotated[Passkey | NotFound | InvalidInput, strawberry.union("RenamePasskeyResult")]
DeletePasskeyResult = Annotated[User | NotFound | LastSignInMethod, strawberry.union("DeletePasskeyResult")]
BeginPasskeySignInResult = Annotated[PasskeyChallenge | FeatureDisabled, strawberry.union("BeginPasskeySignInResult")]
FinishPasskeySignInResult = Annotated[
    SignedIn | InvalidToken | AccountLocked | AccountDeactivated | FeatureDisabled,
    strawberry.union("FinishPasskeySignInResult"),
]


@strawberry.type
class PasskeyMutations:
    @strawberry.mutation(
        directives=[Authenticated(fresh_within=600)],
        description="Options for navigator.credentials.create, good for this session alone. An account has at most "
        "20 passkeys.",
    )
    async def begin_passkey_registration(self, info: Info[Context, None]) -> BeginPasskeyRegistrationResult:
        return PasskeyChallenge.of(await passkeys.begin_registration(info.context))

    @strawberry.mutation(
        directives=[Authenticated(fresh_within=600)],
        description="Adds the passkey that the browser made. The person is told by mail.",
    )
    async def finish_passkey_registration(
        self, info: Info[Context, None], input: FinishPasskeyInput
    ) -> FinishPasskeyRegistrationResult:
        return Passkey.of(await passkeys.finish_registration(info.context, input.finished()))

    @strawberry.mutation(directives=[Authenticated()], description="Calls one of the viewer's passkeys another name.")
    async def rename_passkey(
        self,
        info: Info[Context, None],
        id: strawberry.ID,
        name: Annotated[str, strawberry.argument(description="At most 100 characters.")],
    ) -> RenamePasskeyResult:
        return Passkey.of(await passkeys.rename(info.context, id, name))

    @strawberry.mutation(
        directives=[Authenticated(fresh_within=600)],
        description="Takes one of the viewer's passkeys away, unless it is the last way in. "
        "The person is told by mail.",
    )
    async def delete_passkey(self, info: Info[Context, None], id: strawberry.ID) -> DeletePasskeyResult:
        return User.of(await passkeys.delete(info.context, id))

    @strawberry.mutation(
        directives=[Public(), RateLimit(quota="10/minute", per=RateLimitKey.IP)],
        description="Options for navigator.credentials.get: the person chooses the passkey, so no name is asked. "
        "Also for `reauthenticate`.",
    )
    async def begin_passkey_sign_in(self, info: Info[Context, None]) -> BeginPasskeySignInResult:
        return PasskeyChallenge.of(await passkeys.begin_sign_in(info.context))

    @strawberry.mutation(
        directives=[Public(), RateLimit(quota="10/minute", per=RateLimitKey.IP)],
        description="Starts a session by the passkey that answered. It counts as two factors: the device, and what "
        "unlocked it.",
    )
    async def finish_passkey_sign_in(
        self, info: Info[Context, None], input: FinishPasskeyInput
    ) -> FinishPasskeySignInResult:
        return SignedIn.of(await passkeys.finish_sign_in(info.context, input.finished()))
