"""A person's browser on its way through a provider, with a cookie jar and nothing else."""

import secrets
from typing import Any

import httpx

from tests.providers.fakes import query_of
from tests.support.api import Api
from tests.support.people import Person, person_of
from tests.support.server import Server

APP = "https://app.example.com"
TIMEOUT_SECONDS = 30


class Browser:
    """Stops at the application's own address, which no test can visit, and tells its query."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.api: Api = server.api
        self.http = httpx.Client(timeout=TIMEOUT_SECONDS, trust_env=False)

    def begin(self, provider: str, **more: object) -> str:
        wish = {"provider": provider, "redirectUrl": f"{APP}/welcome?tab=1", **more}
        outcome = self.api.run("signInWithProvider", input=wish)
        assert outcome["__typename"] == "ProviderRedirect", outcome
        return outcome["authorizationUrl"]

    def follow(self, url: str) -> dict[str, str]:
        """From redirect to redirect, up to the application."""
        response = self.http.get(self.callback(url))
        assert response.status_code == httpx.codes.SEE_OTHER, response.text
        assert response.headers["location"].startswith(f"{APP}/welcome?tab=1&"), response.headers["location"]
        return {name: value for name, value in query_of(response.headers["location"]).items() if name != "tab"}

    def callback(self, url: str) -> str:
        """Visits our address and the provider; where that sends the browser back to."""
        return self.consent(self.visit(url))

    def visit(self, url: str) -> str:
        """Our address; where it sends the browser to."""
        response = self.http.get(url)
        assert response.status_code == httpx.codes.SEE_OTHER, response.text
        return response.headers["location"]

    def consent(self, url: str) -> str:
        if url.startswith(APP):
            # The flow ended before it reached the provider: see follow.
            raise EndedEarly(query_of(url))
        response = self.http.get(url)
        if response.status_code == httpx.codes.OK:
            # Apple's page posts a form from its own site: Lax cookies stay at home.
            form = response.json()
            posted = httpx.post(form["action"], data=form["fields"], trust_env=False)
            assert posted.status_code == httpx.codes.SEE_OTHER, posted.text
            return str(httpx.URL(form["action"]).join(posted.headers["location"]))
        assert response.status_code == httpx.codes.SEE_OTHER, response.text
        return response.headers["location"]

    def through(self, provider: str, **more: object) -> dict[str, str]:
        """The whole way; the parameters that the application gets."""
        try:
            return self.follow(self.begin(provider, **more))
        except EndedEarly as end:
            return {name: value for name, value in end.parameters.items() if name != "tab"}

    def sign_in(self, provider: str) -> Person:
        return self.redeem(self.through(provider))

    def redeem(self, parameters: dict[str, str], **more: object) -> Person:
        assert parameters.keys() == {"grant"}, parameters
        outcome: dict[str, Any] = self.api.run("redeemGrant", input={"grant": parameters["grant"], **more})
        return person_of(self.api, outcome, outcome.get("user", {}).get("email"))


class EndedEarly(Exception):
    """The flow never reached the provider."""

    def __init__(self, parameters: dict[str, str]) -> None:
        super().__init__(parameters)
        self.parameters = parameters


def link(person: Person, browser: Browser, provider: str) -> dict[str, str]:
    """Through a provider with a flow that the person began."""
    outcome = person.api.run("linkProvider", input={"provider": provider, "redirectUrl": f"{APP}/welcome?tab=1"})
    assert outcome["__typename"] == "ProviderRedirect", outcome
    return browser.follow(outcome["authorizationUrl"])


def new_verifier() -> str:
    return secrets.token_urlsafe(48)
