"""Trusted documents: which document an id names, and whether a request may run any other.

Never asks who sends it. Pages run documents of their own, past this.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from pathlib import Path

from server.asked import Malformed, Operation
from server.settings import PREFIX, Settings, SettingsError

_SETTING = f"{PREFIX}TRUSTED_DOCUMENTS"


class TrustedDocuments:
    """`by_id` holds documents by their SHA-256; `only`: nothing else runs."""

    def __init__(self, by_id: Mapping[str, str], *, only: bool = False) -> None:
        self._by_id = {f"sha256:{digest}": text for digest, text in by_id.items()}
        self._texts = frozenset(by_id.values())
        self._only = only

    @property
    def texts(self) -> Collection[str]:
        return self._texts

    def document_of(self, asked: Operation) -> str:
        """The text to run. Raises Malformed where there is none."""
        if asked.document is None:
            if known := self._by_id.get(asked.document_id or ""):
                return known
            raise Malformed(400, "There is no trusted document of this id.")
        if asked.document_id is not None and asked.document_id != f"sha256:{digest_of(asked.document)}":
            raise Malformed(400, "`query` is not the document that the id names.")
        if self._only and asked.document not in self._texts:
            raise Malformed(400, "Only trusted documents run here.")
        return asked.document


def digest_of(document: str) -> str:
    # A lone surrogate comes through JSON, and no document has one.
    return hashlib.sha256(document.encode("utf-8", "surrogatepass")).hexdigest()


def load_documents(settings: Settings) -> TrustedDocuments:
    """What the setting names. Raises SettingsError on a file that is no manifest."""
    by_id = _manifest(settings.trusted_documents) if settings.trusted_documents else {}
    return TrustedDocuments(by_id, only=settings.trusted_documents_only)


def _manifest(path: Path) -> dict[str, str]:
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{_SETTING}: cannot read {path}: {error.strerror}.") from None
    except (ValueError, RecursionError):
        raise SettingsError(f"{_SETTING}: {path} is not JSON in UTF-8.") from None
    if not isinstance(manifest, dict) or not all(isinstance(text, str) for text in manifest.values()):
        raise SettingsError(f"{_SETTING}: {path} must be an object of SHA-256 to document.")
    for name, text in manifest.items():
        if name != digest_of(text):
            raise SettingsError(f"{_SETTING}: {name} is not the SHA-256 of its document, {digest_of(text)}.")
    return manifest
