"""resetPassword: a new password by a proof of the mailbox; whoever was in is out."""

import pytest

from tests.accounts.wire import HALF, HARD_TEXTS, LONG, NUL, PAST, events, execute_escaped, run_escaped
from tests.support.api import together
from tests.support.mail import code_in, token_in, wait_for_mail
from tests.support.people import PASSWORD, new_email, sign_in, sign_up, sign_up_verified

NEW = "copper-lantern-sings-9"
COUNTERS = ("attempts", "one_time_tokens")


def mail_to(api, email, *, count=1):
    api.run("requestPasswordReset", input={"email": email})
    return wait_for_mail(api, email, subject="new password", count=count)


def reset(api, password=NEW, **proof):
    return api.run("resetPassword", input={"proof": proof, "newPassword": password})


def outcome_of_sign_in(api, email, password):
    return api.run("signIn", input={"email": email, "password": password})["__typename"]


def test_the_link(api, person, database):
    second = sign_in(api, person.email)
    assert second.api.run("me")
    outcome = reset(api, token=token_in(mail_to(api, person.email)))
    assert outcome == {"__typename": "PasswordChanged", "sessionsRevoked": 2}
    for ended in (person, second):
        assert ended.api.execute("me").reason == "SESSION_ENDED"
        assert api.run("refresh", input={"refreshToken": ended.refresh_token})["__typename"] == "InvalidToken"
    assert outcome_of_sign_in(api, person.email, PASSWORD) == "InvalidCredentials"
    assert outcome_of_sign_in(api, person.email, NEW) == "SignedIn"
    assert wait_for_mail(api, person.email, subject="was changed")
    assert events(database, person.user_id).count("password_reset_confirmed") == 1


def test_the_code(api, person):
    mail = mail_to(api, person.email)
    outcome = reset(api, code={"email": person.email.upper(), "code": code_in(mail)})
    assert outcome["__typename"] == "PasswordChanged"
    assert outcome_of_sign_in(api, person.email, NEW) == "SignedIn"
    assert reset(api, token=token_in(mail))["__typename"] == "InvalidToken"


def test_of_fifty_parallel_uses_one_wins(api, person, database):
    wish = {"proof": {"token": token_in(mail_to(api, person.email))}, "newPassword": NEW}
    names = [
        answer.data["resetPassword"]["__typename"] for answer in api.execute_together(50, "resetPassword", input=wish)
    ]
    assert (names.count("PasswordChanged"), names.count("InvalidToken")) == (1, 49)
    assert events(database, person.user_id).count("password_reset_confirmed") == 1


def test_it_is_a_proof_of_the_mailbox(api):
    """The stranger who signed up with this address is out, and the owner is verified."""
    email = sign_up(api, password="the-strangers-own-77")
    wait_for_mail(api, email)
    reset(api, token=token_in(mail_to(api, email)))
    assert outcome_of_sign_in(api, email, "the-strangers-own-77") == "InvalidCredentials"
    assert sign_in(api, email, NEW).api.run("me")["emailVerified"] is True


def test_a_stranger_in_session_is_out(open_server):
    api, email = open_server.api, new_email()
    stranger = api.run("signUp", input={"email": email, "password": PASSWORD})["accessToken"]
    assert reset(api, token=token_in(mail_to(api, email)))["sessionsRevoked"] == 1
    assert api.as_(stranger).execute("me").reason == "SESSION_ENDED"


def test_a_newer_mail_kills_the_older_one(api, person):
    first = mail_to(api, person.email)
    second = mail_to(api, person.email, count=2)
    assert reset(api, token=token_in(first))["__typename"] == "InvalidToken"
    assert reset(api, token=token_in(second))["__typename"] == "PasswordChanged"


def test_a_changed_password_kills_it(api, person):
    token = token_in(mail_to(api, person.email))
    person.api.run("changePassword", input={"currentPassword": PASSWORD, "newPassword": "another-tractor-43"})
    assert reset(api, token=token)["__typename"] == "InvalidToken"


def test_a_lapsed_one(api, person, database):
    mail = mail_to(api, person.email)
    database.execute("UPDATE one_time_tokens SET expires_at = ? WHERE address = ?", PAST, mail.to)
    with database.unchanged(except_=COUNTERS):
        assert reset(api, token=token_in(mail))["__typename"] == "InvalidToken"
        assert reset(api, code={"email": mail.to, "code": code_in(mail)})["__typename"] == "InvalidToken"


def test_a_weak_password_leaves_the_proof_good(api, person, database):
    mail = mail_to(api, person.email)
    code = {"email": person.email, "code": code_in(mail)}
    with database.unchanged(except_=COUNTERS):
        for _ in range(6):
            for proof in ({"token": token_in(mail)}, {"code": code}):
                refused = reset(api, "password1", **proof)
                assert (refused["__typename"], refused["reasons"]) == ("WeakPassword", ["COMMON"])
    assert reset(api, LONG, code=code)["reasons"] == ["TOO_LONG"]
    assert reset(api, person.email, code=code)["reasons"] == ["CONTAINS_IDENTIFIER"]
    assert reset(api, code=code)["__typename"] == "PasswordChanged"


@pytest.mark.parametrize("text", [NUL, HALF], ids=repr)
def test_hard_text_as_a_password(api, person, database, text):
    token = token_in(mail_to(api, person.email))
    with database.unchanged():
        answer = execute_escaped(
            api, "resetPassword", input={"proof": {"token": token}, "newPassword": f"long enough {text}"}
        )
    assert answer.code == "BAD_USER_INPUT"
    assert answer.errors[0]["extensions"]["fields"][0]["path"] == "newPassword"
    assert reset(api, token=token)["__typename"] == "PasswordChanged"


@pytest.mark.parametrize("text", ["", "nonsense", *HARD_TEXTS.values()], ids=lambda text: repr(text[:9]))
def test_what_is_no_proof(api, database, text):
    proofs = [
        {"token": text},
        {"code": {"email": text, "code": "12345678"}},
        {"code": {"email": new_email(), "code": text}},
    ]
    with database.unchanged(except_=COUNTERS):
        for proof in [*proofs, {"phoneCode": {"phone": "+15555555555", "code": text}}]:
            refused = run_escaped(api, "resetPassword", input={"proof": proof, "newPassword": NEW})
            assert refused["__typename"] == "InvalidToken"


@pytest.mark.parametrize(
    "proof", [{}, {"token": None}, {"token": "a", "code": {"email": "a", "code": "b"}}, {"token": 5}]
)
def test_a_wrong_shape_is_refused_without_an_echo(api, server, database, proof):
    with database.unchanged():
        answer = api.execute("resetPassword", input={"proof": proof, "newPassword": "secret-of-mine-1"})
    assert answer.code == "BAD_USER_INPUT"
    assert "secret-of" not in answer.text + server.log


def test_five_wrong_codes_kill_the_code_and_not_the_link(api, person):
    mail = mail_to(api, person.email)
    wrong = {"email": person.email, "code": "00000000" if code_in(mail) != "00000000" else "11111111"}
    answers = api.execute_together(8, "resetPassword", input={"proof": {"code": wrong}, "newPassword": NEW})
    assert {answer.data["resetPassword"]["__typename"] for answer in answers} == {"InvalidToken"}
    assert reset(api, code={"email": person.email, "code": code_in(mail)})["__typename"] == "InvalidToken"
    assert reset(api, token=token_in(mail))["__typename"] == "PasswordChanged"


def test_beside_a_sign_in_no_session_of_the_old_password_survives(api):
    for _ in range(5):
        person = sign_up_verified(api)
        wish = {"proof": {"token": token_in(mail_to(api, person.email))}, "newPassword": NEW}
        outcomes = at_once(api, person.email, wish)
        for outcome in outcomes:
            if outcome["__typename"] == "SignedIn":
                assert api.as_(outcome["accessToken"]).execute("me").reason == "SESSION_ENDED"


def at_once(api, email, wish):
    """Sign-ins by the old password around a reset; what they answered."""
    from_before = {"email": email, "password": PASSWORD}
    requests = [api.request("signIn", input=from_before)] * 4
    answers = together([*requests[:2], api.request("resetPassword", input=wish), *requests[2:]])
    assert answers[2].data["resetPassword"]["__typename"] == "PasswordChanged"
    return [answer.data["signIn"] for answer in (*answers[:2], *answers[3:])]
