"""What SECRET_KEY protects: encryption of secrets at rest and keyed digests of tokens. Never passwords."""

import base64
import hashlib
import hmac
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class Unsealable(Exception):
    """Sealed under a key that is not ours any more, or tampered with."""


def derive_key(secret: bytes, purpose: str) -> bytes:
    """32 bytes for one purpose (HKDF-SHA256, RFC 5869)."""
    return HKDF(SHA256(), length=32, salt=None, info=purpose.encode()).derive(secret)


def sealing_box(secret: bytes, purpose: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(derive_key(secret, purpose)))


class Vault:
    """Seals with the current key; opens, and recognises digests, with the previous ones too."""

    def __init__(self, current: str, previous: Sequence[str] = ()) -> None:
        self._secrets = [key.encode() for key in (current, *previous)]
        self._boxes: dict[str, MultiFernet] = {}
        self._digest_keys: dict[str, list[bytes]] = {}

    def seal(self, plain: bytes, *, purpose: str) -> str:
        return self._box(purpose).encrypt(plain).decode()

    def open(self, sealed: str, *, purpose: str) -> bytes:
        try:
            return self._box(purpose).decrypt(sealed.encode())
        except InvalidToken:
            raise Unsealable(purpose) from None

    def digest(self, text: str, *, purpose: str) -> str:
        """HMAC-SHA256 in hex under the current key: what a row stores of a token, a code or an identifier."""
        return self.digests(text, purpose=purpose)[0]

    def digests(self, text: str, *, purpose: str) -> list[str]:
        """The digest under each key, current first: what a look-up compares with."""
        if purpose not in self._digest_keys:
            self._digest_keys[purpose] = [derive_key(secret, f"digest {purpose}") for secret in self._secrets]
        raw = text.encode("utf-8", "surrogatepass")
        return [hmac.new(key, raw, hashlib.sha256).hexdigest() for key in self._digest_keys[purpose]]

    def _box(self, purpose: str) -> MultiFernet:
        if purpose not in self._boxes:
            self._boxes[purpose] = MultiFernet([sealing_box(secret, f"seal {purpose}") for secret in self._secrets])
        return self._boxes[purpose]
