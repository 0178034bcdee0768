"""Codes by SMS: sent within the caps, and found again. What a code is good for is up to the caller."""

from models import Channel, OneTimeToken, Purpose, User
from resolvers.context import Context
from services import audit
from services.attempts import CODE_GUESSES, code_counter
from services.database import now, transaction
from services.delivery.wording import Sayable
from services.errors import AccountDeactivated, InvalidCode
from services.phones import canonical_phone, country_of


async def send(context: Context, purpose: Purpose, user: User | None, phone: str) -> None:
    """Texts a code. The same work, and no message, for nobody and past a cap."""
    cap = await reached_cap(context, user, phone)
    async with transaction():
        await post(context, purpose, user, phone, cap=cap)


async def reached_cap(context: Context, user: User | None, phone: str) -> str | None:
    """Counts one message, outside of any transaction; the name of the cap that keeps it from being sent."""
    client = context.origin.ip_address
    return await context.services.sms_caps.reached(phone, client, is_decoy=user is None)


async def post(context: Context, purpose: Purpose, user: User | None, phone: str, *, cap: str | None) -> None:
    """In a transaction. Past a cap the person's older code stays good."""
    services, ttl = context.services, context.services.policy.code_ttl
    recipient = user if cap is None else None
    minted = await services.onetime.mint(purpose, recipient, phone, ttl=ttl)
    if recipient is None:
        await services.outbox.post_nothing(Channel.SMS)
    else:
        values: dict[str, Sayable] = {"code": minted.code, "expires_in": ttl}
        await services.outbox.post(
            phone, "phone_code", values, locale=context.language_of(recipient), expires_at=now() + ttl
        )
    if cap is not None:
        await audit.record(
            "sms_withheld", target=user, origin=context.origin, cap=cap, country=country_of(phone), purpose=purpose
        )


async def find(context: Context, phone: str, code: str, *purposes: Purpose) -> OneTimeToken:
    """The living row of that number and code, with its active person.

    InvalidCode otherwise; AccountLocked after ten wrong ones in an hour, whether or not anyone has the number.
    """
    services, number = context.services, canonical_phone(phone)
    if number is None:
        raise InvalidCode
    await services.attempts.refuse_if_locked(CODE_GUESSES, code_counter(purposes[0], number))
    row = await services.onetime.find_by_code(number, code, *purposes)
    if row is None:
        raise InvalidCode
    if row.user is None or not row.user.is_active:
        raise AccountDeactivated
    return row
