"""createApiKey, rotateApiKey, revokeApiKey, apiKeys, and what a key may do."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.accounts.wire import HARD_TEXTS, run_escaped
from tests.admin.records import UNKNOWN_IDS, recorded
from tests.support.api import Api


def create(admin, **wish):
    outcome = admin.api.run("createApiKey", input={"name": "Back end", **wish})
    assert outcome["__typename"] == "ApiKeyCreated", outcome
    return outcome["key"], outcome["apiKey"]


def test_a_secret_key_counts_as_an_admin_either_way_it_is_sent(server, admin, person, database):
    key, row = create(admin)
    assert key.startswith("sk_")
    assert key.startswith(row["prefix"])
    assert (row["kind"], row["expiresAt"], row["revokedAt"]) == ("SECRET", None, None)
    for api in (server.api.as_(key), server.api.with_headers(X_Admin_Key=key)):
        assert api.run("user", id=person.user_id)["email"] == person.email
        # Fresh, for there is nobody to ask again.
        assert api.run("rotateSigningKey", revoke=False)["__typename"] == "SigningKey"
    (event,) = recorded(database, "api_key_created", row["id"])
    assert event["detail"] == {"name": "Back end", "prefix": row["prefix"]}
    assert key not in str(database.snapshot())


def test_what_a_key_does_is_recorded_as_its_deed(server, admin, person, database):
    key, row = create(admin)
    server.api.as_(key).run("deactivateUser", id=person.user_id)
    (event,) = recorded(database, "user_deactivated", person.user_id)
    assert (event["actor_id"], event["actor_email"]) == (row["id"], None)


def test_a_key_is_nobody_where_a_person_is_asked_for(server, admin):
    key, _ = create(admin)
    assert server.api.as_(key).execute("me").code == "UNAUTHENTICATED"
    assert server.api.as_(key).execute("createOrg", input={"name": "Nobody's"}).code == "UNAUTHENTICATED"


def test_a_publishable_key_opens_nothing(server, admin, person):
    key, row = create(admin, kind="PUBLISHABLE")
    assert (key[:3], row["kind"]) == ("pk_", "PUBLISHABLE")
    for api in (server.api.as_(key), server.api.with_headers(X_Admin_Key=key)):
        assert api.execute("user", id=person.user_id).code == "UNAUTHENTICATED"


@pytest.mark.parametrize("key", ["sk_", "sk_" + "a" * 43, "sk_" + "a" * 100_00, "sk_' OR 1=1", "nothing"])
def test_a_wrong_key_opens_nothing(server, key):
    for api in (server.api.as_(key), server.api.with_headers(X_Admin_Key=key)):
        answer = api.execute("apiKeys")
        assert (answer.code, answer.reason) == ("UNAUTHENTICATED", "TOKEN_INVALID")


def test_it_ends_when_it_expires_or_is_revoked(server, admin, database):
    key, row = create(admin, expiresAt=(datetime.now(UTC) + timedelta(hours=1)).isoformat())
    server.api.as_(key).run("apiKeys")
    database.execute("UPDATE api_keys SET expires_at = ? WHERE id = ?", "2020-01-01 00:00:00+00:00", row["id"])
    assert server.api.as_(key).execute("apiKeys").code == "UNAUTHENTICATED"
    key, row = create(admin)
    assert admin.api.run("revokeApiKey", id=row["id"])["revokedAt"] is not None
    assert server.api.as_(key).execute("apiKeys").code == "UNAUTHENTICATED"
    assert admin.api.run("revokeApiKey", id=row["id"])["__typename"] == "NotFound"
    assert len(recorded(database, "api_key_revoked", row["id"])) == 1


def test_a_rotated_key_works_beside_its_successor_for_a_day(server, admin, database):
    key, row = create(admin)
    outcome = admin.api.run("rotateApiKey", id=row["id"])
    successor = outcome["apiKey"]
    assert (successor["name"], successor["kind"]) == (row["name"], row["kind"])
    server.api.as_(key).run("apiKeys")
    listed = {listed["id"]: listed for listed in server.api.as_(outcome["key"]).run("apiKeys")}
    ends_at = datetime.fromisoformat(listed[row["id"]]["expiresAt"])
    assert timedelta(hours=23) < ends_at - datetime.now(UTC) <= timedelta(hours=24)
    assert listed[successor["id"]]["expiresAt"] is None
    (event,) = recorded(database, "api_key_rotated", successor["id"])
    assert event["detail"]["replaces"] == row["id"]


def test_a_list_shows_no_key(server, admin):
    key, row = create(admin)
    server.api.as_(key).run("signingKeys")
    answer = admin.api.execute("apiKeys")
    listed = {listed["id"]: listed for listed in answer.data["apiKeys"]}
    assert listed[row["id"]]["lastUsedAt"] is not None
    assert key not in answer.text


@pytest.mark.parametrize(
    "wish",
    [{"name": ""}, {"name": " "}, {"name": "x" * 101}, {"expiresAt": "2020-01-01T00:00:00Z"}, {"name": "a\nb"}],
    ids=str,
)
def test_what_cannot_be(admin, database, wish):
    with database.unchanged():
        refused = admin.api.run("createApiKey", input={"name": "Back end", **wish})
    assert refused["__typename"] == "InvalidInput"


@pytest.mark.parametrize("name", HARD_TEXTS.values(), ids=HARD_TEXTS)
def test_names_that_are_hard_to_store(admin, database, name):
    with database.unchanged():
        assert run_escaped(admin.api, "createApiKey", input={"name": name})["__typename"] == "InvalidInput"


def test_a_moment_without_a_zone_is_refused_or_understood(admin):
    answer = admin.api.execute("createApiKey", input={"name": "Zoneless", "expiresAt": "2099-01-01T00:00:00"})
    assert answer.code in (None, "BAD_USER_INPUT"), answer


def test_who_is_refused(api: Api, admin, moderator, person, database):
    _, row = create(admin)
    asked = {
        "apiKeys": {},
        "createApiKey": {"input": {"name": "Mine"}},
        "rotateApiKey": {"id": row["id"]},
        "revokeApiKey": {"id": row["id"]},
    }
    with database.unchanged():
        for operation, variables in asked.items():
            assert api.execute(operation, **variables).code == "UNAUTHENTICATED"
            assert person.api.execute(operation, **variables).code == "FORBIDDEN"
            assert moderator.api.execute(operation, **variables).code == "FORBIDDEN"
        for unknown in UNKNOWN_IDS:
            for operation in ("rotateApiKey", "revokeApiKey"):
                assert admin.api.run(operation, id=unknown)["__typename"] == "NotFound"
