"""Second factors: a sign-in completed, an authenticator switched on and off, recovery codes."""

from typing import Annotated

import strawberry
from strawberry.scalars import JSON
from strawberry.types import Info

from resolvers import second_factors
from resolvers.context import Context
from schema.guards import Authenticated, Public, SameAsParent
from schema.problems import (
    AccountDeactivated,
    AccountLocked,
    FeatureDisabled,
    InvalidCode,
    InvalidToken,
    NotFound,
)
from schema.quotas import RateLimit, RateLimitKey
from schema.types.messages import given
from schema.types.people import User
from schema.types.sessions import SignedIn


@strawberry.input(one_of=True)
class MfaProofInput:
    """One second factor: one of `MfaRequired.methods`."""

    totp: str | None = strawberry.field(default=strawberry.UNSET, description="The six digits of an authenticator.")
    recovery_code: str | None = strawberry.field(
        default=strawberry.UNSET, description="One of the ten, in any case, with or without dashes."
    )
    passkey: JSON | None = strawberry.field(
        default=strawberry.UNSET, description="What navigator.credentials.get answered to `passkeyOptions`."
    )


@strawberry.input
class CompleteMfaInput:
    """The challenge, and what it asks for."""

    challenge: str = strawberry.field(description="Of `MfaRequired`.")
    proof: MfaProofInput = strawberry.field(description="One second factor.")


@strawberry.type(directives=[SameAsParent()])
class TotpEnrollment:
    """`uri` is the otpauth:// address for an authenticator; `qrSvg` the same as a picture. Shown this once."""

    secret: str = strawberry.field(description="For typing in: base32.")
    uri: str = strawberry.field(description="For an authenticator on the same device.")
    qr_svg: str = strawberry.field(description="For an authenticator with a camera: an SVG document.")


@strawberry.type(directives=[SameAsParent()])
class RecoveryCodes:
    """Shown this once. Each is good for one sign-in, where the other factor is lost."""

    codes: list[str] = strawberry.field(description="Ten.")


CompleteMfaResult = Annotated[
    SignedIn | InvalidCode | InvalidToken | AccountLocked | AccountDeactivated, strawberry.union("CompleteMfaResult")
]
EnrollTotpResult = Annotated[TotpEnrollment | FeatureDisabled, strawberry.union("EnrollTotpResult")]
ConfirmTotpResult = Annotated[RecoveryCodes | InvalidCode | NotFound, strawberry.union("ConfirmTotpResult")]
DisableTotpResult = Annotated[User | NotFound, strawberry.union("DisableTotpResult")]
RegenerateRecoveryCodesResult = Annotated[RecoveryCodes | NotFound, strawberry.union("RegenerateRecoveryCodesResult")]

_fresh = Authenticated(fresh_within=600)


@strawberry.type
class SecondFactorMutations:
    @strawberry.mutation(
        directives=[Public(), RateLimit(quota="5/minute", per=RateLimitKey.IP)],
        description="Finishes a sign-in that answered MfaRequired, from any door: password, link, code, provider.",
    )
    async def complete_mfa(self, info: Info[Context, None], input: CompleteMfaInput) -> CompleteMfaResult:
        given_proof = second_factors.Proof(
            given(input.proof.totp), given(input.proof.recovery_code), input.proof.passkey or None
        )
        return SignedIn.of(await second_factors.complete(info.context, input.challenge, given_proof))

    @strawberry.mutation(
        directives=[_fresh],
        description="A secret for an authenticator. It is good for nothing before confirmTotp; what is on stays on.",
    )
    async def enroll_totp(self, info: Info[Context, None]) -> EnrollTotpResult:
        enrollment = await second_factors.enroll_totp(info.context)
        return TotpEnrollment(secret=enrollment.secret, uri=enrollment.uri, qr_svg=enrollment.qr_svg)

    @strawberry.mutation(
        directives=[_fresh, RateLimit(quota="5/minute", per=RateLimitKey.VIEWER)],
        description="Switches the second factor on and shows ten recovery codes, this once.",
    )
    async def confirm_totp(
        self,
        info: Info[Context, None],
        code: Annotated[str, strawberry.argument(description="What the authenticator shows.")],
    ) -> ConfirmTotpResult:
        return RecoveryCodes(codes=await second_factors.confirm_totp(info.context, code))

    @strawberry.mutation(
        directives=[_fresh],
        description="Switches the authenticator off. Recovery codes go with the last factor.",
    )
    async def disable_totp(self, info: Info[Context, None]) -> DisableTotpResult:
        return User.of(await second_factors.disable_totp(info.context))

    @strawberry.mutation(
        directives=[_fresh], description="Ten new recovery codes, shown this once; the ones before are dead."
    )
    async def regenerate_recovery_codes(self, info: Info[Context, None]) -> RegenerateRecoveryCodesResult:
        return RecoveryCodes(codes=await second_factors.regenerate_recovery_codes(info.context))
