"""Signing in by phone is opt-in: what is not listed answers FeatureDisabled, changes nothing, and is not advertised."""

import subprocess
import sys

import pytest

from tests.phones.callers import METHODS, new_phone, sign_up_verified
from tests.support import people
from tests.support.people import PASSWORD
from tests.support.processes import clean_environment
from tests.support.server import SECRET_KEY

PHONE, CODE = new_phone(), "12345678"
NEEDS_PASSWORDS: dict[str, dict] = {
    "signUpWithPhone": {"input": {"phone": PHONE, "password": PASSWORD}},
    "signInWithPhone": {"input": {"phone": PHONE, "password": PASSWORD}},
}
NEEDS_CODES: dict[str, dict] = {
    "sendSignInCode": {"phone": PHONE},
    "signInWithCode": {"input": {"phone": PHONE, "code": CODE}},
}
NEEDS_EITHER: dict[str, dict] = {
    "verifyPhone": {"input": {"phone": PHONE, "code": CODE}},
    "resendVerificationCode": {"phone": PHONE},
    "requestPasswordResetByPhone": {"phone": PHONE},
}
PRODUCTION = {
    "ENV": "production",
    "SECRET_KEY": SECRET_KEY,
    "PUBLIC_URL": "https://auth.example.com",
    "SMTP_HOST": "mail.example.com",
    "SIGN_IN_METHODS": METHODS,
}


@pytest.fixture(scope="module")
def usual(make_server):
    return make_server()


@pytest.mark.parametrize(("name", "variables"), (NEEDS_PASSWORDS | NEEDS_CODES | NEEDS_EITHER).items())
def test_by_default(usual, name, variables):
    with usual.database.unchanged():
        assert usual.api.run(name, **variables)["__typename"] == "FeatureDisabled"


def test_change_phone_by_default(usual):
    person = people.sign_up_verified(usual.api)
    with usual.database.unchanged():
        assert person.api.run("changePhone", phone=PHONE)["__typename"] == "FeatureDisabled"
    assert usual.api.run("authConfig")["methods"] == ["PASSWORD", "MAGIC_LINK", "PASSKEY"]


@pytest.mark.parametrize(
    ("methods", "listed", "absent"),
    [("phone_password", "PHONE_PASSWORD", NEEDS_CODES), ("sms_code", "SMS_CODE", NEEDS_PASSWORDS)],
)
def test_one_of_the_two(make_server, methods, listed, absent):
    server = make_server(SIGN_IN_METHODS=methods)
    for name, variables in absent.items():
        assert server.api.run(name, **variables)["__typename"] == "FeatureDisabled"
    for name, variables in NEEDS_EITHER.items():
        assert server.api.run(name, **variables)["__typename"] != "FeatureDisabled"
    assert server.api.run("authConfig")["methods"] == [listed]


def refusal_to_start(folder, **settings: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", "from server.settings import Settings; Settings.load()"],
        cwd=folder,
        env=clean_environment(settings),
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.stderr.strip().rpartition("SettingsError: ")[2]


def test_production_needs_a_provider(tmp_path):
    assert refusal_to_start(tmp_path, **PRODUCTION) == (
        "OSTIARY_SMS_PROVIDER: production needs one where SIGN_IN_METHODS lists phone_password or sms_code."
    )


@pytest.mark.parametrize(
    ("provider", "given", "missing"),
    [
        ("twilio", {"TWILIO_ACCOUNT_SID": "AC1", "SMS_FROM": "+15555555555"}, ["TWILIO_AUTH_TOKEN"]),
        ("messagebird", {}, ["MESSAGEBIRD_ACCESS_KEY", "SMS_FROM"]),
        ("vonage", {"VONAGE_API_KEY": "k", "VONAGE_API_SECRET": "s"}, ["SMS_FROM"]),
    ],
)
def test_a_provider_needs_its_credentials(tmp_path, provider, given, missing):
    told = refusal_to_start(tmp_path, **PRODUCTION, **given, SMS_PROVIDER=provider)
    assert told.splitlines() == [f"OSTIARY_{name}: SMS_PROVIDER={provider} needs it." for name in missing]


def test_production_with_all_that_it_needs(tmp_path):
    given = {"SMS_PROVIDER": "messagebird", "MESSAGEBIRD_ACCESS_KEY": "key", "SMS_FROM": "Doorway"}
    assert refusal_to_start(tmp_path, **PRODUCTION, **given) == ""


def test_where_no_phone_signs_in_no_provider_is_asked_for(tmp_path):
    assert refusal_to_start(tmp_path, **{**PRODUCTION, "SIGN_IN_METHODS": "password"}) == ""


def test_texts_go_out_where_mail_is_switched_off(make_server):
    server = make_server(SIGN_IN_METHODS="phone_password", MAIL="off", REQUIRE_VERIFICATION="false")
    person = sign_up_verified(server.api)
    assert person.api.run("me")["phoneVerified"] is True
