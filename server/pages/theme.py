"""The operator's name, logo and colour. The colour becomes a small stylesheet whose text on it stays readable."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

_ENOUGH = 4.5
_WHITE, _BLACK = (255, 255, 255), (0, 0, 0)
_LIGHT_PAGE, _DARK_PAGE = (243, 244, 247), (18, 19, 23)
_LIGHT_CARD, _DARK_CARD = (255, 255, 255), (35, 38, 46)
_STEPS = 50

Colour = tuple[int, int, int]


class Logo(NamedTuple):
    content: bytes
    media_type: str


@dataclass(frozen=True)
class Theme:
    """`stylesheet` is empty and `logo` None where the operator chose none."""

    name: str
    stylesheet: str = ""
    logo: Logo | None = None

    @property
    def version(self) -> str:
        """Of the parts that browsers keep."""
        parts = self.stylesheet.encode() + (self.logo.content if self.logo else b"")
        return hashlib.sha256(parts).hexdigest()[:12]


MEDIA_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
}
LARGEST_LOGO = 256 * 1024


def theme_of(name: str, color: str, logo: Path | None) -> Theme:
    """What the settings name, which were checked at the start."""
    picture = Logo(logo.read_bytes(), MEDIA_TYPES[logo.suffix.lower()]) if logo else None
    return Theme(name, _stylesheet(_parsed(color)) if color else "", picture)


def _parsed(color: str) -> Colour:
    """Of `#rrggbb`."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _stylesheet(brand: Colour) -> str:
    light = _palette(brand, toward=_BLACK, surfaces=(_LIGHT_PAGE, _LIGHT_CARD))
    dark = _palette(brand, toward=_WHITE, surfaces=(_DARK_PAGE, _DARK_CARD))
    return f":root {{{light}}}\n@media (prefers-color-scheme: dark) {{ :root {{{dark}}} }}\n"


def _palette(brand: Colour, *, toward: Colour, surfaces: tuple[Colour, ...]) -> str:
    """The brand's own colour on buttons; for links and lines a shade that can be read on every surface."""
    text = max((_WHITE, _BLACK), key=lambda ink: contrast(brand, ink))
    pressed = _mixed(brand, _BLACK if text == _WHITE else _WHITE, 0.15)
    link = next(
        shade
        for shade in (_mixed(brand, toward, step / _STEPS) for step in range(_STEPS + 1))
        if all(contrast(shade, surface) >= _ENOUGH for surface in surfaces)
    )
    named = {"accent": brand, "accent-strong": pressed, "on-accent": text, "link": link}
    return " ".join(f"--{name}: #{red:02x}{green:02x}{blue:02x};" for name, (red, green, blue) in named.items())


def contrast(one: Colour, other: Colour) -> float:
    """WCAG 2.2, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _mixed(colour: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(own + (new - own) * share) for own, new in zip(colour, other, strict=True))
    return red, green, blue
