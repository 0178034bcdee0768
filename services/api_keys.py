"""API keys: `sk_` for servers, which counts as a site admin, `pk_` to name a client application."""

import re
import secrets
from datetime import datetime, timedelta

from models import ApiKey, ApiKeyKind
from services.database import now
from services.vault import Vault

_PURPOSE = "api key"
_FORM = re.compile(r"(sk|pk)_[A-Za-z0-9_-]{43}")
_PREFIX_LENGTH = 10
_NOTED_EVERY = timedelta(minutes=1)
_PREFIXES = {ApiKeyKind.SECRET: "sk_", ApiKeyKind.PUBLISHABLE: "pk_"}


async def create(vault: Vault, name: str, kind: ApiKeyKind, expires_at: datetime | None) -> tuple[str, ApiKey]:
    """The key, shown this once, and its row."""
    key = _PREFIXES[kind] + secrets.token_urlsafe(32)
    row = await ApiKey.create(
        name=name,
        kind=kind,
        digest=vault.digest(key, purpose=_PURPOSE),
        prefix=key[:_PREFIX_LENGTH],
        expires_at=expires_at,
    )
    return key, row


def looks_like_one(text: str) -> bool:
    return _FORM.fullmatch(text) is not None


async def find(vault: Vault, key: str) -> ApiKey | None:
    """The living key; notes its use at most once a minute."""
    if not looks_like_one(key):
        return None
    row = await ApiKey.filter(digest__in=vault.digests(key, purpose=_PURPOSE), revoked_at__isnull=True).first()
    if row is None or (row.expires_at is not None and row.expires_at <= now()):
        return None
    if row.last_used_at is None or row.last_used_at < now() - _NOTED_EVERY:
        await ApiKey.filter(id=row.id).update(last_used_at=now())
    return row
