"""linkProvider and unlinkProvider: one more way into one's own account, and out again, but never the last."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.passkeys.ceremonies import add
from tests.providers.browsing import APP, Browser, link
from tests.providers.fakes import Fakes
from tests.support.authenticator import Authenticator
from tests.support.people import Person, sign_up_verified
from tests.support.server import Server

WAITING_SECONDS = 20
WRITTEN_BY_THE_FLOW = ["provider_flows"]
IDENTITIES = "{ me { identities { provider } } }"


@pytest.fixture
def person(server: Server) -> Person:
    return sign_up_verified(server.api)


def providers_of(person: Person) -> list[str]:
    return [identity["provider"] for identity in person.api.run(IDENTITIES)["me"]["identities"]]


def grow_stale(person: Person, server: Server) -> None:
    """The proof of long ago, once no cache remembers it as new."""
    statement = "UPDATE sessions SET authenticated_at = ? WHERE id = ?"
    server.database.execute(statement, "2020-01-01 00:00:00+00:00", person.session_id)
    deadline = time.monotonic() + WAITING_SECONDS
    while person.api.execute("unlinkProvider", provider="github").code is None:
        assert time.monotonic() < deadline
        time.sleep(0.1)


@pytest.mark.parametrize("provider", ["github", "apple", "acme", "facebook", "twitter"])
def test_a_linked_identity_signs_in(browser: Browser, person: Person, provider: str):
    """Its address may be another one, or none that counts."""
    assert link(person, browser, provider) == {"linked": provider}
    assert providers_of(person) == [provider]
    assert browser.sign_in(provider).user_id == person.user_id


def test_linking_twice_is_fine(browser: Browser, person: Person):
    link(person, browser, "github")
    with browser.server.database.unchanged(except_=WRITTEN_BY_THE_FLOW):
        assert link(person, browser, "github") == {"linked": "github"}


def test_linking_and_unlinking_are_told(browser: Browser, person: Person):
    link(person, browser, "github")
    person.api.run("unlinkProvider", provider="github")
    query = "SELECT type FROM audit_events WHERE actor_id = ? ORDER BY id"
    told = [event["type"] for event in browser.server.database.rows(query, person.user_id)]
    assert told[-2:] == ["auth.provider_linked", "auth.provider_unlinked"]


def test_somebody_elses_identity_is_taken(browser: Browser, person: Person, server: Server):
    link(person, browser, "github")
    other = sign_up_verified(server.api)
    with server.database.unchanged(except_=WRITTEN_BY_THE_FLOW):
        assert link(other, browser, "github") == {"error": "identity_taken"}


def test_a_session_that_ended_meanwhile_links_nothing(browser: Browser, person: Person, server: Server):
    begun = person.api.run("linkProvider", input={"provider": "github", "redirectUrl": f"{APP}/welcome?tab=1"})
    person.api.run("signOut")
    with server.database.unchanged(except_=WRITTEN_BY_THE_FLOW):
        assert browser.follow(begun["authorizationUrl"]) == {"error": "link_expired"}


def test_a_browser_where_somebody_else_is_signed_in_links_nothing(browser: Browser, person: Person, server: Server):
    """Whoever is sent the address of another person's flow keeps their identity to themself."""
    begun = person.api.run("linkProvider", input={"provider": "github", "redirectUrl": f"{APP}/welcome?tab=1"})
    other = sign_up_verified(server.api)
    browser.http.cookies.set("ostiary-access", other.access_token)
    with server.database.unchanged(except_=WRITTEN_BY_THE_FLOW):
        assert browser.follow(begun["authorizationUrl"]) == {"error": "link_expired"}


def test_linking_and_unlinking_ask_for_a_fresh_proof(person: Person, server: Server):
    grow_stale(person, server)
    wish = {"provider": "github", "redirectUrl": f"{APP}/"}
    with server.database.unchanged():
        assert person.api.execute("linkProvider", input=wish).code == "REAUTHENTICATION_REQUIRED"
        assert person.api.execute("unlinkProvider", provider="github").code == "REAUTHENTICATION_REQUIRED"


def test_a_stranger_links_nothing(server: Server):
    with server.database.unchanged():
        wish = {"provider": "github", "redirectUrl": f"{APP}/"}
        assert server.api.execute("linkProvider", input=wish).code == "UNAUTHENTICATED"
        assert server.api.execute("unlinkProvider", provider="github").code == "UNAUTHENTICATED"


def test_unlinking_ends_that_way_in(browser: Browser, person: Person):
    link(person, browser, "facebook")
    outcome = person.api.run("unlinkProvider", provider="facebook")
    assert outcome["__typename"] == "User"
    assert providers_of(person) == []
    assert browser.through("facebook") == {"error": "email_unverified"}


def test_only_ones_own_are_unlinked(browser: Browser, person: Person, server: Server):
    link(person, browser, "github")
    other = sign_up_verified(server.api)
    with server.database.unchanged():
        assert other.api.run("unlinkProvider", provider="github")["__typename"] == "NotFound"
        assert other.api.run("unlinkProvider", provider="\x00")["__typename"] == "NotFound"


def test_others_do_not_see_identities(browser: Browser, person: Person, server: Server):
    link(person, browser, "github")
    org = person.api.run("createOrg", input={"name": "Analytical Engines"})
    colleague = sign_up_verified(server.api)
    person.api.run("addMember", input={"orgId": org["id"], "userId": colleague.user_id})
    query = "query ($id: ID!) { orgMembers(orgId: $id) { nodes { user { identities { id } } } } }"
    nodes = colleague.api.run(query, id=org["id"])["orgMembers"]["nodes"]
    assert sorted(str(node["user"]["identities"]) for node in nodes) == ["None", "[]"]


@pytest.fixture
def strict(make_server: Callable[..., Server], provider_settings: dict[str, object]) -> Server:
    """No magic link: a proved mailbox alone lets nobody in."""
    return make_server(**provider_settings, SIGN_IN_METHODS="password,provider")


def test_the_last_way_in_stays(strict: Server, fakes: Fakes):
    browser = Browser(strict)
    person = browser.sign_in("github")
    with strict.database.unchanged():
        assert person.api.run("unlinkProvider", provider="github")["__typename"] == "LastSignInMethod"
    assert link(person, browser, "acme") == {"linked": "acme"}
    assert person.api.run("unlinkProvider", provider="github")["__typename"] == "User"
    assert person.api.run("unlinkProvider", provider="acme")["__typename"] == "LastSignInMethod"


def test_of_two_last_ways_in_only_one_is_unlinked_in_parallel(strict: Server, fakes: Fakes):
    browser = Browser(strict)
    person = browser.sign_in("github")
    link(person, browser, "acme")
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda name: person.api.run("unlinkProvider", provider=name), ["github", "acme"]))
    assert len(providers_of(person)) == 1


def test_a_password_is_a_way_in(strict: Server, fakes: Fakes):
    browser, person = Browser(strict), sign_up_verified(strict.api, email=fakes.email)
    assert browser.sign_in("github").user_id == person.user_id
    assert person.api.run("unlinkProvider", provider="github")["__typename"] == "User"


def test_a_proved_mailbox_is_a_way_in_where_magic_links_are_on(browser: Browser):
    person = browser.sign_in("github")
    assert person.api.run("unlinkProvider", provider="github")["__typename"] == "User"


def test_a_passkey_is_a_way_in(make_server: Callable[..., Server], provider_settings: dict[str, object], fakes: Fakes):
    server = make_server(**provider_settings, SIGN_IN_METHODS="provider,passkey")
    person = Browser(server).sign_in("github")
    with server.database.unchanged():
        assert person.api.run("unlinkProvider", provider="github")["__typename"] == "LastSignInMethod"
    add(person, Authenticator(server.url))
    assert person.api.run("unlinkProvider", provider="github")["__typename"] == "User"
