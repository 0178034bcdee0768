"""PKCE and the end of a redirect, by the Python client."""

import asyncio

import pytest

from ostiary_client import (
    EmailCodeInput,
    Pkce,
    RedeemGrantInput,
    RedeemGrantInvalidToken,
    Redirect,
    SignedInFields,
    SignUpInput,
    VerifyEmailEmailVerified,
    VerifyEmailInput,
)
from tests.clients.callers import KINDS, Caller
from tests.support.mail import code_in, wait_for_mail
from tests.support.people import PASSWORD, new_email


@pytest.mark.parametrize("kind", KINDS)
async def test_a_grant_is_redeemed_by_who_began(server, kind):
    caller, pkce, email = Caller(kind, server.url), Pkce(), new_email()
    await caller.sign_up(SignUpInput(email=email, password=PASSWORD, code_challenge=pkce.challenge))
    code = code_in(await asyncio.to_thread(wait_for_mail, server.api, email))
    verified = await caller.verify_email(VerifyEmailInput(code=EmailCodeInput(email=email, code=code)))
    assert isinstance(verified, VerifyEmailEmailVerified)
    grant = verified.grant or ""
    stolen = await caller.redeem_grant(RedeemGrantInput(grant=grant, code_verifier=Pkce().verifier))
    assert isinstance(stolen, RedeemGrantInvalidToken)
    own = await caller.redeem_grant(RedeemGrantInput(grant=grant, code_verifier=pkce.verifier))
    assert isinstance(own, SignedInFields)


@pytest.mark.parametrize(
    ("url", "outcome"),
    [
        ("https://app.example.com/?grant=at_1&x=2", Redirect(grant="at_1")),
        ("https://app.example.com/?linked=github", Redirect(linked="github")),
        ("https://app.example.com/?error=access_denied", Redirect(error="access_denied")),
        ("https://app.example.com/", Redirect()),
    ],
)
def test_what_stands_in_the_address(url: str, outcome: Redirect):
    assert Redirect.of(url) == outcome
