"""Slugs: the names of organisations in addresses. Lower case, so that case makes no difference."""

import re
import secrets
import unicodedata
from collections.abc import Iterator

from services.errors import FieldFault, InvalidInput

SHORTEST = 3
LONGEST = 64
# With room for a suffix.
_LONGEST_BASE = 50
_PATTERN = re.compile(r"[a-z0-9](-?[a-z0-9])*")
# Words that an application is likely to put beside organisations in its addresses.
_WORDS = """
    about account accounts admin administrator api app assets auth billing blog dashboard dev docs graphiql
    graphql health help home invite invites join jwks login logout mail me member members metrics new null
    oauth org organisation organisations organization organizations orgs page pages password pricing privacy
    public register reset root search security session sessions settings sign-in sign-out sign-up signin
    signout signup static status support system team teams terms undefined user users verify webhook webhooks
    well-known www
"""
RESERVED = frozenset(_WORDS.split())


def canonical_slug(text: str) -> str | None:
    """The one form in which a slug is stored and looked up; None where it cannot be one."""
    slug = text.strip().lower() if len(text) <= LONGEST * 2 else ""
    return slug if SHORTEST <= len(slug) <= LONGEST and _PATTERN.fullmatch(slug) else None


def clean_slug(text: str) -> str:
    """As stored; InvalidInput where it is malformed or reserved."""
    slug = canonical_slug(text)
    if slug is None:
        bounds = {"shortest": SHORTEST, "longest": LONGEST}
        raise InvalidInput(
            FieldFault(
                "slug",
                "must be %(shortest)s to %(longest)s letters a to z, digits and single hyphens between them",
                bounds,
            )
        )
    if slug in RESERVED:
        raise InvalidInput(FieldFault("slug", "is reserved"))
    return slug


def slugs_for(name: str) -> Iterator[str]:
    """Made from a name, to be tried in turn: as it is, then with random endings."""
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", ascii_only)[:_LONGEST_BASE].strip("-")
    if len(base) < SHORTEST:
        base = "org"
    if base not in RESERVED:
        yield base
    for _ in range(3):
        yield f"{base}-{secrets.token_hex(3)}"
