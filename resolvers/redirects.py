"""Which addresses a link may send the browser to."""

from services.errors import FieldFault, InvalidInput
from services.pkce import is_challenge
from services.redirects import require_allowed

from resolvers.context import Context


async def require(context: Context, url: str | None, code_challenge: str | None = None) -> None:
    """RedirectNotAllowed for an address off the allow-list; InvalidInput for a challenge that is not S256."""
    require_allowed(url, context.services.policy.allowed_redirect_origins)
    if code_challenge is not None and not is_challenge(code_challenge):
        raise InvalidInput(FieldFault("codeChallenge", "must be a PKCE challenge by S256: 43 base64url characters"))
