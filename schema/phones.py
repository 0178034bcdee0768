"""Phones: sign up and in by number, with a password or a texted code."""

from typing import Annotated, Any

import strawberry
from strawberry.scalars import JSON
from strawberry.types import Info

from resolvers import phone_sign_in, phones
from resolvers.context import Context
from resolvers.sessions import SignedInResult
from schema.guards import Authenticated, Public, SameAsParent
from schema.problems import (
    AccountDeactivated,
    AccountLocked,
    FeatureDisabled,
    InvalidCode,
    InvalidCredentials,
    InvalidInput,
    PhoneNotVerified,
    PhoneTaken,
    WeakPassword,
)
from schema.quotas import RateLimit, RateLimitKey
from schema.types.messages import PhoneCodeInput, VerificationChannel, VerificationRequired, given
from schema.types.sessions import MfaRequired, SignedIn, outcome_of

_ten_per_ip = RateLimit(quota="10/minute", per=RateLimitKey.IP)
# Each of these may cost a text message.
_three_per_ip = RateLimit(quota="3/minute", per=RateLimitKey.IP)
_per_recipient = RateLimit(quota="1/30 seconds", per=RateLimitKey.RECIPIENT)

Phone = Annotated[str, strawberry.argument(description="E.164, such as +15555555555.")]


@strawberry.input
class SignUpWithPhoneInput:
    """What a new person gives."""

    phone: str = strawberry.field(description="E.164, such as +15555555555.")
    password: str = strawberry.field(description="8 to 128 characters, not a common one.")
    full_name: str | None = strawberry.field(default=strawberry.UNSET, description="As others will see it.")
    locale: str | None = strawberry.field(default=strawberry.UNSET, description="Language tag, such as `de-AT`.")
    user_data: JSON | None = strawberry.field(
        default=strawberry.UNSET, description="The application's own fields: an object of at most 16 KB."
    )


@strawberry.input
class SignInWithPhoneInput:
    """Who, and the proof."""

    phone: str = strawberry.field(description="E.164, such as +15555555555.")
    password: str = strawberry.field(description="Never logged.")


@strawberry.type(directives=[SameAsParent()])
class CodeSent:
    """A code is on its way, if the number may have one. The same answer whether or not anyone has it."""

    phone: str = strawberry.field(description="The number, in its canonical form.")
    expires_in: int = strawberry.field(description="Seconds that the code is good for.")


SignUpWithPhoneResult = Annotated[
    SignedIn | VerificationRequired | PhoneTaken | WeakPassword | InvalidInput | FeatureDisabled,
    strawberry.union("SignUpWithPhoneResult"),
]
VerifyPhoneResult = Annotated[
    SignedIn | MfaRequired | InvalidCode | AccountLocked | AccountDeactivated | FeatureDisabled,
    strawberry.union("VerifyPhoneResult"),
]
ResendVerificationCodeResult = Annotated[
    CodeSent | InvalidInput | FeatureDisabled, strawberry.union("ResendVerificationCodeResult")
]
SignInWithPhoneResult = Annotated[
    SignedIn
    | MfaRequired
    | InvalidCredentials
    | AccountLocked
    | AccountDeactivated
    | PhoneNotVerified
    | FeatureDisabled,
    strawberry.union("SignInWithPhoneResult"),
]
SendSignInCodeResult = Annotated[CodeSent | InvalidInput | FeatureDisabled, strawberry.union("SendSignInCodeResult")]
SignInWithCodeResult = Annotated[
    SignedIn | MfaRequired | InvalidCode | AccountLocked | AccountDeactivated | FeatureDisabled,
    strawberry.union("SignInWithCodeResult"),
]
ChangePhoneResult = Annotated[CodeSent | InvalidInput | FeatureDisabled, strawberry.union("ChangePhoneResult")]
RequestPasswordResetByPhoneResult = Annotated[
    CodeSent | InvalidInput | FeatureDisabled, strawberry.union("RequestPasswordResetByPhoneResult")
]


def _sent(context: Context, phone: str) -> CodeSent:
    return CodeSent(phone=phone, expires_in=int(context.services.policy.code_ttl.total_seconds()))


@strawberry.type
class PhoneMutations:
    @strawberry.mutation(
        directives=[Public(), _three_per_ip, _per_recipient],
        description="Makes an account. With verification on the answer is alike for a free and a taken number.",
    )
    async def sign_up_with_phone(self, info: Info[Context, None], input: SignUpWithPhoneInput) -> SignUpWithPhoneResult:
        given_fields: dict[str, Any] = {name: given(value) for name, value in vars(input).items()}
        outcome = await phones.sign_up(info.context, phones.SignUp(**given_fields))
        if isinstance(outcome, SignedInResult):
            return SignedIn.of(outcome)
        return VerificationRequired(channel=VerificationChannel.PHONE, address=outcome)

    @strawberry.mutation(
        directives=[Public(), _ten_per_ip],
        description="Proves a number by its code. After a sign-up it signs in; after changePhone, asked by the same "
        "person, it puts the number in place and the session stays.",
    )
    async def verify_phone(self, info: Info[Context, None], input: PhoneCodeInput) -> VerifyPhoneResult:
        return outcome_of(await phones.verify(info.context, input.phone, input.code))

    @strawberry.mutation(
        directives=[Public(), _per_recipient, _three_per_ip], description="Texts the code of a sign-up again."
    )
    async def resend_verification_code(self, info: Info[Context, None], phone: Phone) -> ResendVerificationCodeResult:
        return _sent(info.context, await phones.resend_code(info.context, phone))

    @strawberry.mutation(
        directives=[Public(), _ten_per_ip, RateLimit(quota="10/minute", per=RateLimitKey.IDENTIFIER)],
        description="Starts a session by number and password.",
    )
    async def sign_in_with_phone(self, info: Info[Context, None], input: SignInWithPhoneInput) -> SignInWithPhoneResult:
        return outcome_of(await phone_sign_in.sign_in(info.context, input.phone, input.password))

    @strawberry.mutation(
        directives=[Public(), _per_recipient, _three_per_ip],
        description="Texts a code that signs in, if an account has verified the number. The same answer if not.",
    )
    async def send_sign_in_code(self, info: Info[Context, None], phone: Phone) -> SendSignInCodeResult:
        return _sent(info.context, await phone_sign_in.send_sign_in_code(info.context, phone))

    @strawberry.mutation(directives=[Public(), _ten_per_ip], description="Starts a session by a texted code.")
    async def sign_in_with_code(self, info: Info[Context, None], input: PhoneCodeInput) -> SignInWithCodeResult:
        return outcome_of(await phone_sign_in.sign_in_with_code(info.context, input.phone, input.code))

    @strawberry.mutation(
        directives=[
            Authenticated(fresh_within=600),
            _per_recipient,
            RateLimit(quota="5/hour", per=RateLimitKey.VIEWER),
        ],
        description="Texts a code to the new number; verifyPhone, signed in, puts it in place.",
    )
    async def change_phone(self, info: Info[Context, None], phone: Phone) -> ChangePhoneResult:
        return _sent(info.context, await phones.change(info.context, phone))

    @strawberry.mutation(
        directives=[Public(), _per_recipient, _three_per_ip],
        description="Texts a code for resetPassword, if an account has verified the number. The same answer if not.",
    )
    async def request_password_reset_by_phone(
        self, info: Info[Context, None], phone: Phone
    ) -> RequestPasswordResetByPhoneResult:
        return _sent(info.context, await phone_sign_in.request_reset(info.context, phone))
