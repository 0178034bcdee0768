"""signUp: one answer for every address while proofs are asked for, and nothing that a stranger could use."""

import secrets

import pytest

from tests.accounts.wire import HALF, HARD_TEXTS, LONG, NUL, events, execute_escaped, run_escaped, user_row
from tests.support.api import together
from tests.support.mail import link_in, mails_to, token_in, wait_for_mail
from tests.support.people import PASSWORD, new_email, sign_in, sign_up, sign_up_verified, verify

ROUNDS = 20


def wish(**more: object) -> dict[str, object]:
    return {"email": new_email(), "password": PASSWORD, **more}


def test_a_new_address_waits_for_its_proof(api, server, database):
    email = new_email()
    outcome = api.run("signUp", input=wish(email=email))
    assert outcome == {"__typename": "VerificationRequired", "channel": "EMAIL", "address": email}
    mail = wait_for_mail(api, email)
    assert link_in(mail).startswith(f"{server.url}/auth/verify?token=")
    row = user_row(database, email)
    assert (row["email_verified"], row["role"]) == (False, "USER")
    assert events(database, row["id"]) == ["user_registered"]
    assert database.count("sessions", "user_id = ?", row["id"]) == 0


def test_the_profile_is_kept(api):
    data = {"plan": "gold", "tags": [1, None, {"deep": "ü"}]}
    person = sign_up_verified(api, fullName="  Zoe\u0308 Ång  ", locale="de-AT", userData=data)
    me = person.api.run("me")
    assert (me["fullName"], me["locale"], me["userData"]) == ("Zoë Ång", "de-AT", data)


def test_a_taken_address_answers_alike(api):
    """Free, waiting for its proof, and verified: byte for byte."""
    email = new_email()
    answers = [api.execute("signUp", input=wish(email=email)) for _ in range(2)]
    verify_again(api, email)
    answers.append(api.execute("signUp", input=wish(email=email)))
    assert len({(answer.status, answer.text) for answer in answers}) == 1


def verify_again(api, email):
    """By the newest of two mails."""
    wait_for_mail(api, email, subject="verify", count=2)
    verify(api, email)


def test_the_owner_of_a_taken_address_is_told_and_keeps_the_password(api, database):
    person = sign_up_verified(api)
    sign_up(api, email=person.email, password="another-tractor-hums-43")
    wait_for_mail(api, person.email, subject="tried to sign up")
    assert sign_in(api, person.email).user_id == person.user_id
    refused = api.run("signIn", input={"email": person.email, "password": "another-tractor-hums-43"})
    assert refused["__typename"] == "InvalidCredentials"
    assert events(database, person.user_id).count("user_registered") == 1


def test_of_two_sign_ups_before_the_proof_no_password_survives(api, database):
    """Whoever was first may have been a stranger who hopes that the owner will prove the address for him."""
    email = sign_up(api, password="the-strangers-own-77")
    wait_for_mail(api, email)
    sign_up(api, email=email, fullName="Mallory", userData={"admin": True})
    verify_again(api, email)
    for password in ("the-strangers-own-77", PASSWORD):
        assert api.run("signIn", input={"email": email, "password": password})["__typename"] == "InvalidCredentials"
    assert database.count("users", "email = ? AND full_name IS NULL", email) == 1


def test_a_second_sign_up_kills_the_first_mail(api):
    email = sign_up(api)
    first = token_in(wait_for_mail(api, email))
    sign_up(api, email=email)
    wait_for_mail(api, email, count=2)
    assert api.run("verifyEmail", input={"token": first})["__typename"] == "InvalidToken"


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("  {name}@EXAMPLE.com\n", "{name}@example.com"),
        ("{NAME}@example.com", "{name}@example.com"),
        ("{name}＠ｅｘａｍｐｌｅ.com", "{name}@example.com"),
        ("{name}@bücher.example", "{name}@xn--bcher-kva.example"),
        ("{name}@BU\u0308CHER.example", "{name}@xn--bcher-kva.example"),
        ("{name}@xn--bcher-kva.example", "{name}@xn--bcher-kva.example"),
        ("zoe\u0308{name}@example.com", "zoë{name}@example.com"),
    ],
)
def test_an_address_has_one_form(api, database, written, stored):
    name = f"one{secrets.token_hex(6)}"
    outcome = api.run("signUp", input=wish(email=written.format(name=name, NAME=name.upper())))
    assert outcome["address"] == stored.format(name=name)
    assert database.count("users", "email = ?", outcome["address"]) == 1
    assert wait_for_mail(api, outcome["address"])


def test_concurrent_sign_ups_of_one_address_make_one_account(api, database):
    for _ in range(ROUNDS):
        name = f"race{secrets.token_hex(6)}"
        spellings = [f"{name}@bücher.example", f"{name.upper()}@BÜCHER.example", f" {name}@xn--bcher-kva.example"]
        wishes = [wish(email=spelling) for spelling in (*spellings, *spellings[:2])]
        answers = together([api.request("signUp", input=each) for each in wishes])
        assert {answer.text for answer in answers} == {answers[0].text}
        assert answers[0].data["signUp"]["__typename"] == "VerificationRequired"
        assert database.count("users", "email LIKE ?", f"{name}%") == 1


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("short-7", "TOO_SHORT"),
        ("ßßßßßßß", "TOO_SHORT"),
        ("password1", "COMMON"),
        ("PassWord1", "COMMON"),
        ("zzzzzzzzzzzz", "REPEATED_CHARACTER"),
        ("x-" * 65, "TOO_LONG"),
        (LONG, "TOO_LONG"),
        ("a" + "\u0300\u0316" * 40_000, "TOO_LONG"),
        ("", "TOO_SHORT"),
    ],
)
def test_a_weak_password_is_refused(api, database, password, reason):
    with database.unchanged():
        refused = api.run("signUp", input=wish(password=password))
    assert refused["__typename"] == "WeakPassword"
    assert reason in refused["reasons"]


def test_a_password_does_not_repeat_who_it_is_for(api, database):
    email = new_email("identifier")
    with database.unchanged():
        for password in (email, f"my {email}", email.partition("@")[0], "I am Ada Lovelace"):
            refused = api.run("signUp", input=wish(email=email, password=password, fullName="Ada Lovelace"))
            assert refused["reasons"] == ["CONTAINS_IDENTIFIER"], password


@pytest.mark.parametrize(
    "password", ["pass phrase with blanks", "  leading and trailing  ", "пароль-из-букв", "🦉" * 4 + "owls"]
)
def test_any_character_may_stand_in_a_password(api, password):
    assert sign_up_verified(api, password=password).user_id


@pytest.mark.parametrize(
    "email",
    [
        "",
        " ",
        "nobody",
        "a@b@example.com",
        "@example.com",
        "a@",
        "a b@example.com",
        "a@example.com,b@example.com",
        "a@example.com\nBcc: b@example.com",
        "<a@example.com>",
        "a@exa mple.com",
        "a@" + "x" * 64 + ".com",
        NUL + "@example.com",
        HALF + "@example.com",
        LONG + "@example.com",
    ],
)
def test_what_is_no_address(api, database, email):
    with database.unchanged():
        refused = run_escaped(api, "signUp", input=wish(email=email))
    assert refused["__typename"] == "InvalidInput"
    assert [field["path"] for field in refused["fields"]] == ["email"]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        *((name, value) for name in ("fullName", "locale", "codeChallenge", "password") for value in (NUL, HALF)),
        ("fullName", LONG),
        ("fullName", "e" + "\u0300\u0316" * 10_000),
        ("fullName", "line\nbreak"),
        ("locale", "german, please"),
        ("locale", ""),
        ("locale", "abcdefgh-" * 4 + "abcdefgh"),
        ("codeChallenge", "plain"),
        ("userData", ["a list"]),
        ("userData", 5),
        ("userData", {"big": "x" * 17_000}),
        ("userData", {"nul": NUL}),
        ("userData", {"half": HALF}),
    ],
)
def test_a_field_that_is_not_valid_is_named(api, database, path, value):
    with database.unchanged():
        refused = run_escaped(api, "signUp", input=wish(**{path: value}))
    assert refused["__typename"] == "InvalidInput", refused
    assert [field["path"] for field in refused["fields"]] == [path]


@pytest.mark.parametrize(
    "sent",
    [
        None,
        [],
        "text",
        {"email": 5, "password": PASSWORD},
        {"email": "a@example.com", "password": ["secret-in-a-list"]},
        {"email": "a@example.com", "password": "secret-of-mine", "role": "ADMIN"},
        {"email": "a@example.com", "password": "secret-of-mine", "emailVerified": True},
        {"email": "a@example.com", "password": "secret-of-mine", "appData": {}},
        {"email": "a@example.com", "password": "secret-of-mine", "id": "1"},
    ],
)
def test_a_wrong_shape_is_refused_without_an_echo(api, server, database, sent):
    with database.unchanged():
        answer = api.execute("signUp", input=sent)
    assert answer.code == "BAD_USER_INPUT"
    assert "secret-" not in answer.text
    assert "secret-" not in server.log


def test_a_redirect_that_is_not_allowed(api, database):
    with database.unchanged():
        refused = api.run("signUp", input=wish(redirectUrl="https://evil.example/"))
    assert refused["__typename"] == "RedirectNotAllowed"


@pytest.mark.parametrize("text", HARD_TEXTS.values(), ids=HARD_TEXTS)
def test_a_redirect_of_hard_text(api, database, text):
    with database.unchanged():
        answer = execute_escaped(api, "signUp", input=wish(redirectUrl=text))
    assert answer.data["signUp"]["__typename"] == "RedirectNotAllowed"


def test_switched_off(make_server):
    server = make_server(SIGN_UP_ENABLED="false")
    with server.database.unchanged():
        assert server.api.run("signUp", input=wish())["__typename"] == "FeatureDisabled"
    assert server.api.run("authConfig")["signUpEnabled"] is False


class TestWithoutVerification:
    def test_the_answer_is_a_session(self, open_server):
        api, email = open_server.api, new_email()
        outcome = api.run("signUp", input=wish(email=email))
        assert outcome["__typename"] == "SignedIn"
        assert (outcome["user"]["email"], outcome["user"]["emailVerified"]) == (email, False)
        assert api.as_(outcome["accessToken"]).run("me")["id"] == outcome["user"]["id"]
        assert outcome["session"]["methods"] == ["password"]
        assert events(open_server.database, outcome["user"]["id"]) == ["user_registered", "login_success"]
        assert wait_for_mail(api, email, subject="verify")

    def test_a_taken_address_is_told(self, open_server):
        email = new_email()
        open_server.api.run("signUp", input=wish(email=email))
        with open_server.database.unchanged():
            refused = open_server.api.run("signUp", input=wish(email=email.upper()))
        assert refused["__typename"] == "EmailTaken"

    def test_of_concurrent_sign_ups_one_wins(self, open_server):
        answers = open_server.api.execute_together(5, "signUp", input=wish())
        names = sorted(answer.data["signUp"]["__typename"] for answer in answers)
        assert names == ["EmailTaken"] * 4 + ["SignedIn"]

    def test_the_proof_that_comes_later_counts_at_once(self, open_server):
        api, email = open_server.api, new_email()
        session = api.as_(api.run("signUp", input=wish(email=email))["accessToken"])
        assert session.run("me")["emailVerified"] is False
        verify(api, email)
        assert session.run("me")["emailVerified"] is True

    def test_without_mail_there_is_none(self, mute_server):
        email = new_email()
        assert mute_server.api.run("signUp", input=wish(email=email))["__typename"] == "SignedIn"
        assert mails_to(mute_server.api, email) == []
        assert mute_server.database.count("outbox") == 0
