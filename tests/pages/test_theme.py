"""The operator's name, logo and colour: served from here, and readable whatever the colour."""

import re
from pathlib import Path

import httpx
import pytest

from server.pages.theme import contrast, theme_of
from server.settings import Settings, SettingsError
from tests.pages.visitor import Visitor
from tests.support.server import Server

pytestmark = pytest.mark.one_engine

SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
SURFACES = {"light": ((243, 244, 247), (255, 255, 255)), "dark": ((18, 19, 23), (35, 38, 46))}


def palettes_of(stylesheet: str) -> dict[str, dict[str, tuple[int, int, int]]]:
    """The colours by name, light and dark."""
    palettes = {}
    for scheme, part in zip(SURFACES, re.findall(r":root \{(.*?)\}", stylesheet), strict=True):
        named = re.findall(r"--([\w-]+): #(\w\w)(\w\w)(\w\w);", part)
        palettes[scheme] = {name: (int(red, 16), int(green, 16), int(blue, 16)) for name, red, green, blue in named}
    return palettes


@pytest.mark.parametrize("color", ["#0a7a5c", "#ffffff", "#000000", "#ffe600", "#ff0000", "#7f7f7f", "#3D4ED8"])
def test_any_colour_stays_readable(color: str):
    for scheme, palette in palettes_of(theme_of("Doorway", color, None).stylesheet).items():
        assert contrast(palette["accent"], palette["on-accent"]) >= 4.5
        assert all(contrast(palette["link"], surface) >= 4.5 for surface in SURFACES[scheme])


@pytest.fixture
def branded(make_server, tmp_path_factory) -> Server:
    logo = tmp_path_factory.mktemp("brand") / "logo.svg"
    logo.write_text(SVG)
    return make_server(BRAND_NAME="Doorway & Sons", BRAND_COLOR="#0a7a5c", BRAND_LOGO=logo)


def test_pages_carry_the_name_the_logo_and_the_colour(branded: Server):
    visitor = Visitor(branded)
    page = visitor.open("/auth/login").text
    assert "Doorway &amp; Sons" in page
    (logo, *_) = re.findall(r'src="(/auth/logo\?\w+)"', page)
    (stylesheet,) = re.findall(r'href="(/auth/theme.css\?\w+)"', page)
    assert "--accent: #0a7a5c;" in visitor.open(stylesheet).text
    picture = visitor.open(logo)
    assert (picture.text, picture.headers["Content-Type"]) == (SVG, "image/svg+xml")
    assert "default-src 'none'" in picture.headers["Content-Security-Policy"]


def test_without_a_logo_there_is_ours(server: Server):
    visitor = Visitor(server)
    assert "/static/ostiary.svg" in visitor.open("/auth/login").text
    assert visitor.open("/auth/logo").status_code == httpx.codes.NOT_FOUND


@pytest.mark.parametrize(
    ("name", "value"),
    [("BRAND_COLOR", "green"), ("BRAND_COLOR", "#0a7"), ("BRAND_LOGO", "no-such-file.svg"), ("BRAND_LOGO", __file__)],
)
def test_what_will_not_do_stops_the_start(monkeypatch, tmp_path: Path, name: str, value: str):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(f"OSTIARY_{name}", value)
    with pytest.raises(SettingsError, match=f"OSTIARY_{name}: "):
        Settings.load()
