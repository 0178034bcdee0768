"""What a client writes is data in a plan: names, strings and aliases that look like Python do nothing."""

import pytest

from tests.support.people import sign_up_verified

NAMES = ("__class__", "__import__", "eval", "exec", "lambda", "None", "self", "run", "source", "_", "def")
STRINGS = (
    "'); __import__('os').abort() #",
    '"""); raise SystemExit #',
    "{0.__class__.__mro__}",
    "${jndi:x}",
    "%(x)s %s %n",
    "\\",
    "\x7f\u2028\u2029é",
)


@pytest.mark.parametrize("name", NAMES)
def test_an_alias_is_only_a_key(api, name):
    document = f"query {name} {{ {name}: authConfig {{ {name}: passwordMinLength {name}2: __typename }} }}"
    first, second = api.execute(document), api.execute(document)
    assert first.data == second.data == {name: {name: 8, f"{name}2": "AuthConfig"}}
    assert list(second.data[name]) == [name, f"{name}2"]


@pytest.mark.parametrize("text", STRINGS)
def test_a_string_is_only_a_value(api, text):
    """As a literal, as a variable and as a variable's default; unlike any id, so the answer is always the same."""
    literal = "".join(f"\\u{ord(character):04x}" for character in text)
    document = f'query A($d: ID! = "{literal}") {{ a: org(orgId: "{literal}") {{ id }} b: org(orgId: $d) {{ id }} }}'
    person = sign_up_verified(api)
    first, second = person.api.execute(document), person.api.execute(document)
    assert [error["extensions"]["code"] for error in second.errors] == ["NOT_FOUND", "NOT_FOUND"]
    assert first.data == second.data == {"a": None, "b": None}
    assert first.errors == second.errors


def test_the_same_text_in_another_place_is_another_plan(api):
    """Documents that differ in a comment, a name or a blank answer for themselves."""
    for key in ("a", "b", "a"):
        for _ in range(3):
            document = f"query Q {{ {key}: authConfig {{ signUpEnabled }} }} # {key}"
            assert list(api.run(document)) == [key]


def test_several_operations_of_one_document_have_plans_of_their_own(api):
    document = "query A { a: __typename } query B { b: __typename }"
    for name in ("A", "B", "A", "B"):
        answer = api.http.post("/graphql", json={"query": document, "operationName": name}).json()
        assert answer == {"data": {name.lower(): "Query"}}
    for wrong in (None, "C", ""):
        answer = api.http.post("/graphql", json={"query": document, "operationName": wrong}).json()
        assert "data" not in answer
