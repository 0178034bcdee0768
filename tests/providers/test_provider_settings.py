"""Settings of providers that will not do stop the start, each with a sentence that names it."""

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from server import provider_settings
from tests.providers.fakes import APPLE_KEY

pytestmark = pytest.mark.one_engine

SECRETS = {"CLIENT_ID": "id", "CLIENT_SECRET": "secret"}
PEM = APPLE_KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
APPLE = {"CLIENT_ID": "id", "TEAM_ID": "team", "KEY_ID": "key", "PRIVATE_KEY": PEM}


def named(start: str, values: dict[str, str]) -> dict[str, str]:
    return {f"{start}_{end}": value for end, value in values.items()}


@pytest.mark.parametrize(
    "settings",
    [
        {},
        named("OAUTH_GITHUB", SECRETS),
        named("OAUTH_APPLE", APPLE),
        named("OAUTH_APPLE", {**APPLE, "PRIVATE_KEY": PEM.replace("\n", "\\n")}),
        named("OIDC_ACME", {**SECRETS, "ISSUER": "https://acme.example.com/realm"}),
        named("OIDC_ACME_INC", {**SECRETS, "ISSUER": "https://acme.example.com"}),
    ],
)
def test_a_complete_setup_is_fine_in_production(settings: dict[str, str]):
    assert provider_settings.faults(settings, is_production=True) == []


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        (named("OAUTH_GITHUB", {"CLIENT_ID": "id"}), "OAUTH_GITHUB_CLIENT_SECRET"),
        (named("OAUTH_GITHUB", {"CLIENT_SECRET": "secret"}), "OAUTH_GITHUB_CLIENT_ID"),
        (named("OAUTH_MYSPACE", SECRETS), "OAUTH_MYSPACE_CLIENT_ID"),
        (named("OAUTH_GITHUB", {**SECRETS, "ISSUER": "https://github.com"}), "OAUTH_GITHUB_ISSUER"),
        (named("OAUTH_GITHUB", {**SECRETS, "COLOUR": "blue"}), "OAUTH_GITHUB_COLOUR"),
        (named("OAUTH_APPLE", SECRETS), "OAUTH_APPLE_PRIVATE_KEY"),
        (named("OAUTH_APPLE", {**APPLE, "PRIVATE_KEY": "nonsense"}), "OAUTH_APPLE_PRIVATE_KEY"),
        (named("OIDC_ACME", SECRETS), "OIDC_ACME_ISSUER"),
        (named("OIDC_ACME", {**SECRETS, "ISSUER": "acme.example.com"}), "OIDC_ACME_ISSUER"),
        (named("OIDC_ACME", {**SECRETS, "ISSUER": "https://acme.example.com?a=b"}), "OIDC_ACME_ISSUER"),
        (
            named("OIDC_GITHUB", {**SECRETS, "ISSUER": "https://a.example.com"}) | named("OAUTH_GITHUB", SECRETS),
            "OIDC_GITHUB_ISSUER",
        ),
    ],
)
def test_a_setup_that_will_not_do(settings: dict[str, str], name: str):
    faults = provider_settings.faults(settings, is_production=False)
    assert any(fault.startswith(f"{name}: ") for fault in faults), faults
    assert "secret" not in str(faults)


@pytest.mark.parametrize(
    "settings",
    [
        named("OIDC_ACME", {**SECRETS, "ISSUER": "http://127.0.0.1:8080"}),
        named("OAUTH_GITHUB", {**SECRETS, "BASE_URL": "https://127.0.0.1:8080"}),
    ],
)
def test_what_is_for_development_is_refused_in_production(settings: dict[str, str]):
    assert provider_settings.faults(settings, is_production=False) == []
    assert len(provider_settings.faults(settings, is_production=True)) == 1


def test_an_empty_setting_counts_as_none():
    environment = {"OSTIARY_OAUTH_GITHUB_CLIENT_ID": "", "OSTIARY_OIDC_ACME_ISSUER": "x", "OTHER": "y"}
    assert provider_settings.given(environment, "OSTIARY_") == {"OIDC_ACME_ISSUER": "x"}
