"""sendMagicLink: for verified addresses only, and the same answer after the same work for any other."""

import pytest

from tests.accounts.wire import HALF, LONG, NUL, events, execute_escaped
from tests.support.mail import code_in, link_in, mails_to, wait_for_mail
from tests.support.people import make_staff, new_email, sign_up

SUBJECT = "sign-in link"


def test_a_link_and_a_code_are_mailed(api, server, person, database):
    assert api.run("sendMagicLink", input={"email": f" {person.email.upper()} "}) == {
        "__typename": "EmailSent",
        "email": person.email,
    }
    mail = wait_for_mail(api, person.email, subject=SUBJECT)
    assert link_in(mail).startswith(f"{server.url}/auth/magic?token=")
    assert code_in(mail)
    assert "10 minutes" in mail.text
    assert events(database, person.user_id).count("magic_link_requested") == 1


def test_the_answer_is_alike_and_only_a_verified_address_is_mailed(api, server, database, person):
    waiting, unknown = sign_up(api), new_email()
    make_staff(server).api.run("deactivateUser", id=person.user_id)
    before = len(mails_to(api, person.email))
    for email in (waiting, unknown, person.email):
        assert api.run("sendMagicLink", input={"email": email}) == {"__typename": "EmailSent", "email": email}
    database.settle()
    assert [mail for email in (waiting, unknown) for mail in mails_to(api, email) if SUBJECT in mail.subject] == []
    assert len(mails_to(api, person.email)) == before


def test_a_request_for_nobody_does_the_same_work(api, database, person):
    tables = ("outbox", "one_time_tokens", "audit_events")

    def rows_written(email: str) -> dict[str, int]:
        database.settle()
        before = {table: database.count(table) for table in tables}
        api.run("sendMagicLink", input={"email": email})
        return {table: database.count(table) - before[table] for table in tables}

    assert rows_written(new_email()) == rows_written(person.email)


@pytest.mark.parametrize("email", ["", "nobody", "a@b@example.com", NUL, HALF, LONG])
def test_what_is_no_address(api, database, email):
    with database.unchanged():
        answer = execute_escaped(api, "sendMagicLink", input={"email": email})
    refused = answer.data["sendMagicLink"]
    assert [field["path"] for field in refused["fields"]] == ["email"]


@pytest.mark.parametrize("url", ["https://evil.example/", "javascript:alert(1)", "//evil.example", NUL, LONG])
def test_a_redirect_that_is_not_allowed(api, database, person, url):
    with database.unchanged():
        answer = execute_escaped(api, "sendMagicLink", input={"email": person.email, "redirectUrl": url})
    assert answer.data["sendMagicLink"]["__typename"] == "RedirectNotAllowed"


def test_a_challenge_that_is_none(api, database, person):
    with database.unchanged():
        refused = api.run("sendMagicLink", input={"email": person.email, "codeChallenge": "plain"})
    assert [field["path"] for field in refused["fields"]] == ["codeChallenge"]


@pytest.mark.parametrize(
    "settings",
    [{"SIGN_IN_METHODS": "password"}, {"MAIL": "off", "REQUIRE_VERIFICATION": "false"}],
)
def test_switched_off(make_server, settings):
    server = make_server(**settings)
    with server.database.unchanged():
        assert server.api.run("sendMagicLink", input={"email": new_email()})["__typename"] == "FeatureDisabled"
        refused = server.api.run("signInWithMagicLink", input={"token": "any"})
    assert refused["__typename"] == "FeatureDisabled"
    assert "MAGIC_LINK" not in server.api.run("authConfig")["methods"]
