"""Accounts: sign up, prove the address, change the profile."""

from dataclasses import dataclass
from typing import Any

from tortoise.exceptions import IntegrityError

from models import Identity, OneTimeToken, Passkey, Purpose, User
from resolvers import email_changes, invites, mails, redirects, sessions
from resolvers.context import Context
from resolvers.profiles import clean_profile, merged_json
from services import audit
from services.audit import Actor
from services.database import transaction
from services.errors import (
    EmailTaken,
    FaultReason,
    FeatureDisabled,
    InvalidToken,
    Unauthenticated,
)
from services.passwords import check_strength
from services.text import canonical_email, required_email
from services.timing import evened


@dataclass(frozen=True)
class SignUp:
    """What a person gives to sign up. Role, verification and the like are not theirs to give."""

    email: str
    password: str
    full_name: str | None = None
    locale: str | None = None
    user_data: Any = None
    redirect_url: str | None = None
    code_challenge: str | None = None


@dataclass(frozen=True)
class Proof:
    """Of a mailbox: the link's token, or the address with the code of the same mail."""

    token: str | None = None
    email: str | None = None
    code: str | None = None


@dataclass(frozen=True)
class ProvedEmail:
    """`grant` is None where the address was changed, not signed up."""

    email: str
    grant: str | None


async def sign_up(context: Context, wish: SignUp) -> sessions.SignedInResult | str:
    """A session where verification is off; else the address that a mail is on its way to.

    With verification on, the answer and its cost are alike whether or not the address was free.
    """
    services, policy = context.services, context.services.policy
    if not policy.sign_up_enabled or "password" not in policy.sign_in_methods:
        raise FeatureDisabled
    profile = clean_profile({"full_name": wish.full_name, "locale": wish.locale, "user_data": wish.user_data})
    services.user_data.check(profile["user_data"])
    email = required_email(wish.email)
    await redirects.require(context, wish.redirect_url, wish.code_challenge)
    check_strength(wish.password, email=email, name=profile["full_name"])
    password_hash = await services.passwords.hash(wish.password)
    user = await _create(context, wish, User(email=email, password_hash=password_hash, **profile))
    if user is None:
        await _sign_up_again(context, wish, email)
    elif not policy.require_verification:
        return await sessions.begin(context, user, ["password"])
    return email


async def _create(context: Context, wish: SignUp, user: User) -> User | None:
    """None where the address is taken."""
    if await User.exists(email=user.email):
        return None
    try:
        async with transaction():
            await user.save(force_create=True)
            await audit.record("user_registered", actor=Actor.of(user), target=user, origin=context.origin)
            await send_verification(context, user, wish.redirect_url, wish.code_challenge)
    except IntegrityError:
        # Signed up in parallel.
        return None
    return user


async def _sign_up_again(context: Context, wish: SignUp, email: str) -> None:
    """A verified owner is told. An unverified account loses what strangers may have set (pre-hijacking)."""
    if not context.services.policy.require_verification:
        raise EmailTaken
    owner = await User.get_or_none(email=email)
    if owner is None:
        # Deleted in this very moment. To sign up anew works.
        return
    async with transaction():
        unproved = User.filter(id=owner.id, email_verified=False, phone_verified=False)
        await unproved.update(password_hash=None, full_name=None, locale=None, user_data={})
        await audit.record("user_registered_again", actor=Actor(None, email), target=owner, origin=context.origin)
        if owner.email_verified:
            await mails.send_sign_up_attempt(context, owner)
        else:
            owner.locale = None
            await send_verification(context, owner, wish.redirect_url, wish.code_challenge)


async def send_verification(
    context: Context, user: User, redirect_url: str | None = None, code_challenge: str | None = None
) -> None:
    ttl = context.services.policy.verification_ttl
    minted = await context.services.onetime.mint(
        Purpose.VERIFY_EMAIL,
        user,
        user.email or "",
        ttl=ttl,
        detail={"redirect_url": redirect_url, "code_challenge": code_challenge},
    )
    link = mails.page(context, "verify", minted.token)
    await mails.send_proof(context, user.email or "", "verify_email", minted, link=link, ttl=ttl, user=user)


@evened
async def resend_verification(
    context: Context, email: str, redirect_url: str | None, code_challenge: str | None
) -> str:
    """The same answer, after the same work, whether or not someone waits for it."""
    require_mail(context)
    address = required_email(email)
    await redirects.require(context, redirect_url, code_challenge)
    user = await User.get_or_none(email=address, email_verified=False)
    async with transaction():
        if user is not None:
            await send_verification(context, user, redirect_url, code_challenge)
        else:
            await post_decoy(context, Purpose.VERIFY_EMAIL, address)
    return address


async def post_decoy(context: Context, purpose: Purpose, address: str) -> None:
    """The rows of a message that nobody gets, in the transaction where there would be one."""
    await context.services.onetime.mint(purpose, None, address, ttl=context.services.policy.verification_ttl)
    await context.services.outbox.post_nothing()


def require_mail(context: Context) -> None:
    if context.services.policy.mail == "off":
        raise FeatureDisabled


async def verify_email(context: Context, proof: Proof) -> ProvedEmail:
    """Of a sign-up or a change of address. InvalidToken for anything unknown, expired, used or mistyped.

    Notes on the context where the flow began.
    """
    row = await find_proof(context, proof, Purpose.VERIFY_EMAIL, Purpose.CHANGE_EMAIL)
    context.redirect_url = _redirect_of(row)
    if row.purpose is Purpose.CHANGE_EMAIL:
        return ProvedEmail(await email_changes.complete(context, row), None)
    async with transaction():
        await context.services.onetime.spend(row)
        user = await mark_verified(context, row)
        grant = await sessions.grant_for(
            context,
            user,
            ["email"],
            code_challenge=row.detail.get("code_challenge"),  # type: ignore[arg-type]
        )
    await context.changed(user.id)
    return ProvedEmail(row.address, grant)


def _redirect_of(row: OneTimeToken) -> str | None:
    url = row.detail.get("redirect_url")
    return url if isinstance(url, str) else None


async def find_proof(context: Context, proof: Proof, *purposes: Purpose) -> OneTimeToken:
    """The living row of a link or of a code; InvalidToken otherwise."""
    if proof.token is not None:
        return await context.services.onetime.find(proof.token, *purposes)
    address = canonical_email(proof.email or "")
    row = await context.services.onetime.find_by_code(address, proof.code or "", *purposes) if address else None
    if row is None:
        raise InvalidToken
    return row


async def mark_verified(context: Context, row: OneTimeToken) -> User:
    """In the transaction that spends the proof of a mailbox: the address is theirs, and so are its invitations."""
    user = await User.filter(id=row.user_id, email=row.address).first()
    if user is None:
        raise InvalidToken
    if not user.email_verified:
        user.email_verified = True
        await user.save(update_fields=["email_verified", "updated_at"])
        # Whoever linked these had not proved the mailbox (pre-hijacking).
        await Identity.filter(user_id=user.id).delete()
        if not user.phone_verified:
            await Passkey.filter(user_id=user.id).delete()
        await audit.record("email_verified", actor=Actor.of(user), target=user, origin=context.origin)
        await invites.accept_waiting(context, user)
    return user


async def update_profile(context: Context, wishes: dict[str, Any]) -> User:
    """What is absent stays, None clears; `user_data` merges as RFC 7396."""
    changes = clean_profile(wishes)
    async with transaction():
        user = await User.select_for_update().get_or_none(id=context.principal().user_id)
        if user is None:
            raise Unauthenticated(FaultReason.SESSION_ENDED)
        if "user_data" in changes:
            changes["user_data"] = merged_json(user.user_data, wishes["user_data"], "userData")
            context.services.user_data.check(changes["user_data"])
        await user.update_from_dict(changes).save()
        await audit.record(
            "user_updated", actor=context.actor, target=user, origin=context.origin, fields=sorted(changes)
        )
    await context.changed(user.id)
    return user
