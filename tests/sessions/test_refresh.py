"""refresh: one living token for each session; its predecessor answers alike for a while; anything older is theft."""

import time

import pytest

from tests.accounts.wire import HARD_TEXTS, PAST, events, execute_escaped, run_escaped
from tests.support.api import together
from tests.support.people import sign_in, sign_up_verified


def refresh(api, token):
    return api.run("refresh", input={"refreshToken": token})


def is_living(api, token) -> bool:
    return not api.as_(token).execute("me").errors


def test_new_tokens_for_the_same_session(api, person, database):
    outcome = refresh(api, person.refresh_token)
    assert (outcome["__typename"], outcome["session"]["id"]) == ("SignedIn", person.session_id)
    assert outcome["refreshToken"] not in (None, person.refresh_token)
    assert is_living(api, outcome["accessToken"])
    assert is_living(api, person.access_token)
    assert outcome["user"]["email"] == person.email
    assert database.count("sessions", "user_id = ?", person.user_id) == 1


def test_the_answer_tells_the_new_times(api, person):
    outcome = refresh(api, person.refresh_token)
    now = api.as_(outcome["accessToken"]).run("session")
    assert {name: outcome["session"][name] for name in ("expiresAt", "lastSeenAt")} == {
        name: now[name] for name in ("expiresAt", "lastSeenAt")
    }


def test_a_chain(api, person):
    outcomes = [{"refreshToken": person.refresh_token}]
    for _ in range(5):
        outcomes.append(refresh(api, outcomes[-1]["refreshToken"]))
    assert len({outcome["refreshToken"] for outcome in outcomes}) == 6
    assert is_living(api, outcomes[-1]["accessToken"])


def test_the_predecessor_gets_the_same_successor(api, person, database):
    """Another tab, or a client that lost the answer."""
    successor = refresh(api, person.refresh_token)["refreshToken"]
    assert {refresh(api, person.refresh_token)["refreshToken"] for _ in range(3)} == {successor}
    assert refresh(api, successor)["__typename"] == "SignedIn"
    assert "refresh_reused" not in events(database, person.session_id)


def test_twenty_at_once_agree(api, person, database):
    for _ in range(5):
        token = sign_in(api, person.email).refresh_token
        answers = api.execute_together(20, "refresh", input={"refreshToken": token})
        outcomes = [answer.data["refresh"] for answer in answers]
        assert {outcome["__typename"] for outcome in outcomes} == {"SignedIn"}
        (successor,) = {outcome["refreshToken"] for outcome in outcomes}
        assert all(is_living(api, outcome["accessToken"]) for outcome in outcomes[:3])
        assert refresh(api, successor)["__typename"] == "SignedIn"


def test_an_older_one_is_theft(api, person, database):
    first = person.refresh_token
    second = refresh(api, first)
    third = refresh(api, second["refreshToken"])
    assert refresh(api, first)["__typename"] == "InvalidToken"
    for token in (second["refreshToken"], third["refreshToken"], first):
        assert refresh(api, token)["__typename"] == "InvalidToken"
    for token in (person.access_token, second["accessToken"], third["accessToken"]):
        answer = api.as_(token).execute("me")
        assert (answer.code, answer.reason) == ("UNAUTHENTICATED", "SESSION_ENDED")
    assert events(database, person.session_id).count("refresh_reused") == 1


def test_theft_ends_no_other_session(api, person):
    other = sign_in(api, person.email)
    second = refresh(api, person.refresh_token)["refreshToken"]
    refresh(api, second)
    refresh(api, person.refresh_token)
    assert is_living(api, other.access_token)


def test_parallel_theft_is_told_once(api, person, database):
    second = refresh(api, person.refresh_token)["refreshToken"]
    refresh(api, second)
    api.execute_together(10, "refresh", input={"refreshToken": person.refresh_token})
    assert events(database, person.session_id).count("refresh_reused") == 1


def test_after_the_grace_the_predecessor_is_theft(api, person, database):
    successor = refresh(api, person.refresh_token)["refreshToken"]
    database.execute("UPDATE sessions SET rotated_at = ? WHERE id = ?", PAST, person.session_id)
    assert refresh(api, person.refresh_token)["__typename"] == "InvalidToken"
    assert refresh(api, successor)["__typename"] == "InvalidToken"
    assert events(database, person.session_id).count("refresh_reused") == 1


def test_a_short_grace(make_server):
    server = make_server(REFRESH_GRACE="1s")
    person = sign_up_verified(server.api)
    refresh(server.api, person.refresh_token)
    time.sleep(1.1)
    assert refresh(server.api, person.refresh_token)["__typename"] == "InvalidToken"


@pytest.mark.parametrize("column", ["expires_at", "ends_at", "ended_at"])
def test_a_session_past_its_time(api, person, database, column):
    database.execute(f"UPDATE sessions SET {column} = ? WHERE id = ?", PAST, person.session_id)
    with database.unchanged():
        assert refresh(api, person.refresh_token)["__typename"] == "InvalidToken"


def test_rotation_does_not_reach_beyond_the_longest_life(make_server):
    server = make_server(SESSION_MAX_AGE="1h", REFRESH_TOKEN_TTL="2h")
    person = sign_up_verified(server.api)
    before = person.api.run("session")["expiresAt"]
    outcome = refresh(server.api, person.refresh_token)
    assert outcome["session"]["expiresAt"] == before


def test_a_deactivated_person(api, person, database):
    database.execute("UPDATE users SET is_active = ? WHERE id = ?", False, person.user_id)
    with database.unchanged():
        assert refresh(api, person.refresh_token)["__typename"] == "InvalidToken"


def changed(token, place):
    """The token with another letter in one place."""
    return token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]


@pytest.mark.parametrize("place", [4, 30, 50, 70, 78])
def test_a_changed_letter_is_an_invention_and_no_theft(api, person, database, place):
    with database.unchanged():
        assert refresh(api, changed(person.refresh_token, place))["__typename"] == "InvalidToken"
    assert refresh(api, person.refresh_token)["__typename"] == "SignedIn"


@pytest.mark.parametrize(
    "spelling",
    [
        lambda token: token + "=",
        lambda token: f" {token}",
        lambda token: token + "\n",
        lambda token: token.upper(),
        lambda token: token[3:],
        lambda token: token[:10] + "!" + token[11:],
        lambda token: token[:10] + "!!!!" + token[14:],
        lambda token: token.replace("-", "+").replace("_", "/") + "+",
    ],
)
def test_a_token_has_one_spelling(api, person, database, spelling):
    with database.unchanged():
        assert refresh(api, spelling(person.refresh_token))["__typename"] == "InvalidToken"
    assert refresh(api, person.refresh_token)["__typename"] == "SignedIn"


def test_a_foreign_alphabet_is_no_second_spelling(api, person, database):
    """Base64 has two alphabets; the same bytes in the other one must not count as an old token."""
    token = person.refresh_token
    while "-" not in token[3:] and "_" not in token[3:]:
        token = refresh(api, token)["refreshToken"]
    other = "rt_" + token[3:].replace("-", "+").replace("_", "/")
    with database.unchanged():
        assert refresh(api, other)["__typename"] == "InvalidToken"
    assert refresh(api, token)["__typename"] == "SignedIn"


@pytest.mark.parametrize("text", ["", "rt_", "rt_" + "A" * 76, *HARD_TEXTS.values()], ids=lambda text: repr(text[:9]))
def test_what_is_no_token(api, database, text):
    with database.unchanged():
        assert run_escaped(api, "refresh", input={"refreshToken": text})["__typename"] == "InvalidToken"


def test_nothing_at_all(api, database):
    with database.unchanged():
        assert api.run("refresh", input=None)["__typename"] == "InvalidToken"
        assert api.execute("mutation { refresh { __typename } }").data["refresh"]["__typename"] == "InvalidToken"


@pytest.mark.parametrize("sent", [{}, {"refreshToken": None}, {"refreshToken": 5}, []])
def test_a_wrong_shape(api, database, sent):
    with database.unchanged():
        assert execute_escaped(api, "refresh", input=sent).code == "BAD_USER_INPUT"


def test_beside_a_sign_out_no_token_survives(api, person):
    for _ in range(5):
        victim = sign_in(api, person.email)
        ask = api.request("refresh", input={"refreshToken": victim.refresh_token})
        answers = together([ask, victim.api.request("signOut"), ask])
        assert not any(answer.errors for answer in answers)
        for answer in (answers[0], answers[2]):
            outcome = answer.data["refresh"]
            if outcome["__typename"] == "SignedIn":
                assert not is_living(api, outcome["accessToken"])
                assert refresh(api, outcome["refreshToken"])["__typename"] == "InvalidToken"


def test_no_token_is_kept_as_it_is(api, person, database):
    outcome = refresh(api, person.refresh_token)
    row = str(database.row("SELECT * FROM sessions WHERE id = ?", person.session_id))
    assert person.refresh_token not in row
    assert outcome["refreshToken"] not in row


def test_it_needs_no_access_token(api, person):
    """The one that was sent along has lapsed, or is nonsense."""
    assert refresh(api.as_("nonsense"), person.refresh_token)["__typename"] == "SignedIn"
