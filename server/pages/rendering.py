"""Templates become pages here, under one policy: our own stylesheet, no script, nothing kept or told to others."""

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from services.delivery.wording import in_words

_HERE = Path(__file__).parent
STATIC = _HERE / "static"
# `form-action` holds for redirects after a POST too: see Visit.leave.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; {more}form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


class Renderer:
    def __init__(self, brand: str) -> None:
        self._templates = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        version = hashlib.sha256((STATIC / "ostiary.css").read_bytes()).hexdigest()[:12]
        self._templates.globals.update(brand=brand, version=version)
        self._templates.filters["in_words"] = lambda seconds: in_words(timedelta(seconds=seconds))

    def page(
        self, template: str, values: Mapping[str, Any], status: int = 200, *, frames: bool = False
    ) -> HTMLResponse:
        """`frames`: whether the page may show another one of ours inside itself."""
        html = self._templates.get_template(template).render(values)
        policy = POLICY.format(more="frame-src 'self'; " if frames else "")
        return HTMLResponse(html, status, {"Content-Security-Policy": policy, "Cache-Control": "no-store"})
