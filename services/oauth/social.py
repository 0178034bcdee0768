"""OAuth 2.0 without OpenID: fixed endpoints, and a person whom the provider's own API describes."""

from collections.abc import Mapping
from typing import Any, ClassVar

from services.oauth.base import Attempt, Identity, Provider, as_object, required


class SocialProvider(Provider):
    # Names the provider in (issuer, subject); none of them publishes one.
    issuer: str
    authorize: ClassVar[str]
    token: ClassVar[str]

    async def authorization_endpoint(self) -> str:
        return self.at(self.authorize)

    async def token_endpoint(self) -> str:
        return self.at(self.token)

    async def identity(self, tokens: Mapping[str, Any], attempt: Attempt) -> Identity:
        return await self.person(required(tokens, "access_token"))

    async def person(self, access_token: str) -> Identity:
        raise NotImplementedError

    async def ask(self, url: str, access_token: str, query: str = "") -> Mapping[str, Any]:
        return as_object(await self.fetcher.get(self.at(url) + query, access_token=access_token))
