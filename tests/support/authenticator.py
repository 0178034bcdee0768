"""A browser and the passkeys in it: answers as navigator.credentials does, or wrongly in the way asked for."""

import base64
import hashlib
import json
import secrets
import struct
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, BACKUP_ELIGIBLE, BACKED_UP, ATTESTED = 0x01, 0x04, 0x08, 0x10, 0x40
UNLOCKED = PRESENT | VERIFIED
SYNCED = UNLOCKED | BACKUP_ELIGIBLE | BACKED_UP
NO_PRODUCT = "00000000-0000-0000-0000-000000000000"

Json = dict[str, Any]
PrivateKey = ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey | rsa.RSAPrivateKey


def base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def from_base64url(text: str) -> bytes:
    return base64.urlsafe_b64decode(f"{text}===")


@dataclass
class Held:
    """A passkey with its private half. `count` is what its next answer says; None for one without a counter."""

    id: bytes
    key: PrivateKey
    rp_id: str
    handle: str
    count: int | None = None

    def next_count(self) -> int:
        if self.count is None:
            return 0
        self.count += 1
        return self.count


@dataclass
class Authenticator:
    """Holds what it made, and answers with the newest. `origin` is of the page that asks."""

    origin: str
    flags: int = UNLOCKED
    aaguid: str = NO_PRODUCT
    has_counter: bool = False
    held: list[Held] = field(default_factory=list)

    def create(
        self, options: Json, *, key: PrivateKey | None = None, credential_id: bytes | None = None, **wrong: Any
    ) -> Json:
        """What navigator.credentials.create answers, as JSON. `wrong` takes the place of what is right."""
        held = Held(
            id=secrets.token_bytes(32) if credential_id is None else credential_id,
            key=key or ec.generate_private_key(ec.SECP256R1()),
            rp_id=wrong.get("rp_id", options["rp"]["id"]),
            handle=options["user"]["id"],
            count=0 if self.has_counter else None,
        )
        self.held.append(held)
        aaguid = bytes.fromhex(self.aaguid.replace("-", ""))
        attested = aaguid + struct.pack(">H", len(held.id)) + held.id + wrong.get("cose", cose(held.key))
        data = self._data(held, wrong.get("flags", self.flags) | ATTESTED, held.next_count()) + attested
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data, **wrong.get("attestation", {})})
        response = {
            "clientDataJSON": base64url(self._client_data("webauthn.create", options, wrong)),
            "attestationObject": base64url(attestation),
            "transports": ["internal", "hybrid"],
        }
        return _credential(held, response)

    def get(self, options: Json, *, held: Held | None = None, **wrong: Any) -> Json:
        """What navigator.credentials.get answers, as JSON. `wrong` takes the place of what is right."""
        held = held or self.held[-1]
        client_data = self._client_data("webauthn.get", options, wrong)
        count = wrong["count"] if "count" in wrong else held.next_count()
        data = self._data(held, wrong.get("flags", self.flags), count, rp_id=wrong.get("rp_id"))
        signed = data + hashlib.sha256(client_data).digest()
        response = {
            "clientDataJSON": base64url(client_data),
            "authenticatorData": base64url(data),
            "signature": base64url(sign(wrong.get("key", held.key), signed)),
            "userHandle": wrong.get("handle", held.handle),
        }
        return _credential(held, response)

    def _client_data(self, type_: str, options: Json, wrong: Json) -> bytes:
        told = {"type": type_, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": False}
        return json.dumps({**told, **wrong.get("client_data", {})}).encode()

    def _data(self, held: Held, flags: int, count: int, *, rp_id: str | None = None) -> bytes:
        return hashlib.sha256((rp_id or held.rp_id).encode()).digest() + struct.pack(">BI", flags, count)


def _credential(held: Held, response: Json) -> Json:
    return {
        "id": base64url(held.id),
        "rawId": base64url(held.id),
        "type": "public-key",
        "authenticatorAttachment": "platform",
        "clientExtensionResults": {},
        "response": response,
    }


def cose(key: PrivateKey) -> bytes:
    """The public half (RFC 9053)."""
    match key:
        case ec.EllipticCurvePrivateKey():
            point = key.public_key().public_numbers()
            return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")})
        case ed25519.Ed25519PrivateKey():
            return cbor2.dumps({1: 1, 3: -8, -1: 6, -2: key.public_key().public_bytes_raw()})
        case rsa.RSAPrivateKey():
            numbers = key.public_key().public_numbers()
            return cbor2.dumps({1: 3, 3: -257, -1: numbers.n.to_bytes(256, "big"), -2: numbers.e.to_bytes(3, "big")})


def sign(key: PrivateKey, signed: bytes) -> bytes:
    match key:
        case ec.EllipticCurvePrivateKey():
            return key.sign(signed, ec.ECDSA(SHA256()))
        case ed25519.Ed25519PrivateKey():
            return key.sign(signed)
        case rsa.RSAPrivateKey():
            return key.sign(signed, padding.PKCS1v15(), SHA256())
