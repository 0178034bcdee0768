"""Apple: OpenID Connect with a client secret that is signed for each use, and an answer that comes as a form's POST.

Its addresses, private relays among them, are verified. Booleans may come as texts.
"""

import time
from collections.abc import Mapping
from typing import Any

import jwt

from services.oauth.base import Client
from services.oauth.fetching import Fetcher
from services.oauth.openid import OpenIdProvider

_ISSUER = "https://appleid.apple.com"
_SECRET_LIFETIME = 300


class Apple(OpenIdProvider):
    scope = "openid email name"
    # Apple sends the address in no other mode.
    extra: Mapping[str, str] = {"response_mode": "form_post"}

    def __init__(self, name: str, client: Client, fetcher: Fetcher, base_url: str = "") -> None:
        super().__init__(name, client, fetcher, base_url, issuer=_ISSUER, display_name="Apple")

    def client_secret(self) -> str:
        """An ES256 JWT by the key of the developer's team."""
        issued_at = int(time.time())
        claims = {
            "iss": self.client.keys["TEAM_ID"],
            "iat": issued_at,
            "exp": issued_at + _SECRET_LIFETIME,
            "aud": self.issuer,
            "sub": self.client.id,
        }
        private_key = self.client.keys["PRIVATE_KEY"]
        return jwt.encode(claims, private_key, algorithm="ES256", headers={"kid": self.client.keys["KEY_ID"]})

    def says_verified(self, claims: Mapping[str, Any]) -> bool:
        return claims.get("email_verified") is True or claims.get("email_verified") == "true"
