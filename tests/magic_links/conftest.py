"""What the tests of magic links start from."""

import pytest

from tests.support.people import Person, sign_up_verified


@pytest.fixture
def person(api) -> Person:
    """Somebody verified, with a password and one session."""
    return sign_up_verified(api)
