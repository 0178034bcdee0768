"""@rateLimit: each use of a field counts, per the keys that the SDL prints; past the quota nothing happens."""

import itertools
import secrets
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.people import PASSWORD, new_email, sign_up_verified

WRONG = {"password": "wrong"}
_numbers = itertools.count(1)


def somewhere() -> str:
    """An address that no other test comes from."""
    return f"203.0.{secrets.randbelow(256)}.{next(_numbers) % 256}"


def at(server, address):
    return server.api.with_headers(X_Forwarded_For=address)


def sign_in(api, email=None):
    return api.execute("signIn", input={"email": email or new_email(), **WRONG})


def test_past_the_quota_of_an_address_nothing_happens(limited_server):
    api = at(limited_server, somewhere())
    for _ in range(10):
        assert sign_in(api).data["signIn"]["__typename"] == "InvalidCredentials"
    with limited_server.database.unchanged():
        refused = sign_in(api)
    assert (refused.code, refused.status, refused.data) == ("RATE_LIMITED", 429, None)
    assert 1 <= refused.retry_after <= 60
    assert refused.headers["retry-after"] == str(refused.retry_after)
    assert refused.errors[0]["message"] == "Too many requests. Please try again later."
    assert sign_in(at(limited_server, somewhere())).code is None


def test_the_right_password_is_refused_as_well(limited_server):
    person = sign_up_verified(at(limited_server, somewhere()))
    api = at(limited_server, somewhere())
    for _ in range(10):
        sign_in(api)
    assert api.execute("signIn", input={"email": person.email, "password": PASSWORD}).code == "RATE_LIMITED"


@pytest.mark.parametrize("spelling", ["{}", " {} ", "{0}", "upper"])
def test_an_identifier_counts_in_its_canonical_form(limited_server, spelling):
    email = new_email()
    for number in range(10):
        assert sign_in(at(limited_server, f"198.51.100.{number}"), email).code is None
    spelled = email.upper() if spelling == "upper" else spelling.format(email)
    assert sign_in(at(limited_server, somewhere()), spelled).code == "RATE_LIMITED"
    assert sign_in(at(limited_server, somewhere()), new_email()).code is None


def test_a_recipient_is_not_flooded_from_many_addresses(limited_server):
    email = new_email()
    for _ in range(10):
        api = at(limited_server, somewhere())
        assert api.execute("requestPasswordReset", input={"email": email}).code is None
    refused = at(limited_server, somewhere()).execute("requestPasswordReset", input={"email": email.upper()})
    assert (refused.code, refused.status) == ("RATE_LIMITED", 429)
    assert refused.retry_after > 60


def test_the_addresses_of_one_network_of_ipv6_count_together(limited_server):
    network = f"2001:db8:{secrets.randbelow(9999)}:1"
    for number in range(10):
        assert sign_in(at(limited_server, f"{network}::{number + 1}")).code is None
    assert sign_in(at(limited_server, f"{network}:ffff:ffff:ffff:ffff")).code == "RATE_LIMITED"
    assert sign_in(at(limited_server, network[:-1] + "2::1")).code is None


def test_an_address_of_ipv4_is_the_same_inside_ipv6(limited_server):
    address = somewhere()
    for _ in range(10):
        sign_in(at(limited_server, f"::ffff:{address}"))
    assert sign_in(at(limited_server, address)).code == "RATE_LIMITED"


def test_a_viewer_counts_by_person_not_by_session_or_address(limited_server):
    person = sign_up_verified(at(limited_server, somewhere()))
    again = at(limited_server, somewhere()).signed_in(person.email, PASSWORD)
    wish = {"currentPassword": "wrong", "newPassword": "another-tractor-43"}
    answers = [api.execute("changePassword", input=wish) for api in (person.api, again) * 3]
    assert [answer.code for answer in answers] == [None] * 5 + ["RATE_LIMITED"]
    assert answers[-1].status == 429


def test_a_refused_guard_counts_nothing(limited_server):
    api = at(limited_server, somewhere())
    for _ in range(12):
        answer = api.execute("changePassword", input={"currentPassword": "a", "newPassword": "b"})
        assert answer.code == "UNAUTHENTICATED"


def test_aliases_and_fragments_count_one_by_one(start_server):
    server = start_server(RATE_LIMITS="on", RATE_LIMIT_INVITE_PREVIEW="3/hour")
    fields = " ".join(f'a{number}: invitePreview(token: "x") {{ orgName }}' for number in range(2))
    document = f'query {{ {fields} ...F ...F }} fragment F on Query {{ b: invitePreview(token: "y") {{ orgName }} }}'
    answer = server.api.execute(document)
    assert not answer.errors, answer
    answer = server.api.execute(document)
    assert {error["extensions"]["code"] for error in answer.errors} == {"RATE_LIMITED"}
    assert (len(answer.errors), answer.status) == (3, 429)


def test_a_public_limited_mutation_stands_alone_in_its_operation(limited_server):
    wish = 'signIn(input: {email: "a@example.com", password: "b"}) { __typename }'
    for document in (
        f"mutation {{ a: {wish} b: {wish} }}",
        f"mutation {{ {wish} ...F }} fragment F on Mutation {{ b: {wish} }}",
    ):
        answer = at(limited_server, somewhere()).execute(document)
        assert answer.code in ("QUERY_TOO_COMPLEX", "GRAPHQL_VALIDATION_FAILED")
        assert answer.data is None


def test_an_organisation_counts_as_one(start_server):
    server = start_server(RATE_LIMITS="on", RATE_LIMIT_INVITE_PER_ORG="2/hour")
    owner = sign_up_verified(server.api)
    orgs = [owner.api.run("createOrg", input={"name": name})["id"] for name in ("One", "Two")]
    answers = [
        owner.api.execute("invite", input={"orgId": org, "email": new_email()})
        for org in (orgs[0], orgs[0], orgs[0].upper(), orgs[1])
    ]
    assert [answer.code for answer in answers] == [None, None, "RATE_LIMITED", None]


def test_settings_replace_all_quotas_of_a_field_or_one(start_server):
    server = start_server(
        RATE_LIMITS="on", LOCKOUT="off", RATE_LIMIT_SIGN_IN="3/hour", RATE_LIMIT_SIGN_IN_PER_IP="5/hour"
    )
    email = new_email()
    answers = [sign_in(server.api, email).code for _ in range(4)]
    assert answers == [None] * 3 + ["RATE_LIMITED"]
    # The fourth counted for the address before its identifier was refused.
    assert [sign_in(server.api).code for _ in range(2)] == [None, "RATE_LIMITED"]
    assert "10/minute" in server.cli("schema")


@pytest.mark.parametrize("workers", [1, 2])
def test_of_200_parallel_requests_at_a_limit_of_5_exactly_5_pass(start_server, has_redis, workers):
    if workers > 1 and not has_redis:
        pytest.skip("several workers count together by Redis")
    server = start_server("--workers", str(workers), RATE_LIMITS="on", LOCKOUT="off", RATE_LIMIT_SIGN_IN="5/hour")
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _: sign_in(server.api), range(200)))
    assert sorted({answer.code for answer in answers}, key=str) == [None, "RATE_LIMITED"]
    assert sum(answer.code is None for answer in answers) == 5
    assert "counted locally" not in server.log
