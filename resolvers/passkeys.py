"""Passkeys of an account: added, renamed, removed; and signing in by one, without a name."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from tortoise.exceptions import IntegrityError

from models import Identity, Passkey, Purpose, User
from resolvers import mails, passkey_proofs, second_factors, session_methods, sessions, ways_in
from resolvers.context import Context, parse_id
from resolvers.passkey_proofs import Challenge
from services import audit
from services.authenticators import product_of
from services.database import transaction
from services.devices import parse_device
from services.errors import (
    FaultReason,
    FeatureDisabled,
    FieldFault,
    InvalidInput,
    InvalidToken,
    NotFound,
    Unauthenticated,
)
from services.onetime import hold
from services.second_factors import PASSKEY
from services.text import clean_line
from services.webauthn import PATIENCE, Refused, Registered, digest_of

MOST = 20
_LONGEST_NAME = 100


@dataclass(frozen=True)
class Finished:
    """What a browser answers: our token, the credential in WebAuthn's JSON form, and what to call a new passkey."""

    token: str
    credential: object
    name: str | None = None


async def of_person(context: Context, user_id: UUID) -> Sequence[Passkey]:
    """In the order in which they were added."""
    return await context.passkeys_of.load(user_id)


def _require_offered(context: Context) -> None:
    if "passkey" not in context.services.policy.sign_in_methods:
        raise FeatureDisabled


async def begin_registration(context: Context) -> Challenge:
    """For the viewer, in this session. An older challenge of theirs is dead."""
    _require_offered(context)
    user = await context.user()
    known = await of_person(context, user.id)
    _require_room(len(known))
    challenge, session_id = passkey_proofs.new_challenge(), context.principal().session_id
    detail = {"challenge": challenge, "session_id": str(session_id)}
    async with transaction():
        minted = await context.services.onetime.mint(
            Purpose.PASSKEY_REGISTRATION, user, "", ttl=PATIENCE, detail=detail
        )
    name = user.email or user.phone or str(user.id)
    options = context.services.relying_party.creation_options(
        challenge, user.id.bytes, name=name, display_name=user.full_name or name, known=known
    )
    return Challenge(minted.token, options)


def _require_room(count: int) -> None:
    if count >= MOST:
        raise InvalidInput(
            FieldFault("credential", "an account has at most %(most)s passkeys: remove one first", {"most": MOST})
        )


async def finish_registration(context: Context, answer: Finished) -> Passkey:
    """InvalidToken for a challenge of another person or session; InvalidInput for a credential that will not do."""
    viewer = context.principal()
    row = await context.services.onetime.find(answer.token, Purpose.PASSKEY_REGISTRATION)
    if row.user_id != viewer.user_id or row.detail["session_id"] != str(viewer.session_id):
        raise InvalidToken
    name = clean_line(answer.name or "", "name", longest=_LONGEST_NAME)
    try:
        made = context.services.relying_party.register(answer.credential, str(row.detail["challenge"]))
    except Refused as fault:
        passkey_proofs.log_refusal(fault)
        raise InvalidInput(FieldFault("credential", "must be the browser's answer to this challenge")) from None
    passkey = _passkey(viewer.user_id, made, name or product_of(made.aaguid) or _device_name(context))
    try:
        async with transaction():
            await context.services.onetime.spend(row)
            _require_room(await Passkey.filter(user_id=viewer.user_id).count())
            await passkey.save(force_create=True)
            await _added(context, passkey)
    except IntegrityError:
        raise InvalidInput(FieldFault("credential", "is registered already")) from None
    await context.changed(viewer.user_id)
    return passkey


async def _added(context: Context, passkey: Passkey) -> None:
    """In the transaction: a second factor too. Whoever is half way in starts anew, and is asked for it."""
    user = await User.get(id=passkey.user_id)
    await context.services.onetime.kill(user, Purpose.MFA)
    await session_methods.add(context.principal().session_id, PASSKEY)
    await audit.record("passkey_added", actor=context.actor, target=passkey, origin=context.origin)
    await mails.send_passkey_added(context, user, passkey.name)


def _passkey(user_id: UUID, made: Registered, name: str) -> Passkey:
    return Passkey(
        user_id=user_id,
        credential_id=made.credential_id,
        digest=digest_of(made.credential_id),
        public_key=made.public_key,
        sign_count=made.sign_count,
        name=name,
        transports=made.transports,
        backup_eligible=made.backup_eligible,
        backed_up=made.backed_up,
    )


def _device_name(context: Context) -> str:
    return parse_device(context.origin.user_agent or "").name(context.language)[:_LONGEST_NAME]


async def rename(context: Context, id_: str, name: str) -> Passkey:
    clean = clean_line(name, "name", longest=_LONGEST_NAME)
    if not clean:
        raise InvalidInput(FieldFault("name", "must not be empty"))
    async with transaction():
        passkey = await _own(context, id_)
        passkey.name = clean
        await passkey.save(update_fields=["name"])
        await audit.record("passkey_renamed", actor=context.actor, target=passkey, origin=context.origin)
    context.forget()
    return passkey


async def delete(context: Context, id_: str) -> User:
    """LastSignInMethod where the person could not come in any more."""
    user_id = context.principal().user_id
    async with transaction():
        await hold(user_id)
        user = await User.get_or_none(id=user_id)
        if user is None:
            raise Unauthenticated(FaultReason.SESSION_ENDED)
        passkey = await _own(context, id_)
        providers = await Identity.filter(user_id=user_id).values_list("provider", flat=True)
        left = await Passkey.filter(user_id=user_id).count() - 1
        ways_in.require_one(context, user, providers=list(providers), passkeys=left)  # type: ignore[arg-type]
        await passkey.delete()
        await second_factors.lost(context, user, PASSKEY)
        await audit.record("passkey_removed", actor=context.actor, target=passkey, origin=context.origin)
        await mails.send_passkey_removed(context, user, passkey.name)
    await context.changed(user_id)
    return user


async def _own(context: Context, id_: str) -> Passkey:
    """One of the viewer's; NotFound for any other id."""
    passkey = await Passkey.get_or_none(id=parse_id(id_), user_id=context.principal().user_id)
    if passkey is None:
        raise NotFound
    return passkey


async def begin_sign_in(context: Context) -> Challenge:
    """The same answer for everybody."""
    _require_offered(context)
    return await passkey_proofs.begin(context)


async def finish_sign_in(context: Context, answer: Finished) -> sessions.SignedInResult:
    """A session for whoever holds the passkey and unlocked it: two factors at once.

    Wrong passwords lock nobody out of this: the signature is a proof, not a guess, so the owner always has a way in.
    """
    _require_offered(context)
    passkey = await passkey_proofs.finish(context, answer.token, answer.credential)
    return await sessions.begin(context, passkey.user, [PASSKEY], outrun=InvalidToken)
