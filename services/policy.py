"""The rules an operator chooses: names, defaults and meanings. Only server/settings.py reads them."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, Field, SecretStr

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def parse_duration(value: object) -> object:
    """`90s`, `15m`, `24h`, `7d` as a timedelta; anything else is left for the type to refuse."""
    if isinstance(value, str):
        match = re.fullmatch(r"(\d+)([smhd])", value.strip())
        if match is None:
            raise ValueError("write a duration as 90s, 15m, 24h or 7d")
        return timedelta(seconds=int(match[1]) * _UNITS[match[2]])
    return value


def parse_list(value: object) -> object:
    """A comma-separated list; blanks around and between are dropped."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


Duration = Annotated[timedelta, BeforeValidator(parse_duration)]
SignInMethod = Literal["password", "magic_link", "provider", "passkey", "phone_password", "sms_code"]


class Policy(BaseModel):
    """What the product does, apart from where it runs."""

    env: Literal["development", "production"] = Field(
        "development", description="`production` refuses unsafe settings and hides what is for development."
    )
    secret_key: SecretStr = Field(
        SecretStr(""),
        description="At least 32 bytes: encrypts secrets at rest, keys digests of tokens. Development makes its own.",
    )
    secret_key_previous: SecretStr = Field(SecretStr(""), description="Earlier keys, comma-separated; they decrypt.")
    public_url: str = Field(
        "http://localhost:8000", description="The only source of links, token issuer and cookie scope."
    )
    require_verification: bool = Field(True, description="No session before the email address is verified.")
    require_phone_verification: bool = Field(True, description="No session before the phone number is verified.")
    mail: Literal["on", "off"] = Field("on", description="`off`: operations that need mail answer FeatureDisabled.")
    mail_from: str = Field("Ostiary <no-reply@localhost>", description="The sender of every mail.")
    brand_name: str = Field("Ostiary", description="The name in mails and on pages.")
    brand_logo: Path | None = Field(
        None, description="The file of a logo for pages: SVG, PNG, JPEG or WebP of at most 256 KiB, served from here."
    )
    brand_color: str = Field(
        "", description="Of buttons on pages, such as `#0a7a5c`. Text on it and links are made to be readable."
    )
    sign_in_methods: Annotated[tuple[SignInMethod, ...], BeforeValidator(parse_list)] = Field(
        ("password", "magic_link", "provider", "passkey"), description="What is not listed answers FeatureDisabled."
    )
    sign_up_enabled: bool = Field(True, description="`false`: signUp answers FeatureDisabled.")
    access_token_ttl: Duration = Field(timedelta(minutes=15), description="Life of an access token.")
    refresh_token_ttl: Duration = Field(timedelta(days=30), description="Life of a refresh token that is not used.")
    session_max_age: Duration = Field(timedelta(days=90), description="Life of a session, however often refreshed.")
    refresh_grace: Duration = Field(
        timedelta(seconds=10), description="How long a rotated refresh token still answers with its successor."
    )
    signing_algorithm: Literal["ES256", "EdDSA", "RS256", "HS256"] = Field("ES256", description="Of access tokens.")
    token_audience: str = Field("", description="The `aud` claim; PUBLIC_URL where left out.")
    key_rotation_every: Duration = Field(timedelta(days=90), description="A new signing key this often.")
    reset_token_ttl: Duration = Field(timedelta(hours=1), description="Life of a password reset link.")
    verification_ttl: Duration = Field(timedelta(hours=24), description="Life of an address verification link.")
    magic_link_ttl: Duration = Field(timedelta(minutes=10), description="Life of a magic link.")
    code_ttl: Duration = Field(timedelta(minutes=10), description="Life of a code sent by SMS.")
    invite_ttl: Duration = Field(timedelta(days=7), description="Life of an invitation.")
    grant_ttl: Duration = Field(timedelta(minutes=1), description="Life of the grant on a redirect URL.")
    bcrypt_cost: int = Field(12, ge=4, le=16, description="Raising it rehashes at the next sign-in.")
    lockout: Literal["exponential", "fixed", "off"] = Field(
        "exponential", description="`fixed`: locks for LOCKOUT_DURATION; `exponential`: doubles with each wrong one."
    )
    lockout_attempts: int = Field(5, ge=1, description="Wrong passwords in a row until the lock.")
    lockout_first: Duration = Field(timedelta(minutes=1), description="The first exponential lock.")
    lockout_max: Duration = Field(timedelta(minutes=30), description="The longest exponential lock.")
    lockout_duration: Duration = Field(timedelta(minutes=15), description="The fixed lock.")
    require_mfa: Literal["none", "admins", "all"] = Field(
        "none", description="Of whom a second factor is asked; who has none enrols one before anything else."
    )
    user_data_schema: Path | None = Field(
        None, description="A file with the JSON Schema (draft 2020-12) that `userData` must fit from now on."
    )
    custom_claims: Annotated[tuple[str, ...], BeforeValidator(parse_list)] = Field(
        (), description="Keys of `userData` that go into access tokens. People write these themselves."
    )
    require_publishable_key: bool = Field(
        False, description="Public operations over HTTP need `X-Publishable-Key: pk_…`; pages and health do not."
    )
    allowed_redirect_origins: Annotated[tuple[str, ...], BeforeValidator(parse_list)] = Field(
        (), description="Exact origins that redirectUrl may name."
    )
    invite_acceptance: Literal["email", "token"] = Field(
        "email", description="`email`: only the invited address accepts; `token`: any signed-in holder of the token."
    )
    invite_existing: Literal["join", "ask"] = Field(
        "join", description="Someone with an account joins at once, or is asked first."
    )

    @property
    def issuer(self) -> str:
        return self.public_url

    @property
    def audience(self) -> str:
        return self.token_audience or self.public_url
