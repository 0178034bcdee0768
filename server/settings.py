"""Every setting, read from `OSTIARY_…` variables and `.env`. What contradicts itself stops the start, by name."""

import ipaddress
import os
import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from dotenv import dotenv_values
from limits import parse_many
from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from schema import RATE_LIMIT_NAMES
from server import provider_settings, user_data_settings
from server.development_secret import kept_beside
from server.pages.theme import LARGEST_LOGO, MEDIA_TYPES
from services.delivery import overrides
from services.policy import Duration, Policy, parse_list
from services.redirects import origin_of

PREFIX = "OSTIARY_"
WRONG_SECRET_KEY = (
    f"{PREFIX}SECRET_KEY: cannot open the signing keys of this database. Name the earlier key in "
    f"{PREFIX}SECRET_KEY_PREVIOUS, or see docs/operating.md where it is lost."
)
_ENV_FILE = ".env"
_QUOTA = "RATE_LIMIT_"
_SHORTEST_SECRET = 32
_SMS_CREDENTIALS = {
    "twilio": ("twilio_account_sid", "twilio_auth_token", "sms_from"),
    "messagebird": ("messagebird_access_key", "sms_from"),
    "vonage": ("vonage_api_key", "vonage_api_secret", "sms_from"),
}
_SHORTEST_ROTATION = timedelta(seconds=10)
_REDACTED = "***"

Origins = Annotated[tuple[str, ...], BeforeValidator(parse_list)]


class SettingsError(Exception):
    """One sentence for each setting that will not do."""


class Settings(Policy, BaseSettings):
    """The policy, and where the process runs."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=_ENV_FILE,
        enable_decoding=False,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    database_url: str = Field(
        "sqlite://ostiary.db", description="A Tortoise URL: `sqlite://file`, `postgres://…` or `mysql://…`."
    )
    redis_url: str = Field(
        "", description="Rate limits, and what one process tells the others; in-process where left out."
    )
    smtp_host: str = Field("", description="Where left out, mails go to `/dev/mailbox`.")
    smtp_port: int = Field(587, ge=1, le=65535, description="Of the mail server.")
    smtp_username: str = Field("", description="Where the mail server asks for one.")
    smtp_password: SecretStr = Field(SecretStr(""), description="Where the mail server asks for one.")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        "starttls", description="The certificate is always checked; TLS is never dropped."
    )
    sms_provider: Literal["development", "twilio", "messagebird", "vonage"] = Field(
        "development", description="`development`: codes are shown at `/dev/mailbox`."
    )
    sms_budget_per_hour: int = Field(
        500, ge=2, description="Text messages an hour over all; at most half of them to one country."
    )
    sms_from: str = Field("", description="The sender of every text message: a number or a name of the account.")
    twilio_account_sid: str = Field("", description="For SMS_PROVIDER=twilio.")
    twilio_auth_token: SecretStr = Field(SecretStr(""), description="For SMS_PROVIDER=twilio.")
    messagebird_access_key: SecretStr = Field(SecretStr(""), description="For SMS_PROVIDER=messagebird.")
    vonage_api_key: str = Field("", description="For SMS_PROVIDER=vonage.")
    vonage_api_secret: SecretStr = Field(SecretStr(""), description="For SMS_PROVIDER=vonage.")
    template_dir: Path | None = Field(None, description="Overrides mail and SMS templates by name.")
    trusted_proxies: Origins = Field((), description="CIDRs whose X-Forwarded-For is believed, read from the right.")
    cors_origins: Origins = Field((), description="Exact origins of browser clients on other sites.")
    trusted_documents: Path | None = Field(
        None, description="A manifest, SHA-256 to document: clients run those by id, and the server parses them once."
    )
    trusted_documents_only: bool = Field(False, description="Clients run nothing but TRUSTED_DOCUMENTS, by id or text.")
    rate_limits: Literal["on", "off"] = Field("on", description="`off` for tests.")
    audit_retention: Duration | None = Field(None, description="How long audit events are kept; left out: forever.")
    metrics_port: int | None = Field(
        None, ge=1, le=65535, description="Where `/metrics` is; left out: beside the API, in development alone."
    )
    debug: bool = Field(False, description="Logs the settings at start, secrets redacted.")
    # RATE_LIMIT_<OPERATION>[_PER_<KEY>], by the name without the prefix.
    quotas: dict[str, str] = Field({}, exclude=True)
    # OAUTH_… and OIDC_…, by the name without the prefix.
    providers: dict[str, str] = Field({}, exclude=True, repr=False)

    @property
    def is_production(self) -> bool:
        return self.env == "production"

    @property
    def tells_metrics(self) -> bool:
        return not self.is_production or self.metrics_port is not None

    @property
    def previous_secrets(self) -> tuple[str, ...]:
        value = parse_list(self.secret_key_previous.get_secret_value())
        return value if isinstance(value, tuple) else ()

    def redacted(self) -> dict[str, object]:
        """Every setting by its name, for the log: no secret, and no password of a URL."""
        told = {name.upper(): _without_secrets(value) for name, value in self.model_dump(exclude={"quotas"}).items()}
        return told | {f"{_QUOTA}{name}": quota for name, quota in self.quotas.items()}

    @classmethod
    def load(cls) -> Self:
        """Reads, completes and checks; SettingsError says what is wrong, a line for each setting."""
        try:
            environment = _environment()
            settings = cls(quotas=_quotas(environment), providers=provider_settings.given(environment, PREFIX))
        except ValidationError as error:
            raise SettingsError("\n".join(map(_sentence, error.errors()))) from None
        settings = settings.model_copy(update={"public_url": settings.public_url.rstrip("/")})
        if not settings.secret_key.get_secret_value() and not settings.is_production:
            settings = settings.model_copy(update={"secret_key": SecretStr(kept_beside(settings.database_url))})
        if faults := _faults(settings):
            raise SettingsError("\n".join(faults))
        return settings


def _environment() -> dict[str, str]:
    return {**{name: value or "" for name, value in dotenv_values(_ENV_FILE).items()}, **os.environ}


def _quotas(environment: Mapping[str, str]) -> dict[str, str]:
    start = PREFIX + _QUOTA
    return {name.removeprefix(start): value for name, value in environment.items() if name.startswith(start)}


def _without_secrets(value: object) -> object:
    match value:
        case SecretStr():
            return _REDACTED if value.get_secret_value() else ""
        case dict():
            return {name: _without_secrets(inner) for name, inner in value.items()}
        case tuple() | list():
            return [_without_secrets(inner) for inner in value]
        case str():
            hidden = re.sub(r"(?<=://)[^/?#]*@", f"{_REDACTED}@", value)
            return re.sub(r"((?:password|secret|token)\w*=)[^&]*", rf"\g<1>{_REDACTED}", hidden, flags=re.IGNORECASE)
    return value


def _sentence(error: object) -> str:
    assert isinstance(error, dict)
    name = "_".join(str(part) for part in error["loc"][:1]).upper()
    return f"{PREFIX}{name}: {str(error['msg']).removeprefix('Value error, ')}."


def _faults(settings: Settings) -> list[str]:
    checks = [
        *_secret_faults(settings),
        *_connection_faults(settings),
        *_address_faults(settings),
        *_mail_faults(settings),
        *_template_faults(settings),
        *_sms_faults(settings),
        *_quota_faults(settings),
        *_brand_faults(settings),
        *user_data_settings.faults(settings),
        *provider_settings.faults(settings.providers, is_production=settings.is_production),
    ]
    if settings.trusted_documents_only and not settings.trusted_documents:
        checks.append("TRUSTED_DOCUMENTS: TRUSTED_DOCUMENTS_ONLY needs it, else nothing could run.")
    if settings.key_rotation_every < _SHORTEST_ROTATION:
        checks.append("KEY_ROTATION_EVERY: must be at least 10s.")
    return [f"{PREFIX}{fault}" for fault in checks]


def _secret_faults(settings: Settings) -> list[str]:
    secret = settings.secret_key.get_secret_value()
    if not secret:
        return ["SECRET_KEY: production needs one, of at least 32 bytes."]
    if len(secret.encode()) < _SHORTEST_SECRET:
        return ["SECRET_KEY: must have at least 32 bytes."]
    repeats = any(secret == (secret[:size] * len(secret))[: len(secret)] for size in range(1, len(secret) // 2 + 1))
    return ["SECRET_KEY: must not be a repeated pattern."] if repeats else []


def _connection_faults(settings: Settings) -> list[str]:
    faults = []
    if settings.database_url.partition("://")[0] not in ("sqlite", "postgres", "asyncpg", "mysql"):
        faults.append("DATABASE_URL: must begin with sqlite://, postgres:// or mysql://.")
    if settings.redis_url and urlsplit(settings.redis_url).scheme not in ("redis", "rediss", "unix"):
        faults.append("REDIS_URL: must begin with redis://, rediss:// or unix://.")
    return faults


def _address_faults(settings: Settings) -> list[str]:
    faults = []
    public = urlsplit(settings.public_url)
    if public.scheme not in ("http", "https") or not public.hostname or public.path or public.query:
        faults.append("PUBLIC_URL: must be an origin such as https://auth.example.com.")
    elif settings.is_production and public.scheme != "https":
        faults.append("PUBLIC_URL: must be https in production.")
    for name in ("allowed_redirect_origins", "cors_origins"):
        wrong = [origin for origin in getattr(settings, name) if origin_of(origin) != origin]
        faults += [f"{name.upper()}: {origin} is not an exact origin." for origin in wrong]
    for network in settings.trusted_proxies:
        try:
            ipaddress.ip_network(network)
        except ValueError:
            faults.append(f"TRUSTED_PROXIES: {network} is not a network such as 10.0.0.0/8.")
    if settings.is_production and settings.bcrypt_cost < 10:
        faults.append("BCRYPT_COST: must be at least 10 in production.")
    return faults


def _mail_faults(settings: Settings) -> list[str]:
    if settings.mail == "off" and settings.require_verification:
        return ["REQUIRE_VERIFICATION: must be false where MAIL is off, since no proof could be sent."]
    if settings.is_production and settings.mail == "on" and not settings.smtp_host:
        return ["SMTP_HOST: production needs a mail server, or MAIL=off."]
    return []


def _template_faults(settings: Settings) -> list[str]:
    """Found now, not in the night in which somebody asks for that mail."""
    return (
        [f"TEMPLATE_DIR: {fault}" for fault in overrides.faults(settings.template_dir)] if settings.template_dir else []
    )


def _sms_faults(settings: Settings) -> list[str]:
    if {"phone_password", "sms_code"}.isdisjoint(settings.sign_in_methods):
        return []
    if settings.sms_provider == "development":
        asks = "where SIGN_IN_METHODS lists phone_password or sms_code."
        return [f"SMS_PROVIDER: production needs one {asks}"] if settings.is_production else []
    needed = _SMS_CREDENTIALS[settings.sms_provider]
    return [
        f"{name.upper()}: SMS_PROVIDER={settings.sms_provider} needs it."
        for name in needed
        if not _is_set(settings, name)
    ]


def _is_set(settings: Settings, name: str) -> bool:
    value = getattr(settings, name)
    return bool(value.get_secret_value() if isinstance(value, SecretStr) else value)


def _brand_faults(settings: Settings) -> list[str]:
    faults = []
    if settings.brand_color and not re.fullmatch(r"#[0-9a-fA-F]{6}", settings.brand_color):
        faults.append("BRAND_COLOR: write a colour as #0a7a5c.")
    logo = settings.brand_logo
    if logo is not None and not logo.is_file():
        faults.append("BRAND_LOGO: there is no such file.")
    elif logo is not None and (logo.suffix.lower() not in MEDIA_TYPES or logo.stat().st_size > LARGEST_LOGO):
        faults.append("BRAND_LOGO: must be an SVG, PNG, JPEG or WebP of at most 256 KiB.")
    return faults


def _quota_faults(settings: Settings) -> list[str]:
    misspelt = [f"{_QUOTA}{name}: there is no such limit." for name in settings.quotas.keys() - RATE_LIMIT_NAMES]
    wrong = [
        f"{_QUOTA}{name}: write a quota as 30/minute." for name, text in settings.quotas.items() if not _is_quota(text)
    ]
    return misspelt + wrong


def _is_quota(text: str) -> bool:
    try:
        return len(parse_many(text)) == 1
    except ValueError:
        return False
