"""What a user agent says of its device."""

from dataclasses import dataclass
from functools import lru_cache

import ua_parser

from services.texts import DEFAULT, N_, translate


@dataclass(frozen=True)
class Device:
    """`kind` is desktop, mobile, tablet, bot or unknown."""

    browser: str | None
    browser_version: str | None
    os: str | None
    os_version: str | None
    kind: str
    user_agent: str

    def name(self, language: str = DEFAULT) -> str:
        """`Firefox on Linux`, for a mail or a list."""
        browser = self.browser or translate(language, N_("An unknown browser"))
        system = self.os or translate(language, N_("an unknown system"))
        return translate(language, N_("%(browser)s on %(system)s"), {"browser": browser, "system": system})


@lru_cache(maxsize=1024)
def parse_device(user_agent: str) -> Device:
    result = ua_parser.parse(user_agent)
    browser, system, family = result.user_agent, result.os, result.device
    return Device(
        browser=browser.family if browser else None,
        browser_version=_version(browser.major, browser.minor) if browser else None,
        os=system.family if system else None,
        os_version=_version(system.major, system.minor) if system else None,
        kind=_kind(user_agent, system.family if system else "", family.family if family else ""),
        user_agent=user_agent,
    )


def _version(*parts: str | None) -> str | None:
    return ".".join(part for part in parts if part) or None


def _kind(user_agent: str, system: str, family: str) -> str:
    if family == "Spider":
        return "bot"
    if family == "iPad" or "Tablet" in user_agent or (system == "Android" and "Mobile" not in user_agent):
        return "tablet"
    if system in ("Android", "iOS") or "Mobile" in user_agent:
        return "mobile"
    return "desktop" if system in ("Windows", "Mac OS X", "Linux", "Ubuntu", "Chrome OS", "Fedora") else "unknown"
