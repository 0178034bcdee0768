"""Flows that leave for the browser and come back: PKCE (RFC 7636), and what stands in the address at the end."""

import hashlib
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Pkce:
    """Keep it with the person's own session, send `challenge` first and `verifier` with the grant."""

    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)

    @property
    def challenge(self) -> str:
        digest = hashlib.sha256(self.verifier.encode()).digest()
        return urlsafe_b64encode(digest).rstrip(b"=").decode()


@dataclass(frozen=True)
class Redirect:
    """The end of a flow: a `grant` for redeem_grant, the name of a `linked` provider, or an `error`."""

    grant: str | None = field(default=None, repr=False)
    linked: str | None = None
    error: str | None = None

    @classmethod
    def of(cls, url: str) -> "Redirect":
        given = parse_qs(urlsplit(url).query)
        return cls(**{name: given[name][0] for name in ("grant", "linked", "error") if name in given})
