"""CUSTOM_CLAIMS: chosen keys of `userData` in access tokens."""

import jwt
import pytest

from services.tokens import MOST_CUSTOM_BYTES, RESERVED_CLAIMS
from tests.support.people import sign_in


def claims_of(token: str) -> dict:
    return jwt.decode(token, options={"verify_signature": False})


def test_a_token_carries_what_the_person_has(api, person):
    claims = claims_of(sign_in(api, person.email).access_token)
    assert claims["plan"] == "free"
    assert "notes" not in claims
    assert "address" not in claims


def test_a_change_shows_in_the_next_token(api, person):
    person.api.run("updateProfile", input={"userData": {"plan": "paid", "tags": ["a", "b"], "notes": "Grüße"}})
    assert person.api.run("me")["userData"]["plan"] == "paid"
    renewed = api.run("refresh", input={"refreshToken": person.refresh_token})
    claims = claims_of(renewed["accessToken"])
    assert (claims["plan"], claims["tags"], claims["notes"]) == ("paid", ["a", "b"], "Grüße")


def test_what_has_no_room_is_left_out(api, person):
    person.api.run("updateProfile", input={"userData": {"notes": "x" * MOST_CUSTOM_BYTES, "tags": ["kept"]}})
    token = sign_in(api, person.email).access_token
    claims = claims_of(token)
    assert (claims["plan"], claims["tags"], "notes" in claims) == ("free", ["kept"], False)
    assert api.as_(token).run("me")["email"] == person.email


@pytest.mark.one_engine
def test_every_claim_of_ours_is_reserved(person):
    assert claims_of(person.access_token).keys() - {"plan"} <= RESERVED_CLAIMS
