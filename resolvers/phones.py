"""Phones: sign up and in by number, with a password or a texted code. A number counts once its code has come back."""

from dataclasses import dataclass
from typing import Any

from tortoise.exceptions import IntegrityError
from tortoise.expressions import Q

from models import OneTimeToken, Purpose, User
from resolvers import phone_codes, sessions
from resolvers.context import Context
from resolvers.profiles import clean_profile
from services import audit
from services.audit import Actor
from services.database import transaction
from services.errors import (
    FeatureDisabled,
    InvalidCode,
    InvalidToken,
    PhoneTaken,
)
from services.passwords import check_strength
from services.phones import national_part, required_phone
from services.policy import SignInMethod
from services.timing import evened

_BY_CODE = ["sms_code"]


@dataclass(frozen=True)
class SignUp:
    """What a person gives to sign up by phone. Role, verification and the like are not theirs to give."""

    phone: str
    password: str
    full_name: str | None = None
    locale: str | None = None
    user_data: Any = None


def require_method(context: Context, *methods: SignInMethod) -> None:
    """FeatureDisabled unless one of these is switched on."""
    if not set(methods) & set(context.services.policy.sign_in_methods):
        raise FeatureDisabled


def require_phones(context: Context) -> None:
    require_method(context, "phone_password", "sms_code")


async def sign_up(context: Context, wish: SignUp) -> sessions.SignedInResult | str:
    """A session where verification is off; else the number that a code is on its way to.

    With verification on, the answer and its cost are alike whether or not the number was free.
    """
    services, policy = context.services, context.services.policy
    require_method(context, "phone_password")
    if not policy.sign_up_enabled:
        raise FeatureDisabled
    profile = clean_profile({"full_name": wish.full_name, "locale": wish.locale, "user_data": wish.user_data})
    services.user_data.check(profile["user_data"])
    phone = required_phone(wish.phone)
    check_strength(wish.password, email=national_part(phone), name=profile["full_name"])
    password_hash = await services.passwords.hash(wish.password)
    user = await _create(context, User(phone=phone, password_hash=password_hash, **profile), phone)
    if user is None:
        await _sign_up_again(context, phone)
    elif not policy.require_phone_verification:
        return await sessions.begin(context, user, ["password"])
    return phone


async def _create(context: Context, user: User, phone: str) -> User | None:
    """None where the number is taken."""
    if await User.exists(phone=phone):
        return None
    cap = await phone_codes.reached_cap(context, user, phone)
    try:
        async with transaction():
            await user.save(force_create=True)
            await audit.record("user_registered", actor=Actor.of(user), target=user, origin=context.origin)
            await phone_codes.post(context, Purpose.VERIFY_PHONE, user, phone, cap=cap)
    except IntegrityError:
        # Signed up in parallel.
        return None
    return user


async def _sign_up_again(context: Context, phone: str) -> None:
    """An account that has proved nothing yet loses what strangers may have set (pre-hijacking), and gets a new code.

    Any other account is left as it is, and its owner is spared a code that would prove nothing new.
    """
    if not context.services.policy.require_phone_verification:
        raise PhoneTaken
    owner = await User.get_or_none(phone=phone)
    waits = owner is not None and owner.is_active and not (owner.phone_verified or owner.email_verified)
    recipient = owner if waits else None
    cap = await phone_codes.reached_cap(context, recipient, phone)
    async with transaction():
        unproved = User.filter(phone=phone, phone_verified=False, email_verified=False)
        await unproved.update(password_hash=None, full_name=None, user_data={})
        await audit.record("user_registered_again", target=owner, origin=context.origin)
        await phone_codes.post(context, Purpose.VERIFY_PHONE, recipient, phone, cap=cap)


@evened
async def resend_code(context: Context, phone: str) -> str:
    """For a sign-up that waits for its proof. The same answer, after the same work, whether or not one does."""
    require_phones(context)
    number = required_phone(phone)
    user = await User.get_or_none(phone=number, phone_verified=False, is_active=True)
    await phone_codes.send(context, Purpose.VERIFY_PHONE, user, number)
    return number


async def verify(context: Context, phone: str, code: str) -> sessions.Outcome:
    """After a sign-up: signs in. For the viewer's own account, a change of number too: the session stays."""
    require_phones(context)
    viewer = context.viewer
    purposes = [Purpose.VERIFY_PHONE] if viewer is None else [Purpose.VERIFY_PHONE, Purpose.CHANGE_PHONE]
    row = await phone_codes.find(context, phone, code, *purposes)
    is_own = viewer is not None and viewer.user_id == row.user_id
    if row.purpose is Purpose.CHANGE_PHONE and not is_own:
        raise InvalidCode
    user = await _prove(context, row)
    return await sessions.renew_access(context) if is_own else await start(context, user)


async def _prove(context: Context, row: OneTimeToken) -> User:
    """Spends the code: the number is the person's from now on."""
    is_change = row.purpose is Purpose.CHANGE_PHONE
    of_person = Q(id=row.user_id, is_active=True) & (Q() if is_change else Q(phone=row.address))
    try:
        async with transaction():
            await context.services.onetime.spend(row)
            user = await User.get_or_none(of_person)
            if user is None:
                raise InvalidCode
            user.phone, user.phone_verified = row.address, True
            await user.save(update_fields=["phone", "phone_verified", "updated_at"])
            if is_change:
                await context.services.onetime.kill(user)
            event = "phone_changed" if is_change else "phone_verified"
            await audit.record(event, actor=Actor.of(user), target=user, origin=context.origin)
    except (InvalidToken, IntegrityError):
        # Another request was faster, or someone else took the number meanwhile.
        raise InvalidCode from None
    await context.changed(user.id)
    return user


async def start(context: Context, user: User) -> sessions.Outcome:
    return await sessions.start(context, user, _BY_CODE, outrun=InvalidCode)


@evened
async def change(context: Context, phone: str) -> str:
    """A code to the new number. The same answer where another account has it, and then no code."""
    require_phones(context)
    number, viewer = required_phone(phone), await context.user()
    is_taken = await User.exists(~Q(id=viewer.id), phone=number)
    await phone_codes.send(context, Purpose.CHANGE_PHONE, None if is_taken else viewer, number)
    return number
