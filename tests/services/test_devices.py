"""services.devices: what a user agent says, and what it does not."""

import pytest

from services.devices import parse_device

PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) "
    "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1"
)
TABLET = (
    "Mozilla/5.0 (Linux; Android 14; SM-X700) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36"
)
ANDROID = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) "
    "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36"
)
DESKTOP = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
BOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


@pytest.mark.parametrize(
    ("agent", "kind", "system"),
    [
        (PHONE, "mobile", "iOS"),
        (ANDROID, "mobile", "Android"),
        (TABLET, "tablet", "Android"),
        (DESKTOP, "desktop", "Linux"),
        (BOT, "bot", None),
        ("", "unknown", None),
        ("x" * 512, "unknown", None),
    ],
)
def test_kinds(agent, kind, system):
    device = parse_device(agent)
    assert (device.kind, device.os, device.user_agent) == (kind, system, agent)


def test_a_name_for_people():
    assert parse_device(DESKTOP).name() == "Firefox on Linux"
    assert parse_device("").name() == "An unknown browser on an unknown system"
