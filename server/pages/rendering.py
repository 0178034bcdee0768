"""Templates become pages here, under one policy: our own files, nothing inline, nothing kept or told to others."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from server.pages import wording
from server.pages.theme import Theme
from services.delivery.wording import in_words, moment

_HERE = Path(__file__).parent
STATIC = _HERE / "static"
# `form-action` holds for redirects after a POST too: see Visit.leave.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; {more}"
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

# What a page has that comes from no form.
_NOTHING_SAID: dict[str, Any] = {"typed": {}, "faults": {}, "problem": "", "notice": ""}


class Renderer:
    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._templates = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n"],
        )
        self._templates.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
        own = b"".join(path.read_bytes() for path in sorted(STATIC.glob("*.*")))
        version = hashlib.sha256(own + theme.version.encode()).hexdigest()[:12]
        self._templates.globals.update(theme=theme, brand=theme.name, version=version, wording=wording)
        self._templates.filters["in_words"] = lambda seconds: in_words(timedelta(seconds=seconds))
        self._templates.filters["moment"] = lambda text: moment(datetime.fromisoformat(text))

    def say(self, sentence: str) -> str:
        return sentence

    def page(
        self, template: str, values: Mapping[str, Any], status: int = 200, *, frames: bool = False
    ) -> HTMLResponse:
        """`frames`: whether the page may show another one of ours inside itself."""
        html = self._templates.get_template(template).render(_NOTHING_SAID | dict(values))
        policy = POLICY.format(more="frame-src 'self'; " if frames else "")
        return HTMLResponse(html, status, {"Content-Security-Policy": policy, "Cache-Control": "no-store"})
