"""deletePasskey: one way in less, but never the last."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.accounts.wire import events
from tests.passkeys.ceremonies import add, sign_in
from tests.support.authenticator import Authenticator
from tests.support.mail import wait_for_mail
from tests.support.people import sign_in as sign_in_by_password
from tests.support.people import sign_up_verified


def test_it_signs_in_no_more(api, person, authenticator):
    passkey = add(person, authenticator)
    outcome = person.api.run("deletePasskey", id=passkey["id"])
    assert (outcome["__typename"], outcome["id"]) == ("User", person.user_id)
    assert sign_in(api, authenticator)["__typename"] == "InvalidToken"
    assert sign_in_by_password(api, person.email).api.run("{ me { passkeys { id } } }")["me"]["passkeys"] == []


def test_it_is_told(person, authenticator, database):
    passkey = add(person, authenticator, name="Blue key")
    person.api.run("deletePasskey", id=passkey["id"])
    assert events(database, person.user_id)[-2:] == ["passkey_added", "passkey_removed"]
    assert "Blue key" in wait_for_mail(person.api, person.email, subject="passkey was removed").text


def test_the_others_stay(api, person, server):
    kept, gone = Authenticator(server.url), Authenticator(server.url)
    add(person, kept)
    person.api.run("deletePasskey", id=add(person, gone)["id"])
    assert sign_in(api, kept)["__typename"] == "SignedIn"
    assert sign_in(api, gone)["__typename"] == "InvalidToken"


def test_somebody_elses(person, newcomer, authenticator, database):
    theirs = add(newcomer(), authenticator)
    with database.unchanged():
        for id_ in (theirs["id"], person.user_id, "x", "\x00"):
            assert person.api.run("deletePasskey", id=id_)["__typename"] == "NotFound"


@pytest.fixture
def strict(make_server):
    """No magic link: a proved mailbox alone lets nobody in."""
    return make_server(SIGN_IN_METHODS="password,passkey")


@pytest.fixture
def without_password(strict):
    """Somebody whose passkeys are the only way in."""
    person = sign_up_verified(strict.api)
    strict.database.execute("UPDATE users SET password_hash = NULL WHERE id = ?", person.user_id)
    return person


def test_the_last_way_in_stays(strict, without_password):
    device = Authenticator(strict.url)
    passkey = add(without_password, device)
    with strict.database.unchanged():
        refused = without_password.api.run("deletePasskey", id=passkey["id"])
    assert refused["__typename"] == "LastSignInMethod"
    assert sign_in(strict.api, device)["__typename"] == "SignedIn"
    add(without_password, Authenticator(strict.url))
    assert without_password.api.run("deletePasskey", id=passkey["id"])["__typename"] == "User"


def test_of_two_last_ways_in_only_one_goes_in_parallel(strict, without_password):
    ids = [add(without_password, Authenticator(strict.url))["id"] for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda id_: without_password.api.run("deletePasskey", id=id_), ids))
    assert strict.database.count("passkeys", "user_id = ?", without_password.user_id) == 1


def test_a_password_is_a_way_in(strict):
    person = sign_up_verified(strict.api)
    passkey = add(person, Authenticator(strict.url))
    assert person.api.run("deletePasskey", id=passkey["id"])["__typename"] == "User"


def test_others_do_not_see_passkeys(holder, newcomer):
    org = holder.api.run("createOrg", input={"name": "Analytical Engines"})
    colleague = newcomer()
    holder.api.run("addMember", input={"orgId": org["id"], "userId": colleague.user_id})
    query = "query ($id: ID!) { orgMembers(orgId: $id) { nodes { user { passkeys { id } } } } }"
    nodes = colleague.api.run(query, id=org["id"])["orgMembers"]["nodes"]
    assert sorted(str(node["user"]["passkeys"]) for node in nodes) == ["None", "[]"]
