"""Google: OpenID Connect.

`email_verified` means that the address was proved to Google at some time; of gmail.com it is Google's own word.
"""

from services.oauth.base import Client
from services.oauth.fetching import Fetcher
from services.oauth.openid import OpenIdProvider


class Google(OpenIdProvider):
    def __init__(self, name: str, client: Client, fetcher: Fetcher, base_url: str = "") -> None:
        super().__init__(name, client, fetcher, base_url, issuer="https://accounts.google.com", display_name="Google")
