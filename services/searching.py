"""Finds people by how their name or address begins, by the indexes of the migration `0002_search`."""

from tortoise.connection import get_connection
from tortoise.expressions import Q
from tortoise.functions import Upper
from tortoise.queryset import QuerySet

from models import User

# Sorts after everything that may follow a beginning.
_LAST = "\U0010ffff"


def beginning_with(start: str) -> QuerySet[User]:
    """Literal, in any case; on SQLite the case of letters beyond ASCII counts."""
    address = start.lower()
    if get_connection("default").capabilities.dialect != "sqlite":
        return User.filter(Q(full_name__istartswith=start) | Q(email__startswith=address))
    # SQLite looks up no LIKE of a cast column; its own order is that of bytes, so a range is the same.
    name = start.encode().upper().decode()
    return User.annotate(upper_name=Upper("full_name")).filter(
        Q(upper_name__gte=name, upper_name__lt=name + _LAST) | Q(email__gte=address, email__lt=address + _LAST)
    )
