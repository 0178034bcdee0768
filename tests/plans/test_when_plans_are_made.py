"""Which operations run by a plan, why the others do not, and how to switch plans off: as the metrics tell."""

import pytest

from tests.insight.reading import metrics_at
from tests.support.people import sign_up_verified

CONDITIONAL = """query C($a: Boolean!, $b: Boolean!, $c: Boolean!, $d: Boolean!) { authConfig {
  methods @skip(if: $a) signUpEnabled @include(if: $b)
  passwordMinLength @skip(if: $c) passwordMaxLength @include(if: $d) __typename
} }"""


@pytest.fixture
def compiling(make_server):
    return make_server(COMPILED_DOCUMENTS=True)


def ways(server) -> dict[str, float]:
    """How many operations were run in each way so far."""
    return {dict(labels)["outcome"]: value for labels, value in metrics_at(server.url)["ostiary_plans_total"].items()}


def grown(server, before: dict[str, float]) -> dict[str, float]:
    return {name: value - before[name] for name, value in ways(server).items() if value != before[name]}


def test_a_document_is_planned_when_it_comes_again(compiling):
    before = ways(compiling)
    for _ in range(3):
        compiling.api.run("{ authConfig { methods } } # again")
    assert grown(compiling, before) == {"new": 1, "plan": 2}


def test_a_document_that_is_refused_never_is(compiling):
    before = ways(compiling)
    for _ in range(3):
        assert compiling.api.execute("{ nothing }").code == "GRAPHQL_VALIDATION_FAILED"
        assert compiling.api.execute("{ a { a } ").code == "GRAPHQL_PARSE_FAILED"
    assert grown(compiling, before) == {"new": 6}


def test_introspection_is_left_to_graphql_core(compiling):
    before = ways(compiling)
    answers = [compiling.api.run("{ __schema { queryType { name } } }") for _ in range(3)]
    assert answers[0] == answers[2] == {"__schema": {"queryType": {"name": "Query"}}}
    assert grown(compiling, before) == {"new": 1, "introspection": 2}


def test_a_page_size_that_may_ask_too_much_is_measured_each_time(compiling):
    document = """query L($n: Int!) { orgMembers(orgId: "none", first: $n) { nodes { org { members(first: $n) {
        nodes { org { members(first: 2) { totalCount } } } } } } } }"""
    before = ways(compiling)
    for _ in range(2):
        compiling.api.execute(document, n=1)
        assert compiling.api.execute(document, n=100).code == "QUERY_TOO_COMPLEX"
    assert grown(compiling, before) == {"new": 1, "limits": 3}


def test_variables_are_refused_alike_each_time(compiling):
    document = "query V($a: Boolean!) { authConfig { methods @skip(if: $a) } }"
    compiling.api.execute(document, a=True)
    before = ways(compiling)
    first, second = (compiling.api.execute(document, a="no") for _ in range(2))
    assert first.code == second.code == "BAD_USER_INPUT"
    assert first.errors == second.errors
    assert grown(compiling, before) == {"refused": 2}


def test_a_get_request_runs_no_planned_mutation(compiling):
    document = 'mutation { signIn(input: {email: "a@example.com", password: "x"}) { __typename } } # get'
    for _ in range(2):
        assert compiling.api.run(document) == {"signIn": {"__typename": "InvalidCredentials"}}
    assert compiling.api.http.get("/graphql", params={"query": document}).status_code == 405


def test_conditions_choose_among_the_plans_of_a_document(compiling):
    before = ways(compiling)
    for _ in range(2):
        for number in range(16):
            answers = {name: bool(number >> place & 1) for place, name in enumerate("abcd")}
            shown = compiling.api.run(CONDITIONAL, **answers)["authConfig"]
            wanted = {"methods": not answers["a"], "signUpEnabled": answers["b"]}
            wanted |= {"passwordMinLength": not answers["c"], "passwordMaxLength": answers["d"], "__typename": True}
            assert list(shown) == [name for name, is_wanted in wanted.items() if is_wanted]
    assert grown(compiling, before) == {"new": 1, "plan": 16, "conditions": 15}


def test_switched_off_nothing_is_planned(make_server):
    server = make_server(COMPILED_DOCUMENTS=False)
    before = ways(server)
    person = sign_up_verified(server.api)
    for _ in range(3):
        assert person.api.run("me")["email"] == person.email
    assert grown(server, before) == {}


def test_a_guard_is_asked_each_time(compiling):
    """Signed out between two uses of one plan."""
    person = sign_up_verified(compiling.api)
    for _ in range(3):
        assert person.api.run("me")["id"] == person.user_id
    person.api.run("mutation { signOut { __typename } }")
    denied = person.api.execute("me")
    assert (denied.data, denied.code) == ({"me": None}, "UNAUTHENTICATED")
