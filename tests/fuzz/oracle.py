"""What every answer of the API must be, whatever was asked. Knows the published codes; asks nothing itself."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import httpx

from schema.faults import FaultCode
from services.errors import FaultReason

# A page in docs/problems tells each (tests/house); this one is a fault of ours.
PUBLISHED = {code.value for code in FaultCode} - {FaultCode.INTERNAL_SERVER_ERROR.value}
REASONS = {reason.value for reason in FaultReason}
ROOT = str(Path(__file__).resolve().parents[2])
# A trace, a statement of SQL, the name of a module, a stored hash.
_INSIDES = re.compile(
    r"Traceback|File \\?\"|site-packages|\.py\b|sqlite3?\.|asyncpg|asyncmy|tortoise|graphql\.error|"
    r"\bSELECT\b.+\bFROM\b|\bINSERT INTO\b|\bUPDATE\b.+\bSET\b|\$2b\$|PRIVATE KEY"
)


def faults_of(response: httpx.Response, secrets: Collection[str]) -> list[str]:
    """What is wrong with an answer, each in a few words. `secrets` were planted, and belong into no answer."""
    faults = list(_leaks(response.text, secrets))
    if "json" not in response.headers.get("content-type", ""):
        return [*faults, "no JSON"]
    body = response.json()
    if not isinstance(body, dict) or not body or body.keys() - {"data", "errors", "extensions"}:
        return [*faults, "no GraphQL answer"]
    errors = body.get("errors", [])
    codes = {error.get("extensions", {}).get("code") for error in errors}
    if response.status_code >= httpx.codes.INTERNAL_SERVER_ERROR and codes != {"SERVICE_UNAVAILABLE"}:
        faults.append(f"status {response.status_code}")
    return faults + [fault for error in errors for fault in _faults_of_error(error)]


def _faults_of_error(error: dict[str, Any]) -> Iterator[str]:
    extensions = error.get("extensions", {})
    if extensions.get("code") not in PUBLISHED:
        yield f"code {extensions.get('code')}"
    if extensions.get("reason") not in {None, *REASONS}:
        yield f"reason {extensions['reason']}"
    if not error.get("message"):
        yield "no message"


def _leaks(text: str, secrets: Collection[str]) -> Iterator[str]:
    if match := _INSIDES.search(text):
        yield f"insides: {match[0]}"
    yield from (f"a planted secret: {secret}" for secret in (ROOT, *secrets) if secret in text)
