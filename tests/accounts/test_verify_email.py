"""verifyEmail: the link's token, or the code of the same mail with its address; each good once."""

import pytest

from tests.accounts.wire import HALF, HARD_TEXTS, PAST, events, execute_escaped, run_escaped, user_row
from tests.support.api import together
from tests.support.mail import code_in, link_in, token_in, wait_for_mail
from tests.support.people import PASSWORD, new_email, sign_in, sign_up

WRONG = "00000000"
# A refused try is counted, and that is all.
COUNTERS = ("attempts", "one_time_tokens")


@pytest.fixture
def mail(api):
    return wait_for_mail(api, sign_up(api))


def wrong_code_for(mail) -> str:
    return WRONG if code_in(mail) != WRONG else "11111111"


def by_code(api, email, code):
    return api.run("verifyEmail", input={"code": {"email": email, "code": code}})


def test_the_link(api, database, mail):
    outcome = api.run("verifyEmail", input={"token": token_in(mail)})
    assert (outcome["__typename"], outcome["email"]) == ("EmailVerified", mail.to)
    assert outcome["grant"].startswith("at_")
    person = sign_in(api, mail.to)
    assert person.api.run("me")["emailVerified"] is True
    assert events(database, person.user_id) == ["user_registered", "email_verified", "login_success"]


def test_the_code(api, mail):
    spaced = f" {code_in(mail)} "
    assert by_code(api, mail.to.upper(), spaced)["__typename"] == "EmailVerified"
    assert sign_in(api, mail.to)


def test_each_is_good_once_and_ends_the_other(api, database, mail):
    assert by_code(api, mail.to, code_in(mail))["__typename"] == "EmailVerified"
    with database.unchanged(except_=COUNTERS):
        assert api.run("verifyEmail", input={"token": token_in(mail)})["__typename"] == "InvalidToken"
        assert by_code(api, mail.to, code_in(mail))["__typename"] == "InvalidToken"


def test_of_fifty_parallel_uses_one_wins(api, database, mail):
    answers = api.execute_together(50, "verifyEmail", input={"token": token_in(mail)})
    names = [answer.data["verifyEmail"]["__typename"] for answer in answers]
    assert (names.count("EmailVerified"), names.count("InvalidToken")) == (1, 49)
    assert events(database, user_row(database, mail.to)["id"]).count("email_verified") == 1


def test_of_parallel_uses_of_the_code_one_wins(api, mail):
    code = {"code": {"email": mail.to, "code": code_in(mail)}}
    names = [answer.data["verifyEmail"]["__typename"] for answer in api.execute_together(20, "verifyEmail", input=code)]
    assert names.count("EmailVerified") == 1


def test_a_lapsed_one_is_refused(api, database, mail):
    database.execute("UPDATE one_time_tokens SET expires_at = ? WHERE address = ?", PAST, mail.to)
    with database.unchanged(except_=COUNTERS):
        assert api.run("verifyEmail", input={"token": token_in(mail)})["__typename"] == "InvalidToken"
        assert by_code(api, mail.to, code_in(mail))["__typename"] == "InvalidToken"


def test_five_wrong_codes_kill_the_code_and_not_the_link(api, mail):
    for _ in range(5):
        assert by_code(api, mail.to, wrong_code_for(mail))["__typename"] == "InvalidToken"
    assert by_code(api, mail.to, code_in(mail))["__typename"] == "InvalidToken"
    assert api.run("verifyEmail", input={"token": token_in(mail)})["__typename"] == "EmailVerified"


def test_four_wrong_codes_do_not(api, mail):
    for _ in range(4):
        by_code(api, mail.to, wrong_code_for(mail))
    assert by_code(api, mail.to, code_in(mail))["__typename"] == "EmailVerified"


def test_parallel_guesses_are_at_most_five(api, database, mail):
    guess = {"code": {"email": mail.to, "code": wrong_code_for(mail)}}
    api.execute_together(20, "verifyEmail", input=guess)
    tries = database.row("SELECT code_tries FROM one_time_tokens WHERE address = ?", mail.to)["code_tries"]
    assert tries == 5
    assert by_code(api, mail.to, code_in(mail))["__typename"] == "InvalidToken"


def test_new_mails_give_no_more_than_ten_guesses_an_hour(api, database, mail):
    """Four on each of three mails: the third mail's code takes two."""
    newest = mail
    for sent in (1, 2, 3):
        newest = wait_for_mail(api, mail.to, count=sent)
        api.execute_together(4, "verifyEmail", input={"code": {"email": mail.to, "code": wrong_code_for(newest)}})
        if sent < 3:
            api.run("resendVerificationEmail", input={"email": mail.to})
    rows = database.rows("SELECT code_tries FROM one_time_tokens WHERE address = ? ORDER BY id", mail.to)
    assert [row["code_tries"] for row in rows] == [4, 4, 2]
    assert by_code(api, mail.to, code_in(newest))["__typename"] == "InvalidToken"
    assert api.run("verifyEmail", input={"token": token_in(newest)})["__typename"] == "EmailVerified"


def test_a_code_is_for_its_address(api, database, mail):
    other = wait_for_mail(api, sign_up(api))
    with database.unchanged(except_=COUNTERS):
        assert by_code(api, other.to, code_in(mail))["__typename"] == "InvalidToken"
        assert by_code(api, new_email(), code_in(mail))["__typename"] == "InvalidToken"
        assert by_code(api, "no address", code_in(mail))["__typename"] == "InvalidToken"


def test_somebody_elses_wish_for_the_address_does_not_shadow_its_code(api, newcomer, mail):
    """Others may ask to change to this address as often as they like."""
    for _ in range(3):
        asked = newcomer().api.run("changeEmail", input={"email": mail.to})
        assert asked["__typename"] == "EmailSent"
    assert by_code(api, mail.to, code_in(mail))["__typename"] == "EmailVerified"


@pytest.mark.parametrize("text", ["", " ", "nonsense", "%00", *HARD_TEXTS.values()], ids=lambda text: repr(text[:9]))
def test_what_is_no_token(api, database, text):
    with database.unchanged(except_=COUNTERS):
        assert run_escaped(api, "verifyEmail", input={"token": text})["__typename"] == "InvalidToken"
        for code in ({"email": text, "code": WRONG}, {"email": new_email(), "code": text[:100_000]}):
            assert run_escaped(api, "verifyEmail", input={"code": code})["__typename"] == "InvalidToken"


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"token": None},
        {"token": "a", "code": {"email": "a", "code": "b"}},
        {"token": 5},
        {"code": {"email": "a@example.com"}},
        {"code": HALF},
    ],
)
def test_a_wrong_shape(api, database, sent):
    with database.unchanged():
        assert execute_escaped(api, "verifyEmail", input=sent).code == "BAD_USER_INPUT"


def test_get_and_head_never_verify(api, database, mail):
    """Scanners follow links."""
    with database.unchanged():
        for request in (api.http.get, api.http.head):
            request(link_in(mail))
            request(
                "/graphql",
                params={"query": f'mutation {{ verifyEmail(input: {{token: "{token_in(mail)}"}}) {{ __typename }} }}'},
            )
    assert api.run("verifyEmail", input={"token": token_in(mail)})["__typename"] == "EmailVerified"


def test_proofs_sign_ups_and_resets_of_one_address_at_once(api):
    """Each takes locks on the same rows: nobody waits for ever, and nobody is answered with our fault."""
    for _ in range(5):
        email = sign_up(api)
        token = token_in(wait_for_mail(api, email))
        work = [
            ("verifyEmail", {"token": token}),
            ("signUp", {"email": email, "password": PASSWORD}),
            ("requestPasswordReset", {"email": email}),
            ("resendVerificationEmail", {"email": email}),
            ("signUp", {"email": email, "password": PASSWORD}),
            ("verifyEmail", {"code": {"email": email, "code": WRONG}}),
        ]
        answers = together([api.request(name, input=wish) for name, wish in work])
        assert [answer.errors for answer in answers] == [[]] * len(work)
