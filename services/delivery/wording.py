"""Durations, moments and roles as a reader says them."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from math import inf
from typing import Literal

from babel.dates import format_date, format_timedelta

from models.org import OrgRole
from services.texts import N_, best_language, translate

ROLES: Mapping[str, str] = {OrgRole.OWNER: N_("owner"), OrgRole.ADMIN: N_("admin"), OrgRole.MEMBER: N_("member")}
Sayable = str | int | None | timedelta | datetime

# Where our language is not the name of the reader's customs: American dates read wrongly elsewhere.
_LOCALES = {"en": "en_GB"}
_MOMENT = N_("%(date)s, %(time)s UTC")


def in_words(duration: timedelta, language: str) -> str:
    """`10 minutes`, `1 hour`, `24 hours`, `7 days`: the largest unit that says it exactly, at least a minute."""
    duration = max(duration, timedelta(minutes=1))
    whole_days = duration % timedelta(days=1) == timedelta(0) and duration > timedelta(days=1)
    whole_hours = duration % timedelta(hours=1) == timedelta(0)
    unit: Literal["day", "hour", "minute"] = "day" if whole_days else "hour" if whole_hours else "minute"
    # Past any threshold, so that it takes our unit and no other.
    return format_timedelta(duration, unit, inf, locale=_LOCALES.get(language, language))


def moment(at: datetime, language: str) -> str:
    """`21 November 2026, 14:03 UTC`. An aware time in any zone."""
    utc = at.astimezone(UTC)
    date = format_date(utc, "long", locale=_LOCALES.get(language, language))
    return translate(language, _MOMENT, {"date": date, "time": f"{utc:%H:%M}"})


def in_language(values: Mapping[str, Sayable], locale: str | None) -> dict[str, str | int | None]:
    """The values of a message, with its durations and moments in words."""
    language = best_language(locale)
    return {name: _said(value, language) for name, value in values.items()}


def _said(value: Sayable, language: str) -> str | int | None:
    match value:
        case timedelta():
            return in_words(value, language)
        case datetime():
            return moment(value, language)
    return value
