"""The ceremonies in a real browser with a virtual authenticator, on a page of the server's own origin."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Page

from tests.support.browser import needs_browser
from tests.support.people import Person, sign_up_verified
from tests.support.server import Server

pytestmark = [
    pytest.mark.drill,
    pytest.mark.one_engine,
    needs_browser,
]
PHONE = {
    "protocol": "ctap2",
    "ctap2Version": "ctap2_1",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
    "defaultBackupEligibility": True,
    "defaultBackupState": True,
}
# As docs/passkeys.md tells an application to do it, in cookie mode.
SCRIPT = """() => {
window.ask = async (query, variables) => {
  const headers = { "Content-Type": "application/json", "Ostiary-Session": "cookie" };
  const response = await fetch("/graphql", { method: "POST", headers, body: JSON.stringify({ query, variables }) });
  const { data, errors } = await response.json();
  if (errors) throw new Error(errors[0].extensions.code);
  return Object.values(data)[0];
};
window.addPasskey = async (name) => {
  const { challenge, options } = await ask(
    "mutation { beginPasskeyRegistration { __typename ... on PasskeyChallenge { challenge options } } }");
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  const credential = (await navigator.credentials.create({ publicKey })).toJSON();
  return ask(`mutation ($input: FinishPasskeyInput!) { finishPasskeyRegistration(input: $input) {
    __typename ... on Passkey { id name backedUp } ... on Problem { code message } } }`,
    { input: { challenge, credential, name } });
};
window.answer = async (options) => {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  return (await navigator.credentials.get({ publicKey })).toJSON();
};
window.signIn = async () => {
  const { challenge, options } = await ask(
    "mutation { beginPasskeySignIn { __typename ... on PasskeyChallenge { challenge options } } }");
  return ask(`mutation ($input: FinishPasskeyInput!) { finishPasskeySignIn(input: $input) {
    __typename ... on SignedIn { user { id } session { methods } } ... on Problem { code } } }`,
    { input: { challenge, credential: await answer(options) } });
};
}"""
SIGN_IN = """
async ([email, password]) => ask(`mutation ($input: SignInInput!) { signIn(input: $input) {
  __typename ... on MfaRequired { challenge methods passkeyOptions } } }`, { input: { email, password } })
"""
COMPLETE = """
async ([challenge, options]) => ask(`mutation ($input: CompleteMfaInput!) { completeMfa(input: $input) {
  __typename ... on SignedIn { session { methods } } ... on Problem { code } } }`,
  { input: { challenge, proof: { passkey: await answer(options) } } })
"""
SIGN_OUT = "() => ask('mutation { signOut { __typename } }')"


class Window:
    """A page of ours, and the one authenticator that its browser has."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page = page
        self.cdp: CDPSession = page.context.new_cdp_session(page)
        self.cdp.send("WebAuthn.enable")
        added = self.cdp.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})
        self._authenticator = added["authenticatorId"]
        page.goto(f"{server.url}/auth/forgot")
        page.evaluate(SCRIPT)

    def run(self, script: str, *arguments: object) -> Any:
        return self.page.evaluate(script, list(arguments) if len(arguments) > 1 else next(iter(arguments), None))

    def credentials(self) -> list[dict[str, Any]]:
        asked = {"authenticatorId": self._authenticator}
        return self.cdp.send("WebAuthn.getCredentials", asked)["credentials"]

    def refuse_to_verify(self) -> None:
        asked = {"authenticatorId": self._authenticator, "isUserVerified": False}
        self.cdp.send("WebAuthn.setUserVerified", asked)


@pytest.fixture
def window(browser: Browser, server: Server) -> Iterator[Window]:
    # Our pages let no script in but their own; these are the application's.
    context = browser.new_context(bypass_csp=True)
    yield Window(context.new_page(), server)
    context.close()


@pytest.fixture
def person(server: Server) -> Person:
    return sign_up_verified(server.api)


def test_from_registration_to_sign_in(window: Window, person: Person):
    window.run(SIGN_IN, person.email, person.password)
    passkey = window.run("addPasskey", "Blue key")
    assert (passkey["__typename"], passkey["name"], passkey["backedUp"]) == ("Passkey", "Blue key", True)
    (credential,) = window.credentials()
    assert credential["isResidentCredential"] is True
    window.run(SIGN_OUT)
    outcome = window.run("signIn")
    assert (outcome["__typename"], outcome["user"]["id"]) == ("SignedIn", person.user_id)
    assert window.run("() => ask('{ me { id } }')") == {"id": person.user_id}
    assert window.run("signIn")["__typename"] == "SignedIn"


def test_the_same_authenticator_is_not_added_twice(window: Window, person: Person):
    window.run(SIGN_IN, person.email, person.password)
    window.run("addPasskey", "Blue key")
    told = window.run("() => addPasskey('Again').catch((fault) => fault.name)")
    assert told == "InvalidStateError"


def test_who_does_not_unlock_it_gets_nowhere(window: Window, person: Person):
    window.run(SIGN_IN, person.email, person.password)
    window.run("addPasskey", "Blue key")
    window.run(SIGN_OUT)
    window.refuse_to_verify()
    assert window.run("() => signIn().catch((fault) => fault.name)") == "NotAllowedError"


def test_as_a_second_factor(window: Window, person: Person):
    window.run(SIGN_IN, person.email, person.password)
    window.run("addPasskey", "Blue key")
    window.run(SIGN_OUT)
    asked = window.run(SIGN_IN, person.email, person.password)
    assert (asked["__typename"], asked["methods"]) == ("MfaRequired", ["PASSKEY"])
    assert window.run("() => ask('{ authConfig { signUpEnabled } me { id } }').catch((fault) => fault.message)") == (
        "UNAUTHENTICATED"
    )
    outcome = window.run(COMPLETE, asked["challenge"], asked["passkeyOptions"])
    assert (outcome["__typename"], outcome["session"]["methods"]) == ("SignedIn", ["password", "passkey"])
    assert window.run("() => ask('{ me { id } }')") == {"id": person.user_id}
