"""People for tests: each with an address that nobody else has, signed up the way a person does it."""

import secrets
from dataclasses import dataclass
from typing import Any

from tests.support.api import Api
from tests.support.mail import code_in, wait_for_mail
from tests.support.server import Server

PASSWORD = "violet-tractor-hums-42"


@dataclass(frozen=True)
class Person:
    """Someone with a session; `api` speaks as them."""

    email: str
    password: str
    user_id: str
    session_id: str
    access_token: str
    refresh_token: str
    api: Api


def new_email(name: str = "someone") -> str:
    return f"{name}-{secrets.token_hex(6)}@example.com"


def sign_up(api: Api, *, email: str | None = None, password: str = PASSWORD, **more: object) -> str:
    """Signs up and stops there, unverified. Answers the address."""
    email = email or new_email()
    outcome = api.run("signUp", input={"email": email, "password": password, **more})
    assert outcome["__typename"] == "VerificationRequired", outcome
    return email


def verify(api: Api, email: str) -> None:
    """Types in the code from the newest mail."""
    code = code_in(wait_for_mail(api, email))
    outcome = api.run("verifyEmail", input={"code": {"email": email, "code": code}})
    assert outcome["__typename"] == "EmailVerified", outcome


def sign_in(api: Api, email: str, password: str = PASSWORD) -> Person:
    return person_of(api, api.run("signIn", input={"email": email, "password": password}), email, password)


def sign_up_verified(api: Api, *, email: str | None = None, password: str = PASSWORD, **more: object) -> Person:
    """The whole way in: sign up, verify by the mailed code, sign in."""
    email = sign_up(api, email=email, password=password, **more)
    verify(api, email)
    return sign_in(api, email, password)


def make_staff(server: Server, *, role: str = "admin") -> Person:
    """Somebody with a site role, `admin` or `moderator`, freshly signed in. The command line has tests of its own."""
    email = sign_up(server.api, email=new_email(role))
    verify(server.api, email)
    server.database.execute("UPDATE users SET role = ? WHERE email = ?", role.upper(), email)
    return sign_in(server.api, email)


def person_of(api: Api, outcome: dict[str, Any], email: str, password: str = PASSWORD) -> Person:
    """The person whom a SignedIn outcome is about; they signed in with this address."""
    assert outcome["__typename"] == "SignedIn", outcome
    return Person(
        email=email,
        password=password,
        user_id=outcome["user"]["id"],
        session_id=outcome["session"]["id"],
        access_token=outcome["accessToken"],
        refresh_token=outcome["refreshToken"],
        api=api.as_(outcome["accessToken"]),
    )
