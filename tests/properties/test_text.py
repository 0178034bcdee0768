"""Nasty text in every argument of every root field: a typed answer or a published code, never a fault of ours."""

import json
import unicodedata
from datetime import UTC, datetime

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    get_named_type,
)
from hypothesis import assume, given
from hypothesis import strategies as some

from services.text import is_storable
from tests.accounts.wire import execute_escaped
from tests.orgs.teams import found
from tests.properties import nasty
from tests.properties.examples import few
from tests.support.documents import contract, root_field, root_field_names
from tests.support.people import PASSWORD, make_staff, new_email, sign_up_verified

LARGEST_BODY = 250_000
TEXTS = {"String", "ID", "JSON", "DateTime"}
# What a client may be told at the top level, by docs/errors.md.
CODES = {"BAD_USER_INPUT", "UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND", "REAUTHENTICATION_REQUIRED"}


def takes_text(type_: GraphQLInputType) -> bool:
    named = get_named_type(type_)
    if isinstance(named, GraphQLInputObjectType):
        return any(takes_text(field.type) for field in named.fields.values())
    return named.name in TEXTS


ARGUMENTS = {name: root_field(name)[1].args for name in root_field_names()}
FIELDS = [name for name, taken in ARGUMENTS.items() if any(takes_text(each.type) for each in taken.values())]


class Values:
    """Arguments for a field: right in some places, so that the nasty ones get far, and nasty in others."""

    def __init__(self, known):
        self._known = known

    def of_field(self, name):
        return some.fixed_dictionaries({key: self._of(key, each.type) for key, each in ARGUMENTS[name].items()})

    def _of(self, name, type_):
        if isinstance(type_, GraphQLNonNull):
            return self._present(name, type_.of_type)
        return some.one_of(some.none(), self._present(name, type_))

    def _present(self, name, type_):
        match type_:
            case GraphQLList():
                return some.lists(self._of(name, type_.of_type), max_size=3)
            case GraphQLEnumType():
                return some.sampled_from(sorted(type_.values))
            case GraphQLInputObjectType():
                return self._input(type_)
        return self._scalar(name, type_.name)

    def _input(self, type_):
        fields = {key: self._of(key, each.type) for key, each in type_.fields.items()}
        if type_.is_one_of:
            return some.one_of(*[self._present(key, each.type).map(lambda value, key=key: {key: value})
                                 for key, each in type_.fields.items()])  # fmt: skip
        required = {key: fields[key] for key, each in type_.fields.items() if isinstance(each.type, GraphQLNonNull)}
        optional = {key: fields[key] for key in fields.keys() - required.keys()}
        return some.fixed_dictionaries(required, optional=dict(sorted(optional.items())))

    def _scalar(self, name, scalar):
        match scalar:
            case "Boolean":
                return some.booleans()
            case "Int":
                return some.integers(-2, 101)
            case "JSON":
                return nasty.value()
            case "DateTime":
                return some.one_of(
                    nasty.text(), some.datetimes().map(datetime.isoformat), some.just(str(datetime.now(UTC)))
                )
        right = self._known.get(name)
        return some.one_of(nasty.text(), some.just(right)) if right else nasty.text()


@pytest.fixture(scope="module")
def values(server, staff):
    """Ids of things that are there: an organisation of the staff's own, and somebody who stays whatever happens."""
    org, person = found(staff), sign_up_verified(server.api)
    known = {"orgId": org["id"], "id": person.user_id, "userId": person.user_id, "password": PASSWORD}
    return Values(
        {**known, "slug": org["slug"], "email": new_email(), "currentPassword": PASSWORD, "provider": "google"}
    )


@pytest.fixture(scope="module")
def callers():
    return []


@pytest.fixture
def caller(server, callers):
    """A site admin; another one after a field that ended the session."""
    if not callers or callers[-1].api.execute("me").errors:
        callers.append(make_staff(server))
    return callers[-1]


def test_every_field_that_takes_text_is_asked():
    assert len(FIELDS) > 60


@pytest.mark.parametrize("name", FIELDS)
def test_a_typed_answer_or_a_code(caller, values, name):
    @few(16)
    @given(values.of_field(name))
    def asked(variables):
        assert {error["extensions"]["code"] for error in asking(caller.api, name, **variables).errors} <= CODES

    asked()


def asking(api, name, /, **variables):
    assume(len(json.dumps(variables)) < LARGEST_BODY)
    answer = execute_escaped(api, name, **variables)
    assert answer.status == 200, answer
    return answer


def outcome_of(api, name, wish):
    """What a mutation answers with."""
    answer = asking(api, name, input=wish)
    assert not answer.errors, answer
    return answer.data[name]


def nfc(text):
    """As a line is kept: in one form, without blanks around it."""
    return unicodedata.normalize("NFC", text).strip()


def test_a_name_comes_back(server):
    person = sign_up_verified(server.api)

    @few(40)
    @given(nasty.text())
    def kept(name):
        outcome = outcome_of(person.api, "updateProfile", {"fullName": name})
        if outcome["__typename"] == "User":
            assert person.api.run("me")["fullName"] == outcome["fullName"] == (nfc(name) or None)
        else:
            assert [field["path"] for field in outcome["fields"]] == ["fullName"]

    kept()


def test_an_organisations_texts_come_back(server, staff):
    @few(40)
    @given(nasty.text(), nasty.text())
    def kept(name, description):
        wish = {"name": name, "description": description}
        outcome = outcome_of(staff.api, "createOrg", wish)
        if outcome["__typename"] == "Org":
            org = staff.api.run("org", orgId=outcome["id"])
            assert (org["name"], org["description"]) == (nfc(name), nfc(description) or None)
            assert staff.api.run("orgBySlug", slug=org["slug"])["id"] == org["id"]
        else:
            assert {field["path"] for field in outcome["fields"]} <= {"name", "description"}

    kept()


def test_user_data_comes_back(server):
    """As it was sent: what an application keeps here is its own."""
    person = sign_up_verified(server.api)

    @few(40)
    @given(some.dictionaries(nasty.text(), nasty.value(), max_size=3))
    def kept(data):
        person.api.run("updateProfile", input={"userData": None})
        outcome = outcome_of(person.api, "updateProfile", {"userData": data})
        if outcome["__typename"] == "User":
            assert person.api.run("me")["userData"] == without_nulls(data)
        else:
            assert [field["path"] for field in outcome["fields"]] == ["userData"]

    kept()


def without_nulls(value):
    """What a merge patch leaves of an object on nothing (RFC 7396)."""
    if not isinstance(value, dict):
        return value
    return {name: without_nulls(each) for name, each in value.items() if each is not None}


def test_an_api_keys_name_comes_back(server, staff):
    @few(40)
    @given(nasty.text())
    def kept(name):
        outcome = outcome_of(staff.api, "createApiKey", {"name": name, "kind": "SECRET"})
        if outcome["__typename"] == "ApiKeyCreated":
            assert outcome["apiKey"]["name"] == nfc(name)
            assert nfc(name) in [key["name"] for key in staff.api.run("apiKeys")]

    kept()


def test_a_password_is_right_in_every_form(server):
    """Of one text, however it was typed; and no other text is."""
    person = sign_up_verified(server.api)
    current = [PASSWORD]

    @few(40)
    @given(nasty.text())
    def kept(password):
        change = {"currentPassword": current[0], "newPassword": password}
        fresh = server.api.signed_in(person.email, current[0])
        answer = asking(fresh, "changePassword", input=change)
        if answer.code:
            assert answer.code == "BAD_USER_INPUT"
            assert not is_storable(password)
        elif answer.data["changePassword"]["__typename"] == "PasswordChanged":
            current[0] = password
            for form in ("NFC", "NFD"):
                typed = {"email": person.email, "password": unicodedata.normalize(form, password)}
                assert server.api.run("signIn", input=typed)["__typename"] == "SignedIn"
            wrong = {"email": person.email, "password": password + "\u200b"}
            assert server.api.run("signIn", input=wrong)["__typename"] == "InvalidCredentials"
        else:
            assert answer.data["changePassword"]["__typename"] == "WeakPassword"

    kept()


def test_the_contract_has_no_other_scalar():
    """Else the values above would not be ours to choose."""
    scalars = {name for name, each in contract().type_map.items() if type(each).__name__ == "GraphQLScalarType"}
    assert scalars - {"Boolean", "Int", "Float"} <= TEXTS
