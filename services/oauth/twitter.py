"""X, once Twitter.

`confirmed_email` is what its name says; where the application was not allowed to ask for it, there is none.
"""

from services.oauth.base import Identity, as_object, subject, text
from services.oauth.social import SocialProvider

_FIELDS = "?user.fields=confirmed_email,profile_image_url"


class Twitter(SocialProvider):
    display_name = "X"
    issuer = "https://x.com"
    scope = "users.read users.email tweet.read"
    authorize = "https://x.com/i/oauth2/authorize"
    token = "https://api.x.com/2/oauth2/token"

    async def takes_basic(self) -> bool:
        return True

    async def person(self, access_token: str) -> Identity:
        person = as_object((await self.ask("https://api.x.com/2/users/me", access_token, _FIELDS)).get("data"))
        email = text(person, "confirmed_email")
        return Identity(
            issuer=self.issuer,
            subject=subject(person, "id"),
            email=email,
            email_verified=email is not None,
            full_name=text(person, "name"),
            avatar_url=text(person, "profile_image_url"),
        )
