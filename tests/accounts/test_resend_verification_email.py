"""resendVerificationEmail: one answer for all; a new mail only to whom it is of use."""

import pytest

from tests.accounts.wire import HARD_TEXTS, execute_escaped, run_escaped
from tests.support.mail import mails_to, token_in, wait_for_mail
from tests.support.people import new_email, sign_up


def test_a_new_mail_replaces_the_old_one(api):
    email = sign_up(api)
    first = token_in(wait_for_mail(api, email))
    assert api.run("resendVerificationEmail", input={"email": email.upper()}) == {
        "__typename": "EmailSent",
        "email": email,
    }
    second = token_in(wait_for_mail(api, email, count=2))
    assert api.run("verifyEmail", input={"token": first})["__typename"] == "InvalidToken"
    assert api.run("verifyEmail", input={"token": second})["__typename"] == "EmailVerified"


def test_nobody_learns_who_has_an_account(api, person, database):
    unverified, unknown = sign_up(api), new_email()
    answers = {}
    for email in (unverified, person.email, unknown):
        answer = api.execute("resendVerificationEmail", input={"email": email})
        answers[email] = (answer.status, answer.text.replace(email, "them"))
    assert len(set(answers.values())) == 1
    wait_for_mail(api, unverified, count=2)
    database.settle()
    assert len(mails_to(api, person.email)) == 1
    assert mails_to(api, unknown) == []


def test_who_is_known_costs_the_same_rows(api, database):
    """A row for a row, so that a clock beside the database tells nothing."""
    unverified = sign_up(api)
    database.settle()
    written = []
    for email in (unverified, new_email()):
        before = database.count("one_time_tokens"), database.count("outbox")
        api.run("resendVerificationEmail", input={"email": email})
        written.append((database.count("one_time_tokens") - before[0], database.count("outbox") - before[1]))
    assert written == [(1, 1), (1, 1)]


@pytest.mark.parametrize("email", ["", "nobody", *HARD_TEXTS.values()], ids=lambda text: repr(text[:9]))
def test_what_is_no_address(api, database, email):
    with database.unchanged():
        refused = run_escaped(api, "resendVerificationEmail", input={"email": email})
    assert (refused["__typename"], refused["fields"][0]["path"]) == ("InvalidInput", "email")


def test_a_redirect_that_is_not_allowed(api, database):
    with database.unchanged():
        refused = api.run("resendVerificationEmail", input={"email": new_email(), "redirectUrl": "//evil.example"})
    assert refused["__typename"] == "RedirectNotAllowed"


def test_a_wrong_shape(api, database):
    with database.unchanged():
        assert execute_escaped(api, "resendVerificationEmail", input={"email": 5}).code == "BAD_USER_INPUT"


def test_without_mail(mute_server):
    with mute_server.database.unchanged():
        refused = mute_server.api.run("resendVerificationEmail", input={"email": new_email()})
    assert refused["__typename"] == "FeatureDisabled"
