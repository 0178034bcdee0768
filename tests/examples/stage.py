"""A server with everything switched on, and the people who show what it answers."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.examples.recorder import USER_AGENT, Recorder
from tests.providers.fakes import CLIENT_ID, CLIENT_SECRET, Fakes
from tests.support.api import Api
from tests.support.mail import Mail, wait_for_mail
from tests.support.people import PASSWORD, Person, person_of
from tests.support.server import Launcher, Server

URL = "https://auth.example.com"
APP = "https://app.example.com"
ACME = "https://id.acme.example"
METHODS = "password,magic_link,provider,passkey,phone_password,sms_code"


class Stage:
    """`nobody` asks without a session; `ask` records what is answered."""

    def __init__(self, server: Server, fakes: Fakes) -> None:
        self.server = server
        self.fakes = fakes
        self.nobody = Api(server.url, headers={"User-Agent": USER_AGENT})
        self.recorder = Recorder(stand_ins={fakes.url: ACME})
        self.ask = self.recorder.ask
        email = "root@example.com"
        server.cli(
            "users", "create", "--email", email, "--password", PASSWORD, "--role", "admin", "--full-name", "Root"
        )
        self.admin = self.sign_in(email)

    def mail_to(self, address: str, subject: str = "", *, count: int = 1) -> Mail:
        return wait_for_mail(self.nobody, address, subject=subject, count=count)

    def sign_in(self, email: str, password: str = PASSWORD) -> Person:
        outcome = self.nobody.run("signIn", input={"email": email, "password": password})
        return person_of(self.nobody, outcome, email, password)

    def new_person(self, name: str) -> Person:
        """With a verified address, signed in."""
        email = f"{name.lower()}@example.com"
        wish = {"email": email, "password": PASSWORD, "fullName": f"{name} Example", "emailVerified": True}
        self.admin.api.run("createUser", input=wish)
        return self.sign_in(email)


@contextmanager
def staged(folder: Path) -> Iterator[Stage]:
    fakes = Fakes()
    fakes.email = "ada@acme.example"
    fakes.people["acme"] |= {"sub": "248289761001", "email": fakes.email, "name": "Ada Example"}
    launcher = Launcher(folder, cluster_url=None, prefix="examples")
    settings: dict[str, Any] = {
        "PUBLIC_URL": URL,
        "ALLOWED_REDIRECT_ORIGINS": APP,
        "SIGN_IN_METHODS": METHODS,
        # Else somebody who has an account joins at once, and is asked nothing.
        "INVITE_EXISTING": "ask",
        "OIDC_ACME_ISSUER": fakes.issuer("acme"),
        "OIDC_ACME_CLIENT_ID": CLIENT_ID,
        "OIDC_ACME_CLIENT_SECRET": CLIENT_SECRET,
    }
    try:
        yield Stage(launcher.start(**settings), fakes)
    finally:
        launcher.stop_all()
        fakes.close()
