"""Where a link or a provider may send the browser: exact origins only (RFC 9700 §2.1)."""

import re
from collections.abc import Collection
from urllib.parse import urlsplit, urlunsplit

from services.errors import RedirectNotAllowed

_PLAIN = re.compile(r"[!#-;=?-\[\]_a-z~]+")
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")
_LONGEST = 2000


def origin_of(url: str) -> str | None:
    """`scheme://host[:port]` in lower case; None for anything doubtful."""
    if len(url) > _LONGEST or not _PLAIN.fullmatch(url):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    name = parts.hostname or ""
    if not parts.scheme or "@" in parts.netloc or not _HOST.fullmatch(name):
        return None
    default = {"http": 80, "https": 443}.get(parts.scheme)
    host = f"[{name}]" if ":" in name else name
    return f"{parts.scheme}://{host}" + (f":{port}" if port not in (None, default) else "")


def require_allowed(url: str | None, allowed: Collection[str]) -> None:
    """RedirectNotAllowed unless the address is on one of the allowed origins, to the letter."""
    if url is not None and origin_of(url) not in allowed:
        raise RedirectNotAllowed


def with_parameter(url: str, name: str, value: str) -> str:
    """Adds a query parameter whose value needs no escaping."""
    parts = urlsplit(url)
    query = f"{parts.query}&{name}={value}" if parts.query else f"{name}={value}"
    return urlunsplit(parts._replace(query=query))
