"""The pages that mails lead to: scanners spend nothing, buttons do, and what is expired says what to do next."""

import httpx
import pytest

from tests.pages.visitor import SAME_SITE, Form, Visitor, foreign_code_in, invite_link
from tests.support.api import Api
from tests.support.database import Database
from tests.support.mail import code_in, link_in, token_in, wait_for_mail
from tests.support.people import PASSWORD, new_email, sign_in, sign_up, sign_up_verified
from tests.support.server import Server

NEW_PASSWORD = "harbour-of-quiet-lanterns"
APPLICATION = "http://localhost:9999"
PAGES = ["/auth/verify", "/auth/reset", "/auth/undo-email-change", "/auth/invite", "/auth/forgot", "/auth/resend"]


@pytest.fixture
def visitor(server: Server) -> Visitor:
    return Visitor(server)


def reset_link(api: Api, email: str) -> str:
    api.run("requestPasswordReset", input={"email": email})
    return link_in(wait_for_mail(api, email, subject="password"))


def undo_link(api: Api, new: str) -> tuple[str, str]:
    """Of somebody whose address was changed to `new`: the old address, and the link sent to it."""
    person = sign_up_verified(api)
    person.api.run("changeEmail", input={"email": new})
    token = token_in(wait_for_mail(api, new))
    assert api.run("verifyEmail", input={"token": token})["__typename"] == "EmailVerified"
    return person.email, link_in(wait_for_mail(api, person.email, subject="changed"))


def test_scanners_spend_nothing(api: Api, database: Database, visitor: Visitor):
    new = sign_up(api)
    links = [link_in(wait_for_mail(api, new)), reset_link(api, sign_up_verified(api).email)]
    links += [undo_link(api, new_email())[1], invite_link(api, new_email())]
    with database.unchanged():
        for link in links:
            assert visitor.http.head(link).status_code == httpx.codes.OK
            assert visitor.open(link).status_code == httpx.codes.OK
    assert visitor.submit(links[0]).status_code == httpx.codes.OK
    assert database.row("SELECT email_verified FROM users WHERE email = ?", new)["email_verified"]


def test_the_button_verifies_once(api: Api, visitor: Visitor):
    email = sign_up(api)
    link = link_in(wait_for_mail(api, email))
    done = visitor.submit(link, "/auth/verify")
    assert "Your address is verified" in done.text
    assert f"{email}</strong> is ready, and you are signed in." in done.text
    assert email in visitor.open("/auth/account").text
    again = visitor.submit(link, "/auth/verify")
    assert again.status_code == httpx.codes.GONE
    assert Form(again.text, "/auth/resend")
    assert sign_in(api, email)


def test_a_code_verifies_too(api: Api, visitor: Visitor):
    email = sign_up(api)
    code = code_in(wait_for_mail(api, email))
    wrong = visitor.submit("/auth/verify", email=email, code="12345678")
    assert "This code is not right" in wrong.text
    assert Form(wrong.text, "/auth/verify").fields["email"] == email
    right = visitor.send(wrong, "/auth/verify", code=f"{code[:4]} {code[4:]}")
    assert "Your address is verified" in right.text


def test_a_new_message_is_sent_on_request(api: Api, visitor: Visitor):
    email = sign_up(api)
    sent = visitor.submit("/auth/resend", email=email)
    code = code_in(wait_for_mail(api, email, count=2))
    assert Form(sent.text, "/auth/verify").fields["email"] == email
    assert "Your address is verified" in visitor.send(sent, "/auth/verify", code=code).text


def test_what_is_no_address_is_said_at_its_field(database: Database, visitor: Visitor):
    for page in ("/auth/resend", "/auth/forgot"):
        with database.unchanged():
            answer = visitor.submit(page, email='"><i>nobody')
        assert answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY
        assert "This must be an email address." in answer.text
        assert 'aria-describedby="email-faults' in answer.text
        assert "<i>" not in answer.text


def test_a_flow_of_an_application_ends_there_with_a_grant(make_server):
    server = make_server(ALLOWED_REDIRECT_ORIGINS=APPLICATION)
    email = sign_up(server.api, redirectUrl=f"{APPLICATION}/welcome?from=mail")
    page = Visitor(server).submit(link_in(wait_for_mail(server.api, email)), "/auth/verify")
    start = f'content="0; url={APPLICATION}/welcome?from=mail&amp;grant='
    assert start in page.text
    grant = page.text.split(start)[1].split('"')[0]
    assert server.api.run("redeemGrant", input={"grant": grant})["user"]["email"] == email


def test_the_reset_page_sets_a_password(api: Api, visitor: Visitor):
    email = sign_up_verified(api).email
    link = reset_link(api, email)
    weak = visitor.submit(link, "/auth/reset", newPassword="password1")
    assert "among the most common passwords" in weak.text
    assert "password1" not in weak.text
    assert "Your new password is set" in visitor.send(weak, "/auth/reset", newPassword=NEW_PASSWORD).text
    assert sign_in(api, email, NEW_PASSWORD)
    spent = visitor.submit(link, "/auth/reset", newPassword=NEW_PASSWORD)
    assert spent.status_code == httpx.codes.GONE
    assert Form(spent.text, "/auth/forgot")


def test_a_forgotten_password_is_set_anew_by_code(api: Api, visitor: Visitor):
    email = sign_up_verified(api).email
    sent = visitor.submit("/auth/forgot", email=email)
    assert f"If an account exists for {email}, we've sent a link" in sent.text
    code = code_in(wait_for_mail(api, email, subject="password"))
    wrong = visitor.send(sent, "/auth/reset", code="12345678", newPassword=NEW_PASSWORD)
    assert "This code is not right" in wrong.text
    assert "Your new password is set" in visitor.send(wrong, "/auth/reset", code=code, newPassword=NEW_PASSWORD).text


def test_an_address_nobody_has_answers_alike(api: Api, visitor: Visitor):
    known, unknown = sign_up_verified(api).email, new_email()
    first, second = (visitor.submit("/auth/forgot", email=email) for email in (known, unknown))
    assert first.status_code == second.status_code
    assert first.text.replace(known, "…") == second.text.replace(unknown, "…")


def test_the_old_owner_takes_the_address_back(api: Api, database: Database, visitor: Visitor):
    old, link = undo_link(api, new_email())
    page = visitor.submit(link, "/auth/undo-email-change")
    assert f"{old} is your address again" in page.text
    assert "Your new password is set" in visitor.send(page, "/auth/reset", newPassword=NEW_PASSWORD).text
    assert sign_in(api, old, NEW_PASSWORD)
    assert visitor.submit(link, "/auth/undo-email-change").status_code == httpx.codes.GONE


def forged_posts(visitor: Visitor, link: str) -> list[httpx.Response]:
    """Each lacks one thing that our own form has."""
    page = visitor.open(link)
    fields = Form(page.text, "/auth/verify").fields
    other = Form(visitor.open("/auth/forgot").text, "/auth/forgot").fields["proof"]
    without = {**fields, "proof": ""}
    post = visitor.http.post
    answers = [
        post("/auth/verify", data=without, headers=SAME_SITE),
        post("/auth/verify", data={**fields, "proof": other}, headers=SAME_SITE),
        post("/auth/verify", data=fields, headers={"Sec-Fetch-Site": "cross-site", "Origin": "null"}),
        post("/auth/verify", data=fields, headers={"Sec-Fetch-Site": "same-site", "Origin": "null"}),
        post("/auth/verify", data=fields, headers={"Origin": "https://evil.example"}),
    ]
    visitor.http.cookies.clear()
    return [*answers, post("/auth/verify", data=fields, headers=SAME_SITE)]


def test_a_form_that_is_not_ours_is_refused_and_does_nothing(api: Api, database: Database, visitor: Visitor):
    link = link_in(wait_for_mail(api, sign_up(api)))
    with database.unchanged():
        statuses = [answer.status_code for answer in forged_posts(visitor, link)]
    assert statuses == [httpx.codes.FORBIDDEN] * 6


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"proof=x&email=" + b"a" * 20_000, "application/x-www-form-urlencoded", 413),
        (b'{"token": "x"}', "application/json", 415),
        (b"token=\xff", "application/x-www-form-urlencoded", 400),
        (b"token=%ff", "application/x-www-form-urlencoded", 400),
        (b"&".join([b"token=x"] * 30), "application/x-www-form-urlencoded", 400),
    ],
)
def test_what_is_no_form_is_refused(visitor: Visitor, database: Database, body: bytes, kind: str, status: int):
    with database.unchanged():
        answer = visitor.http.post("/auth/verify", content=body, headers={"Content-Type": kind, **SAME_SITE})
    assert answer.status_code == status
    assert "<h1>" in answer.text


@pytest.mark.parametrize("token", ["\x00", "x" * 5_000, "<script>", "𝒯"])
@pytest.mark.parametrize("path", ["/auth/verify", "/auth/reset", "/auth/undo-email-change"])
def test_any_token_that_is_none_has_expired(visitor: Visitor, path: str, token: str):
    page = visitor.open(f"{path}?token=x")
    answer = visitor.send(page, path, token=token, newPassword=NEW_PASSWORD)
    assert answer.status_code == httpx.codes.GONE
    assert "This link has expired" in answer.text
    assert foreign_code_in(answer.text) == []


@pytest.mark.parametrize("path", [*PAGES, "/auth/login", "/dev/mailbox", "/no-such-page"])
def test_every_page_keeps_to_itself(visitor: Visitor, path: str):
    answer = visitor.open(f"{path}?token=secret")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "form-action 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert foreign_code_in(answer.text) == []


def test_a_rate_limit_is_said_on_a_page(make_server):
    server = make_server(RATE_LIMITS="on", RATE_LIMIT_VERIFY_EMAIL="2/hour")
    visitor = Visitor(server)
    page = visitor.open("/auth/verify?token=x")
    statuses = [visitor.send(page, "/auth/verify").status_code for _ in range(2)]
    assert statuses == [httpx.codes.GONE, httpx.codes.GONE]
    limited = visitor.send(page, "/auth/verify")
    assert limited.status_code == httpx.codes.TOO_MANY_REQUESTS
    assert int(limited.headers["Retry-After"]) > 0
    assert "Too many attempts" in limited.text


def test_links_come_from_the_public_url_alone(api: Api):
    email = new_email()
    api.with_headers(Host="evil.example", X_Forwarded_Host="evil.example").run(
        "signUp", input={"email": email, "password": PASSWORD}
    )
    assert link_in(wait_for_mail(api, email)).startswith(f"{api.url}/auth/verify?token=")
