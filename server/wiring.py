"""From settings to services: the one place where adapters are built."""

import os
from collections.abc import Callable
from typing import Any

from asyncmy.constants import CLIENT
from redis.asyncio import Redis
from tortoise.backends.base.config_generator import expand_db_url

from models.outbox import Channel
from server import postgres, provider_settings
from server.settings import PREFIX, Settings
from services import Services
from services.attempts import Attempts
from services.delivery.email import SmtpSettings, SmtpTransport
from services.delivery.mailbox import Mailbox
from services.delivery.message import Transport
from services.delivery.outbox import Outbox
from services.delivery.rendering import Renderer
from services.delivery.sms.caps import SmsCaps
from services.delivery.sms.messagebird import MessageBird
from services.delivery.sms.twilio import Twilio
from services.delivery.sms.vonage import Vonage
from services.delivery.worker import Worker
from services.invalidation import Alone, Apart, Guest, Invalidation, RedisInvalidation
from services.keys import KeyRing
from services.limits import RateLimiter, redis_storage
from services.memory import Memory
from services.oauth.apple import Apple
from services.oauth.base import Client, Provider
from services.oauth.discord import Discord
from services.oauth.facebook import Facebook
from services.oauth.fetching import Fetcher
from services.oauth.github import GitHub
from services.oauth.google import Google
from services.oauth.openid import OpenIdProvider
from services.oauth.twitter import Twitter
from services.onetime import OneTimeTokens
from services.outage import Outage
from services.passwords import PasswordHasher
from services.principals import Principals
from services.redirects import origin_of
from services.second_factors import SecondFactors
from services.tokens import AccessTokens
from services.user_data import UserDataRules
from services.vault import Vault
from services.webauthn import RelyingParty

_REDIS_TIMEOUT = 0.5
_ASYNCPG = "tortoise.backends.asyncpg"
# A database that hangs must not hang us (seconds). On two cores a larger pool only makes queries wait for each other.
_POOLS: dict[str, dict[str, Any]] = {
    postgres.__name__: {
        "command_timeout": 5.0,
        "timeout": 3.0,
        "minsize": 1,
        "maxsize": 8,
    },
    # As PostgreSQL does it: an UPDATE tells how many rows it found, and a transaction sees what others committed.
    "tortoise.backends.mysql": {
        "connect_timeout": 3,
        "read_timeout": 5,
        "minsize": 1,
        "maxsize": 8,
        "client_flag": CLIENT.FOUND_ROWS,
        "init_command": "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
    },
}


def tortoise_config(database_url: str) -> dict[str, Any]:
    """Names the app `ostiary`, its models and its migrations."""
    connection = expand_db_url(database_url)
    if connection["engine"] == _ASYNCPG:
        connection["engine"] = postgres.__name__
    for name, value in _POOLS.get(connection["engine"], {}).items():
        connection["credentials"].setdefault(name, value)
    return {
        "connections": {"default": connection},
        "apps": {
            "ostiary": {
                "models": ["models"],
                "migrations": "models.migrations",
                "default_connection": "default",
            }
        },
        "use_tz": True,
        "timezone": "UTC",
    }


# For Tortoise's own command line, which writes the migrations.
MIGRATIONS = tortoise_config(os.environ.get(f"{PREFIX}DATABASE_URL", "sqlite://:memory:"))


def build_services(settings: Settings, *, workers: int = 1) -> Services:
    """`workers`: how many processes share the database; memory is no cache for more than one. 0: for a command."""
    vault = Vault(settings.secret_key.get_secret_value(), settings.previous_secrets)
    attempts = Attempts(settings, vault)
    outage = Outage()
    keys = KeyRing(settings, vault)
    return Services(
        policy=settings,
        vault=vault,
        keys=keys,
        tokens=AccessTokens(settings, keys),
        onetime=OneTimeTokens(vault, attempts),
        passwords=PasswordHasher(settings.bcrypt_cost),
        attempts=attempts,
        second_factors=SecondFactors(vault),
        principals=Principals(Memory(_build_invalidation(settings, workers)), settings),
        outbox=Outbox(vault, is_on=settings.mail == "on"),
        sms_caps=_build_sms_caps(settings, outage),
        user_data=UserDataRules.read(settings.user_data_schema),
        limiter=_build_limiter(settings, outage) if settings.rate_limits == "on" else None,
        quotas=settings.quotas,
        providers=_build_providers(settings),
        relying_party=_build_relying_party(settings),
    )


_PROVIDERS: dict[str, Callable[[str, Client, Fetcher, str], Provider]] = {
    "google": Google,
    "github": GitHub,
    "apple": Apple,
    "facebook": Facebook,
    "twitter": Twitter,
    "discord": Discord,
}


def _build_providers(settings: Settings) -> dict[str, Provider]:
    """Those that are set up, by name."""
    fetcher = Fetcher(is_lenient=not settings.is_production)
    built: dict[str, Provider] = {}
    for setup in provider_settings.setups(settings.providers):
        client = Client(setup.values["CLIENT_ID"], setup.values.get("CLIENT_SECRET", ""), setup.values)
        if setup.family == "OIDC":
            built[setup.name] = OpenIdProvider(setup.name, client, fetcher, issuer=setup.values["ISSUER"])
        else:
            built[setup.name] = _PROVIDERS[setup.name](setup.name, client, fetcher, setup.values.get("BASE_URL", ""))
    return built


def _build_relying_party(settings: Settings) -> RelyingParty:
    """Browsers themselves see to it that a page asks only for passkeys of its own site."""
    origins = [origin_of(settings.public_url) or "", *settings.cors_origins]
    return RelyingParty(settings.public_url, settings.brand_name, origins)


def _build_invalidation(settings: Settings, workers: int) -> Invalidation:
    if workers == 0:
        return Guest()
    if settings.redis_url:
        return RedisInvalidation(
            Redis.from_url(settings.redis_url, socket_timeout=_REDIS_TIMEOUT, socket_connect_timeout=_REDIS_TIMEOUT)
        )
    return Alone() if workers == 1 else Apart()


def _build_limiter(settings: Settings, outage: Outage) -> RateLimiter:
    return RateLimiter(redis_storage(settings.redis_url) if settings.redis_url else None, outage)


def _build_sms_caps(settings: Settings, outage: Outage) -> SmsCaps:
    """A limiter of its own: the budget holds with RATE_LIMITS=off too."""
    limits_people = settings.rate_limits == "on"
    return SmsCaps(_build_limiter(settings, outage), settings.sms_budget_per_hour, limits_people=limits_people)


def build_worker(settings: Settings, services: Services) -> Worker:
    """Delivers mail by SMTP and texts by the provider; to the development mailbox where none is set."""
    email: Transport = build_smtp(settings) if settings.smtp_host else Mailbox()
    renderer = Renderer(settings.brand_name, template_dir=settings.template_dir)
    return Worker(services.outbox, renderer, {Channel.EMAIL: email, Channel.SMS: _build_sms(settings)})


def build_smtp(settings: Settings) -> SmtpTransport:
    smtp = SmtpSettings(
        host=settings.smtp_host,
        port=settings.smtp_port,
        username=settings.smtp_username or None,
        password=settings.smtp_password.get_secret_value() or None,
        security=settings.smtp_security,
    )
    return SmtpTransport(smtp, settings.mail_from)


def _build_sms(settings: Settings) -> Transport:
    match settings.sms_provider:
        case "twilio":
            token = settings.twilio_auth_token.get_secret_value()
            return Twilio(settings.twilio_account_sid, token, settings.sms_from)
        case "messagebird":
            return MessageBird(settings.messagebird_access_key.get_secret_value(), settings.sms_from)
        case "vonage":
            return Vonage(settings.vonage_api_key, settings.vonage_api_secret.get_secret_value(), settings.sms_from)
    return Mailbox()
