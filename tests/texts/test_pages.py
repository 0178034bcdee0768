"""Pages speak the language of the browser, and to somebody who is signed in that of their account."""

import pytest

from services.texts import LANGUAGES
from tests.pages.visitor import Visitor
from tests.support.api import Api
from tests.support.people import PASSWORD, sign_up_verified
from tests.support.server import Server

FORGOT = {
    "en": "Forgot your password?",
    "de": "Passwort vergessen?",
    "fr": "Mot de passe oublié\u00a0?",
    "es": "¿Ha olvidado su contraseña?",
    "zh": "忘记密码？",
}


def visitor_speaking(server: Server, language: str) -> Visitor:
    visitor = Visitor(server)
    visitor.http.headers["Accept-Language"] = language
    return visitor


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_in_each_language(server: Server, language: str):
    page = visitor_speaking(server, f"{language}-XX, it;q=0.9").open("/auth/forgot")
    assert f"<h1>{FORGOT[language]}</h1>" in page.text
    assert f'<html lang="{language}"' in page.text
    assert page.headers["Content-Language"] == language
    assert page.headers["Vary"] == "Accept-Language"


def test_what_is_wrong_stands_in_it_too(server: Server):
    page = visitor_speaking(server, "de").submit("/auth/forgot", email="nobody")
    assert "Dieses Feld muss eine E-Mail-Adresse sein." in page.text


def test_a_page_that_is_not_there(server: Server):
    page = visitor_speaking(server, "fr").open("/auth/nowhere")
    assert page.status_code == 404
    assert "Cette page n’existe pas" in page.text
    assert page.headers["Content-Language"] == "fr"


def test_the_locale_of_an_account_counts_more_than_its_browser(api: Api, server: Server):
    person = sign_up_verified(api, locale="de-AT")
    visitor = visitor_speaking(server, "fr")
    visitor.sign_in(person.email, PASSWORD)
    assert visitor.open("/auth/account").headers["Content-Language"] == "de"


def test_another_locale_speaks_at_once(api: Api, server: Server):
    person = sign_up_verified(api, locale="de")
    visitor = visitor_speaking(server, "fr")
    visitor.sign_in(person.email, PASSWORD)
    assert visitor.open("/auth/account").headers["Content-Language"] == "de"
    person.api.run("updateProfile", input={"locale": "es"})
    assert visitor.open("/auth/account").headers["Content-Language"] == "es"
    person.api.run("updateProfile", input={"locale": None})
    assert visitor.open("/auth/account").headers["Content-Language"] == "fr"
