"""updateProfile: what is left out stays, null clears, userData merges."""

import pytest

from tests.accounts.wire import HALF, NUL, events, run_escaped
from tests.support.api import together


def update(person, **changes):
    return person.api.run("updateProfile", input=changes)


def test_what_is_given_changes_and_the_rest_stays(person, database):
    update(person, fullName="Ada", locale="en", avatarUrl="https://pictures.example/ada.png")
    after = update(person, fullName=" Ada Lovelace ")
    assert (after["fullName"], after["locale"]) == ("Ada Lovelace", "en")
    assert after["avatarUrl"] == "https://pictures.example/ada.png"
    assert after["updatedAt"] > after["createdAt"]
    assert person.api.run("me") == after
    assert events(database, person.user_id).count("user_updated") == 2


def test_null_clears(person):
    update(person, fullName="Ada", locale="en", avatarUrl="https://pictures.example/ada.png", userData={"a": 1})
    after = update(person, fullName=None, locale=None, avatarUrl=None, userData=None)
    assert [after[name] for name in ("fullName", "locale", "avatarUrl", "userData")] == [None, None, None, {}]


def test_user_data_merges(person):
    update(person, userData={"a": {"b": 1, "c": 2}, "list": [1, 2]})
    after = update(person, userData={"a": {"b": None, "d": {"e": None, "f": 3}}, "list": [3]})
    assert after["userData"] == {"a": {"c": 2, "d": {"f": 3}}, "list": [3]}


def test_user_data_stays_small_however_it_grows(person, database):
    update(person, userData={"a": "x" * 9_000})
    with database.unchanged():
        refused = update(person, userData={"b": "x" * 9_000})
    assert (refused["__typename"], refused["fields"][0]["path"]) == ("InvalidInput", "userData")


def nested(depth):
    value: dict = {}
    for _ in range(depth):
        value = {"deeper": value}
    return value


@pytest.mark.parametrize("depth", [300, 700])
def test_user_data_that_is_too_deep_is_not_our_fault(person, database, depth):
    with database.unchanged():
        answer = person.api.execute("updateProfile", input={"userData": nested(depth)})
    refused = answer.data and answer.data["updateProfile"]["__typename"] == "InvalidInput"
    assert refused or answer.code == "BAD_USER_INPUT", answer


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("fullName", "x" * 201),
        ("fullName", "tab\there"),
        ("fullName", NUL),
        ("fullName", HALF),
        ("avatarUrl", "javascript:alert(1)"),
        ("avatarUrl", "data:image/png;base64,AAAA"),
        ("avatarUrl", "//pictures.example/a"),
        ("avatarUrl", "https://"),
        ("avatarUrl", "https://[::1"),
        ("avatarUrl", "https://pictures.example/" + "x" * 2_000),
        ("avatarUrl", "https://pictures.example/a b"),
        ("avatarUrl", HALF),
        ("locale", "de_AT"),
        ("userData", []),
        ("userData", "text"),
    ],
)
def test_a_field_that_is_not_valid_is_named(person, database, path, value):
    with database.unchanged():
        refused = run_escaped(person.api, "updateProfile", input={path: value})
    assert (refused["__typename"], [field["path"] for field in refused["fields"]]) == ("InvalidInput", [path])


@pytest.mark.parametrize(
    "name", ["role", "email", "emailVerified", "appData", "id", "createdAt", "isActive", "password"]
)
def test_what_is_not_theirs_to_set(person, database, name):
    with database.unchanged():
        answer = person.api.execute("updateProfile", input={name: "ADMIN"})
    assert answer.code == "BAD_USER_INPUT"


def test_a_stranger_is_refused(api, database):
    with database.unchanged():
        answer = api.execute("updateProfile", input={"fullName": "Mallory"})
    assert (answer.code, answer.reason) == ("UNAUTHENTICATED", "TOKEN_MISSING")


def test_parallel_changes_lose_nothing(person):
    patches = [{f"key{number}": number} for number in range(10)]
    answers = together([person.api.request("updateProfile", input={"userData": patch}) for patch in patches])
    assert not any(answer.errors for answer in answers)
    assert person.api.run("me")["userData"] == {f"key{number}": number for number in range(10)}
