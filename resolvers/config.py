"""What a sign-in page needs to draw itself."""

from collections.abc import Mapping
from dataclasses import dataclass

from resolvers import providers
from resolvers.context import Context
from services.passwords import LONGEST, SHORTEST

# Methods whose operations exist in this release.
_OFFERED = {"password", "magic_link", "phone_password", "sms_code", "passkey"}


@dataclass(frozen=True)
class SignInConfig:
    methods: list[str]
    # What buttons say, by the name for `provider` arguments.
    providers: Mapping[str, str]
    email_verification_required: bool
    password_min_length: int
    password_max_length: int
    sign_up_enabled: bool


def read(context: Context) -> SignInConfig:
    policy, set_up = context.services.policy, providers.offered(context)
    offered = _OFFERED if policy.mail == "on" else _OFFERED - {"magic_link"}
    if set_up:
        offered = {*offered, "provider"}
    return SignInConfig(
        methods=[method for method in policy.sign_in_methods if method in offered],
        providers={name: provider.display_name for name, provider in set_up.items()},
        email_verification_required=policy.require_verification,
        password_min_length=SHORTEST,
        password_max_length=LONGEST,
        sign_up_enabled=policy.sign_up_enabled,
    )
