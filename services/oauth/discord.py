"""Discord. An address counts where `verified` is true: Discord had it proved by a mail."""

from services.oauth.base import Identity, subject, text
from services.oauth.social import SocialProvider


class Discord(SocialProvider):
    display_name = "Discord"
    issuer = "https://discord.com"
    scope = "identify email"
    authorize = "https://discord.com/oauth2/authorize"
    token = "https://discord.com/api/oauth2/token"

    async def person(self, access_token: str) -> Identity:
        person = await self.ask("https://discord.com/api/users/@me", access_token)
        email = text(person, "email")
        return Identity(
            issuer=self.issuer,
            subject=subject(person, "id"),
            email=email,
            email_verified=email is not None and person.get("verified") is True,
            full_name=text(person, "global_name") or text(person, "username"),
        )
