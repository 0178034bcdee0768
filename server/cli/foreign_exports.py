"""What other products export of a person, told in our names. Reads no file, and judges no value."""

import base64
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import orjson

from services.foreign_hashes import UnfitHash, pbkdf2

_PROVIDERS = {"google-oauth2": "google", "windowslive": "microsoft"}
# Ways in that are no provider's.
_OWN_WAYS = {"auth0", "email", "phone", "password", "sms"}

Told = dict[str, Any]


class Unreadable(ValueError):
    """What cannot be an entry at all, in a few words."""


def auth0(held: Told, _config: Mapping[str, str]) -> Told:
    """A line of a bulk export of users, or of the hashes that Auth0's support hands out, or of both put together."""
    user_id = held.get("user_id") or (f"auth0|{held['_id']['$oid']}" if "_id" in held else None)
    return {
        "email": held.get("email"),
        "emailVerified": bool(held.get("email_verified")),
        "phone": held.get("phone_number"),
        "phoneVerified": bool(held.get("phone_verified")),
        "passwordHash": held.get("passwordHash") or held.get("password_hash"),
        "fullName": held.get("name"),
        "avatarUrl": held.get("picture"),
        "isActive": not held.get("blocked"),
        "userData": held.get("user_metadata"),
        "appData": {**(held.get("app_metadata") or {}), **({"auth0Id": user_id} if user_id else {})},
        "createdAt": held.get("created_at"),
        "lastSignInAt": held.get("last_login"),
        "identities": [
            _identity(each["provider"], str(each["user_id"]), (each.get("profileData") or {}).get("email"))
            for each in held.get("identities") or ()
            if each["provider"] not in _OWN_WAYS
        ],
    }


def supabase(held: Told, _config: Mapping[str, str]) -> Told:
    """A row of `auth.users` as CSV, with a column `identities` if the query made one."""
    row = {name: value or None for name, value in held.items()}
    if row.get("deleted_at"):
        raise Unreadable("was deleted there")
    phone = row.get("phone")
    data, banned_until = json_in(row.get("raw_user_meta_data") or "{}"), _moment(row.get("banned_until"))
    return {
        "id": row["id"],
        "email": row["email"],
        "emailVerified": row.get("email_confirmed_at") is not None,
        "phone": f"+{phone.removeprefix('+')}" if phone else None,
        "phoneVerified": row.get("phone_confirmed_at") is not None,
        "passwordHash": row.get("encrypted_password"),
        "fullName": data.get("full_name") or data.get("name"),
        "avatarUrl": data.get("avatar_url") or data.get("picture"),
        "isActive": banned_until is None or banned_until < datetime.now(UTC),
        "userData": data,
        "appData": json_in(row.get("raw_app_meta_data") or "{}"),
        "createdAt": _moment(row.get("created_at")),
        "lastSignInAt": _moment(row.get("last_sign_in_at")),
        "identities": [
            _identity(each["provider"], each["provider_id"], (each.get("identity_data") or {}).get("email"))
            for each in json_in(row.get("identities") or "[]")
            if each["provider"] not in _OWN_WAYS
        ],
    }


def keycloak(held: Told, _config: Mapping[str, str]) -> Told:
    """A user of a realm's export."""
    attributes = {
        name: values[0] if isinstance(values, list) and len(values) == 1 else values
        for name, values in (held.get("attributes") or {}).items()
    }
    passwords = [each for each in held.get("credentials") or () if each.get("type") == "password"]
    return {
        "id": held.get("id"),
        "email": held.get("email"),
        "emailVerified": bool(held.get("emailVerified")),
        "passwordHash": _keycloak_hash(passwords[0]) if passwords else None,
        "fullName": " ".join(filter(None, (held.get("firstName"), held.get("lastName")))) or None,
        "locale": attributes.pop("locale", None),
        "isActive": held.get("enabled", True),
        "userData": {"username": held["username"], **attributes} if "username" in held else attributes,
        "createdAt": _since_1970(held.get("createdTimestamp")),
        "identities": [
            _identity(each["identityProvider"], each["userId"]) for each in held.get("federatedIdentities") or ()
        ],
    }


def _keycloak_hash(credential: Told) -> str:
    """From the two JSON texts of a credential: PBKDF2 of three kinds, or argon2."""
    how, secret = orjson.loads(credential["credentialData"]), orjson.loads(credential["secretData"])
    salt, digest = (base64.b64decode(secret[name], validate=True) for name in ("salt", "value"))
    if how["algorithm"] == "argon2":
        more = {name: values[0] for name, values in how["additionalParameters"].items()}
        version = {"1.0": 16, "1.3": 19}[more["version"]]
        cost = f"m={int(more['memory'])},t={int(how['hashIterations'])},p={int(more['parallelism'])}"
        parts = [base64.b64encode(raw).decode().rstrip("=") for raw in (salt, digest)]
        return "$".join([f"$argon2{more['type']}", f"v={version}", cost, *parts])
    algorithm = {"pbkdf2": "sha1", "pbkdf2-sha256": "sha256", "pbkdf2-sha512": "sha512"}.get(how["algorithm"])
    if algorithm is None:
        raise UnfitHash("passwordHash: is of no kind that can be checked here")
    return pbkdf2(algorithm, int(how["hashIterations"]), salt, digest)


def firebase(held: Told, config: Mapping[str, str]) -> Told:
    """A user of `firebase auth:export`, hashed with the parameters of the project."""
    hashed = None
    if held.get("passwordHash"):
        cost = f"v=1,n={config['mem_cost']},r={config['rounds']},p=1"
        keys = f"ss={config['base64_salt_separator']},sk={config['base64_signer_key']}"
        hashed = f"$fbscrypt${cost},{keys}${held['salt']}${held['passwordHash']}"
    return {
        "email": held.get("email"),
        "emailVerified": bool(held.get("emailVerified")),
        "phone": held.get("phoneNumber"),
        "phoneVerified": "phoneNumber" in held,
        "passwordHash": hashed,
        "fullName": held.get("displayName"),
        "avatarUrl": held.get("photoUrl"),
        "isActive": not held.get("disabled"),
        "appData": {**json_in(held.get("customAttributes") or "{}"), "firebaseId": held["localId"]},
        "createdAt": _since_1970(held.get("createdAt")),
        "lastSignInAt": _since_1970(held.get("lastSignedInAt")),
        "identities": [
            _identity(each["providerId"].removesuffix(".com"), each["rawId"], each.get("email"))
            for each in held.get("providerUserInfo") or ()
            if each["providerId"] not in _OWN_WAYS
        ],
    }


def read_hash_config(text: str) -> dict[str, str]:
    """The block that Firebase's console shows under "Password hash parameters"; Unreadable for anything else."""
    config = dict(re.findall(r"^\s*(\w+):\s*([\w+/=-]+),?\s*$", text, flags=re.MULTILINE))
    missing = {"base64_signer_key", "base64_salt_separator", "rounds", "mem_cost"} - config.keys()
    if missing or config.get("algorithm", "SCRYPT") != "SCRYPT":
        raise Unreadable("does not hold the password hash parameters that Firebase's console shows")
    return config


def _identity(provider: str, subject: str, email: str | None = None) -> Told:
    return {"provider": _PROVIDERS.get(provider, provider), "subject": subject, "email": email}


def json_in(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        raise Unreadable("holds a column that is not JSON") from None


def _moment(text: str | None) -> datetime | None:
    """As PostgreSQL writes it."""
    moment = datetime.fromisoformat(text) if text else None
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def _since_1970(milliseconds: object) -> datetime | None:
    return datetime.fromtimestamp(int(str(milliseconds)) / 1000, UTC) if milliseconds else None
