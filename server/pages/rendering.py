"""Templates become pages here, under one policy: our own stylesheet, no script, nothing kept or told to others.

There is one environment for each language, made when somebody first reads it.
"""

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from services.delivery.wording import ROLES, in_words
from services.texts import install, translate

_HERE = Path(__file__).parent
STATIC = _HERE / "static"
# `form-action` holds for redirects after a POST too: see Visit.leave.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; {more}form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


class Renderer:
    def __init__(self, brand: str) -> None:
        version = hashlib.sha256((STATIC / "ostiary.css").read_bytes()).hexdigest()[:12]
        self._globals = {"brand": brand, "version": version}
        self._templates = cache(self._environment)

    def page(
        self, template: str, values: Mapping[str, Any], status: int = 200, *, language: str, frames: bool = False
    ) -> HTMLResponse:
        """`frames`: whether the page may show another one of ours inside itself."""
        html = self._templates(language).get_template(template).render(values)
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
        return templates
