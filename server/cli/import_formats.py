"""Files of people, read one entry at a time: our own forms, and what other products export, told in our names.

Judges nothing: what an entry holds is checked by who imports it.
"""

import base64
import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, BinaryIO

import ijson
import orjson

from resolvers.imports import Refused, Source
from services.foreign_hashes import UnfitHash, pbkdf2

_LONGEST_LINE = 1024 * 1024
_JSON_COLUMNS = {"userData", "appData", "identities"}
_FLAG_COLUMNS = {"emailVerified", "phoneVerified", "isActive"}
_PROVIDERS = {"google-oauth2": "google", "windowslive": "microsoft"}
# Ways in that are no provider's.
_OWN_WAYS = {"auth0", "email", "phone", "password", "sms"}

Entry = tuple[int, Any]
Told = dict[str, Any]


class Format(StrEnum):
    JSONL = "jsonl"
    CSV = "csv"
    AUTH0 = "auth0"
    SUPABASE = "supabase"
    KEYCLOAK = "keycloak"
    FIREBASE = "firebase"


class Unreadable(ValueError):
    """What cannot be an entry at all, in a few words."""


def read(handle: BinaryIO, format_: Format, hash_config: Mapping[str, str]) -> Iterator[Source | Refused]:
    """Each person, or where the entry stands and why there is none in it. `hash_config` is Firebase's."""
    entries, translate = _READERS[format_]
    for place, held in entries(handle):
        try:
            yield Source(place, translate(_object(held), hash_config))
        except (Unreadable, UnfitHash) as fault:
            yield Refused(place, str(fault))
        except (KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError):
            yield Refused(place, f"is not as {format_} writes it")


def _object(held: Any) -> Told:
    """A text in its place says what is wrong with the entry."""
    if not isinstance(held, dict):
        raise Unreadable(held if isinstance(held, str) else "is not an object")
    return held


def _lines(handle: BinaryIO) -> Iterator[Entry]:
    """JSON Lines."""
    number = 0
    while line := handle.readline(_LONGEST_LINE):
        number += 1
        if len(line) == _LONGEST_LINE and not line.endswith(b"\n"):
            while (rest := handle.readline(_LONGEST_LINE)) and not rest.endswith(b"\n"):
                continue
            yield number, "is longer than 1 MiB"
        elif line := line.removeprefix(b"\xef\xbb\xbf").strip():
            try:
                yield number, orjson.loads(line)
            except orjson.JSONDecodeError:
                yield number, "is not JSON"


def _rows(handle: BinaryIO) -> Iterator[Entry]:
    csv.field_size_limit(_LONGEST_LINE)
    text = io.TextIOWrapper(handle, "utf-8-sig", "surrogateescape", newline="")
    reader = csv.DictReader(text, restkey="", restval=None)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield reader.line_num, "is not CSV"
        else:
            whole = "" not in row and None not in row.values()
            yield reader.line_num, row if whole else "has another number of columns than the first line"


def _users(handle: BinaryIO) -> Iterator[Entry]:
    """Of one JSON document, which is never in memory as a whole."""
    place = 0
    try:
        for place, user in enumerate(ijson.items(handle, "users.item", use_float=True), start=1):
            yield place, user
    except ijson.JSONError:
        yield place + 1, "is not JSON, nor is what follows"


def _own(held: Told, _config: Mapping[str, str]) -> Told:
    return held


def _own_columns(held: Told, _config: Mapping[str, str]) -> Told:
    told: Told = {name: value for name, value in held.items() if value}
    for name in _JSON_COLUMNS & told.keys():
        told[name] = _json(told[name])
    for name in _FLAG_COLUMNS & told.keys():
        told[name] = {"true": True, "false": False}.get(told[name].lower(), told[name])
    return told


def _auth0(held: Told, _config: Mapping[str, str]) -> Told:
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


def _supabase(held: Told, _config: Mapping[str, str]) -> Told:
    """A row of `auth.users` as CSV, with a column `identities` if the query made one."""
    row = {name: value or None for name, value in held.items()}
    if row.get("deleted_at"):
        raise Unreadable("was deleted there")
    phone = row.get("phone")
    data, banned_until = _json(row.get("raw_user_meta_data") or "{}"), _moment(row.get("banned_until"))
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
        "appData": _json(row.get("raw_app_meta_data") or "{}"),
        "createdAt": _moment(row.get("created_at")),
        "lastSignInAt": _moment(row.get("last_sign_in_at")),
        "identities": [
            _identity(each["provider"], each["provider_id"], (each.get("identity_data") or {}).get("email"))
            for each in _json(row.get("identities") or "[]")
            if each["provider"] not in _OWN_WAYS
        ],
    }


def _keycloak(held: Told, _config: Mapping[str, str]) -> Told:
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


def _firebase(held: Told, config: Mapping[str, str]) -> Told:
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
        "appData": {**_json(held.get("customAttributes") or "{}"), "firebaseId": held["localId"]},
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


def _json(text: str) -> Any:
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


_READERS: dict[Format, tuple[Callable[[BinaryIO], Iterator[Entry]], Callable[[Told, Mapping[str, str]], Told]]] = {
    Format.JSONL: (_lines, _own),
    Format.CSV: (_rows, _own_columns),
    Format.AUTH0: (_lines, _auth0),
    Format.SUPABASE: (_rows, _supabase),
    Format.KEYCLOAK: (_users, _keycloak),
    Format.FIREBASE: (_users, _firebase),
}
