"""Tokens with one bit changed, wherever it is: refused, and the token itself is still good."""

import string

import pytest

from tests.accounts.wire import execute_escaped
from tests.passkeys.ceremonies import add, begin_sign_in
from tests.properties.examples import is_thorough
from tests.second_factors.factors import challenge_of, new_guarded
from tests.support.authenticator import Authenticator
from tests.support.mail import token_in, wait_for_mail
from tests.support.people import new_email, sign_up, sign_up_verified

pytestmark = pytest.mark.one_engine

NEW = "copper-lantern-sings-9"
# What a header can carry; beyond it, HTTP itself says no.
VISIBLE = set(string.printable) - set(string.whitespace)
BASE64URL = string.ascii_letters + string.digits + "-_"


def flipped(token):
    """The token with another bit in one place: each of its bits with the thorough profile, else one in eight."""
    for place, character in enumerate(token):
        for bit in range(8) if is_thorough() else [place % 8]:
            yield token[:place] + chr(ord(character) ^ 1 << bit) + token[place + 1 :]


def other_letters_at_the_end(token):
    """Base64 has bits to spare in its last letter: another one may spell the same bytes."""
    return [token[:-1] + letter for letter in BASE64URL if letter != token[-1]]


class Opaque:
    """One living token of each kind: the field that it is for, the input, and how it is used well."""

    def __init__(self, server, staff):
        self.server, self.api, self.staff = server, server.api, staff

    def verification(self):
        token = token_in(wait_for_mail(self.api, sign_up(self.api)))
        return token, "verifyEmail", lambda text: {"token": text}, "EmailVerified"

    def grant(self):
        proof = token_in(wait_for_mail(self.api, sign_up(self.api)))
        token = self.api.run("verifyEmail", input={"token": proof})["grant"]
        return token, "redeemGrant", lambda text: {"grant": text}, "SignedIn"

    def reset(self):
        email = sign_up_verified(self.api).email
        self.api.run("requestPasswordReset", input={"email": email})
        token = token_in(wait_for_mail(self.api, email, subject="new password"))
        return token, "resetPassword", lambda text: {"proof": {"token": text}, "newPassword": NEW}, "PasswordChanged"

    def magic_link(self):
        email = sign_up_verified(self.api).email
        self.api.run("sendMagicLink", input={"email": email})
        token = token_in(wait_for_mail(self.api, email, subject="sign-in link"))
        return token, "signInWithMagicLink", lambda text: {"token": text}, "SignedIn"

    def refresh(self):
        token = sign_up_verified(self.api).refresh_token
        return token, "refresh", lambda text: {"refreshToken": text}, "SignedIn"

    def challenge(self):
        guarded = new_guarded(self.api, self.server.database)
        token, proof = challenge_of(self.api, guarded.email), {"recoveryCode": guarded.recovery_codes[0]}
        return token, "completeMfa", lambda text: {"challenge": text, "proof": proof}, "SignedIn"

    def passkey_challenge(self):
        person, device = sign_up_verified(self.api), Authenticator(self.server.url)
        add(person, device)
        begun = begin_sign_in(self.api)
        credential = device.get(begun["options"])
        token = begun["challenge"]
        return token, "finishPasskeySignIn", lambda text: {"challenge": text, "credential": credential}, "SignedIn"

    def invitation(self):
        org = self.staff.api.run("createOrg", input={"name": "Bits"})["id"]
        sent = self.staff.api.run("invite", input={"orgId": org, "email": new_email(), "sendEmail": False})
        return sent["link"].partition("token=")[2], "declineInvite", lambda text: {"token": text}, "InviteDeclined"


KINDS = [name for name in vars(Opaque) if not name.startswith("_")]


@pytest.mark.parametrize("kind", KINDS)
def test_an_opaque_token(server, staff, kind):
    token, operation, wish, good = getattr(Opaque(server, staff), kind)()
    server.database.settle()
    with server.database.unchanged():
        for text in [*flipped(token), *other_letters_at_the_end(token)]:
            answer = execute_escaped(server.api, operation, input=wish(text))
            assert not answer.errors, (text, answer)
            assert answer.data[operation]["__typename"] == "InvalidToken", (text, answer)
    assert server.api.run(operation, input=wish(token))["__typename"] == good


def as_bearer(api, token):
    """The code and reason with which a request with this token is refused; None where it is not."""
    answer = api.http.post("/graphql", json={"query": "{ me { id } }"}, headers={b"Authorization": b"Bearer " + token})
    errors = answer.json().get("errors")
    return errors and errors[0]["extensions"]


def test_an_access_token(server):
    person = sign_up_verified(server.api)
    assert as_bearer(server.api, person.access_token.encode()) is None
    for text in [*flipped(person.access_token), *other_letters_at_the_end(person.access_token)]:
        if set(text) <= VISIBLE or text.isprintable():
            refused = as_bearer(server.api, text.encode("latin-1"))
            assert refused == {"code": "UNAUTHENTICATED", "reason": "TOKEN_INVALID"}, text
    assert as_bearer(server.api, person.access_token.encode()) is None


def test_the_signature_of_an_access_token_in_another_alphabet(server):
    """Base64's other alphabet, padding, and letters that a decoder skips spell the same bytes, and are refused, too."""
    person = sign_up_verified(server.api)
    head, _, signature = person.access_token.rpartition(".")
    while not {"-", "_"} & set(signature):
        refreshed = server.api.run("refresh", input={"refreshToken": person.refresh_token})
        head, _, signature = refreshed["accessToken"].rpartition(".")
    other = signature.replace("-", "+").replace("_", "/")
    for text in (other, signature + "==", signature[:40] + "!" + signature[40:], signature + "!"):
        refused = as_bearer(server.api, f"{head}.{text}".encode())
        assert refused == {"code": "UNAUTHENTICATED", "reason": "TOKEN_INVALID"}, text


@pytest.mark.parametrize("header", [b"Authorization", b"X-Admin-Key"])
def test_an_api_key(server, staff, header):
    key = staff.api.run("createApiKey", input={"name": "Bits", "kind": "SECRET"})["key"]

    def opens(text):
        value = (b"Bearer " if header == b"Authorization" else b"") + text.encode("latin-1")
        answer = server.api.http.post("/graphql", json={"query": "{ apiKeys { id } }"}, headers={header: value}).json()
        return not answer.get("errors")

    assert opens(key)
    for text in [*flipped(key), *other_letters_at_the_end(key)]:
        if set(text) <= VISIBLE or text.isprintable():
            assert not opens(text), text
    assert opens(key)
