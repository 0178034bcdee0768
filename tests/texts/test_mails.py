"""Messages speak the language of whoever gets them: their locale, else what the request that caused them asks for."""

import re
from datetime import timedelta

import pytest

from services.delivery.rendering import VALUES, Renderer, channel_of
from services.delivery.wording import in_words
from services.texts import LANGUAGES
from tests.delivery.test_templates import EXAMPLES
from tests.support.api import Api
from tests.support.mail import code_in, link_in, wait_for_mail
from tests.support.people import new_email, sign_up, sign_up_verified

# GSM 03.38, of which one text message holds 160; of any other alphabet it holds 70.
GSM = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
VERIFY = {
    "en": "Verify your email address for Ostiary",
    "de": "Bestätigen Sie Ihre E-Mail-Adresse für Ostiary",
    "fr": "Vérifiez votre adresse e-mail pour Ostiary",
    "es": "Verifique su dirección de correo para Ostiary",
    "zh": "验证您在 Ostiary 的邮箱地址",
}


def render(template: str, language: str = "en", **changed: str) -> dict[str, str]:
    values = {name: EXAMPLES[name] for name in VALUES[template]} | changed
    return Renderer("Ostiary").render(channel_of(template), template, values, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mail_in_the_language_of_its_account(api: Api, language: str):
    mail = wait_for_mail(api, sign_up(api, locale=language))
    assert mail.subject == VERIFY[language]
    assert f'<html lang="{language}">' in mail.html
    assert code_in(mail)
    assert link_in(mail)


def test_the_locale_counts_more_than_the_request(api: Api):
    mail = wait_for_mail(api, sign_up(api.with_headers(Accept_Language="fr"), locale="de-AT"))
    assert mail.subject == VERIFY["de"]


@pytest.mark.parametrize("locale", [None, "it", "tlh"])
def test_the_request_counts_where_the_locale_says_nothing(api: Api, locale: str | None):
    mail = wait_for_mail(api, sign_up(api.with_headers(Accept_Language="es-MX, en;q=0.8"), locale=locale))
    assert mail.subject == VERIFY["es"]


def test_durations_are_said_in_that_language(api: Api):
    assert "gilt 24 Stunden" in wait_for_mail(api, sign_up(api, locale="de")).text


def test_a_warning_says_when_and_on_what_in_that_language(api: Api):
    person = sign_up_verified(api, locale="de")
    person.api.run("changePassword", input={"currentPassword": person.password, "newPassword": "another-fine-one-77"})
    mail = wait_for_mail(api, person.email, subject="Ihr Passwort bei Ostiary")
    assert re.search(r"Zeitpunkt: \d{1,2}\. \w+ 20\d\d, \d\d:\d\d UTC", mail.text)
    assert "auf unbekanntem System" in mail.text


def test_an_invitation_speaks_as_its_inviter(api: Api):
    owner = sign_up_verified(api, fullName="Ada")
    org = owner.api.run("createOrg", input={"name": "Moteurs"})
    guest = new_email()
    french = owner.api.with_headers(Accept_Language="fr")
    french.run("invite", input={"orgId": org["id"], "email": guest, "role": "ADMIN"})
    mail = wait_for_mail(api, guest)
    assert mail.subject == "Ada vous invite à rejoindre Moteurs"
    assert "administrateur" in mail.text
    assert "7 jours" in mail.text


def test_somebody_who_joins_at_once_is_told_in_their_own_language(api: Api):
    owner = sign_up_verified(api, fullName="Ada")
    guest = sign_up_verified(api, locale="zh-CN")
    org = owner.api.run("createOrg", input={"name": "Engines"})
    owner.api.run("invite", input={"orgId": org["id"], "email": guest.email, "role": "MEMBER"})
    assert wait_for_mail(api, guest.email, subject="Engines").subject == "您现在是 Engines 的成员"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", sorted(VALUES))
def test_each_template_in_each_language(template: str, language: str):
    message = render(template, language)
    assert "%(" not in "".join(message.values())
    if language != "en":
        assert message["text"] != render(template)["text"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_message_stays_one(language: str):
    text = render("phone_code", language, expires_in=in_words(timedelta(minutes=10), language))["text"]
    assert len(text) <= (160 if set(text) <= GSM else 70)


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "zh"])
def test_a_text_message_needs_no_wide_alphabet(language: str):
    assert set(render("phone_code", language, expires_in="10 min")["text"]) <= GSM
