"""Facebook. It never says whether an address was verified, so that none of its addresses is."""

from services.oauth.base import Identity, subject, text
from services.oauth.social import SocialProvider


class Facebook(SocialProvider):
    display_name = "Facebook"
    issuer = "https://www.facebook.com"
    scope = "email public_profile"
    authorize = "https://www.facebook.com/v23.0/dialog/oauth"
    token = "https://graph.facebook.com/v23.0/oauth/access_token"

    async def person(self, access_token: str) -> Identity:
        person = await self.ask("https://graph.facebook.com/v23.0/me", access_token, "?fields=id,name,email")
        return Identity(
            issuer=self.issuer,
            subject=subject(person, "id"),
            email=text(person, "email"),
            full_name=text(person, "name"),
        )
