"""Coming in by a link in a mail, by phone and through a provider, on our own pages."""

import httpx
import pytest

from tests.pages.visitor import Visitor
from tests.providers.fakes import Fakes
from tests.support.mail import code_in, link_in, wait_for_mail
from tests.support.people import PASSWORD, new_email, sign_up_verified
from tests.support.server import Server

_numbers = iter(range(100, 999))


def new_phone() -> str:
    return f"+49301234{next(_numbers)}"


def test_a_link_by_mail_leads_back_to_the_page_asked_for(open_server: Server, guest: Visitor):
    email = sign_up_verified(open_server.api).email
    guest.open("/auth/login?next=/auth/orgs")
    sent = guest.submit("/auth/magic/send", email=email)
    assert f"If an account exists for {email}" in sent.text
    answer = guest.submit(link_in(wait_for_mail(open_server.api, email, subject="sign-in")), "/auth/magic")
    assert answer.headers["Location"] == "/auth/orgs"


def test_the_code_of_that_mail_does_too(open_server: Server, guest: Visitor):
    email = sign_up_verified(open_server.api).email
    sent = guest.submit("/auth/magic/send", email=email)
    wrong = guest.send(sent, "/auth/magic", code="12345678")
    assert "This code is not right" in wrong.text
    code = code_in(wait_for_mail(open_server.api, email, subject="sign-in"))
    assert email in guest.follow(guest.send(wrong, "/auth/magic", code=code)).text


def test_a_phone_from_sign_up_to_sign_in(open_server: Server, guest: Visitor):
    phone = new_phone()
    sent = guest.submit("/auth/phone/signup", phone=phone, password=PASSWORD, fullName="Ada")
    assert f"If {phone} may have one" in sent.text
    wrong = guest.send(sent, "/auth/phone/verify", code="12345678")
    assert "Invalid or expired code." in wrong.text
    code = code_in(wait_for_mail(open_server.api, phone))
    assert phone in guest.follow(guest.send(wrong, "/auth/phone/verify", code=f"{code[:4]} {code[4:]}")).text
    other = Visitor(open_server)
    assert phone in other.follow(other.submit("/auth/phone", phone=phone, password=PASSWORD)).text


def test_a_texted_code_signs_in(open_server: Server, guest: Visitor):
    phone = new_phone()
    guest.submit("/auth/phone/signup", phone=phone, password=PASSWORD)
    code = code_in(wait_for_mail(open_server.api, phone))
    guest.submit("/auth/phone/verify", phone=phone, code=code)
    other = Visitor(open_server)
    sent = other.submit("/auth/phone/code", phone=phone)
    code = code_in(wait_for_mail(open_server.api, phone, count=2))
    assert phone in other.follow(other.send(sent, "/auth/phone/sign-in", code=code)).text


def test_a_wrong_password_and_a_wrong_code_are_asked_for_again(open_server: Server, guest: Visitor):
    phone = new_phone()
    wrong = guest.submit("/auth/phone", phone=phone, password=PASSWORD)
    assert wrong.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    assert 'value="' + phone in wrong.text
    sent = guest.submit("/auth/phone/code", phone=phone)
    assert "Invalid or expired code." in guest.send(sent, "/auth/phone/sign-in", code="12345678").text


def test_a_number_is_changed_on_the_account_page(open_server: Server, guest: Visitor):
    person, phone = sign_up_verified(open_server.api), new_phone()
    page = "/auth/account/email"
    guest.sign_in(person.email)
    with open_server.database.unchanged():
        unlike = guest.submit(page, f"{page}/phone", phone="12")
    assert unlike.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    sent = guest.send(unlike, f"{page}/phone", phone=phone)
    wrong = guest.send(sent, f"{page}/phone/verify", code="12345678")
    assert "Invalid or expired code." in wrong.text
    done = guest.send(wrong, f"{page}/phone/verify", code=code_in(wait_for_mail(open_server.api, phone)))
    assert phone in guest.follow(done).text


def test_a_password_is_reset_by_a_texted_code(open_server: Server, guest: Visitor):
    phone = new_phone()
    guest.submit("/auth/phone/signup", phone=phone, password=PASSWORD)
    guest.submit("/auth/phone/verify", phone=phone, code=code_in(wait_for_mail(open_server.api, phone)))
    other = Visitor(open_server)
    sent = other.submit("/auth/forgot/phone", phone=phone)
    code = code_in(wait_for_mail(open_server.api, phone, count=2))
    weak = other.send(sent, "/auth/reset", code=code, newPassword="password1")
    assert "among the most common passwords" in weak.text
    done = other.send(weak, "/auth/reset", code=code, newPassword="harbour-of-quiet-lanterns")
    assert "Your new password is set" in done.text


@pytest.mark.parametrize("page", ["/auth/phone/signup", "/auth/phone/code", "/auth/phone/resend", "/auth/forgot/phone"])
def test_what_is_no_number_is_said_at_its_field(open_server: Server, guest: Visitor, page: str):
    with open_server.database.unchanged():
        answer = guest.submit(page, phone="12", password=PASSWORD)
    assert answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    assert "This must be a phone number" in answer.text
    assert 'value="12"' in answer.text


def through_acme(guest: Visitor, start: str = "/auth/login/with/acme") -> httpx.Response:
    """From our page to the provider and back, up to the page where it ends."""
    answer = guest.open(start)
    while answer.is_redirect and "/auth/landed" not in answer.headers["Location"]:
        answer = guest.http.get(answer.headers["Location"])
    return answer


def test_through_a_provider_and_back_to_the_page(open_server: Server, guest: Visitor, fakes: Fakes):
    assert "/auth/login/with/acme" in guest.open("/auth/login?next=/auth/orgs").text
    landed = guest.follow(through_acme(guest))
    assert landed.headers["Location"] == "/auth/orgs"
    assert fakes.people["acme"]["email"] in guest.open("/auth/account").text


def test_a_grant_from_somebody_else_signs_nobody_in(open_server: Server, guest: Visitor, fakes: Fakes):
    lure = through_acme(guest).headers["Location"]
    victim = Visitor(open_server)
    answer = victim.http.get(lure)
    assert answer.status_code == httpx.codes.GONE
    assert "began in another browser" in answer.text
    assert "ostiary-access" not in str(answer.headers)


@pytest.mark.parametrize(("error", "said"), [("access_denied", "You declined"), ("nonsense", "took too long")])
def test_how_a_flow_ended_is_said(guest: Visitor, error: str, said: str):
    page = guest.open(f"/auth/landed?error={error}")
    assert said in page.text
    assert 'href="/auth/login"' in page.text


def test_an_unknown_provider(guest: Visitor):
    answer = guest.open("/auth/login/with/nobody")
    assert answer.status_code == httpx.codes.BAD_REQUEST
    assert "This provider is not set up here." in answer.text


def test_linking_and_unlinking(open_server: Server, guest: Visitor, fakes: Fakes):
    person = sign_up_verified(open_server.api, email=new_email("linker"))
    fakes.people["acme"] = {**fakes.people["acme"], "sub": person.user_id}
    guest.sign_in(person.email)
    leaving = guest.submit("/auth/account/providers", "/auth/account/providers/link", provider="acme")
    answer = guest.http.get(leaving.text.split('content="0; url=')[1].split('"')[0])
    while answer.is_redirect:
        answer = guest.follow(answer)
    assert "You can sign in with it from now on." in answer.text
    unlinked = guest.follow(guest.send(answer, "/auth/account/providers/unlink", provider="acme"))
    assert "You can sign in with it no more." in unlinked.text
    assert open_server.database.count("identities", "user_id = ?", person.user_id) == 0
