"""What is sent and what comes back, as plain values. Sends nothing."""

import hashlib
import time
from collections.abc import Mapping
from typing import Any

import httpx
from pydantic_core import to_jsonable_python

from ostiary_client.faults import Fault, Unreachable
from ostiary_client.models import BaseModel, UnsetType
from ostiary_client.tokens import Tokens

Data = dict[str, Any]
Variables = Mapping[str, object]

# The person must sign in again, whatever was asked.
ENDED = {"SESSION_ENDED", "TOKEN_INVALID"}
EXPIRED = "TOKEN_EXPIRED"


def body_of(document: str, name: str | None, variables: Variables, *, by_id: bool = False) -> Data:
    """`by_id`: in place of the text, the id by which a server of trusted documents knows it."""
    digest = hashlib.sha256(document.encode()).hexdigest()
    named = {"documentId": f"sha256:{digest}"} if by_id else {"query": document}
    given = {name: _plain(value) for name, value in variables.items() if not isinstance(value, UnsetType)}
    return {**named, "operationName": name, "variables": given}


def data_of(response: httpx.Response) -> Data:
    """Raises Fault where anything was refused, Unreachable where this is no answer of Ostiary's."""
    try:
        body = response.json()
    except ValueError:
        body = None
    if not isinstance(body, dict) or not (body.get("errors") or isinstance(body.get("data"), dict)):
        raise Unreachable(f"No GraphQL answer, but HTTP status {response.status_code}.")
    if body.get("errors"):
        raise Fault(body["errors"], body.get("data"))
    data: Data = body["data"]
    return data


def tokens_in(data: Data, held: Tokens | None) -> Tokens | None:
    """Those of a SignedIn outcome. Null, and not left out, says that the session keeps its refresh token."""
    for outcome in data.values():
        if isinstance(outcome, dict) and outcome.get("__typename") == "SignedIn" and outcome.get("accessToken"):
            kept = held.refresh_token if held and "refreshToken" in outcome else None
            return Tokens(
                access_token=outcome["accessToken"],
                refresh_token=outcome.get("refreshToken") or kept,
                expires_at=time.time() + outcome["expiresIn"] if "expiresIn" in outcome else None,
            )
    return None


def ends_session(data: Data, variables: Variables) -> bool:
    """Whether the person signed out, or is gone."""
    everywhere = "signOutEverywhere" in data and variables.get("keepCurrent") is not True
    outcome = data.get("deleteAccount") or {}
    return "signOut" in data or everywhere or outcome.get("__typename") == "AccountDeleted"


def _plain(value: object) -> object:
    """As JSON. A field of an input that was never set is left out: null would clear it."""
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return to_jsonable_python(value)
