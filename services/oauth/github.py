"""GitHub. An address counts where /user/emails calls it primary and verified: GitHub had it proved by a mail."""

from services.oauth.base import Identity, subject, text
from services.oauth.faults import InvalidAnswer
from services.oauth.social import SocialProvider

_EMAILS = "https://api.github.com/user/emails"


class GitHub(SocialProvider):
    display_name = "GitHub"
    issuer = "https://github.com"
    scope = "read:user user:email"
    authorize = "https://github.com/login/oauth/authorize"
    token = "https://github.com/login/oauth/access_token"

    async def person(self, access_token: str) -> Identity:
        person = await self.ask("https://api.github.com/user", access_token)
        email, is_verified = await self._primary_email(access_token)
        return Identity(
            issuer=self.issuer,
            subject=subject(person, "id"),
            email=email,
            email_verified=is_verified,
            full_name=text(person, "name"),
            avatar_url=text(person, "avatar_url"),
        )

    async def _primary_email(self, access_token: str) -> tuple[str | None, bool]:
        """The address on the profile is what the person chose to show, and says nothing."""
        addresses = await self.fetcher.get(self.at(_EMAILS), access_token=access_token)
        if not isinstance(addresses, list):
            raise InvalidAnswer("has no list of addresses")
        for address in addresses:
            if isinstance(address, dict) and address.get("primary") is True:
                return text(address, "email"), address.get("verified") is True
        return None, False
