"""Problems and faults speak the language that the request asks for. Their codes stay."""

import pytest

from services.texts import LANGUAGES
from tests.support.api import Api
from tests.support.database import Database
from tests.support.people import PASSWORD, new_email, sign_up_verified

LOGGED = ["attempts", "audit", "audit_events", "audit_personal"]
WRONG_PASSWORD = {
    "en": "Incorrect email or password.",
    "de": "E-Mail-Adresse oder Passwort ist falsch.",
    "fr": "Adresse e-mail ou mot de passe incorrect.",
    "es": "Correo o contraseña incorrectos.",
    "zh": "邮箱或密码不正确。",
}


def speaking(api: Api, language: str) -> Api:
    return api.with_headers(Accept_Language=language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_problem_in_each_language(api: Api, database: Database, language: str):
    with database.unchanged(except_=LOGGED):
        wrong = speaking(api, language).run("signIn", input={"email": new_email(), "password": "wrong-and-long"})
    assert wrong["__typename"] == "InvalidCredentials"
    assert wrong["code"] == "INVALID_CREDENTIALS"
    assert wrong["message"] == WRONG_PASSWORD[language]


@pytest.mark.parametrize("header", ["", "it", "*", "garbage;;;", "de;q=0", "x" * 8192])
def test_english_unless_another_is_asked_for(api: Api, header: str):
    wrong = speaking(api, header).run("signIn", input={"email": new_email(), "password": "wrong-and-long"})
    assert wrong["message"] == WRONG_PASSWORD["en"]


def test_a_header_of_eight_kilobytes_is_answered_like_any_other(api: Api):
    asked = speaking(api, "de-CH" + ", it" * 2048)
    wrong = asked.run("signIn", input={"email": new_email(), "password": "wrong-long"})
    assert wrong["message"] == WRONG_PASSWORD["de"]


def test_the_fields_of_an_input_with_their_numbers(api: Api, database: Database):
    with database.unchanged():
        refused = speaking(api, "de").run(
            "signUp", input={"email": new_email(), "password": PASSWORD, "fullName": "x" * 300}
        )
    assert refused["message"] == "Einige Felder sind ungültig."
    (fault,) = refused["fields"]
    assert (fault["path"], fault["message"]) == ("fullName", "darf höchstens 200 Zeichen lang sein")


def test_numbers_are_filled_in_in_english_too(api: Api):
    refused = api.run("signUp", input={"email": new_email(), "password": PASSWORD, "fullName": "x" * 300})
    assert refused["fields"][0]["message"] == "must be at most 200 characters"


def test_a_denial(api: Api):
    denied = speaking(api, "fr").execute("me")
    assert denied.code == "UNAUTHENTICATED"
    assert denied.reason == "TOKEN_MISSING"
    assert denied.errors[0]["message"] == "Connectez-vous pour faire cela."


def test_an_argument_that_will_not_do(api: Api):
    person = sign_up_verified(api)
    refused = speaking(person.api, "es").execute("{ myAuditEvents(first: 1000) { totalCount } }")
    assert refused.code == "BAD_USER_INPUT"
    assert refused.errors[0]["message"] == "first: debe estar entre 1 y 100"
    assert refused.errors[0]["extensions"]["fields"][0]["message"] == "debe estar entre 1 y 100"


def test_a_request_that_another_site_sent(api: Api):
    forged = api.with_headers(Accept_Language="de", Ostiary_Session="cookie", Origin="https://evil.example").execute(
        "me"
    )
    assert forged.code == "FORBIDDEN"
    assert forged.errors[0]["message"] == "Dazu sind Sie nicht berechtigt."


def test_the_locale_of_an_account_does_not_speak_for_its_application(api: Api):
    person = sign_up_verified(api, locale="de")
    wrong = person.api.run("changePassword", input={"currentPassword": "not-it-at-all", "newPassword": PASSWORD})
    assert wrong["message"] == WRONG_PASSWORD["en"]


def test_requests_at_once_are_each_answered_in_their_own_language(api: Api):
    """No language leaks from one request into another."""
    for language in (*LANGUAGES, *reversed(LANGUAGES)):
        answers = speaking(api, language).execute_together(4, "{ me { id } }")
        assert len({answer.errors[0]["message"] for answer in answers}) == 1
