"""WebAuthn (Level 3) as a relying party: options for a browser, and what its answers are worth.

Asks for passkeys alone: discoverable, with user verification, and no attestation. Writes no row.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import webauthn

from models import Passkey

# How long a browser may take (WebAuthn Level 3 §15.1).
PATIENCE = timedelta(minutes=5)
_MILLISECONDS = int(PATIENCE.total_seconds() * 1000)
_LONGEST_ID = 1023
# An RSA key of 8192 bits takes half of it.
_LONGEST_KEY = 2048


class Refused(Exception):
    """An answer that proves nothing: malformed, to another challenge, from another origin, or not signed by the key."""


@dataclass(frozen=True)
class Registered:
    """A new credential. `aaguid` is its authenticator's word about its own make."""

    credential_id: str
    public_key: bytes
    sign_count: int
    aaguid: str
    transports: list[str]
    backup_eligible: bool
    backed_up: bool


@dataclass(frozen=True)
class Answer:
    """A credential's answer to a challenge, of which nothing is proved yet. `user_handle`: whose it says it is."""

    credential_id: str
    user_handle: bytes | None
    parsed: webauthn.helpers.structs.AuthenticationCredential


@dataclass(frozen=True)
class Signed:
    """What a passkey's signature vouches for: its counter, 0 where it has none, and whether it is backed up by now."""

    sign_count: int
    backed_up: bool


class RelyingParty:
    """The site that passkeys are for. `origins`: of the pages that may ask for them."""

    def __init__(self, public_url: str, name: str, origins: Sequence[str]) -> None:
        self._id = urlsplit(public_url).hostname or ""
        self._name = name
        self._origins = list(origins)

    def creation_options(
        self, challenge: str, handle: bytes, *, name: str, display_name: str, known: Sequence[Passkey]
    ) -> dict[str, Any]:
        """For navigator.credentials.create, in WebAuthn's JSON form. Authenticators that are `known` refuse."""
        structs = webauthn.helpers.structs
        options = webauthn.generate_registration_options(
            rp_id=self._id,
            rp_name=self._name,
            user_id=handle,
            user_name=name,
            user_display_name=display_name,
            challenge=webauthn.base64url_to_bytes(challenge),
            timeout=_MILLISECONDS,
            authenticator_selection=structs.AuthenticatorSelectionCriteria(
                resident_key=structs.ResidentKeyRequirement.REQUIRED,
                user_verification=structs.UserVerificationRequirement.REQUIRED,
            ),
            exclude_credentials=[_descriptor(passkey) for passkey in known],
        )
        return webauthn.helpers.options_to_json_dict(options)

    def request_options(self, challenge: str, allowed: Sequence[Passkey] = ()) -> dict[str, Any]:
        """For navigator.credentials.get, in WebAuthn's JSON form. None allowed: whichever the person chooses."""
        options = webauthn.generate_authentication_options(
            rp_id=self._id,
            challenge=webauthn.base64url_to_bytes(challenge),
            timeout=_MILLISECONDS,
            allow_credentials=[_descriptor(passkey) for passkey in allowed],
            user_verification=webauthn.helpers.structs.UserVerificationRequirement.REQUIRED,
        )
        return webauthn.helpers.options_to_json_dict(options)

    def register(self, credential: object, challenge: str) -> Registered:
        """The credential that a browser made for this challenge; Refused otherwise."""
        with _suspicion():
            parsed = webauthn.helpers.parse_registration_credential_json(_object(credential))
            _require_own_page(parsed)
            verified = webauthn.verify_registration_response(
                credential=parsed,
                expected_challenge=webauthn.base64url_to_bytes(challenge),
                expected_rp_id=self._id,
                expected_origin=self._origins,
                require_user_verification=True,
            )
            _require_usable(verified.credential_id, verified.credential_public_key)
        return Registered(
            credential_id=webauthn.helpers.bytes_to_base64url(verified.credential_id),
            public_key=verified.credential_public_key,
            sign_count=verified.sign_count,
            aaguid=verified.aaguid,
            transports=sorted({transport.value for transport in parsed.response.transports or []}),
            backup_eligible=_may_be_backed_up(verified.credential_device_type),
            backed_up=verified.credential_backed_up,
        )

    def read(self, credential: object) -> Answer:
        """The answer, taken apart; Refused for what is none."""
        with _suspicion():
            parsed = webauthn.helpers.parse_authentication_credential_json(_object(credential))
        return Answer(webauthn.helpers.bytes_to_base64url(parsed.raw_id), parsed.response.user_handle, parsed)

    def verify(self, answer: Answer, challenge: str, passkey: Passkey) -> Signed:
        """Whether this passkey's key signed this challenge on a page of ours for a person whom it verified.

        The counter is left for the caller to compare: only then is it known to be the authenticator's word.
        """
        with _suspicion():
            _require_own_page(answer.parsed)
            verified = webauthn.verify_authentication_response(
                credential=answer.parsed,
                expected_challenge=webauthn.base64url_to_bytes(challenge),
                expected_rp_id=self._id,
                expected_origin=self._origins,
                credential_public_key=passkey.public_key,
                credential_current_sign_count=0,
                require_user_verification=True,
            )
        if _may_be_backed_up(verified.credential_device_type) != passkey.backup_eligible:
            # It never changes over a credential's life (WebAuthn Level 3 §6.1.3).
            raise Refused("Another backup eligibility than at registration")
        return Signed(verified.new_sign_count, verified.credential_backed_up)


def digest_of(credential_id: str) -> str:
    """What a credential is looked up by."""
    return hashlib.sha256(credential_id.encode()).hexdigest()


@contextmanager
def _suspicion() -> Iterator[None]:
    """The bytes are a stranger's: whatever parsers and ciphers raise over them is a refusal, never our failure."""
    try:
        yield
    except Exception as fault:
        raise Refused(str(fault)) from fault


def _object(credential: object) -> dict[str, Any]:
    """The library would read text as JSON, too."""
    if not isinstance(credential, dict):
        raise TypeError("The credential is no JSON object")
    return credential


def _require_own_page(
    credential: webauthn.helpers.structs.RegistrationCredential | webauthn.helpers.structs.AuthenticationCredential,
) -> None:
    """Not one within another site's frame. The library leaves this to its users."""
    if webauthn.helpers.parse_client_data_json(credential.response.client_data_json).cross_origin:
        raise ValueError("Asked for within a frame of another origin")


def _require_usable(credential_id: bytes, public_key: bytes) -> None:
    """A key that no signature can ever match would be a way in that is none."""
    if len(credential_id) > _LONGEST_ID or len(public_key) > _LONGEST_KEY:
        raise ValueError("The credential is too long")
    webauthn.helpers.decoded_public_key_to_cryptography(webauthn.helpers.decode_credential_public_key(public_key))


def _may_be_backed_up(kind: webauthn.helpers.structs.CredentialDeviceType) -> bool:
    return kind is webauthn.helpers.structs.CredentialDeviceType.MULTI_DEVICE


def _descriptor(passkey: Passkey) -> webauthn.helpers.structs.PublicKeyCredentialDescriptor:
    structs = webauthn.helpers.structs
    transports = [structs.AuthenticatorTransport(name) for name in passkey.transports]
    return structs.PublicKeyCredentialDescriptor(
        id=webauthn.base64url_to_bytes(passkey.credential_id), transports=transports or None
    )
