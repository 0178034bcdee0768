"""What resolvers lean on: small engines and adapters. They know rows, never requests or GraphQL."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.attempts import Attempts
from services.delivery.outbox import Outbox
from services.delivery.sms.caps import SmsCaps
from services.keys import KeyRing
from services.limits import RateLimiter
from services.oauth.base import Provider
from services.onetime import OneTimeTokens
from services.passwords import PasswordHasher
from services.policy import Policy
from services.principals import Principals
from services.second_factors import SecondFactors
from services.tokens import AccessTokens
from services.user_data import UserDataRules
from services.vault import Vault
from services.webauthn import RelyingParty


@dataclass(frozen=True)
class Services:
    """Everything that is built once for a process and handed to each request."""

    policy: Policy
    vault: Vault
    keys: KeyRing
    tokens: AccessTokens
    onetime: OneTimeTokens
    passwords: PasswordHasher
    attempts: Attempts
    second_factors: SecondFactors
    principals: Principals
    outbox: Outbox
    sms_caps: SmsCaps
    user_data: UserDataRules
    # None where RATE_LIMITS=off.
    limiter: RateLimiter | None
    # RATE_LIMIT_<OPERATION>[_PER_<KEY>] as given, by that name without the prefix.
    quotas: dict[str, str]
    # Those that are set up, by name.
    providers: Mapping[str, Provider]
    relying_party: RelyingParty
