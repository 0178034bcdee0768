"""How many text messages may go out: they cost money, and strangers earn by making us send them (SMS pumping)."""

from services.errors import RateLimited
from services.limits import RateLimiter, network_of
from services.phones import country_of

_PER_NUMBER = "5/hour"
_PER_CLIENT = "20/hour"


class SmsCaps:
    """`budget`: messages an hour over all, half of them to one country, so that a single one cannot use it up.

    `limits_people` False leaves only these two, which guard the operator's money.
    """

    def __init__(self, limiter: RateLimiter, budget: int, *, limits_people: bool) -> None:
        self._limiter = limiter
        self._budget = budget
        self._limits_people = limits_people

    async def reached(self, phone: str, client: str | None, *, is_decoy: bool = False) -> str | None:
        """Counts one message; the name of the cap that it would exceed. The narrow caps first: they spare the wide.

        A decoy costs the same work, and nothing of what is left for real messages.
        """
        kind = "decoy sms" if is_decoy else "sms"
        for name, quota, key in self._caps(phone, client):
            try:
                await self._limiter.hit(quota, kind, name, key)
            except RateLimited:
                return name
        return None

    def _caps(self, phone: str, client: str | None) -> list[tuple[str, str, str]]:
        caps = [
            ("country", f"{max(1, self._budget // 2)}/hour", country_of(phone)),
            ("budget", f"{self._budget}/hour", "all"),
        ]
        if self._limits_people:
            caps[:0] = [("number", _PER_NUMBER, phone), ("client", _PER_CLIENT, network_of(client))]
        return caps
