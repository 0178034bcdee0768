"""Who sends an HTTP request, and from where: the Context of an operation, and the cookies that answer it."""

import ipaddress
from collections.abc import Iterable
from dataclasses import replace

from starlette.requests import Request

from models import ApiKeyKind
from resolvers.context import Context
from server.cookies import Cookies
from server.correlation import note_client
from server.settings import Settings
from services import Services, api_keys
from services.audit import Origin
from services.errors import FaultReason, Forbidden
from services.redirects import origin_of
from services.text import is_storable
from services.tokens import BadAccessToken
from services.webauthn import PATIENCE

_LONGEST_USER_AGENT = 512
_MODE_HEADER = "ostiary-session"
_CLIENT_HEADER = "ostiary-client-ip"
_CLIENT_KEY_HEADER = "x-publishable-key"


class Requests:
    """Knows the settings that decide whom to believe."""

    def __init__(self, settings: Settings, services: Services) -> None:
        self._services = services
        self._settings = settings
        self._proxies = [ipaddress.ip_network(network) for network in settings.trusted_proxies]
        self._own_origins = {origin_of(settings.public_url), *settings.cors_origins}
        self._cookies = Cookies(settings.public_url)

    async def context_for(self, request: Request) -> Context:
        """Raises Forbidden for a request that another site made a browser send (CSRF)."""
        context = Context(self._services, origin=self._origin(request), accept_language=accept_language(request))
        context.cookie_mode = request.headers.get(_MODE_HEADER, "").lower() == "cookie"
        token = _bearer(request)
        if context.cookie_mode:
            self._require_own_origin(request)
            context.refresh_cookie = self._cookies.read(request, "refresh")
            context.passkey_cookie = self._cookies.read(request, "passkey")
            token = token or self._cookies.read(request, "access")
        elif token is None and self._cookies.read(request, "access") is not None:
            context.absence = FaultReason.CSRF
        await self._identify_client(context, request)
        key = request.headers.get("x-admin-key") or (token if token and token.startswith("sk_") else None)
        if key:
            await self._identify_server(context, key, request)
        elif token:
            await self._identify(context, token)
        return context

    async def _identify_client(self, context: Context, request: Request) -> None:
        """A client application names itself by a publishable API key, which opens nothing."""
        key = request.headers.get(_CLIENT_KEY_HEADER)
        row = await api_keys.find(self._services.vault, key) if key else None
        if row is not None and row.kind is ApiKeyKind.PUBLISHABLE:
            context.origin = replace(context.origin, client=row.name)
            note_client(row.name)
        elif self._settings.require_publishable_key:
            context.client_absence = FaultReason.TOKEN_INVALID if key else FaultReason.TOKEN_MISSING

    async def _identify_server(self, context: Context, key: str, request: Request) -> None:
        """A server with a secret API key speaks for the site, and may name the person's own address."""
        row = await api_keys.find(self._services.vault, key)
        if row is None or row.kind is not ApiKeyKind.SECRET:
            context.absence = FaultReason.TOKEN_INVALID
            return
        context.api_key = row
        # It needs no other name.
        context.client_absence = None
        named = request.headers.get(_CLIENT_HEADER, "").strip()
        if _is_address(named):
            context.origin = replace(context.origin, ip_address=named)

    async def context_of_visitor(self, request: Request) -> Context:
        """For our own pages: cookies speak by themselves, since a page's forms carry a proof of their own (CSRF)."""
        context = Context(
            self._services, origin=self._origin(request), accept_language=accept_language(request), cookie_mode=True
        )
        context.refresh_cookie = self._cookies.read(request, "refresh")
        context.passkey_cookie = self._cookies.read(request, "passkey")
        if token := _bearer(request) or self._cookies.read(request, "access"):
            await self._identify(context, token)
        if context.viewer and context.viewer.locale:
            # Our pages speak as our mails do, whatever the browser asks for.
            context.accept_language = f"{context.viewer.locale}, {context.accept_language}"
        return context

    async def _identify(self, context: Context, token: str) -> None:
        """A bad token makes the request anonymous, and `absence` says why."""
        try:
            claims = await self._services.tokens.verify(token)
        except BadAccessToken as fault:
            context.absence = fault.reason
            return
        remembered = await self._services.principals.of_session(claims.session_id)
        if remembered is None or remembered.principal.user_id != claims.user_id:
            context.absence = FaultReason.SESSION_ENDED
        elif remembered.principal.generation != claims.generation:
            # Minted before a change of password: refresh, as for any token past its time.
            context.absence = FaultReason.TOKEN_EXPIRED
        else:
            context.remembered = remembered
            context.viewer = remembered.principal

    def _require_own_origin(self, request: Request) -> None:
        """A browser names the origin of every POST. Without cookies there is nothing to steal, so none is needed."""
        origin = request.headers.get("origin")
        carries_cookies = any(self._cookies.read(request, kind) is not None for kind in ("access", "refresh"))
        if (origin is not None or carries_cookies) and origin not in self._own_origins:
            raise Forbidden(FaultReason.CSRF)

    def _origin(self, request: Request) -> Origin:
        user_agent = request.headers.get("user-agent", "")[:_LONGEST_USER_AGENT]
        return Origin(self._client_address(request), user_agent if is_storable(user_agent) else None)

    def _client_address(self, request: Request) -> str | None:
        """The nearest address that is not one of our proxies, read from the right; headers of others are ignored."""
        client = request.client
        address = client.host if client else None
        if not self._proxies:
            return address
        forwarded = ",".join(request.headers.getlist("x-forwarded-for")).split(",")
        while address is not None and self._is_proxy(address) and forwarded:
            hop = forwarded.pop().strip()
            if not _is_address(hop):
                break
            address = hop
        return address

    def _is_proxy(self, address: str) -> bool:
        return _is_address(address) and any(ipaddress.ip_address(address) in network for network in self._proxies)

    def headers_of(self, context: Context) -> Iterable[tuple[str, str]]:
        """Set-Cookie for the tokens that a session's start, renewal or end, or a challenge, left on the context."""
        lifetimes = {
            "access": self._settings.access_token_ttl,
            "refresh": self._settings.refresh_token_ttl,
            "passkey": PATIENCE,
        }
        for kind, value in context.new_cookies.items():
            seconds = int(lifetimes[kind].total_seconds()) if value else 0
            yield "Set-Cookie", self._cookies.written(kind, value, seconds)


def accept_language(request: Request) -> str:
    """A header may come in several lines, which read as one."""
    return ",".join(request.headers.getlist("accept-language"))


def _bearer(request: Request) -> str | None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def _is_address(text: str) -> bool:
    """Without a zone (RFC 4007 §11), which may be any text of any length."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return "%" not in text
