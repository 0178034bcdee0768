"""What mypy makes of an outcome: a `match` over its types is exhaustive. The checking is `make check`'s."""

from typing import assert_never

import pytest

from ostiary_client import Client, Fault, FaultCode, SignInInput, UpdateProfileInput
from ostiary_client.generated import (
    SignInAccountDeactivated,
    SignInAccountLocked,
    SignInEmailNotVerified,
    SignInInvalidCredentials,
    SignInMfaRequired,
    SignInSignedIn,
)
from tests.support.people import PASSWORD, new_email, sign_up_verified


def greeting(client: Client, email: str) -> str:
    """Names every outcome: one that is left out, or a new one, is an error of types."""
    match client.sign_in(SignInInput(email=email, password=PASSWORD)):
        case SignInSignedIn(user=user):
            return f"Hello, {user.email}"
        case SignInMfaRequired(challenge=challenge):
            return challenge
        case SignInAccountLocked(retry_after=seconds):
            return f"Wait {seconds} s"
        case SignInInvalidCredentials() | SignInAccountDeactivated() | SignInEmailNotVerified() as problem:
            return problem.message
        case never:
            assert_never(never)


def name_of(client: Client) -> str:
    """Names the success; the rest are problems, and all have a message."""
    match client.update_profile(UpdateProfileInput(full_name="Ada")):
        case profile if profile.typename__ == "User":
            return profile.full_name or "nobody"
        case problem:
            return problem.message


@pytest.mark.one_engine
def test_outcomes_are_taken_apart_by_type(server):
    person = sign_up_verified(server.api)
    client = Client(server.url)
    assert greeting(client, new_email()) == "Incorrect email or password."
    with pytest.raises(Fault) as fault:
        name_of(client)
    assert fault.value.code == FaultCode.UNAUTHENTICATED
    assert greeting(client, person.email) == f"Hello, {person.email}"
    assert name_of(client) == "Ada"
