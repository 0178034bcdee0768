"""What every provider is: where it sends a browser, and whom its answer vouches for.

An identity is (issuer, subject), never an address.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_plus, urlencode, urlsplit, urlunsplit

import httpx

from services.oauth.faults import InvalidAnswer
from services.oauth.fetching import Fetcher

_LONGEST_SUBJECT = 255


@dataclass(frozen=True)
class Client:
    """What a provider knows us by. `keys` are more secrets of some provider, by the end of their settings' names."""

    id: str
    secret: str = field(default="", repr=False)
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Attempt:
    """One person's way through a provider, and what ties the answer to it."""

    redirect_uri: str
    state: str
    nonce: str
    verifier: str
    challenge: str


@dataclass(frozen=True)
class Answer:
    """The parameters with which a provider sent the browser back."""

    state: str = ""
    code: str = ""
    error: str = ""
    issuer: str = ""


@dataclass(frozen=True)
class Identity:
    """Whom a provider vouches for. `email_verified` only where the provider says so of this very address."""

    issuer: str
    subject: str
    email: str | None = None
    email_verified: bool = False
    full_name: str | None = None
    avatar_url: str | None = None


class Provider(ABC):
    """OAuth 2.0 with PKCE (RFC 7636, RFC 9700). `base_url` puts another server in the provider's place, for tests."""

    display_name: str
    # Names it in (issuer, subject).
    issuer: str
    scope: str
    # More parameters of the authorization URL.
    extra: Mapping[str, str] = {}

    def __init__(self, name: str, client: Client, fetcher: Fetcher, base_url: str = "") -> None:
        self.name = name
        self.client = client
        self.fetcher = fetcher
        self.base_url = base_url

    @abstractmethod
    async def authorization_endpoint(self) -> str: ...

    @abstractmethod
    async def token_endpoint(self) -> str: ...

    @abstractmethod
    async def identity(self, tokens: Mapping[str, Any], attempt: Attempt) -> Identity:
        """From the answer of the token endpoint."""

    async def issuer_of_answers(self) -> tuple[str | None, bool]:
        """What `iss` of an answer must be, and whether it must be there (RFC 9207)."""
        return None, False

    async def takes_basic(self) -> bool:
        """Whether the client proves itself to the token endpoint by HTTP Basic, not in the form (RFC 6749 §2.3.1)."""
        return False

    async def authorization_url(self, attempt: Attempt) -> str:
        parameters = {
            "response_type": "code",
            "client_id": self.client.id,
            "redirect_uri": attempt.redirect_uri,
            "scope": self.scope,
            "state": attempt.state,
            "code_challenge": attempt.challenge,
            "code_challenge_method": "S256",
            **self.parameters(attempt),
        }
        parts = urlsplit(await self.authorization_endpoint())
        query = "&".join(filter(None, (parts.query, urlencode(parameters))))
        return urlunsplit(parts._replace(query=query, fragment=""))

    def parameters(self, attempt: Attempt) -> Mapping[str, str]:
        """More parameters of the authorization URL."""
        return self.extra

    async def require_issuer(self, answer: Answer) -> None:
        """InvalidAnswer from another authorization server than the one that was asked (RFC 9207 §2.4)."""
        issuer, is_required = await self.issuer_of_answers()
        is_told = bool(answer.issuer) or is_required
        if is_told and issuer is not None and answer.issuer != issuer:
            raise InvalidAnswer("comes from another issuer")

    async def identify(self, answer: Answer, attempt: Attempt) -> Identity:
        """Trades the code for tokens, and these for the person."""
        form = {
            "grant_type": "authorization_code",
            "code": answer.code,
            "redirect_uri": attempt.redirect_uri,
            "client_id": self.client.id,
            "code_verifier": attempt.verifier,
        }
        auth = None
        if await self.takes_basic():
            auth = httpx.BasicAuth(quote_plus(self.client.id), quote_plus(self.client_secret()))
        else:
            form["client_secret"] = self.client_secret()
        tokens = as_object(await self.fetcher.post(await self.token_endpoint(), form, auth=auth))
        # GitHub answers 200 to a bad code.
        if "error" in tokens:
            raise InvalidAnswer("refused the code")
        return await self.identity(tokens, attempt)

    def client_secret(self) -> str:
        return self.client.secret

    def at(self, url: str) -> str:
        """The same path on the server that stands in the provider's place."""
        return self.base_url.rstrip("/") + urlsplit(url).path if self.base_url else url


def as_object(answer: Any) -> Mapping[str, Any]:
    if not isinstance(answer, dict):
        raise InvalidAnswer("is not a JSON object")
    return answer


def text(answer: Mapping[str, Any], name: str) -> str | None:
    """None for what is absent, empty or not a text."""
    value = answer.get(name)
    return value if isinstance(value, str) and value else None


def required(answer: Mapping[str, Any], name: str) -> str:
    value = text(answer, name)
    if value is None:
        raise InvalidAnswer(f"has no {name}")
    return value


def subject(answer: Mapping[str, Any], name: str) -> str:
    """An id that stays the same for the person: a text, or (GitHub) a number."""
    value = answer.get(name)
    given = str(value) if isinstance(value, int) and not isinstance(value, bool) else text(answer, name)
    if given is None or len(given) > _LONGEST_SUBJECT or not given.isprintable():
        raise InvalidAnswer(f"has no {name}")
    return given
