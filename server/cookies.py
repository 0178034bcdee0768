"""Names and attributes of our cookies. What they hold is for others to know."""

from urllib.parse import urlsplit

from starlette.requests import Request


class Cookies:
    def __init__(self, public_url: str) -> None:
        self._is_secure = urlsplit(public_url).scheme == "https"

    def name(self, kind: str) -> str:
        """`__Host-` (RFC 6265bis §4.1.3.2) asks for Secure, which most clients do not send over http."""
        return f"__Host-ostiary-{kind}" if self._is_secure else f"ostiary-{kind}"

    def read(self, request: Request, kind: str) -> str | None:
        return request.cookies.get(self.name(kind))

    def written(self, kind: str, value: str, seconds: int | None = None) -> str:
        """The value of a Set-Cookie header. Without `seconds` the browser forgets it when it closes; 0 clears it."""
        age = "" if seconds is None else f"; Max-Age={seconds}"
        return f"{self.name(kind)}={value}; Path=/{age}; HttpOnly; SameSite=Lax{'; Secure' if self._is_secure else ''}"
