"""renamePasskey: another name for one of one's own."""

import pytest

from tests.accounts.wire import events, run_escaped
from tests.passkeys.ceremonies import add
from tests.support.authenticator import Authenticator


def test_another_name(person, authenticator, database):
    passkey = add(person, authenticator)
    renamed = person.api.run("renamePasskey", id=passkey["id"], name=" Grünes Ding ")
    assert (renamed["__typename"], renamed["name"]) == ("Passkey", "Grünes Ding")
    assert person.api.run("{ me { passkeys { name } } }")["me"]["passkeys"] == [{"name": "Grünes Ding"}]
    assert events(database, person.user_id)[-1] == "passkey_renamed"


@pytest.mark.parametrize("name", ["", "  ", "x" * 101, "a\x00b", "a\nb", "a\ud800b", "x" * 200_000])
def test_a_name_that_will_not_do(person, authenticator, database, name):
    passkey = add(person, authenticator)
    with database.unchanged():
        refused = run_escaped(person.api, "renamePasskey", id=passkey["id"], name=name)
    assert (refused["__typename"], refused["fields"][0]["path"]) == ("InvalidInput", "name")


def test_somebody_elses(person, newcomer, server, database):
    theirs = add(newcomer(), Authenticator(server.url))
    with database.unchanged():
        for id_ in (theirs["id"], person.user_id, "x", "\x00"):
            assert person.api.run("renamePasskey", id=id_, name="Mine")["__typename"] == "NotFound"
