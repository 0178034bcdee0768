"""Password hashes that other products made: which are taken, the one form each is stored in, and whether one matches.

Stored as `$<name>$<cost>$<salt>$<digest>`, as PHC strings are; bcrypt keeps its own form. Whatever is stored costs a
bounded time and memory to check. Knows nothing of accounts, and makes no hash.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass

import argon2
import bcrypt
from argon2.exceptions import Argon2Error, InvalidHashError
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR

# A second or two of one core at most; bcrypt as dear as BCRYPT_COST may be.
_BCRYPT_COSTS = range(4, 17)
_MOST_PBKDF2_ROUNDS = 2_000_000
_MOST_ARGON2_KIB = 256 * 1024
_MOST_ARGON2_KIB_PASSES = 1024 * 1024
_MOST_LANES = 16
_MOST_SCRYPT_BYTES = 128 * 1024 * 1024
_MOST_SCRYPT_WORK = 4 * _MOST_SCRYPT_BYTES
# A shorter digest would let too many passwords in.
_SHORTEST_DIGEST = 16
# The column of the table.
_LONGEST = 255

_BCRYPT = re.compile(r"\$2[aby]\$([0-9]{2})\$[./A-Za-z0-9]{53}")
_ARGON2 = re.compile(r"\$argon2(?:id|i|d)\$.+")
_PBKDF2 = re.compile(r"\$pbkdf2(?:-(sha1|sha256|sha512))?\$(?:i=)?([0-9]{1,9})(?:,l=[0-9]{1,4})?\$([^$]+)\$([^$]+)")
_DJANGO_PBKDF2 = re.compile(r"pbkdf2_(sha1|sha256|sha512)\$([0-9]{1,9})\$([^$]+)\$([^$]+)")
_SCRYPT = re.compile(r"\$scrypt\$ln=([0-9]{1,2}),r=([0-9]{1,5}),p=([0-9]{1,3})\$([^$]+)\$([^$]+)")
_DJANGO_SCRYPT = re.compile(r"scrypt\$([^$]+)\$([0-9]{1,9})\$([0-9]{1,5})\$([0-9]{1,3})\$([^$]+)")
# As the Auth server of Supabase writes Firebase's, with the parameters of the project in each.
_FIREBASE = re.compile(
    r"\$fbscrypt\$v=1,n=([0-9]{1,2}),r=([0-9]{1,5}),p=([0-9]{1,3})(?:,ss=([^,$]*))?,sk=([^,$]+)\$([^$]+)\$([^$]+)"
)
_FIREBASE_STORED = re.compile(r"\$firebase\$ln=([0-9]{1,2}),r=([0-9]{1,5}),p=([0-9]{1,3})\$([^$]+)\$([^$]+)")


class UnfitHash(ValueError):
    """Says in a few words why a hash is not taken; never the hash."""


def canonical(text: str) -> str:
    """The form in which a hash is stored; UnfitHash where it is unknown, malformed or too dear to check."""
    hashed = text.removeprefix("argon2$") if text.startswith("argon2$argon2") else text
    if hashed.startswith("argon2"):
        hashed = f"${hashed}"
    for pattern, read in _READERS:
        if match := pattern.fullmatch(hashed):
            try:
                stored = read(match)
            except UnfitHash:
                raise
            except ValueError:
                raise UnfitHash("is not well formed") from None
            if len(stored) > _LONGEST:
                raise UnfitHash("is too long")
            return stored
    raise UnfitHash("is of no kind that can be checked here")


def matches(password: str, stored: str) -> bool:
    """Whether this is the password of a hash in its stored form; False for what is not in one."""
    secret = password.encode()
    if _BCRYPT.fullmatch(stored):
        # bcrypt reads 72 bytes.
        return bcrypt.checkpw(secret[:72], stored.encode())
    if _ARGON2.fullmatch(stored):
        try:
            return argon2.PasswordHasher().verify(stored, password)
        except (Argon2Error, InvalidHashError):
            return False
    for pattern, derive in _DERIVERS:
        if match := pattern.fullmatch(stored):
            digest = _decoded(match[match.re.groups])
            return hmac.compare_digest(derive(secret, match, len(digest)), digest)
    return False


def _bcrypt(match: re.Match[str]) -> str:
    if int(match[1]) not in _BCRYPT_COSTS:
        raise UnfitHash(f"must have a cost from {_BCRYPT_COSTS[0]} to {_BCRYPT_COSTS[-1]}")
    return match[0]


def _argon2(match: re.Match[str]) -> str:
    try:
        cost = argon2.extract_parameters(match[0])
    except InvalidHashError:
        raise UnfitHash("is not well formed") from None
    is_dear = cost.memory_cost > _MOST_ARGON2_KIB or cost.memory_cost * cost.time_cost > _MOST_ARGON2_KIB_PASSES
    if is_dear or not 1 <= cost.parallelism <= _MOST_LANES:
        raise UnfitHash("costs more time or memory than a sign-in may")
    salt, digest = match[0].split("$")[-2:]
    if not _decoded(salt) or min(cost.time_cost, cost.memory_cost) < 1:
        raise UnfitHash("is not well formed")
    _long_enough(_decoded(digest))
    return match[0]


def _pbkdf2(match: re.Match[str]) -> str:
    return pbkdf2(match[1] or "sha1", int(match[2]), _decoded(match[3]), _decoded(match[4]))


def _django_pbkdf2(match: re.Match[str]) -> str:
    """Its salt is text."""
    return pbkdf2(match[1], int(match[2]), match[3].encode(), _decoded(match[4]))


def pbkdf2(algorithm: str, rounds: int, salt: bytes, digest: bytes) -> str:
    """Stored form. Of a digest that is longer than the algorithm's own the first block tells all, and costs less."""
    if not 1 <= rounds <= _MOST_PBKDF2_ROUNDS:
        raise UnfitHash(f"must have from 1 to {_MOST_PBKDF2_ROUNDS} rounds")
    block = digest[: hashlib.new(algorithm).digest_size]
    return f"$pbkdf2-{algorithm}$i={rounds}${_encoded(salt)}${_encoded(_long_enough(block))}"


def _scrypt(match: re.Match[str]) -> str:
    cost = _ScryptCost(*map(int, match.group(1, 2, 3)))
    return f"$scrypt${cost.checked()}${_encoded(_decoded(match[4]))}${_encoded(_long_enough(_decoded(match[5])))}"


def _django_scrypt(match: re.Match[str]) -> str:
    n, r, p = map(int, match.group(2, 3, 4))
    cost = _ScryptCost(n.bit_length() - 1, r, p)
    if n != 2**cost.ln:
        raise UnfitHash("is not well formed")
    return f"$scrypt${cost.checked()}${_encoded(match[1].encode())}${_encoded(_long_enough(_decoded(match[5])))}"


def _firebase(match: re.Match[str]) -> str:
    """Firebase encrypts the project's signer key. Both known, the key stream is left, and no secret of theirs."""
    cost = _ScryptCost(*map(int, match.group(1, 2, 3)))
    separator, signer_key, salt, encrypted = (_decoded(part or "") for part in match.group(4, 5, 6, 7))
    if len(signer_key) != len(encrypted):
        raise UnfitHash("is not well formed")
    stream = bytes(one ^ other for one, other in zip(signer_key, encrypted, strict=True))
    return f"$firebase${cost.checked()}${_encoded(salt + separator)}${_encoded(_long_enough(stream))}"


def _firebase_again(match: re.Match[str]) -> str:
    cost = _ScryptCost(*map(int, match.group(1, 2, 3)))
    return f"$firebase${cost.checked()}${_encoded(_decoded(match[4]))}${_encoded(_long_enough(_decoded(match[5])))}"


@dataclass(frozen=True)
class _ScryptCost:
    ln: int
    r: int
    p: int

    def checked(self) -> str:
        """As it stands in a stored hash."""
        memory = 128 * self.r * 2**self.ln
        # RFC 7914 §2: N is less than 2^(128 r / 8).
        if not (1 <= self.ln < 16 * self.r and self.p):
            raise UnfitHash("is not well formed")
        if memory > _MOST_SCRYPT_BYTES or memory * self.p > _MOST_SCRYPT_WORK:
            raise UnfitHash("costs more time or memory than a sign-in may")
        return f"ln={self.ln},r={self.r},p={self.p}"

    def derive(self, secret: bytes, salt: bytes, length: int) -> bytes:
        room = 128 * self.r * (2**self.ln + self.p + 2)
        return hashlib.scrypt(secret, salt=salt, n=2**self.ln, r=self.r, p=self.p, maxmem=room, dklen=length)


def _derive_pbkdf2(secret: bytes, match: re.Match[str], length: int) -> bytes:
    return hashlib.pbkdf2_hmac(match[1], secret, _decoded(match[3]), int(match[2]), length)


def _derive_scrypt(secret: bytes, match: re.Match[str], length: int) -> bytes:
    return _ScryptCost(*map(int, match.group(1, 2, 3))).derive(secret, _decoded(match[4]), length)


def _derive_firebase(secret: bytes, match: re.Match[str], length: int) -> bytes:
    key = _ScryptCost(*map(int, match.group(1, 2, 3))).derive(secret, _decoded(match[4]), 32)
    return Cipher(AES(key), CTR(bytes(16))).encryptor().update(bytes(length))


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_BCRYPT, _bcrypt),
    (_ARGON2, _argon2),
    (_PBKDF2, _pbkdf2),
    (_DJANGO_PBKDF2, _django_pbkdf2),
    (_SCRYPT, _scrypt),
    (_DJANGO_SCRYPT, _django_scrypt),
    (_FIREBASE, _firebase),
    (_FIREBASE_STORED, _firebase_again),
)
_DERIVERS: tuple[tuple[re.Pattern[str], Callable[[bytes, re.Match[str], int], bytes]], ...] = (
    (_PBKDF2, _derive_pbkdf2),
    (_SCRYPT, _derive_scrypt),
    (_FIREBASE_STORED, _derive_firebase),
)


def _long_enough(digest: bytes) -> bytes:
    if len(digest) < _SHORTEST_DIGEST:
        raise UnfitHash("is not well formed")
    return digest


def _decoded(text: str) -> bytes:
    """Base64 in any of its spellings: passlib's with dots, the URL's, with padding or without."""
    plain = text.rstrip("=").translate(_SPELLINGS)
    return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)


def _encoded(raw: bytes) -> str:
    return base64.b64encode(raw).decode().rstrip("=")


_SPELLINGS = str.maketrans({".": "+", "-": "+", "_": "/"})
