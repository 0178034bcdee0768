"""requestPasswordReset: one answer for all, a mail only to whom it is of use."""

import pytest

from tests.accounts.wire import HARD_TEXTS, execute_escaped, run_escaped
from tests.support.mail import code_in, link_in, mails_to, wait_for_mail
from tests.support.people import new_email, sign_up


def ask(api, email, **more):
    return api.run("requestPasswordReset", input={"email": email, **more})


def test_a_link_and_a_code_go_out(api, server, person, database):
    assert ask(api, person.email.upper()) == {"__typename": "EmailSent", "email": person.email}
    mail = wait_for_mail(api, person.email, subject="new password")
    assert link_in(mail).startswith(f"{server.url}/auth/reset?token=")
    assert code_in(mail)
    requested = database.count(
        "audit_events", "type = ? AND actor_id = ?", "auth.password_reset_requested", person.user_id
    )
    assert requested == 1


def test_nobody_learns_who_has_an_account(api, person, newcomer, database):
    gone, unverified, unknown = newcomer(), sign_up(api), new_email()
    database.execute("UPDATE users SET is_active = ? WHERE id = ?", False, gone.user_id)
    database.settle()
    answers, written = set(), set()
    for email in (person.email, gone.email, unverified, unknown):
        before = [database.count(table) for table in ("one_time_tokens", "outbox", "audit_events")]
        answer = api.execute("requestPasswordReset", input={"email": email})
        answers.add((answer.status, answer.text.replace(email, "them")))
        after = [database.count(table) for table in ("one_time_tokens", "outbox", "audit_events")]
        written.add(tuple(late - early for early, late in zip(before, after, strict=True)))
    assert len(answers) == 1
    assert written == {(1, 1, 1)}
    wait_for_mail(api, person.email, subject="new password")
    database.settle()
    assert (len(mails_to(api, gone.email)), mails_to(api, unknown)) == (1, [])


def test_the_link_never_follows_a_header(api, server, person):
    """Host header injection: links are built from PUBLIC_URL alone."""
    for number, header in enumerate(("Host", "X-Forwarded-Host", "Forwarded", "X-Forwarded-Proto"), 1):
        value = {"Forwarded": "host=evil.example;proto=https"}.get(header, "evil.example")
        ask(api.with_headers(**{header: value}), person.email)
        mail = wait_for_mail(api, person.email, subject="new password", count=number)
        assert link_in(mail).startswith(f"{server.url}/auth/reset?token=")
        assert "evil.example" not in mail.text + mail.html


def test_an_allowed_redirect_is_the_link(make_server):
    server = make_server(ALLOWED_REDIRECT_ORIGINS="https://app.example", REQUIRE_VERIFICATION="false")
    email = new_email()
    server.api.run("signUp", input={"email": email, "password": "violet-tractor-hums-42"})
    ask(server.api, email, redirectUrl="https://app.example/reset?theme=dark#top")
    mail = wait_for_mail(server.api, email, subject="new password")
    assert link_in(mail).startswith("https://app.example/reset?theme=dark&token=")


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "https://app.example@evil.example",
        "https://app.example.evil.example",
        "http://localhost\t.evil.example",
        "",
        "http:/localhost",
        *HARD_TEXTS.values(),
    ],
    ids=lambda text: repr(text[:40]),
)
def test_a_redirect_that_is_not_allowed(api, database, url):
    with database.unchanged():
        refused = run_escaped(api, "requestPasswordReset", input={"email": new_email(), "redirectUrl": url})
    assert refused["__typename"] == "RedirectNotAllowed"


@pytest.mark.parametrize("email", ["", "nobody", *HARD_TEXTS.values()], ids=lambda text: repr(text[:9]))
def test_what_is_no_address(api, database, email):
    with database.unchanged():
        refused = run_escaped(api, "requestPasswordReset", input={"email": email})
    assert (refused["__typename"], refused["fields"][0]["path"]) == ("InvalidInput", "email")


def test_a_challenge_that_is_none(api, database):
    with database.unchanged():
        refused = ask(api, new_email(), codeChallenge="plain")
    assert (refused["__typename"], refused["fields"][0]["path"]) == ("InvalidInput", "codeChallenge")


def test_a_wrong_shape(api, database):
    with database.unchanged():
        assert execute_escaped(api, "requestPasswordReset", input={"email": ["a"]}).code == "BAD_USER_INPUT"


def test_without_mail(mute_server):
    with mute_server.database.unchanged():
        assert ask(mute_server.api, new_email())["__typename"] == "FeatureDisabled"
