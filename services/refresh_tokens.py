"""Refresh tokens: one living per session, rotated at each use. The row keeps digests only.

`rt_` and base64url of: session id (16 bytes), secret (25), tag (16). The tag tells a token that was ours once from an
invention, so that only a real old one counts as theft.
"""

import hashlib
import hmac
import re
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID

from cryptography.fernet import InvalidToken as Undecryptable

from models import Session
from services.database import now
from services.policy import Policy
from services.vault import Vault, sealing_box

_PREFIX = "rt_"
_PURPOSE = "refresh token"
# Together a multiple of three, so that base64 has no padding.
_BODY, _TAG = 41, 16
# Base64 decoding skips foreign characters, so that one token would have many spellings.
_FORM = re.compile(r"rt_[A-Za-z0-9_-]{76}", re.ASCII)


def mint(vault: Vault, session: Session) -> str:
    """A new token for the session, whose row takes its digest; the caller saves."""
    token = _new_token(vault, session.id)
    session.refresh_digest = digest_of(token)
    return token


def _new_token(vault: Vault, session_id: UUID) -> str:
    body = session_id.bytes + secrets.token_bytes(_BODY - 16)
    tag = bytes.fromhex(vault.digest(body.hex(), purpose=_PURPOSE))[:_TAG]
    return _PREFIX + urlsafe_b64encode(body + tag).decode()


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


async def find(vault: Vault, token: str) -> Session | None:
    """The session, with its user, that this token was made for, however old the token is."""
    session_id = _session_id(vault, token)
    return await Session.filter(id=session_id).select_related("user").first() if session_id else None


def _session_id(vault: Vault, token: str) -> UUID | None:
    if not _FORM.fullmatch(token):
        return None
    raw = urlsafe_b64decode(token[len(_PREFIX) :])
    body, tag = raw[:_BODY], raw[_BODY:]
    known = (bytes.fromhex(digest)[:_TAG] for digest in vault.digests(body.hex(), purpose=_PURPOSE))
    return UUID(bytes=body[:16]) if any(hmac.compare_digest(tag, right) for right in known) else None


async def rotate(vault: Vault, policy: Policy, session: Session, token: str) -> str | None:
    """The successor of the living token; the same one again for its predecessor within the grace; None for older ones.

    For the grace the successor is kept encrypted under a key derived from the predecessor: the row alone tells nothing.
    """
    digest = digest_of(token)
    if digest == session.refresh_digest:
        successor = _new_token(vault, session.id)
        rotation = {
            "refresh_digest": digest_of(successor),
            "previous_digest": digest,
            "rotated_at": now(),
            "sealed_successor": sealing_box(token.encode(), _PURPOSE).encrypt(successor.encode()).decode(),
            "expires_at": min(now() + policy.refresh_token_ttl, session.ends_at),
            "last_seen_at": now(),
        }
        living = Session.filter(id=session.id, refresh_digest=digest, ended_at__isnull=True)
        if await living.update(**rotation):
            session.update_from_dict(rotation)
            return successor
        # A parallel refresh was faster, so that this token is the predecessor by now; or the session is gone.
        found = await Session.get_or_none(id=session.id)
        return _successor_in_grace(policy, found, token) if found is not None else None
    return _successor_in_grace(policy, session, token)


def _successor_in_grace(policy: Policy, session: Session, token: str) -> str | None:
    if session.previous_digest != digest_of(token) or not session.sealed_successor or session.rotated_at is None:
        return None
    if session.rotated_at + policy.refresh_grace <= now():
        return None
    try:
        return sealing_box(token.encode(), _PURPOSE).decrypt(session.sealed_successor.encode()).decode()
    except Undecryptable:
        return None
