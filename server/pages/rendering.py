"""Templates become pages here, under one policy: our own files, nothing inline, nothing kept or told to others."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from server.pages.theme import Theme
from server.pages.wording import METHODS
from services.delivery.wording import ROLES, in_words, moment
from services.devices import parse_device
from services.texts import install, translate

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
    """There is one environment for each language, made when somebody first reads it."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        own = b"".join(path.read_bytes() for path in sorted(STATIC.glob("*.*")))
        version = hashlib.sha256(own + theme.version.encode()).hexdigest()[:12]
        self._globals = {"theme": theme, "brand": theme.name, "version": version}
        self._templates = cache(self._environment)

    def page(
        self, template: str, values: Mapping[str, Any], status: int = 200, *, language: str, frames: bool = False
    ) -> HTMLResponse:
        """`frames`: whether the page may show another one of ours inside itself."""
        html = self._templates(language).get_template(template).render(_NOTHING_SAID | dict(values))
        headers = {
            "Content-Security-Policy": POLICY.format(more="frame-src 'self'; " if frames else ""),
            "Content-Language": language,
            "Vary": "Accept-Language",
            "Cache-Control": "no-store",
        }
        return HTMLResponse(html, status, headers)

    def _environment(self, language: str) -> Environment:
        templates = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        install(templates, language)
        templates.globals.update(self._globals)
        templates.filters["role"] = lambda role: translate(language, ROLES[role])
        templates.filters["in_words"] = lambda seconds: in_words(timedelta(seconds=seconds), language)
        templates.filters["moment"] = lambda text: moment(datetime.fromisoformat(text), language)
        templates.filters["device"] = lambda user_agent: parse_device(user_agent).name(language)
        templates.filters["method"] = lambda method: translate(language, METHODS.get(method, method.title()))
        return templates
