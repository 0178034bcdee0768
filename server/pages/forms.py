"""Reads the forms that our own pages sent, and refuses any other (CSRF). Knows nothing of what they ask for."""

import hmac
import re
import secrets
from urllib.parse import parse_qsl

from python_multipart.multipart import parse_options_header
from starlette.requests import Request

from server.cookies import Cookies
from services.redirects import origin_of
from services.vault import Vault

_PURPOSE = "form"
_KEY = re.compile(r"[\w-]{43}", re.ASCII)
_LARGEST = 16 * 1024
_MOST_FIELDS = 20


class BadForm(Exception):
    """Not a form of ours; `status` says why to HTTP."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Forms:
    """A form carries a digest of the browser's own random key and of the path it goes to (signed double submit)."""

    def __init__(self, vault: Vault, public_url: str) -> None:
        self._vault = vault
        self._own_origin = origin_of(public_url)
        self._cookies = Cookies(public_url)

    def key_of(self, request: Request) -> str | None:
        key = self._cookies.read(request, _PURPOSE)
        return key if key and _KEY.fullmatch(key) else None

    def new_key(self) -> str:
        return secrets.token_urlsafe(32)

    def proof(self, key: str, path: str) -> str:
        return self._vault.digest(f"{key} {path}", purpose=_PURPOSE)

    def set_cookie(self, key: str) -> str:
        """The value of a Set-Cookie header; the browser forgets it when it closes."""
        return self._cookies.written(_PURPOSE, key)

    async def read(self, request: Request) -> dict[str, str]:
        """The fields, without the proof. BadForm for what is too big, of another type, or not from our page."""
        if not self._is_from_our_site(request):
            raise BadForm(403)
        kind, _ = parse_options_header(request.headers.get("content-type"))
        if kind != b"application/x-www-form-urlencoded":
            raise BadForm(415)
        fields = _parsed(await _body(request))
        self._require_proof(request, fields.pop("proof", ""))
        return fields

    def _is_from_our_site(self, request: Request) -> bool:
        # Under `Referrer-Policy: no-referrer` a browser calls the origin of our own forms `null`.
        site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin", "null")
        return site in (None, "same-origin") and origin in ("null", self._own_origin)

    def _require_proof(self, request: Request, given: str) -> None:
        expected = self._vault.digests(f"{self.key_of(request)} {request.url.path}", purpose=_PURPOSE)
        right = any(hmac.compare_digest(proof.encode(), given.encode()) for proof in expected)
        if self.key_of(request) is None or not right:
            raise BadForm(403)


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST:
            raise BadForm(413)
    return bytes(body)


def _parsed(body: bytes) -> dict[str, str]:
    try:
        text = body.decode("ascii")
        return dict(parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS))
    except ValueError:
        raise BadForm(400) from None
