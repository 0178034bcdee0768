"""Lets one process at a time, of any number on any machine, do a task that comes round."""

from datetime import timedelta

from tortoise.exceptions import IntegrityError

from models import Lease
from services.database import now


async def take(name: str, length: timedelta) -> bool:
    """True for whoever holds it until `length` from now; False while somebody else does."""
    until = now() + length
    if await Lease.filter(name=name, held_until__lte=now()).update(held_until=until):
        return True
    if await Lease.exists(name=name):
        return False
    try:
        await Lease.create(name=name, held_until=until)
    except IntegrityError:
        # Another process was first.
        return False
    return True
