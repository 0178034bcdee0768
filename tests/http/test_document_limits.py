"""A document that asks for too much is refused before it is validated, and nothing of it runs."""

import pytest
from graphql import get_introspection_query

from tests.support.api import Api
from tests.support.database import Database
from tests.support.people import new_email

pytestmark = pytest.mark.one_engine

TOO_COMPLEX = "QUERY_TOO_COMPLEX"
MEMBERS = '{ org(orgId: "x") { members { nodes { id } } } }'


def nested(field: str, levels: int) -> str:
    """`levels` fields within each other; the innermost is `id`."""
    return "{ " + f"{field} {{ " * (levels - 1) + "id" + " }" * levels


def pages(*firsts: int | str, declared: str = "") -> str:
    """Members of an organisation, of whose organisation again members, and so on; ten levels for three pages."""
    opened = " org { ".join(f"members(first: {first}) {{ nodes {{" for first in firsts)
    return f'query Pages{declared} {{ org(orgId: "x") {{ {opened} id {"} " * (3 * len(firsts) - 1)} }} }}'


def a_few(mutation: str, number: int) -> str:
    return " ".join(f"a{i}: {mutation} {{ __typename }}" for i in range(number))


def sign_up(email: str) -> str:
    return f'signUp(input: {{ email: "{email}", password: "violet-tractor-hums" }}) {{ __typename }}'


LEVELS = "An operation may have at most 10 levels of fields."
ALIASES = "An operation may have at most 20 aliases."
DIRECTIVES = "An operation may have at most 50 directives."
TOKENS = "A document may have at most 2000 tokens, 200 deep."
NESTED = "Selections and fragments are nested more than 100 deep."
REPEATED = "The document repeats too many fields or fragments to be compared."


@pytest.mark.parametrize(
    ("document", "message"),
    [
        pytest.param(nested("me", 11), LEVELS, id="eleven levels"),
        pytest.param(
            "{ ...A } fragment A on Query { me { ...B } } fragment B on User " + nested("x", 11), LEVELS, id="fragments"
        ),
        pytest.param("{ " + " ".join(f"a{i}: __typename" for i in range(21)) + " }", ALIASES, id="21 aliases"),
        pytest.param(
            "{ ...A a: me { ...B } } fragment A on Query { b: me { ...B } } fragment B on User { "
            + " ".join(f"a{i}: id" for i in range(10))
            + " }",
            ALIASES,
            id="22 aliases through fragments",
        ),
        pytest.param(
            "{ __schema { " + " ".join(f"a{i}: types {{ name }}" for i in range(21)) + " } }",
            ALIASES,
            id="introspection",
        ),
        pytest.param("{ " + "__typename @skip(if: false) " * 51 + "}", DIRECTIVES, id="51 directives"),
        pytest.param("{ __typename " + "@skip(if: false) " * 51 + "}", DIRECTIVES, id="51 directives on one field"),
        pytest.param(
            "query ($a: Boolean " + "@a " * 26 + ") " + "@skip(if: false) " * 25 + "{ __typename }",
            DIRECTIVES,
            id="26 directives on a variable and 25 on an operation",
        ),
        pytest.param("{ " + "__typename " * 2_000 + "}", TOKENS, id="2002 tokens"),
        pytest.param("# x\n" * 2_001 + "{ __typename }", TOKENS, id="2001 comments"),
        pytest.param("{ a" * 500, TOKENS, id="nested beyond the parser"),
        pytest.param("{ " + "... { " * 100 + "__typename" + " }" * 101, NESTED, id="nested inline fragments"),
        pytest.param("{ " + "... { id } ... { " * 100 + "id" + " }" * 101, NESTED, id="nested beside others"),
        pytest.param("{ " + "me { id } " * 450 + "}", REPEATED, id="one field 450 times"),
    ],
)
def test_too_much_is_refused(api: Api, document: str, message: str):
    answer = api.execute(document)
    assert (answer.code, len(answer.errors), answer.data) == (TOO_COMPLEX, 1, None)
    assert answer.errors[0]["message"] == message


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(nested("me", 10), id="ten levels"),
        pytest.param("{ " + " ".join(f"a{i}: __typename" for i in range(20)) + " }", id="20 aliases"),
        pytest.param("{ " + "__typename @skip(if: false) " * 10 + "}", id="10 directives"),
        pytest.param(pages(100, 100), id="10,000 nodes"),
        pytest.param(pages(100, 10, 10), id="10,000 nodes on three pages"),
        pytest.param(pages(100, 100, 0), id="a page of none counts as one"),
        pytest.param(MEMBERS, id="a page of the usual size"),
        pytest.param("{ " + "... { " * 99 + "__typename" + " }" * 100, id="100 selections within each other"),
        pytest.param("mutation { " + a_few("signOutEverywhere", 5) + " }", id="five mutations"),
        pytest.param('mutation { refresh(input: { refreshToken: "x" }) { __typename } }', id="one that stands alone"),
        pytest.param(pages(101), id="a page beyond the largest is for its field to refuse"),
        pytest.param(get_introspection_query(), id="the whole introspection"),
    ],
)
def test_as_much_as_allowed_is_let_through(api: Api, document: str):
    assert api.execute(document).code != TOO_COMPLEX


@pytest.mark.parametrize("firsts", [(100, 100, 2), (50, 50, 50), (100, 11, 10)])
@pytest.mark.parametrize(
    "around",
    ["query %s", "{ ... on Query %s }", "{ ... %s }", "{ ...F } fragment F on Query %s"],
    ids=["an operation", "a narrowed selection", "an inline fragment", "a fragment"],
)
def test_more_than_ten_thousand_nodes_are_refused(api: Api, firsts: tuple[int, ...], around: str):
    answer = api.execute(around % pages(*firsts).removeprefix("query Pages"))
    assert answer.code == TOO_COMPLEX
    assert "10000 nodes" in answer.errors[0]["message"]


def test_pages_sized_by_variables_are_counted_by_their_values(api: Api):
    document = pages("$first", "$first", "$first", declared="($first: Int)")
    assert api.execute(document, first=30).code == TOO_COMPLEX
    assert api.execute(document, first=20).code != TOO_COMPLEX
    assert api.execute(document).code == TOO_COMPLEX, "fifty each, when the variable is left out"
    assert api.execute(pages("$first", "$first", "$first", declared="($first: Int = 20)")).code != TOO_COMPLEX
    assert api.execute(pages("$first", 10, 20, declared="($first: Int)"), first=50).code != TOO_COMPLEX, "10,000"


def test_six_mutations_are_refused_and_none_runs(api: Api, database: Database):
    fields = " ".join(f"a{i}: signOutEverywhere {{ __typename }}" for i in range(2))
    with database.unchanged():
        answer = api.execute(f"mutation {{ ...F ...F ...F }} fragment F on Mutation {{ {fields} }}")
    assert answer.code == TOO_COMPLEX


@pytest.mark.parametrize(
    "beside",
    ["b: {one}", "signOutEverywhere {{ __typename }}", "...F }} fragment F on Mutation {{ b: {one}"],
    ids=["an alias of itself", "another mutation", "itself in a fragment"],
)
def test_a_public_limited_mutation_stands_alone(api: Api, database: Database, beside: str):
    one = sign_up(new_email())
    with database.unchanged():
        answer = api.execute(f"mutation {{ {one} {beside.format(one=one)} }}")
    assert answer.code == TOO_COMPLEX
    assert answer.errors[0]["message"] == ("A public, rate-limited mutation must be the only field of its operation.")


# ── the documents that double with each fragment, or never end ──


def test_fragments_that_double_are_measured_once_each(api: Api):
    """Expanded, these are 2^60 fields."""
    fragments = " ".join(f"fragment F{i} on User {{ a: id ...F{i + 1} ...F{i + 1} }}" for i in range(60))
    assert api.execute(f"{{ me {{ ...F0 }} }} {fragments} fragment F60 on User {{ id }}").code == TOO_COMPLEX


def test_fragments_that_double_without_an_alias_are_let_through_or_refused_at_once(api: Api):
    fragments = " ".join(f"fragment F{i} on User {{ ...F{i + 1} ...F{i + 1} }}" for i in range(90))
    answer = api.execute(f"{{ me {{ ...F0 }} }} {fragments} fragment F90 on User {{ id }}")
    assert answer.code in {TOO_COMPLEX, "UNAUTHENTICATED"}


@pytest.mark.parametrize(
    "document",
    [
        "{ me { ...A } } fragment A on User { ...A }",
        "{ me { ...A } } fragment A on User { ...B } fragment B on User { ...A }",
        "{ ...A } fragment A on Query { me { id } ...B } fragment B on Query { ...A }",
    ],
)
def test_fragments_in_a_circle_are_a_validation_error(api: Api, document: str):
    assert api.execute(document).code == "GRAPHQL_VALIDATION_FAILED"


def test_fields_that_conflict_in_every_pair_are_refused_with_few_errors(api: Api):
    """Stock, comparing these takes a second of the only event loop."""
    fragments = " ".join(f"fragment F{i} on User {{ id fullName }}" for i in range(150))
    spreads = " ".join(f"...F{i}" for i in range(150))
    answer = api.execute(f"{{ me {{ {spreads} }} }} {fragments}")
    assert (answer.code, len(answer.errors)) == (TOO_COMPLEX, 1)


def test_many_mistakes_are_answered_with_few_errors(api: Api):
    answer = api.execute("{ " + " ".join(f"unknown{i}" for i in range(900)) + " }")
    assert answer.code == "GRAPHQL_VALIDATION_FAILED"
    assert len(answer.errors) <= 11
