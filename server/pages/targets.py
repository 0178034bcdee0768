"""Where a visitor goes once signed in: the `next` of the page that sent them, where it is allowed, else their account.

It waits in a cookie, so that every way in ends there: a password, a link in a mail, a provider, a second factor.
"""

from urllib.parse import quote, unquote

from starlette.responses import Response

from resolvers import redirects
from resolvers.context import Context
from server.pages.visits import Visit
from services.errors import RedirectNotAllowed
from services.redirects import origin_of

HOME = "/auth/account"
_COOKIE = "next"
_KEPT_FOR = 3600


async def remember(visit: Visit) -> None:
    """The `next` of the page's address."""
    asked = visit.query("next")
    if asked and await _allowed(visit.context, asked):
        visit.set_cookie(_COOKIE, quote(asked, safe=""), _KEPT_FOR)


async def go_on(visit: Visit, *, done: str = "") -> Response:
    """`done` is said on the account's page, where nothing else was asked for."""
    asked = visit.query("next") or unquote(visit.cookie(_COOKIE))
    if visit.cookie(_COOKIE):
        visit.set_cookie(_COOKIE, "", 0)
    target = await _allowed(visit.context, asked) if asked else None
    if target is None:
        return visit.go(HOME, done=done)
    return visit.go(target) if target.startswith("/") else visit.leave(target)


async def _allowed(context: Context, asked: str) -> str | None:
    """A path on our own origin, or an address whose origin is on the allow-list; None for anything else."""
    public_url = context.services.policy.public_url
    path = asked.removeprefix(public_url)
    if path.startswith("/"):
        return path if _is_plain(public_url, path) else None
    try:
        await redirects.require(context, asked)
    except RedirectNotAllowed:
        return None
    return asked


def _is_plain(public_url: str, path: str) -> bool:
    """Nothing that a browser might take for another host, or walk up."""
    route = path.partition("?")[0]
    return origin_of(public_url + path) is not None and not any(odd in route for odd in ("//", "/.", "\\"))
