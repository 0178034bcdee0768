"""People who sign up and in by phone: each with a number that nobody else has."""

import secrets
from typing import Any

from tests.support.api import Api
from tests.support.database import Database
from tests.support.mail import code_in, wait_for_mail
from tests.support.people import PASSWORD, Person, person_of

METHODS = "password,magic_link,phone_password,sms_code"
OTHER_PASSWORD = "harbour-of-quiet-lanterns"


def new_phone(prefix: str = "+49151") -> str:
    return prefix + "".join(secrets.choice("123456789") for _ in range(8))


def sign_up(api: Api, *, phone: str | None = None, password: str = PASSWORD, **more: Any) -> str:
    """Signs up and stops there, unverified. Answers the number."""
    phone = phone or new_phone()
    outcome = api.run("signUpWithPhone", input={"phone": phone, "password": password, **more})
    assert outcome["__typename"] == "VerificationRequired", outcome
    return phone


def code_to(api: Api, phone: str, *, count: int = 1) -> str:
    """Of the newest text message, once so many have come."""
    return code_in(wait_for_mail(api, phone, count=count))


def sign_up_verified(api: Api, **more: Any) -> Person:
    """The whole way in: sign up, type in the texted code. The person's `email` is their number here."""
    phone = sign_up(api, **more)
    outcome = api.run("verifyPhone", input={"phone": phone, "code": code_to(api, phone)})
    return person_of(api, outcome, phone)


def sign_in(api: Api, phone: str, password: str = PASSWORD) -> str:
    """How it ended."""
    return str(api.run("signInWithPhone", input={"phone": phone, "password": password})["__typename"])


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 100_000_000:08}"


def user_row(database: Database, phone: str) -> dict:
    return database.row("SELECT * FROM users WHERE phone = ?", phone)
