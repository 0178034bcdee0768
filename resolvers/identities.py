"""Ways in through a provider: whose they are, how they come to an account, and how they leave it.

An identity is (issuer, subject). An address joins it to an account only where both sides have verified it.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID

from tortoise.exceptions import IntegrityError
from tortoise.expressions import Q

from models import Identity, Passkey, User
from resolvers import invites, second_factors, sessions, ways_in
from resolvers.context import Context
from resolvers.profiles import clean_profile
from services import audit
from services.audit import Actor
from services.database import transaction
from services.errors import FaultReason, InvalidInput, NotFound, Unauthenticated
from services.oauth.base import Identity as Vouched
from services.onetime import hold
from services.text import canonical_email


class FlowEnded(Exception):
    """A flow that ends at its redirectUrl with `?error=<code>`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


async def of_person(context: Context, user_id: UUID) -> Sequence[Identity]:
    """In the order in which they were linked."""
    return await context.identities_of.load(user_id)


async def grant_for(context: Context, provider: str, vouched: Vouched, *, code_challenge: str | None) -> str:
    """Signs in whom the provider vouches for, or signs them up: a grant that `redeem_grant` trades for a session."""
    try:
        return await _grant_for(context, provider, vouched, code_challenge)
    except IntegrityError:
        # Signed up or linked in parallel: what was missing is there now.
        return await _grant_for(context, provider, vouched, code_challenge)


async def _grant_for(context: Context, provider: str, vouched: Vouched, code_challenge: str | None) -> str:
    async with transaction():
        user = await _known(vouched)
        if user is None:
            user = await _account_at(context, provider, vouched)
        if not user.is_active:
            raise FlowEnded("account_deactivated")
        if context.services.policy.require_verification and not (user.email_verified or user.phone_verified):
            raise FlowEnded("email_unverified")
        grant = await sessions.grant_for(context, user, [provider], code_challenge=code_challenge)
    await context.changed(user.id)
    return grant


async def _known(vouched: Vouched) -> User | None:
    """The person of an identity, locked; the address that the provider tells of now is noted."""
    row = await Identity.get_or_none(issuer=vouched.issuer, subject=vouched.subject)
    if row is None:
        return None
    await hold(row.user_id)
    email = canonical_email(vouched.email or "")
    if not await Identity.filter(id=row.id).update(email=email):
        # Unlinked in this very moment.
        raise FlowEnded("link_expired")
    return await User.get(id=row.user_id)


async def _account_at(context: Context, provider: str, vouched: Vouched) -> User:
    """The account of the verified address, made where there is none, with the identity; notes sessions that it ends."""
    email = canonical_email(vouched.email or "")
    if email is None or not vouched.email_verified:
        raise FlowEnded("email_unverified")
    user = await User.get_or_none(email=email)
    if user is None:
        user = await _sign_up(context, email, vouched)
    else:
        await hold(user.id)
        user = await User.get(id=user.id)
        if user.email != email:
            # Another address took its place in this very moment.
            raise FlowEnded("link_expired")
        if user.is_active and not user.email_verified:
            await _take_over(context, user, vouched)
    if user.is_active:
        await _add(context, user.id, provider, vouched, actor=Actor.of(user))
    return user


async def _sign_up(context: Context, email: str, vouched: Vouched) -> User:
    if not context.services.policy.sign_up_enabled:
        raise FlowEnded("sign_up_disabled")
    user = User(email=email, email_verified=True, **_profile(vouched))
    await user.save(force_create=True)
    await audit.record("user_registered", actor=Actor.of(user), target=user, origin=context.origin)
    await invites.accept_waiting(context, user)
    return user


async def _take_over(context: Context, user: User, vouched: Vouched) -> None:
    """The first proof of the mailbox: all that a stranger may have set before is gone (pre-hijacking)."""
    await user.update_from_dict(
        {"email_verified": True, "password_hash": None, "full_name": None, "user_data": {}, **_profile(vouched)}
    ).save()
    await Identity.filter(user_id=user.id).delete()
    await second_factors.strip(context, user)
    await context.services.onetime.kill(user)
    await sessions.end_in_transaction(context, Q(user_id=user.id))
    await audit.record("email_verified", actor=Actor.of(user), target=user, origin=context.origin)
    await invites.accept_waiting(context, user)


def _profile(vouched: Vouched) -> dict[str, Any]:
    """A name or picture that no account may have is left out."""
    profile: dict[str, Any] = {}
    for name in ("full_name", "avatar_url"):
        with suppress(InvalidInput):
            profile |= clean_profile({name: getattr(vouched, name)})
    return profile


async def _add(context: Context, user_id: UUID, provider: str, vouched: Vouched, *, actor: Actor) -> None:
    row = Identity(
        user_id=user_id,
        provider=provider,
        issuer=vouched.issuer,
        subject=vouched.subject,
        email=canonical_email(vouched.email or ""),
    )
    await row.save(force_create=True)
    await audit.record("provider_linked", actor=actor, target=row, origin=context.origin, provider=provider)


async def link(context: Context, provider: str, vouched: Vouched, session_id: UUID) -> None:
    """To the account that asked, while its session lives. Linked to it already is fine; to another one is not."""
    remembered = await context.services.principals.of_session(session_id)
    if remembered is None or (context.viewer is not None and context.viewer.user_id != remembered.user.id):
        raise FlowEnded("link_expired")
    principal = remembered.principal
    try:
        async with transaction():
            await hold(principal.user_id)
            row = await Identity.get_or_none(issuer=vouched.issuer, subject=vouched.subject)
            if row is None:
                actor = Actor(principal.user_id, principal.email)
                await _add(context, principal.user_id, provider, vouched, actor=actor)
            elif row.user_id != principal.user_id:
                raise FlowEnded("identity_taken")
    except IntegrityError:
        raise FlowEnded("identity_taken") from None


async def unlink(context: Context, provider: str) -> User:
    """Every identity of that provider. LastSignInMethod where the person could not come in any more."""
    user_id = context.principal().user_id
    async with transaction():
        await hold(user_id)
        user = await User.get_or_none(id=user_id)
        if user is None:
            raise Unauthenticated(FaultReason.SESSION_ENDED)
        rows = await Identity.filter(user_id=user_id)
        leaving = [row for row in rows if row.provider == provider]
        if not leaving:
            raise NotFound
        staying = [row.provider for row in rows if row not in leaving]
        passkeys = await Passkey.filter(user_id=user_id).count()
        ways_in.require_one(context, user, providers=staying, passkeys=passkeys)
        await Identity.filter(id__in=[row.id for row in leaving]).delete()
        await audit.record(
            "provider_unlinked", actor=context.actor, target=user, origin=context.origin, provider=provider
        )
    context.forget()
    return user
