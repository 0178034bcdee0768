"""USER_DATA_SCHEMA: every door through which `userData` comes in, and each fault at its own path."""

import pytest

from tests.accounts.wire import HALF, run_escaped
from tests.phones.callers import new_phone
from tests.support.people import PASSWORD, new_email, sign_up

FAULTS = [
    ({}, {"userData.plan": "is required"}),
    (None, {"userData.plan": "is required"}),
    ({"plan": "gold"}, {"userData.plan": 'this is not one of "free" or "paid"'}),
    ({"plan": "free", "address": {}}, {"userData.address.zip": "is required"}),
    ({"plan": "free", "address": {"zip": "12"}}, {"userData.address.zip": 'this does not match "^[0-9]{4,5}$"'}),
    ({"plan": "free", "address": {"zip": "1234", "x": 1}}, {"userData.address.x": "is not allowed"}),
    ({"plan": "free", "tags": ["a", 1]}, {"userData.tags.1": 'this is not of type "string"'}),
    ({"plan": "free", "isAdmin": True}, {"userData.isAdmin": "is not allowed"}),
    ({"tags": "no"}, {"userData.tags": 'this is not of type "array"', "userData.plan": "is required"}),
    ({"plan": "free", "tags": [2**80]}, {"userData.tags.0": 'this is not of type "string"'}),
]


def faults_of(refused):
    assert refused["__typename"] == "InvalidInput", refused
    return {fault["path"]: fault["message"] for fault in refused["fields"]}


@pytest.mark.parametrize(("user_data", "faults"), FAULTS, ids=str)
def test_who_signs_up_is_told_each_fault_at_its_path(api, database, user_data, faults):
    with database.unchanged():
        by_email = api.run("signUp", input={"email": new_email(), "password": PASSWORD, "userData": user_data})
        by_phone = api.run("signUpWithPhone", input={"phone": new_phone(), "password": PASSWORD, "userData": user_data})
    assert faults_of(by_email) == faults_of(by_phone) == faults


def test_without_any_a_sign_up_misses_what_is_required(api, database):
    with database.unchanged():
        refused = api.run("signUp", input={"email": new_email(), "password": PASSWORD})
    assert faults_of(refused) == {"userData.plan": "is required"}


def test_what_fits_is_stored(api, person):
    sign_up(api, userData={"plan": "paid", "address": {"zip": "12345", "city": "Graz"}})
    assert person.api.run("me")["userData"] == {"plan": "free"}


def test_a_change_is_judged_by_what_comes_of_it(person, database):
    changed = person.api.run("updateProfile", input={"userData": {"address": {"zip": "1234"}}})
    assert changed["userData"] == {"plan": "free", "address": {"zip": "1234"}}
    for patch, path in (
        ({"address": {"zip": None}}, "userData.address.zip"),
        ({"plan": None}, "userData.plan"),
        (None, "userData.plan"),
        ({"other": 1}, "userData.other"),
    ):
        with database.unchanged():
            assert path in faults_of(person.api.run("updateProfile", input={"userData": patch, "fullName": "No"}))
    assert person.api.run("updateProfile", input={"fullName": "Ada"})["fullName"] == "Ada"


def test_an_administrator_keeps_to_it_too(admin, person, database):
    with database.unchanged():
        refused = admin.api.run("createUser", input={"email": new_email(), "userData": {"plan": "gold"}})
        assert "userData.plan" in faults_of(refused)
        refused = admin.api.run("updateUser", input={"id": person.user_id, "userData": {"plan": None}})
        assert "userData.plan" in faults_of(refused)
    assert admin.api.run("createUser", input={"email": new_email()})["userData"] == {}
    changed = admin.api.run("updateUser", input={"id": person.user_id, "userData": {"plan": "paid"}})
    assert changed["userData"] == {"plan": "paid"}


def test_no_text_makes_a_pattern_stall(person, database):
    with database.unchanged():
        refused = person.api.run("updateProfile", input={"userData": {"nickname": "a" * 15_000 + "!"}})
    assert set(faults_of(refused)) == {"userData.nickname"}


def test_answers_stay_short(person):
    refused = person.api.run("updateProfile", input={"userData": {"x" * 5_000: 1, **{f"k{n}": n for n in range(900)}}})
    assert len(refused["fields"]) == 20
    assert max(len(fault["path"]) for fault in refused["fields"]) <= 200


def test_half_characters_are_no_fault_of_ours(person, database):
    with database.unchanged():
        refused = run_escaped(person.api, "updateProfile", input={"userData": {"notes": HALF}})
    assert set(faults_of(refused)) == {"userData"}
