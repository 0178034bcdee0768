"""Passwords: reset by a proof of the mailbox, change by the current one."""

from typing import Annotated

import strawberry
from strawberry.types import Info

from resolvers import passwords, phone_sign_in
from resolvers.context import Context
from schema.guards import Authenticated, Public, SameAsParent
from schema.problems import (
    AccountLocked,
    FeatureDisabled,
    InvalidCredentials,
    InvalidInput,
    InvalidToken,
    RedirectNotAllowed,
    WeakPassword,
)
from schema.quotas import RateLimit, RateLimitKey
from schema.types.messages import EmailCodeInput, EmailLinkInput, EmailSent, PhoneCodeInput, given, proof_of


@strawberry.input(one_of=True)
class ResetProofInput:
    """Either the link's token, or an address with the short code from the same message."""

    token: str | None = strawberry.field(default=strawberry.UNSET, description="The link's `token` parameter.")
    code: EmailCodeInput | None = strawberry.field(default=strawberry.UNSET, description="The mail's code.")
    phone_code: PhoneCodeInput | None = strawberry.field(default=strawberry.UNSET, description="The SMS's code.")


@strawberry.input
class ResetPasswordInput:
    """The proof, and the new password. A code needs its address: `{ code: { email, code } }`."""

    proof: ResetProofInput = strawberry.field(description="Of the mailbox or phone.")
    new_password: str = strawberry.field(description="8 to 128 characters, not a common one.")


@strawberry.input
class ChangePasswordInput:
    """The old and the new."""

    current_password: str = strawberry.field(description="Wrong ones count towards the lock of the account.")
    new_password: str = strawberry.field(description="8 to 128 characters, not a common one.")
    revoke_other_sessions: bool = strawberry.field(default=True, description="False keeps them; they must refresh.")


@strawberry.type(directives=[SameAsParent()])
class PasswordChanged:
    """The new password holds; access tokens from before do not."""

    sessions_revoked: int = strawberry.field(description="How many sessions ended.")


RequestPasswordResetResult = Annotated[
    EmailSent | InvalidInput | RedirectNotAllowed | FeatureDisabled, strawberry.union("RequestPasswordResetResult")
]
ResetPasswordResult = Annotated[PasswordChanged | InvalidToken | WeakPassword, strawberry.union("ResetPasswordResult")]
ChangePasswordResult = Annotated[
    PasswordChanged | InvalidCredentials | WeakPassword | AccountLocked, strawberry.union("ChangePasswordResult")
]


@strawberry.type
class PasswordMutations:
    @strawberry.mutation(
        directives=[
            Public(),
            RateLimit(quota="10/minute", per=RateLimitKey.IP),
            RateLimit(quota="10/10 minutes", per=RateLimitKey.RECIPIENT),
        ],
        description="Mails a link and a code, if the address has an account. The same answer if not.",
    )
    async def request_password_reset(
        self, info: Info[Context, None], input: EmailLinkInput
    ) -> RequestPasswordResetResult:
        sent_to = await passwords.request_reset(
            info.context, input.email, given(input.redirect_url), given(input.code_challenge)
        )
        return EmailSent(email=sent_to)

    @strawberry.mutation(
        directives=[Public(), RateLimit(quota="10/minute", per=RateLimitKey.IP)],
        description="Sets a new password by a proof of the mailbox, which it verifies, or of the phone. "
        "Ends every session.",
    )
    async def reset_password(self, info: Info[Context, None], input: ResetPasswordInput) -> ResetPasswordResult:
        if by_phone := input.proof.phone_code:
            ended = await phone_sign_in.reset_password(info.context, by_phone.phone, by_phone.code, input.new_password)
        else:
            proof = proof_of(input.proof.token, input.proof.code)
            ended = await passwords.reset(info.context, proof, input.new_password)
        return PasswordChanged(sessions_revoked=ended)

    @strawberry.mutation(
        directives=[Authenticated(), RateLimit(quota="5/minute", per=RateLimitKey.VIEWER)],
        description="Sets a new password by the current one. Every access token minted before is refused: refresh.",
    )
    async def change_password(self, info: Info[Context, None], input: ChangePasswordInput) -> ChangePasswordResult:
        ended = await passwords.change(
            info.context,
            input.current_password,
            input.new_password,
            revoke_other_sessions=input.revoke_other_sessions,
        )
        return PasswordChanged(sessions_revoked=ended)
