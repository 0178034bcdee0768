"""OpenID Connect 1.0: any issuer, found by discovery. The id_token alone says who it is, and it is fully verified."""

import hmac
import time
from collections.abc import Mapping
from typing import Any

import jwt
from aiocache import SimpleMemoryCache
from aiocache.serializers import NullSerializer

from services.oauth.base import Attempt, Client, Identity, Provider, as_object, required, subject, text
from services.oauth.fetching import Fetcher, InvalidAnswer

# Signatures by a key that only the issuer has: never `none`, never an HMAC (RFC 8725 §3.1).
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
# Seconds that two clocks may differ.
_CLOCK_SKEW = 60
_FRESH_FOR = 3600.0
# A key that we do not know makes us ask again, this often at most.
_ASK_AGAIN_AFTER = 30.0
_LONGEST_TOKEN = 64 * 1024


class OpenIdProvider(Provider):
    scope = "openid email profile"

    def __init__(
        self, name: str, client: Client, fetcher: Fetcher, base_url: str = "", *, issuer: str, display_name: str = ""
    ) -> None:
        super().__init__(name, client, fetcher, base_url)
        self.issuer = base_url or issuer
        self.display_name = display_name or name.replace("_", " ").title()
        self._documents = SimpleMemoryCache(serializer=NullSerializer(), ttl=_FRESH_FOR)

    async def authorization_endpoint(self) -> str:
        return required(await self._configuration(), "authorization_endpoint")

    async def token_endpoint(self) -> str:
        return required(await self._configuration(), "token_endpoint")

    async def issuer_of_answers(self) -> tuple[str | None, bool]:
        configuration = await self._configuration()
        return self.issuer, configuration.get("authorization_response_iss_parameter_supported") is True

    async def takes_basic(self) -> bool:
        """By default, and wherever it is among the ways (OpenID Connect Discovery 1.0 §3)."""
        ways = (await self._configuration()).get("token_endpoint_auth_methods_supported")
        return not isinstance(ways, list) or "client_secret_basic" in ways

    def parameters(self, attempt: Attempt) -> Mapping[str, str]:
        return {**self.extra, "nonce": attempt.nonce}

    async def identity(self, tokens: Mapping[str, Any], attempt: Attempt) -> Identity:
        claims = await self._verified_claims(required(tokens, "id_token"), attempt.nonce)
        if "email" not in claims:
            claims = {**claims, **await self._told_about(claims["sub"], tokens)}
        email = text(claims, "email")
        return Identity(
            issuer=self.issuer,
            subject=subject(claims, "sub"),
            email=email,
            email_verified=email is not None and self.says_verified(claims),
            full_name=text(claims, "name"),
            avatar_url=text(claims, "picture"),
        )

    async def _told_about(self, sub: str, tokens: Mapping[str, Any]) -> Mapping[str, Any]:
        """Many issuers keep the address out of the id_token. What is told must be of the same person (§5.3.2)."""
        endpoint = text(await self._configuration(), "userinfo_endpoint")
        if endpoint is None:
            return {}
        told = as_object(await self.fetcher.get(endpoint, access_token=required(tokens, "access_token")))
        if told.get("sub") != sub:
            raise InvalidAnswer("tells about another person")
        return told

    def says_verified(self, claims: Mapping[str, Any]) -> bool:
        """A JSON true and nothing else: the text "false" is true to many a program."""
        return claims.get("email_verified") is True

    async def _verified_claims(self, id_token: str, nonce: str) -> Mapping[str, Any]:
        """OpenID Connect Core 1.0 §3.1.3.7."""
        if len(id_token) > _LONGEST_TOKEN:
            raise InvalidAnswer("has an id_token that is too long")
        try:
            header = jwt.get_unverified_header(id_token)
            claims: dict[str, Any] = jwt.decode(
                id_token,
                await self._key(header),
                algorithms=ALGORITHMS,
                audience=self.client.id,
                issuer=self.issuer,
                leeway=_CLOCK_SKEW,
                options={"require": ["iss", "sub", "aud", "exp", "iat", "nonce"]},
            )
        except (jwt.PyJWTError, ValueError, TypeError, RecursionError) as error:
            raise InvalidAnswer(f"has a bad id_token: {type(error).__name__}") from None
        self._require_ours(claims, nonce)
        return claims

    def _require_ours(self, claims: Mapping[str, Any], nonce: str) -> None:
        party, audience = claims.get("azp"), claims["aud"]
        shared = isinstance(audience, list) and len(audience) > 1
        if (party is not None or shared) and party != self.client.id:
            raise InvalidAnswer("has an id_token for another party")
        given = claims["nonce"]
        given_bytes = given.encode("utf-8", "surrogatepass") if isinstance(given, str) else b""
        if not hmac.compare_digest(given_bytes, nonce.encode()):
            raise InvalidAnswer("has an id_token of another sign-in")

    async def _key(self, header: Mapping[str, Any]) -> jwt.PyJWK:
        """The issuer's key that the token names, for an algorithm that is allowed."""
        algorithm = header.get("alg")
        if algorithm not in ALGORITHMS:
            raise InvalidAnswer("has an id_token by an algorithm that is not allowed")
        for longest in (_FRESH_FOR, _ASK_AGAIN_AFTER):
            for key in await self._published_keys(longest):
                names_it = header.get("kid") is None or key.get("kid") == header.get("kid")
                if names_it and key.get("alg", algorithm) == algorithm and key.get("use", "sig") == "sig":
                    return jwt.PyJWK(dict(key), algorithm)
        raise InvalidAnswer("has an id_token by an unknown key")

    async def _published_keys(self, longest: float) -> list[Mapping[str, Any]]:
        keys = (await self._document(required(await self._configuration(), "jwks_uri"), longest)).get("keys")
        return [key for key in keys if isinstance(key, dict)] if isinstance(keys, list) else []

    async def _configuration(self) -> Mapping[str, Any]:
        """OpenID Connect Discovery 1.0 §4; the issuer must be the very one that was asked (§4.3)."""
        found = await self._document(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration", _FRESH_FOR)
        if found.get("issuer") != self.issuer:
            raise InvalidAnswer("describes another issuer")
        return found

    async def _document(self, url: str, longest: float) -> Mapping[str, Any]:
        """What is published there, at most so many seconds ago."""
        known: tuple[float, Mapping[str, Any]] | None = await self._documents.get(url)
        at, document = known or (float("-inf"), {})
        if at < time.monotonic() - longest:
            document = as_object(await self.fetcher.get(url))
            await self._documents.set(url, (time.monotonic(), document))
        return document
