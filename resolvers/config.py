"""What a sign-in page needs to draw itself."""

from dataclasses import dataclass

from resolvers.context import Context
from services.passwords import LONGEST, SHORTEST

# Methods whose operations exist in this release.
_OFFERED = ("password",)


@dataclass(frozen=True)
class SignInConfig:
    methods: list[str]
    email_verification_required: bool
    password_min_length: int
    password_max_length: int
    sign_up_enabled: bool


def read(context: Context) -> SignInConfig:
    policy = context.services.policy
    return SignInConfig(
        methods=[method for method in policy.sign_in_methods if method in _OFFERED],
        email_verification_required=policy.require_verification,
        password_min_length=SHORTEST,
        password_max_length=LONGEST,
        sign_up_enabled=policy.sign_up_enabled,
    )
