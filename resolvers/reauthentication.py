"""Proving again who the viewer is, for what asks for freshness. Mints an access token; the refresh token stays."""

from dataclasses import dataclass
from typing import Any

from models import Session, User
from resolvers import guesses, passkey_proofs, session_methods, sessions
from resolvers.context import Context
from services import second_factors
from services.database import now, transaction
from services.errors import InvalidCode, InvalidToken
from services.second_factors import PASSKEY, RECOVERY_CODE, TOTP


@dataclass(frozen=True)
class PasskeyAnswer:
    challenge: str
    credential: Any


@dataclass(frozen=True)
class Proof:
    """The one that is given."""

    password: str | None = None
    totp: str | None = None
    passkey: PasskeyAnswer | None = None


async def reauthenticate(context: Context, proof: Proof) -> sessions.SignedInResult:
    viewer, user = context.principal(), await context.user()
    method = await _prove(context, user, proof)
    async with transaction():
        await session_methods.add(viewer.session_id, method)
        await Session.filter(id=viewer.session_id, ended_at__isnull=True).update(authenticated_at=now())
    await context.changed(viewer.session_id)
    return await sessions.renew_access(context)


async def _prove(context: Context, user: User, proof: Proof) -> str:
    """By which method; refused unless it is right."""
    if proof.password is not None:
        await guesses.check(context, guesses.identifier_of(user), user, proof.password)
        return "password"
    if proof.passkey is not None:
        await _prove_by_passkey(context, user, proof.passkey)
        return PASSKEY
    async with guesses.of_factor(context, user):
        if proof.totp is not None and await context.services.second_factors.use_totp(user.id, proof.totp):
            return TOTP
        raise InvalidCode


async def _prove_by_passkey(context: Context, user: User, answer: PasskeyAnswer) -> None:
    """A signature is no guess: a wrong one counts nothing, and a lock holds up no right one."""
    try:
        await passkey_proofs.finish(context, answer.challenge, answer.credential, of=user.id)
    except InvalidToken:
        raise InvalidCode from None


async def methods_of(user: User) -> list[str]:
    """What `reauthenticate` would take of this person; nothing where only signing in again does."""
    factors = [factor for factor in await second_factors.of_person(user.id) if factor != RECOVERY_CODE]
    return [*(["password"] if user.password_hash else []), *factors]
