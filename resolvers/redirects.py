"""Which addresses a link may send the browser to: the origins of the settings, and those an administrator adds."""

from models import RedirectOrigin
from resolvers.context import Context
from services import audit
from services.database import transaction
from services.errors import FieldFault, InvalidInput
from services.pkce import is_challenge
from services.redirects import origin_of, require_allowed

_MOST = 100
# Pages of ours at which a flow through a provider may end. The one takes only grants that are bound by PKCE.
PAGE_FOR_GRANTS = "/auth/landed"
PAGE_FOR_LINKS = "/auth/account/providers"


async def require(context: Context, url: str | None, code_challenge: str | None = None) -> None:
    """RedirectNotAllowed for an address off the allow-list; InvalidInput for a challenge that is not S256."""
    if url is not None and origin_of(url) not in context.services.policy.allowed_redirect_origins:
        require_allowed(url, await added())
    if code_challenge is not None and not is_challenge(code_challenge):
        raise InvalidInput(FieldFault("codeChallenge", "must be a PKCE challenge by S256: 43 base64url characters"))


def is_page_of_ours(context: Context, url: str) -> bool:
    return url.removeprefix(context.services.policy.public_url) in (PAGE_FOR_GRANTS, PAGE_FOR_LINKS)


async def added() -> list[str]:
    """What administrators added, in alphabetical order."""
    return [row.origin for row in await RedirectOrigin.all().order_by("origin")]


async def every(context: Context) -> list[str]:
    """All that are allowed, wherever from."""
    return sorted({*context.services.policy.allowed_redirect_origins, *await added()})


async def replace(context: Context, origins: list[str]) -> list[str]:
    """Sets what administrators allow beside the settings; InvalidInput unless each is an exact origin."""
    if len(origins) > _MOST:
        raise InvalidInput(FieldFault("origins", "must be at most %(most)s", {"most": _MOST}))
    faults = [
        FieldFault(f"origins.{place}", "must be an exact origin such as https://app.example.com")
        for place, origin in enumerate(origins)
        if origin_of(origin) != origin or len(origin) > 255
    ]
    if faults:
        raise InvalidInput(*faults)
    async with transaction():
        await RedirectOrigin.all().delete()
        await RedirectOrigin.bulk_create([RedirectOrigin(origin=origin) for origin in sorted(set(origins))])
        await audit.record(
            "redirect_origins_set", actor=context.actor, origin=context.origin, origins=sorted(set(origins))
        )
    return await every(context)
