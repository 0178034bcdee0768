"""People who go on using a server while it is broken, and remember what it has told them."""

import random
import threading
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.delivery.post_offices import Letterbox, body_of
from tests.support.api import Api
from tests.support.mail import CODE
from tests.support.people import PASSWORD, new_email

AT_WORK = 4
MAIL_PATIENCE = 3.0


class Interrupted(Exception):
    """No answer, or one that says to come back later: whether it was done is not known."""


@dataclass
class Told:
    """What was acknowledged, and so must last."""

    signed_up: list[str] = field(default_factory=list)
    # The code that proved each address.
    verified: dict[str, str] = field(default_factory=dict)
    # The newest refresh token that each person got.
    refresh_tokens: dict[str, str] = field(default_factory=dict)
    ended_refresh_tokens: list[str] = field(default_factory=list)
    owners: dict[str, str] = field(default_factory=dict)
    # The address that each invitation's token went to.
    invited: dict[str, str] = field(default_factory=dict)
    joined: list[tuple[str, str]] = field(default_factory=list)
    acknowledged: int = 0
    interruptions: int = 0
    surprises: list[str] = field(default_factory=list)
    slowest: float = 0.0


class Crowd:
    """`letterbox` is where the server's mails arrive. `at` may change, since a server that starts again may move."""

    def __init__(self, at: Api, letterbox: Letterbox) -> None:
        self.at = at
        self.letterbox = letterbox
        self.told = Told()
        self._guests: deque[tuple[str, str]] = deque()

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Lives are led, one after the other by each of a few, until the block ends."""
        stopped = threading.Event()
        with ThreadPoolExecutor(AT_WORK) as pool:
            working = [pool.submit(self._lead_lives, stopped) for _ in range(AT_WORK)]
            try:
                yield
            finally:
                stopped.set()
        for worker in working:
            worker.result()

    def wait_for_answers(self, count: int, *, seconds: float = 120) -> None:
        """Until so many requests more were acknowledged."""
        enough, deadline = self.told.acknowledged + count, time.monotonic() + seconds
        while self.told.acknowledged < enough:
            assert time.monotonic() < deadline, self.told
            time.sleep(0.01)

    def codes_to(self, email: str) -> dict[str, set[str]]:
        """By the id of each message that asks for a proof of the address: the codes in its copies."""
        found: dict[str, set[str]] = {}
        for letter in self._letters_to(email):
            if letter["Subject"].startswith("Verify your email address"):
                found.setdefault(letter["Message-ID"], set()).update(CODE.findall(body_of(letter)))
        return found

    def invitations_of(self, token: str) -> set[str]:
        """The ids of the messages that carry this token."""
        return {
            letter["Message-ID"] for letter in self._letters_to(self.told.invited[token]) if token in body_of(letter)
        }

    def _letters_to(self, email: str) -> list[Any]:
        arrived = zip(list(self.letterbox.envelopes), self.letterbox.letters, strict=False)
        return [letter for (_, recipients), letter in arrived if recipients == [email]]

    def _lead_lives(self, stopped: threading.Event) -> None:
        while not stopped.is_set():
            try:
                self._life(stopped)
            except Interrupted:
                self.told.interruptions += 1
                # As a client does that is told to come back.
                time.sleep(random.uniform(0.05, 0.2))

    def _life(self, stopped: threading.Event) -> None:
        told, api = self.told, self.at
        email = new_email("citizen")
        self._ask(api, "signUp", "VerificationRequired", input={"email": email, "password": PASSWORD})
        told.signed_up.append(email)
        code = self._wait_for_code(email, stopped)
        if code is None:
            return
        self._ask(api, "verifyEmail", "EmailVerified", input={"code": {"email": email, "code": code}})
        told.verified[email] = code
        access_token = self._sign_in_and_refresh(email)
        guest = self._next_guest()
        self._guests.append((email, access_token))
        org = self._ask(api.as_(access_token), "createOrg", "Org", input={"name": f"Org of {email}"})
        told.owners[org["id"]] = email
        if guest:
            self._invite(api.as_(access_token), org["id"], *guest)
        self._sign_out(email)

    def _wait_for_code(self, email: str, stopped: threading.Event) -> str | None:
        deadline = time.monotonic() + MAIL_PATIENCE
        while time.monotonic() < deadline and not stopped.is_set():
            for codes in self.codes_to(email).values():
                return codes.copy().pop()
            time.sleep(0.02)
        return None

    def _sign_in_and_refresh(self, email: str) -> str:
        session = self._ask(self.at, "signIn", "SignedIn", input={"email": email, "password": PASSWORD})
        for _ in range(2):
            self.told.refresh_tokens[email] = session["refreshToken"]
            session = self._ask(self.at, "refresh", "SignedIn", input={"refreshToken": session["refreshToken"]})
        self.told.refresh_tokens[email] = session["refreshToken"]
        return str(session["accessToken"])

    def _next_guest(self) -> tuple[str, str] | None:
        with suppress(IndexError):
            return self._guests.popleft()
        return None

    def _invite(self, owner: Api, org_id: str, guest: str, access_token: str) -> None:
        sent = self._ask(owner, "invite", "InviteSent", input={"orgId": org_id, "email": guest})
        token = httpx.URL(sent["link"]).params["token"]
        self.told.invited[token] = guest
        self._ask(self.at.as_(access_token), "acceptInvite", "OrgMember", input={"token": token})
        self.told.joined.append((guest, org_id))

    def _sign_out(self, email: str) -> None:
        second = self._ask(self.at, "signIn", "SignedIn", input={"email": email, "password": PASSWORD})
        self._ask(self.at.as_(second["accessToken"]), "signOut", "SignedOut")
        self.told.ended_refresh_tokens.append(second["refreshToken"])

    def _ask(self, api: Api, operation: str, wanted: str, **variables: object) -> Any:
        """The outcome. Anything but what was wanted, no answer and "come back later" is a surprise."""
        started = time.monotonic()
        try:
            answer = api.execute(operation, **variables)
        except httpx.TransportError:
            raise Interrupted from None
        finally:
            self.told.slowest = max(self.told.slowest, time.monotonic() - started)
        if not answer.errors and answer.data[operation]["__typename"] == wanted:
            self.told.acknowledged += 1
            return answer.data[operation]
        if answer.code != "SERVICE_UNAVAILABLE":
            self.told.surprises.append(f"{operation}: {answer}")
        raise Interrupted
