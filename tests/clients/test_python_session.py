"""How the Python clients hold a session: one refresh for all callers, nothing lost, and when it is over."""

import asyncio

import pytest

from ostiary_client import Fault, MemoryStore, SignedInFields, SignInInput, Tokens
from tests.clients.callers import KINDS, Caller
from tests.clients.networks import Network
from tests.support.people import PASSWORD, sign_up_verified

pytestmark = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture
def person(server):
    return sign_up_verified(server.api)


def outdate(person) -> None:
    """Every access token from before answers TOKEN_EXPIRED, as one whose time is over does."""
    change = {"currentPassword": PASSWORD, "newPassword": PASSWORD[::-1], "revokeOtherSessions": False}
    assert person.api.run("changePassword", input=change)["__typename"] == "PasswordChanged"


def tokens_of(person, *, expires_at: float | None = None) -> Tokens:
    return Tokens(person.access_token, person.refresh_token, expires_at)


async def test_callers_at_once_share_one_refresh(server, person, kind):
    network = Network()
    caller = Caller(kind, server.url, network=network, tokens=MemoryStore(tokens_of(person)))
    outdate(person)
    people = await asyncio.gather(*(caller.me() for _ in range(8)))
    assert {me.id for me in people} == {person.user_id}
    assert network.sent["Refresh"] == 1
    assert network.sent["Me"] <= 16


async def test_a_token_that_is_known_to_be_over_is_renewed_first(server, person, kind):
    network = Network()
    caller = Caller(kind, server.url, network=network, tokens=MemoryStore(tokens_of(person, expires_at=0)))
    await asyncio.gather(*(caller.me() for _ in range(4)))
    assert network.sent == {"Refresh": 1, "Me": 4}


async def test_a_refresh_token_alone_is_enough(server, person, kind):
    store = MemoryStore(Tokens(refresh_token=person.refresh_token))
    caller = Caller(kind, server.url, tokens=store)
    assert (await caller.me()).id == person.user_id
    held = store.load()
    assert held
    assert held.access_token


@pytest.mark.parametrize("lost", [1, 2])
async def test_a_lost_answer_of_refresh_is_asked_for_again(server, person, kind, lost):
    network = Network(lose={"Refresh": lost})
    caller = Caller(kind, server.url, network=network, tokens=MemoryStore(tokens_of(person, expires_at=0)))
    assert (await caller.me()).id == person.user_id
    assert network.sent["Refresh"] == lost + 1
    assert (await caller.me()).id == person.user_id


async def test_an_ended_session_is_noticed_and_told_once(server, person, kind):
    ended: list[int] = []
    store = MemoryStore(tokens_of(person))
    caller = Caller(kind, server.url, tokens=store, on_signed_out=lambda: ended.append(1))
    person.api.run("signOutEverywhere", keepCurrent=False)
    for reason in ("SESSION_ENDED", "TOKEN_MISSING"):
        with pytest.raises(Fault) as fault:
            await caller.me()
        assert fault.value.reason == reason
    assert ended == [1]
    assert store.load() is None


async def test_a_refresh_that_is_refused_ends_it(server, person, kind):
    ended: list[int] = []
    store = MemoryStore(Tokens(person.access_token, "rt_nobodys", 0))
    caller = Caller(kind, server.url, tokens=store, on_signed_out=lambda: ended.append(1))
    with pytest.raises(Fault) as fault:
        await caller.me()
    assert fault.value.reason == "TOKEN_MISSING"
    assert (ended, store.load()) == ([1], None)


async def test_a_rate_limited_refresh_ends_nothing(make_server, kind):
    server = make_server(RATE_LIMITS="on", RATE_LIMIT_REFRESH="1/hour", RATE_LIMIT_SIGN_UP="100/hour")
    person = sign_up_verified(server.api)
    # Whoever tests first uses up the quota of this address.
    spent = server.api.execute("refresh", input={"refreshToken": "rt_nobodys"})
    assert spent.code in {None, "RATE_LIMITED"}
    store = MemoryStore(tokens_of(person, expires_at=0))
    caller = Caller(kind, server.url, tokens=store, on_signed_out=lambda: pytest.fail("signed out"))
    with pytest.raises(Fault) as fault:
        await caller.me()
    assert (fault.value.code, store.load()) == ("RATE_LIMITED", tokens_of(person, expires_at=0))


async def test_signing_out_forgets_the_tokens(server, person, kind):
    store = MemoryStore(tokens_of(person))
    caller = Caller(kind, server.url, tokens=store)
    assert (await caller.sign_out()).sessions_revoked == 1
    assert store.load() is None
    assert person.api.execute("me").reason == "SESSION_ENDED"


async def test_signing_out_the_others_keeps_them(server, person, kind):
    store = MemoryStore(tokens_of(person))
    caller = Caller(kind, server.url, tokens=store)
    await caller.sign_out_everywhere(keep_current=True)
    assert store.load() == tokens_of(person)


async def test_reauthentication_keeps_the_refresh_token(server, person, kind):
    store = MemoryStore(tokens_of(person))
    caller = Caller(kind, server.url, tokens=store)
    switched = await caller.switch_org()
    assert isinstance(switched, SignedInFields)
    held = store.load()
    assert held
    assert held.refresh_token == person.refresh_token
    assert held.access_token not in {None, person.access_token}


async def test_another_sign_in_replaces_the_session(server, person, kind):
    other = sign_up_verified(server.api)
    caller = Caller(kind, server.url, tokens=MemoryStore(tokens_of(person)))
    assert isinstance(await caller.sign_in(SignInInput(email=other.email, password=PASSWORD)), SignedInFields)
    assert (await caller.me()).id == other.user_id
