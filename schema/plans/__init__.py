"""What a document asks for, worked out once and then run without walking it. README.md tells how; this is the door."""

from schema.plans.cache import Plans
from schema.plans.direct import SHELF

__all__ = ["SHELF", "Plans"]
