"""Who does a task of which one process at a time is enough."""

from tortoise import fields
from tortoise.models import Model


class Lease(Model):
    """Ends by itself, so that a process that died holds nothing up."""

    name = fields.CharField(max_length=32, primary_key=True)
    held_until = fields.DatetimeField()

    class Meta(Model.Meta):
        table = "leases"
