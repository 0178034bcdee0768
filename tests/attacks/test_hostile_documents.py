"""Item 23: documents that are dear to run are refused with a code, while everybody else is served as ever."""

from concurrent.futures import ThreadPoolExecutor

import pytest

pytestmark = pytest.mark.one_engine

TOO_COMPLEX = "QUERY_TOO_COMPLEX"


def doubling(levels):
    """2^levels fields, expanded."""
    fragments = " ".join(f"fragment F{i} on User {{ a: id ...F{i + 1} ...F{i + 1} }}" for i in range(levels))
    return f"{{ me {{ ...F0 }} }} {fragments} fragment F{levels} on User {{ id }}"


def conflicting():
    fragments = " ".join(f"fragment F{i} on User {{ id fullName }}" for i in range(150))
    return f"{{ me {{ {' '.join(f'...F{i}' for i in range(150))} }} }} {fragments}"


HOSTILE = {
    "doubling": doubling(60),
    "conflicting": conflicting(),
    "deep": "{ " + "me { " * 12 + "id" + " }" * 13,
    "wide": "{ " + " ".join(f"a{i}: __typename" for i in range(400)) + " }",
    "nested": "{ " + "... { " * 150 + "__typename" + " }" * 151,
    "many": "mutation { " + " ".join(f"a{i}: signOutEverywhere {{ __typename }}" for i in range(6)) + " }",
}


def test_others_are_served_meanwhile(api, person):
    """Expanded or compared in pairs, one of these would hold the event loop for longer than a client waits."""

    def attack(document):
        client = api.as_(person.access_token)
        return {client.execute(document).code for _ in range(10)}

    with ThreadPoolExecutor(len(HOSTILE)) as pool:
        attacks = [pool.submit(attack, document) for document in HOSTILE.values()]
        served = [person.api.run("me")["id"] for _ in range(10)]
    assert served == [person.user_id] * 10
    assert set().union(*(each.result() for each in attacks)) == {TOO_COMPLEX}


@pytest.mark.parametrize("name", ["fields", "inputFields", "possibleTypes"])
def test_introspection_in_circles_is_refused(api, name):
    """Not counted by our limits, which the usual question exceeds; graphql-core's own rule bounds it."""
    below = "{ %s }" if name == "possibleTypes" else "{ type { %s } }"
    inner = "name"
    for _ in range(4):
        inner = f"{name} {below % inner}"
    answer = api.execute(f'{{ __type(name: "Problem") {{ {inner} }} }}')
    assert answer.code in {TOO_COMPLEX, "GRAPHQL_VALIDATION_FAILED"}
    assert answer.data is None
