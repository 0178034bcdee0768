"""The @rateLimit directive: how often a field may be used, per whom. Default quotas are printed, settings override."""

import re
from enum import Enum
from typing import Any

import strawberry
from strawberry.schema_directive import Location

from resolvers.context import Context
from schema.directives import directive
from services.errors import RateLimited
from services.limits import network_of
from services.metrics import RATE_LIMITED
from services.phones import canonical_phone
from services.text import canonical_email


@strawberry.enum
class RateLimitKey(Enum):
    """Whose uses of a field count together."""

    IP = strawberry.enum_value("IP", description="The client's address; IPv6 by /64.")
    VIEWER = strawberry.enum_value("VIEWER", description="The signed-in person.")
    IDENTIFIER = strawberry.enum_value("IDENTIFIER", description="The address or number that someone signs in with.")
    RECIPIENT = strawberry.enum_value("RECIPIENT", description="The address or number that a message goes to.")
    ORG = strawberry.enum_value("ORG", description="The organisation.")


@directive(Location.FIELD_DEFINITION, repeatable=True)
class RateLimit:
    """At most `quota` (such as "5/minute") per key; past it the field answers RATE_LIMITED. Each use of the field
    counts, aliases too.
    """

    quota: str
    per: RateLimitKey

    async def count(self, context: Context, field: str, args: dict[str, Any]) -> None:
        """RateLimited past the quota in force."""
        limiter = context.services.limiter
        if limiter is not None:
            quota = self.quota_in_force(context.services.quotas, field)
            try:
                await limiter.hit(quota, field, self.per.name, self._whose(context, args))
            except RateLimited:
                RATE_LIMITED.labels(field, self.per.name).inc()
                raise

    def names(self, field: str) -> tuple[str, str]:
        """What an override may be called, without OSTIARY_RATE_LIMIT_: the closer one first."""
        name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", field).upper()
        return f"{name}_PER_{self.per.name}", name

    def quota_in_force(self, overrides: dict[str, str], field: str) -> str:
        closer, name = self.names(field)
        return overrides.get(closer) or overrides.get(name) or self.quota

    def _whose(self, context: Context, args: dict[str, Any]) -> str:
        given: Any = args.get("input")
        if self.per is RateLimitKey.IP:
            return network_of(context.origin.ip_address)
        if self.per is RateLimitKey.VIEWER:
            return str(context.principal().user_id)
        if self.per is RateLimitKey.ORG:
            return str(given.org_id).lower()
        address = getattr(given, "email", None) or getattr(given, "phone", None) or args.get("phone") or ""
        # Redis takes no half characters.
        plain = address[:254].encode("utf-8", "replace").decode()
        return canonical_email(address) or canonical_phone(address) or "".join(plain.split()).lower()

    @property
    def rule(self) -> str:
        return f"At most {self.quota} per {self.per.name.lower()}."
