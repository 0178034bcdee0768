"""People with second factors: enrolled and proved the way a person does it."""

import time
from dataclasses import dataclass
from typing import Any

import pyotp

from tests.accounts.wire import age
from tests.support.api import Api
from tests.support.database import Database
from tests.support.people import PASSWORD, Person, person_of, sign_up_verified

STEP = 30
MARGIN = 3


@dataclass(frozen=True)
class Authenticator:
    """Shows codes, as many as a test wants: the server forgets which time steps it has taken."""

    secret: str
    database: Database
    user_id: str

    def code(self) -> str:
        self.forget()
        return self.code_of_step()

    def forget(self) -> None:
        self.database.execute("UPDATE totp_factors SET last_step = 0 WHERE user_id = ?", self.user_id)

    def code_of_step(self, offset: int = 0) -> str:
        """Of the time step that lies this many before or after the current one."""
        return code_of(self.secret, offset)

    def wrong_code(self) -> str:
        """Right at no step near this one."""
        near = {self.code_of_step(offset) for offset in range(-3, 4)}
        return next(code for code in ("000000", "111111", "222222", "333333", "444444", "555555", "666666", "777777")
                    if code not in near)  # fmt: skip


@dataclass(frozen=True)
class Guarded:
    """Somebody with an authenticator and recovery codes; `api` speaks as they did when they enrolled."""

    person: Person
    authenticator: Authenticator
    recovery_codes: list[str]
    confirmed_by: str

    @property
    def api(self) -> Api:
        return self.person.api

    @property
    def email(self) -> str:
        return self.person.email


def early_in_a_step() -> None:
    """Waits where the current time step is nearly over: what a test does next happens within one."""
    if time.time() % STEP > STEP - MARGIN:
        time.sleep(MARGIN)


def code_of(secret: str, offset: int = 0) -> str:
    return pyotp.TOTP(secret).at(time.time() + offset * STEP)


def enroll(person: Person, database: Database) -> Guarded:
    enrollment = person.api.run("enrollTotp")
    code = code_of(enrollment["secret"])
    confirmed = person.api.run("confirmTotp", code=code)
    assert confirmed["__typename"] == "RecoveryCodes", confirmed
    authenticator = Authenticator(enrollment["secret"], database, person.user_id)
    return Guarded(person, authenticator, confirmed["codes"], code)


def new_guarded(api: Api, database: Database) -> Guarded:
    return enroll(sign_up_verified(api), database)


def challenge_of(api: Api, email: str, password: str = PASSWORD) -> str:
    """What a right password answers with."""
    outcome = api.run("signIn", input={"email": email, "password": password})
    assert outcome["__typename"] == "MfaRequired", outcome
    return outcome["challenge"]


def complete(api: Api, challenge: str, **proof: object) -> Any:
    return api.run("completeMfa", input={"challenge": challenge, "proof": proof})


def sign_in(api: Api, guarded: Guarded) -> Person:
    """A further session, by both factors."""
    outcome = complete(api, challenge_of(api, guarded.email), totp=guarded.authenticator.code())
    return person_of(api, outcome, guarded.email)


def stale(person: Person, database: Database) -> Api:
    """Speaks for a session that has asked for nothing yet, and whose proof is an hour old."""
    age(database, person.session_id)
    return person.api


def forget_guesses(database: Database) -> None:
    """Everybody's: as if a day had passed."""
    database.execute("DELETE FROM attempts")
