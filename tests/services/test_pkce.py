"""services.pkce: S256 only, with the example of RFC 7636 appendix B."""

import pytest

from services.pkce import is_challenge, matches_challenge

VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_the_verifier_of_a_challenge():
    assert matches_challenge(CHALLENGE, VERIFIER)


@pytest.mark.parametrize(
    "verifier",
    [None, "", CHALLENGE, VERIFIER[:-1], VERIFIER + "x", "x" * 42, "x" * 129, VERIFIER + "é", VERIFIER + "\n"],
)
def test_anything_else(verifier):
    assert not matches_challenge(CHALLENGE, verifier)


def test_without_a_challenge_there_is_no_verifier():
    assert matches_challenge(None, None)
    assert not matches_challenge(None, VERIFIER)


def test_a_challenge_of_another_type():
    assert not matches_challenge(5, VERIFIER)


@pytest.mark.parametrize(
    ("text", "right"),
    [(CHALLENGE, True), (CHALLENGE + "=", False), ("x" * 42, False), ("é" * 43, False), (CHALLENGE + "\n", False)],
)
def test_challenges(text, right):
    assert is_challenge(text) is right
