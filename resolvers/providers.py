"""Signing in through a provider: the flow from our address to theirs and back, in one browser.

A flow opens once and ends once. Its end is always the redirectUrl that it began with, which was allowed then.
"""

import hmac
import logging
import secrets
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from models import ProviderFlow
from resolvers import identities, redirects
from resolvers.context import Context
from resolvers.identities import FlowEnded
from services.database import now
from services.errors import InvalidToken, ProviderNotConfigured
from services.oauth.base import Answer, Attempt, Identity, Provider
from services.oauth.faults import InvalidAnswer, ProviderUnavailable
from services.oauth.fetching import patience
from services.pkce import challenge_of
from services.redirects import with_parameter

FLOW_TTL = timedelta(minutes=10)
# What each digest is for. The browser's secret and the state give the verifier and the nonce: no row holds them.
_FLOW, _STATE, _BROWSER, _VERIFIER, _NONCE = (
    f"provider {name}" for name in ("flow", "state", "browser", "verifier", "nonce")
)
# Apple has a word of its own (RFC 6749 §4.1.2.1).
_DECLINED = ("access_denied", "user_cancelled_authorize")
_AWAY = ("server_error", "temporarily_unavailable")
_log = logging.getLogger("ostiary.providers")


def offered(context: Context) -> Mapping[str, Provider]:
    """Those that are set up, where signing in by a provider is switched on."""
    return context.services.providers if "provider" in context.services.policy.sign_in_methods else {}


async def begin_sign_in(context: Context, name: str, redirect_url: str, code_challenge: str | None) -> str:
    """Where to send the browser: an address of ours, good for one visit."""
    return await _begin(context, name, redirect_url, code_challenge, session_id=None)


async def begin_linking(context: Context, name: str, redirect_url: str, code_challenge: str | None) -> str:
    """Like `begin_sign_in`, for one more way into the viewer's account."""
    return await _begin(context, name, redirect_url, code_challenge, session_id=context.principal().session_id)


async def _begin(
    context: Context, name: str, redirect_url: str, code_challenge: str | None, *, session_id: UUID | None
) -> str:
    if name not in offered(context):
        raise ProviderNotConfigured
    own = redirects.is_page_of_ours(context, redirect_url)
    await redirects.require(context, None if own else redirect_url, code_challenge)
    token = secrets.token_urlsafe(32)
    await ProviderFlow.create(
        provider=name,
        digest=context.services.vault.digest(token, purpose=_FLOW),
        redirect_url=redirect_url,
        code_challenge=code_challenge,
        session_id=session_id,
        expires_at=now() + FLOW_TTL,
    )
    return with_parameter(f"{context.services.policy.public_url}/auth/provider/{name}", "flow", token)


async def depart(context: Context, name: str, token: str, browser: str) -> str:
    """The visit of our address: ties the flow to this browser's secret, and sends it to the provider.

    InvalidToken for a flow that is unknown, old or visited already.
    """
    vault, state = context.services.vault, secrets.token_urlsafe(32)
    due = ProviderFlow.filter(provider=name, digest__in=vault.digests(token, purpose=_FLOW), expires_at__gt=now())
    flow = await due.first() if name in offered(context) else None
    tied = {"digest": vault.digest(state, purpose=_STATE), "browser_digest": vault.digest(browser, purpose=_BROWSER)}
    if flow is None or not await due.update(**tied):
        raise InvalidToken
    try:
        return await _authorization_url(offered(context)[name], _attempt(context, name, state, browser))
    except FlowEnded as end:
        return with_parameter(flow.redirect_url, "error", end.code)


def _attempt(context: Context, name: str, state: str, browser: str) -> Attempt:
    vault = context.services.vault
    verifier = vault.digest(f"{browser} {state}", purpose=_VERIFIER)
    return Attempt(
        redirect_uri=f"{context.services.policy.public_url}/auth/provider/{name}/callback",
        state=state,
        nonce=vault.digest(f"{browser} {state}", purpose=_NONCE),
        verifier=verifier,
        challenge=challenge_of(verifier),
    )


async def _authorization_url(provider: Provider, attempt: Attempt) -> str:
    try:
        async with patience():
            return await provider.authorization_url(attempt)
    except (ProviderUnavailable, InvalidAnswer) as fault:
        raise _ended_by(provider, fault) from None


async def arrive(context: Context, name: str, answer: Answer, browser: str) -> str:
    """The visit that the provider sent back: where the browser goes at last, with a grant, a link or an error.

    InvalidToken for a `state` that no flow of this provider has.
    """
    digests = context.services.vault.digests(answer.state, purpose=_STATE)
    flow = await ProviderFlow.get_or_none(digest__in=digests, provider=name) if name in offered(context) else None
    if flow is None:
        raise InvalidToken
    try:
        await _end(context, flow, browser)
        attempt = _attempt(context, name, answer.state, browser)
        vouched = await _vouched(offered(context)[name], answer, attempt)
        if flow.session_id is not None:
            await identities.link(context, name, vouched, flow.session_id)
            return with_parameter(flow.redirect_url, "linked", name)
        grant = await identities.grant_for(context, name, vouched, code_challenge=flow.code_challenge)
    except FlowEnded as end:
        return with_parameter(flow.redirect_url, "error", end.code)
    return with_parameter(flow.redirect_url, "grant", grant)


async def _end(context: Context, flow: ProviderFlow, browser: str) -> None:
    """Before any effect. A flow of another browser stays as it is."""
    own = context.services.vault.digests(browser, purpose=_BROWSER)
    if not any(hmac.compare_digest(digest, flow.browser_digest or "") for digest in own):
        raise FlowEnded("link_expired")
    living = ProviderFlow.filter(id=flow.id, used_at__isnull=True, expires_at__gt=now())
    if not await living.update(used_at=now()):
        raise FlowEnded("link_expired")


async def _vouched(provider: Provider, answer: Answer, attempt: Attempt) -> Identity:
    try:
        async with patience():
            await provider.require_issuer(answer)
            _require_code(answer)
            return await provider.identify(answer, attempt)
    except (ProviderUnavailable, InvalidAnswer) as fault:
        raise _ended_by(provider, fault) from None


def _require_code(answer: Answer) -> None:
    """RFC 6749 §4.1.2.1."""
    if answer.error in _DECLINED:
        raise FlowEnded("access_denied")
    if answer.error in _AWAY:
        raise ProviderUnavailable("says so")
    if answer.error or not answer.code:
        raise InvalidAnswer(f"brings no code: {answer.error[:80]!r}")


def _ended_by(provider: Provider, fault: ProviderUnavailable | InvalidAnswer) -> FlowEnded:
    """For the person a code, for the operator what was wrong."""
    what = "provider" if isinstance(fault, ProviderUnavailable) else "an answer of provider"
    _log.warning("%s %s: %s", what, provider.name, fault)
    return FlowEnded("provider_unavailable" if isinstance(fault, ProviderUnavailable) else "provider_invalid_answer")
