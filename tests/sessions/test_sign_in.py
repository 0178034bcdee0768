"""signIn: by address and password, and one answer for whatever is wrong."""

import pytest

from tests.accounts.wire import HARD_TEXTS, LONG, PAST, events, execute_escaped, run_escaped, user_row
from tests.support.mail import wait_for_mail
from tests.support.people import PASSWORD, new_email, sign_in, sign_up, sign_up_verified

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
WRONG = "not-the-password-1"
COUNTERS = ("attempts", "audit_events", "audit_personal")


def attempt(api, email, password=WRONG):
    return api.run("signIn", input={"email": email, "password": password})


def test_a_session_begins(api, person, database):
    outcome = api.with_headers(User_Agent=FIREFOX).run("signIn", input={"email": person.email, "password": PASSWORD})
    assert (outcome["__typename"], outcome["tokenType"], outcome["expiresIn"]) == ("SignedIn", "Bearer", 900)
    assert (outcome["user"]["id"], outcome["mfaEnrollmentRequired"]) == (person.user_id, False)
    session = outcome["session"]
    assert (session["methods"], session["current"], session["ipAddress"]) == (["password"], True, "127.0.0.1")
    device = {name: session["device"][name] for name in ("browser", "os", "kind", "userAgent")}
    assert device == {"browser": "Firefox", "os": "Linux", "kind": "desktop", "userAgent": FIREFOX}
    assert session["id"] != person.session_id
    assert api.as_(outcome["accessToken"]).run("me")["id"] == person.user_id
    assert database.count("audit_events", "type = ? AND target_id = ?", "auth.login_success", session["id"]) == 1


def test_the_answer_may_not_be_stored(api, person):
    answer = api.execute("signIn", input={"email": person.email, "password": PASSWORD})
    assert answer.headers["Cache-Control"] == "no-store"
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("spelling", [str.upper, lambda email: f"  {email}\n", lambda email: email.replace("@", "＠")])
def test_any_spelling_of_the_address(api, person, spelling):
    assert sign_in(api, spelling(person.email)).user_id == person.user_id


def test_any_form_of_the_same_letters(api):
    """NFC and NFD are the same password, also at the longest."""
    password = "e\u0301" * 127 + "x"
    person = sign_up_verified(api, password=password)
    for form in (password, "é" * 127 + "x"):
        assert attempt(api, person.email, form)["__typename"] == "SignedIn"


@pytest.mark.parametrize(
    "other", [PASSWORD.upper(), PASSWORD + " ", " " + PASSWORD, PASSWORD[:-1], PASSWORD + "\x00", ""]
)
def test_a_password_is_compared_whole(api, person, other):
    assert attempt(api, person.email, other)["__typename"] == "InvalidCredentials"


def test_a_long_password_is_compared_whole(api):
    """bcrypt alone would read 72 bytes of it."""
    person = sign_up_verified(api, password="пароль-из-букв-" * 8)
    assert attempt(api, person.email, "пароль-из-букв-" * 7 + "пароль-из-букв_")["__typename"] == "InvalidCredentials"
    assert attempt(api, person.email, "пароль-из-букв-" * 8)["__typename"] == "SignedIn"


@pytest.mark.parametrize("text", HARD_TEXTS.values(), ids=HARD_TEXTS)
@pytest.mark.parametrize("known", [True, False])
def test_hard_text_is_a_wrong_password(api, person, database, text, known):
    email = person.email if known else new_email()
    with database.unchanged(except_=COUNTERS):
        assert (
            run_escaped(api, "signIn", input={"email": email, "password": text})["__typename"] == "InvalidCredentials"
        )


@pytest.mark.parametrize("text", ["", " ", "nobody", *HARD_TEXTS.values()], ids=lambda text: repr(text[:9]))
def test_hard_text_is_an_unknown_address(api, database, text):
    with database.unchanged(except_=COUNTERS):
        outcome = run_escaped(api, "signIn", input={"email": text, "password": PASSWORD})
    # The same text may have been tried by the neighbours.
    assert outcome["__typename"] in ("InvalidCredentials", "AccountLocked")


@pytest.mark.parametrize(
    "sent",
    [
        None,
        5,
        {"email": "a@example.com"},
        {"email": None, "password": "secret-of-mine"},
        {"email": 5, "password": "secret-of-mine"},
        {"email": [], "password": {"secret-": 1}},
    ],
)
def test_a_wrong_shape_is_refused_without_an_echo(api, server, database, sent):
    with database.unchanged():
        answer = execute_escaped(api, "signIn", input=sent)
    assert answer.code == "BAD_USER_INPUT"
    assert "secret-" not in answer.text + server.log


def test_an_unverified_person_learns_it_only_by_the_right_password(api, database):
    email = sign_up(api)
    assert attempt(api, email)["__typename"] == "InvalidCredentials"
    with database.unchanged(except_=COUNTERS):
        assert attempt(api, email, PASSWORD)["__typename"] == "EmailNotVerified"
    row = database.row(
        "SELECT detail FROM audit_events WHERE actor_id = ? ORDER BY id DESC LIMIT 1", user_row(database, email)["id"]
    )
    assert "EMAIL_NOT_VERIFIED" in str(row["detail"])


def test_a_deactivated_person_learns_it_only_by_the_right_password(api, person, database):
    database.execute("UPDATE users SET is_active = ? WHERE id = ?", False, person.user_id)
    assert attempt(api, person.email)["__typename"] == "InvalidCredentials"
    with database.unchanged(except_=COUNTERS):
        assert attempt(api, person.email, PASSWORD)["__typename"] == "AccountDeactivated"
    assert api.run("refresh", input={"refreshToken": person.refresh_token})["__typename"] == "InvalidToken"


def test_a_new_device_is_told(api, person):
    assert sign_in(api, person.email)
    api.with_headers(User_Agent=FIREFOX).run("signIn", input={"email": person.email, "password": PASSWORD})
    assert "Firefox" in wait_for_mail(api, person.email, subject="new sign-in").text


def test_a_refusal_is_recorded_once(api, person, database):
    attempt(api, person.email)
    assert events(database, person.user_id).count("login_failed") == 1


def test_a_weaker_hash_is_renewed(server, api, person, database, make_server):
    """BCRYPT_COST was raised: the next right password is hashed anew."""
    dear = make_server(BCRYPT_COST=6, DATABASE_URL=server.settings["DATABASE_URL"], PUBLIC_URL=server.url)
    assert "$04$" in user_row(database, person.email)["password_hash"]
    for _ in range(2):
        assert sign_in(dear.api, person.email)
        assert "$06$" in user_row(database, person.email)["password_hash"]
    assert sign_in(api, person.email)


class TestLock:
    def test_the_fifth_wrong_password_locks(self, api, person, database):
        for _ in range(5):
            assert attempt(api, person.email)["__typename"] == "InvalidCredentials"
        for password in (WRONG, PASSWORD):
            refused = attempt(api, person.email, password)
            assert refused["__typename"] == "AccountLocked"
            assert 50 <= refused["retryAfter"] <= 60
        recorded = events(database, person.user_id)
        counts = [recorded.count(name) for name in ("login_failed", "account_locked", "login_locked")]
        assert counts == [5, 1, 2]
        assert wait_for_mail(api, person.email, subject="is locked")

    def test_an_unknown_address_locks_alike(self, api, person):
        known, unknown = ([self.words(api, email) for _ in range(6)] for email in (person.email, new_email()))
        assert known == unknown

    def words(self, api, email):
        answer = api.execute("signIn", input={"email": email, "password": WRONG})
        outcome = answer.data["signIn"]
        waiting = outcome.pop("retryAfter", 60)
        return answer.status, outcome, waiting > 50

    def test_of_parallel_guesses_five_are_read(self, api, person):
        guess = {"email": person.email, "password": WRONG}
        names = [answer.data["signIn"]["__typename"] for answer in api.execute_together(30, "signIn", input=guess)]
        assert (names.count("InvalidCredentials"), names.count("AccountLocked")) == (5, 25)

    def test_a_success_forgets(self, api, person):
        for _ in range(2):
            for _ in range(4):
                attempt(api, person.email)
            assert attempt(api, person.email, PASSWORD)["__typename"] == "SignedIn"

    def test_a_reset_opens(self, api, person):
        for _ in range(5):
            attempt(api, person.email)
        reset(api, person.email, "copper-lantern-sings-9")
        assert attempt(api, person.email, "copper-lantern-sings-9")["__typename"] == "SignedIn"

    def test_it_stands_on_every_path(self, api, person):
        """changePassword and reauthenticate guess at the same secret."""
        for _ in range(2):
            attempt(api, person.email)
        person.api.run("reauthenticate", input={"password": WRONG})
        for _ in range(2):
            change = {"currentPassword": WRONG, "newPassword": "copper-lantern-sings-9"}
            assert person.api.run("changePassword", input=change)["__typename"] == "InvalidCredentials"
        assert attempt(api, person.email, PASSWORD)["__typename"] == "AccountLocked"
        assert person.api.run("reauthenticate", input={"password": PASSWORD})["__typename"] == "AccountLocked"
        change = {"currentPassword": PASSWORD, "newPassword": "copper-lantern-sings-9"}
        assert person.api.run("changePassword", input=change)["__typename"] == "AccountLocked"

    def test_it_outlives_a_restart(self, server, api, person, make_server):
        for _ in range(5):
            attempt(api, person.email)
        second = make_server(DATABASE_URL=server.settings["DATABASE_URL"], REDIS_URL=None)
        assert attempt(second.api, person.email, PASSWORD)["__typename"] == "AccountLocked"

    def test_fixed_stays(self, make_server):
        server = make_server(LOCKOUT="fixed", LOCKOUT_ATTEMPTS=2, LOCKOUT_DURATION="200s")
        email, waits = new_email(), []
        attempt(server.api, email)
        for _ in range(2):
            attempt(server.api, email)
            waits.append(attempt(server.api, email)["retryAfter"])
            server.database.execute("UPDATE attempts SET locked_until = ?", PAST)
        assert [round(wait, -1) for wait in waits] == [200, 200]


def reset(api, email, password):
    api.run("requestPasswordReset", input={"email": email})
    from_mail = wait_for_mail(api, email, subject="new password")
    proof = {"token": from_mail.text.split("token=")[1].split()[0]}
    assert api.run("resetPassword", input={"proof": proof, "newPassword": password})["__typename"] == "PasswordChanged"


def test_where_passwords_are_not_a_way_in(make_server):
    server = make_server(SIGN_IN_METHODS="magic_link", REQUIRE_VERIFICATION="false")
    with server.database.unchanged():
        refused = server.api.run("signUp", input={"email": new_email(), "password": PASSWORD})
    assert refused["__typename"] == "FeatureDisabled"
    assert attempt(server.api, new_email(), LONG[:100])["__typename"] == "InvalidCredentials"
