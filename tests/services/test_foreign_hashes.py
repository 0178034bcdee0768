"""services.foreign_hashes: what other products made is checked as they did, in one form each, within bounds."""

import base64
import hashlib

import argon2
import bcrypt
import pytest

from services.foreign_hashes import UnfitHash, canonical, matches, pbkdf2
from services.passwords import PasswordHasher, importable

RIGHT = "violet-tractor-hums-42"
SALT = b"a salt of sixteen"
# From the tests of Supabase's Auth server: public, and made by Firebase.
SIGNER_KEY = "ou9tdYTGyYm8kuR6Dt0Bp0kDuAYoXrK16mbZO4yGwAn3oLspjnN0/c41v8xZnO1n14J3MjKj1b2g6AUCAlFwMw=="
FIREBASE = (
    f"$fbscrypt$v=1,n=14,r=8,p=1,ss=Bw==,sk={SIGNER_KEY}$C0sHCg9ek77hsg=="
    "$zKVTMvnWVw5BBOZNUdnsalx4c4c7y/w7IS5p6Ut2+CfEFFlz37J9huyQfov4iizN8dbjvEJlM5tQaJP84+hfTw=="
)


def b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def ab64(raw: bytes) -> str:
    """As passlib writes it."""
    return b64(raw).rstrip("=").replace("+", ".")


def stretched(algorithm: str, salt: bytes = SALT, length: int | None = None) -> bytes:
    return hashlib.pbkdf2_hmac(algorithm, RIGHT.encode(), salt, 1000, length)


def scrypted(salt: bytes = SALT) -> bytes:
    return hashlib.scrypt(RIGHT.encode(), salt=salt, n=1024, r=8, p=2, dklen=32)


def argon(kind: argon2.Type) -> str:
    return argon2.PasswordHasher(time_cost=1, memory_cost=16, parallelism=2, type=kind).hash(RIGHT)


BCRYPT = bcrypt.hashpw(RIGHT.encode(), bcrypt.gensalt(4)).decode()
FROM_ELSEWHERE = {
    "bcrypt 2a": BCRYPT.replace("$2b$", "$2a$"),
    "bcrypt 2b": BCRYPT,
    "bcrypt 2y": BCRYPT.replace("$2b$", "$2y$"),
    "argon2id": argon(argon2.Type.ID),
    "argon2i": argon(argon2.Type.I),
    "argon2d": argon(argon2.Type.D),
    "argon2 of Django": f"argon2{argon(argon2.Type.ID)}",
    "pbkdf2 as PHC": f"$pbkdf2-sha512$i=1000$${b64(SALT)}${b64(stretched('sha512'))}".replace("$$", "$"),
    "pbkdf2 as PHC with its length": f"$pbkdf2-sha256$i=1000,l=32${b64(SALT)}${b64(stretched('sha256'))}",
    "pbkdf2 of passlib": f"$pbkdf2-sha256$1000${ab64(SALT)}${ab64(stretched('sha256'))}",
    "pbkdf2 of passlib, SHA-1": f"$pbkdf2$1000${ab64(SALT)}${ab64(stretched('sha1'))}",
    "pbkdf2 of Django": f"pbkdf2_sha256$1000$text${b64(stretched('sha256', b'text'))}",
    "pbkdf2 of Django, SHA-1": f"pbkdf2_sha1$1000$text${b64(stretched('sha1', b'text'))}",
    "scrypt of passlib": f"$scrypt$ln=10,r=8,p=2${ab64(SALT)}${ab64(scrypted())}",
    "scrypt of Django": f"scrypt$text$1024$8$2${b64(scrypted(b'text'))}",
}


@pytest.mark.parametrize("kind", FROM_ELSEWHERE)
def test_each_kind_tells_right_from_wrong(kind):
    stored = canonical(FROM_ELSEWHERE[kind])
    assert matches(RIGHT, stored)
    for wrong in ("", RIGHT + "x", RIGHT.upper()):
        assert not matches(wrong, stored)
    assert canonical(stored) == stored
    assert len(stored) <= 255


def test_firebase_is_checked_without_keeping_the_secret_of_the_project():
    stored = canonical(FIREBASE)
    assert matches("mytestpassword", stored)
    assert not matches("mytestpasswore", stored)
    assert SIGNER_KEY[:20] not in stored
    assert canonical(stored) == stored


def test_a_credential_as_keycloak_keeps_it():
    """A public sample of a guide to Keycloak's import: the password is "admin"."""
    salt, value = "x/bm4Y3DcuV9eU97ervkPA==", "1u7BLvfSPxQFpwc5jpGSA+88EGl9pZYKhaZ8YPIu9N4="
    assert matches("admin", pbkdf2("sha256", 27500, base64.b64decode(salt), base64.b64decode(value)))


def test_a_digest_longer_than_the_algorithms_own_costs_no_more_than_one_block():
    stored = pbkdf2("sha1", 1000, SALT, stretched("sha1", length=64))
    assert matches(RIGHT, stored)
    assert len(base64.b64decode(stored.split("$")[-1] + "==")) == 20


DIGEST = b64(bytes(32)).rstrip("=")
UNFIT = {
    "nothing": "",
    "plain text": "password",
    "md5-crypt": "$1$salt$digest",
    "sha512-crypt": "$6$rounds=5000$salt$digest",
    "bcrypt too dear": f"$2b$17${'.' * 53}",
    "bcrypt too cheap": f"$2b$03${'.' * 53}",
    "bcrypt cut off": f"$2b$10${'.' * 52}",
    "argon2 of much memory": f"$argon2id$v=19$m=262145,t=1,p=1${DIGEST}${DIGEST}",
    "argon2 of many passes": f"$argon2id$v=19$m=65536,t=17,p=1${DIGEST}${DIGEST}",
    "argon2 of many lanes": f"$argon2id$v=19$m=65536,t=1,p=17${DIGEST}${DIGEST}",
    "argon2 of a huge number": f"$argon2id$v=19$m=8,t={10**30},p=1${DIGEST}${DIGEST}",
    "argon2 with a short digest": f"$argon2id$v=19$m=16,t=1,p=1${DIGEST}$AAAA",
    "argon2 in pieces": "$argon2id$nonsense",
    "pbkdf2 too dear": f"$pbkdf2-sha256$i=2000001${DIGEST}${DIGEST}",
    "pbkdf2 of nothing": f"$pbkdf2-sha256$i=0${DIGEST}${DIGEST}",
    "pbkdf2 of another digest": f"$pbkdf2-md5$i=1000${DIGEST}${DIGEST}",
    "pbkdf2 with an empty digest": f"$pbkdf2-sha256$i=1000${DIGEST}$",
    "pbkdf2 with a short digest": f"$pbkdf2-sha256$i=1000${DIGEST}$AAAA",
    "pbkdf2 that is no base64": f"$pbkdf2-sha256$i=1000${DIGEST}$!!!!{DIGEST}",
    "pbkdf2 with a salt that is too long": f"$pbkdf2-sha256$i=1000${'A' * 240}${DIGEST}",
    "scrypt of much memory": f"$scrypt$ln=18,r=8,p=1${DIGEST}${DIGEST}",
    "scrypt of many lanes": f"$scrypt$ln=17,r=8,p=5${DIGEST}${DIGEST}",
    "scrypt of an impossible N": f"$scrypt$ln=16,r=1,p=1${DIGEST}${DIGEST}",
    "scrypt of an N that is no power": f"scrypt$text$1000$8$1${DIGEST}",
    "scrypt without blocks": f"$scrypt$ln=14,r=0,p=1${DIGEST}${DIGEST}",
    "Firebase without its key": f"$fbscrypt$v=1,n=14,r=8,p=1,ss=Bw==${DIGEST}${DIGEST}",
    "Firebase with another key": f"$fbscrypt$v=1,n=14,r=8,p=1,ss=Bw==,sk=AAAA${DIGEST}${DIGEST}",
    "Firebase too dear": FIREBASE.replace("n=14", "n=20"),
    "our own form around another": f"hs256:$pbkdf2-sha256$i=1000${DIGEST}${DIGEST}",
    "letters beyond ASCII": f"$pbkdf2-sha256$i=1000$é${DIGEST}",
    "a megabyte": f"$pbkdf2-sha256$i=1000${'A' * 1_000_000}${DIGEST}",
}


@pytest.mark.parametrize("kind", UNFIT)
def test_what_is_unknown_malformed_or_too_dear_is_not_taken(kind):
    with pytest.raises(UnfitHash) as refused:
        importable(UNFIT[kind])
    assert UNFIT[kind] == "" or UNFIT[kind] not in str(refused.value)


@pytest.mark.parametrize("kind", FROM_ELSEWHERE)
async def test_a_hash_from_elsewhere_is_outdated_once_it_matches(kind):
    hasher = PasswordHasher(5, threads=1)
    stored = importable(FROM_ELSEWHERE[kind])
    right, wrong = await hasher.verify(RIGHT, stored), await hasher.verify("wrong", stored)
    assert (right.matches, right.outdated, wrong.matches, wrong.outdated) == (True, True, False, False)
    own = await hasher.hash(RIGHT)
    assert importable(own) == own
    hasher.close()
