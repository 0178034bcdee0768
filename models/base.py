"""What every table shares: time-ordered keys and the ranked enums that rows store."""

from enum import StrEnum
from functools import cached_property

from tortoise import fields
from tortoise.models import Model
from uuid_utils.compat import uuid7


class RankedEnum(StrEnum):
    """Members are declared from the lowest rank to the highest."""

    @cached_property
    def rank(self) -> int:
        return list(type(self)).index(self)

    def reaches(self, other: "RankedEnum") -> bool:
        return self.rank >= other.rank


class Row(Model):
    """A row with a UUIDv7 key (RFC 9562): later rows sort after earlier ones."""

    id = fields.UUIDField(primary_key=True, default=uuid7)

    class Meta:
        abstract = True
