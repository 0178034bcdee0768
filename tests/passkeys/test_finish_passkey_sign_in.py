"""finishPasskeySignIn: a session for whoever holds the passkey, or a refusal that changes nothing."""

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from tests.accounts.wire import PAST, run_escaped
from tests.passkeys.ceremonies import add, begin_registration, begin_sign_in, finish_sign_in, sign_in
from tests.passkeys.hostile import NO_CREDENTIALS, WRONG_VALUES
from tests.support.authenticator import PRESENT, SYNCED, Authenticator, base64url
from tests.support.people import make_staff

WRONG = {
    "another origin": {"client_data": {"origin": "https://evil.example"}},
    "another port": {"client_data": {"origin": "http://localhost:1"}},
    "no origin": {"client_data": {"origin": None}},
    "within another site's frame": {"client_data": {"crossOrigin": True}},
    "another RP id": {"rp_id": "evil.example"},
    "another challenge": {"client_data": {"challenge": "A" * 43}},
    "an answer of a registration": {"client_data": {"type": "webauthn.create"}},
    "nobody verified": {"flags": PRESENT},
    "nobody present": {"flags": 0},
    "another key's signature": {"key": ec.generate_private_key(ec.SECP256R1())},
    "another person's handle": {"handle": base64url(b"x" * 16)},
    "no handle": {"handle": None},
    "other backup eligibility": {"flags": SYNCED},
}


def test_a_session_without_a_name(api, holder, authenticator):
    outcome = sign_in(api, authenticator)
    assert (outcome["__typename"], outcome["user"]["id"]) == ("SignedIn", holder.user_id)
    assert outcome["session"]["methods"] == ["passkey"]
    assert api.as_(outcome["accessToken"]).run("me")["id"] == holder.user_id
    assert api.run("refresh", input={"refreshToken": outcome["refreshToken"]})["__typename"] == "SignedIn"


def test_its_use_is_noted(api, holder, authenticator):
    sign_in(api, authenticator)
    (passkey,) = holder.api.run("{ me { passkeys { lastUsedAt } } }")["me"]["passkeys"]
    assert passkey["lastUsedAt"] is not None


def test_a_passkey_that_is_backed_up_later(api, person, server):
    device = Authenticator(server.url, flags=SYNCED & ~0x10)
    assert add(person, device)["backedUp"] is False
    sign_in(api, device, flags=SYNCED)
    assert person.api.run("{ me { passkeys { backedUp } } }")["me"]["passkeys"] == [{"backedUp": True}]


def test_wrong_passwords_lock_nobody_out(api, holder, authenticator):
    for _ in range(6):
        api.run("signIn", input={"email": holder.email, "password": "not-the-password-1"})
    assert sign_in(api, authenticator)["__typename"] == "SignedIn"


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_a_wrong_answer(api, holder, authenticator, database, wrong):
    begun = begin_sign_in(api)
    with database.unchanged():
        refused = finish_sign_in(api, begun, authenticator.get(begun["options"], **wrong))
    assert refused["__typename"] == "InvalidToken"
    assert finish_sign_in(api, begun, authenticator.get(begun["options"]))["__typename"] == "SignedIn"


def test_what_is_no_credential(api, database):
    begun = begin_sign_in(api)
    with database.unchanged():
        for name, credential in NO_CREDENTIALS.items():
            answer = {"challenge": begun["challenge"], "credential": credential}
            assert run_escaped(api, "finishPasskeySignIn", input=answer)["__typename"] == "InvalidToken", name


def test_each_part_of_a_credential_in_every_wrong_type(api, holder, authenticator, database):
    begun = begin_sign_in(api)
    right = authenticator.get(begun["options"])
    with database.unchanged():
        for name in ("id", "rawId", "type", "response"):
            for value in WRONG_VALUES:
                refused = finish_sign_in(api, begun, {**right, name: value})
                assert refused["__typename"] == "InvalidToken", (name, value)
        for name in ("clientDataJSON", "authenticatorData", "signature", "userHandle"):
            for value in WRONG_VALUES:
                credential = {**right, "response": {**right["response"], name: value}}
                assert finish_sign_in(api, begun, credential)["__typename"] == "InvalidToken", (name, value)


def test_a_megabyte_never_gets_that_far(api, database):
    begun = begin_sign_in(api)
    with database.unchanged():
        answer = api.execute("finishPasskeySignIn", input={**begun, "credential": {"id": "A" * 1_000_000}})
    assert (answer.status, answer.code) == (413, "BAD_USER_INPUT")


def test_a_passkey_that_nobody_registered(api, authenticator, person, database):
    authenticator.create(begin_registration(person)["options"])
    begun = begin_sign_in(api)
    with database.unchanged():
        refused = finish_sign_in(api, begun, authenticator.get(begun["options"]))
    assert refused["__typename"] == "InvalidToken"


def test_the_handle_of_another_account(api, holder, newcomer, server, database):
    """Whose key signed is whose account it is, whatever the answer says."""
    device = Authenticator(server.url)
    add(newcomer(), device)
    begun = begin_sign_in(api)
    theirs = base64url(bytes.fromhex(holder.user_id.replace("-", "")))
    with database.unchanged():
        refused = finish_sign_in(api, begun, device.get(begun["options"], handle=theirs))
    assert refused["__typename"] == "InvalidToken"


def test_an_answer_to_another_challenge(api, holder, authenticator, database):
    older, newer = begin_sign_in(api), begin_sign_in(api)
    with database.unchanged():
        assert finish_sign_in(api, newer, authenticator.get(older["options"]))["__typename"] == "InvalidToken"


def test_a_challenge_works_once(api, holder, authenticator, database):
    begun = begin_sign_in(api)
    credential = authenticator.get(begun["options"])
    assert finish_sign_in(api, begun, credential)["__typename"] == "SignedIn"
    with database.unchanged():
        for replayed in (credential, authenticator.get(begun["options"])):
            assert finish_sign_in(api, begun, replayed)["__typename"] == "InvalidToken"


@pytest.mark.parametrize("has_counter", [False, True])
def test_of_fifty_parallel_answers_one_wins(api, person, server, has_counter):
    device = Authenticator(server.url, has_counter=has_counter)
    add(person, device)
    begun = begin_sign_in(api)
    answer = {"challenge": begun["challenge"], "credential": device.get(begun["options"])}
    answers = api.execute_together(50, "finishPasskeySignIn", input=answer)
    names = [each.data["finishPasskeySignIn"]["__typename"] for each in answers]
    assert (names.count("SignedIn"), names.count("InvalidToken")) == (1, 49)


def test_a_lapsed_challenge(api, holder, authenticator, database):
    begun = begin_sign_in(api)
    database.execute("UPDATE one_time_tokens SET expires_at = ? WHERE purpose = ?", PAST, "passkey_sign_in")
    with database.unchanged():
        refused = finish_sign_in(api, begun, authenticator.get(begun["options"]))
    assert refused["__typename"] == "InvalidToken"


def test_a_challenge_of_a_registration(api, holder, authenticator, database):
    begun = begin_registration(holder)
    credential = authenticator.get({"challenge": begun["options"]["challenge"]})
    with database.unchanged():
        assert finish_sign_in(api, begun, credential)["__typename"] == "InvalidToken"


class TestCounters:
    """Where an authenticator counts, each answer counts higher. A copy of its key sooner or later does not."""

    @pytest.fixture
    def counting(self, server, person) -> Authenticator:
        device = Authenticator(server.url, has_counter=True)
        add(person, device)
        return device

    def test_going_up(self, api, counting, person):
        assert [sign_in(api, counting)["__typename"] for _ in range(3)] == ["SignedIn"] * 3
        assert sign_in(api, counting, count=2**32 - 1)["__typename"] == "SignedIn"

    @pytest.mark.parametrize("count", [0, 1, 2])
    def test_going_back_or_staying_is_refused_and_told(self, api, counting, person, database, count):
        sign_in(api, counting)
        begun = begin_sign_in(api)
        with database.unchanged(except_=["audit_events", "audit_personal"]):
            refused = finish_sign_in(api, begun, counting.get(begun["options"], count=count))
        assert refused["__typename"] == "InvalidToken"
        told = database.row(
            "SELECT detail FROM audit_events WHERE type = ? AND actor_id = ?",
            "auth.passkey_counter_went_back",
            person.user_id,
        )
        assert f'"answered":{count}' in str(told["detail"]).replace(" ", "").replace("'", '"')

    def test_nothing_is_told_of_what_the_key_did_not_sign(self, api, counting, database):
        sign_in(api, counting)
        begun = begin_sign_in(api)
        forged = counting.get(begun["options"], count=1, key=ec.generate_private_key(ec.SECP256R1()))
        with database.unchanged():
            assert finish_sign_in(api, begun, forged)["__typename"] == "InvalidToken"

    def test_one_that_never_counted_may_stay_at_zero(self, api, holder, authenticator):
        assert [sign_in(api, authenticator)["__typename"] for _ in range(3)] == ["SignedIn"] * 3


def test_a_deactivated_account(server, api, holder, authenticator):
    admin = make_staff(server)
    admin.api.run("deactivateUser", id=holder.user_id)
    begun = begin_sign_in(api)
    with server.database.unchanged():
        refused = finish_sign_in(api, begun, authenticator.get(begun["options"]))
    assert refused["__typename"] == "AccountDeactivated"
    with server.database.unchanged():
        forged = authenticator.get(begun["options"], key=ec.generate_private_key(ec.SECP256R1()))
        assert finish_sign_in(api, begun, forged)["__typename"] == "InvalidToken"


def test_a_deleted_account(api, holder, authenticator, database):
    holder.api.run("deleteAccount")
    assert database.count("passkeys", "user_id = ?", holder.user_id) == 0
    assert sign_in(api, authenticator)["__typename"] == "InvalidToken"


def test_where_passkeys_are_off(make_server):
    server = make_server(SIGN_IN_METHODS="password", REQUIRE_VERIFICATION="false")
    with server.database.unchanged():
        assert server.api.run("beginPasskeySignIn")["__typename"] == "FeatureDisabled"
        refused = server.api.run("finishPasskeySignIn", input={"challenge": "x", "credential": {}})
        assert refused["__typename"] == "FeatureDisabled"
    assert "PASSKEY" not in server.api.run("authConfig")["methods"]


def test_a_token_tells_of_two_factors(api, holder, authenticator):
    """RFC 8176: possession of a key, and more than one factor."""
    claims = jwt.decode(sign_in(api, authenticator)["accessToken"], options={"verify_signature": False})
    assert claims["amr"] == ["pop", "mfa"]


class TestInABrowser:
    """Cookie mode: the challenge is for the browser that asked for it."""

    @pytest.fixture
    def browsers(self, server):
        return [server.api.with_headers(Ostiary_Session="cookie", Origin=server.url) for _ in range(2)]

    def test_the_session_comes_as_cookies(self, browsers, holder, authenticator):
        mine, _ = browsers
        outcome = sign_in(mine, authenticator)
        assert (outcome["__typename"], outcome["accessToken"], outcome["refreshToken"]) == ("SignedIn", None, None)
        assert mine.run("me")["id"] == holder.user_id

    def test_another_browser_cannot_finish(self, browsers, api, holder, authenticator, database):
        mine, other = browsers
        begun = begin_sign_in(mine)
        begin_sign_in(other)
        with database.unchanged():
            for stranger in (other, api):
                refused = finish_sign_in(stranger, begun, authenticator.get(begun["options"]))
                assert refused["__typename"] == "InvalidToken"
        assert finish_sign_in(mine, begun, authenticator.get(begun["options"]))["__typename"] == "SignedIn"

    def test_two_tabs_do_not_break_each_other(self, browsers, holder, authenticator):
        mine, _ = browsers
        first, second = begin_sign_in(mine), begin_sign_in(mine)
        for begun in (first, second):
            assert finish_sign_in(mine, begun, authenticator.get(begun["options"]))["__typename"] == "SignedIn"

    def test_the_cookie_is_for_us_alone(self, browsers, server):
        answer = browsers[0].execute("beginPasskeySignIn")
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("ostiary-passkey=")
        assert "HttpOnly; SameSite=Lax" in cookie
        assert "Max-Age=300" in cookie
