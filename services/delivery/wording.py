"""Durations and moments as a reader of a mail says them. English only, so far."""

from datetime import UTC, datetime, timedelta

_UNITS = (("day", timedelta(days=1)), ("hour", timedelta(hours=1)), ("minute", timedelta(minutes=1)))


def in_words(duration: timedelta) -> str:
    """`10 minutes`, `1 hour`, `24 hours`, `7 days`: the largest unit that says it exactly, at least a minute."""
    if duration == timedelta(days=1):
        return "24 hours"
    for name, unit in _UNITS:
        if duration >= unit and duration % unit == timedelta(0):
            count = duration // unit
            return f"{count} {name}" if count == 1 else f"{count} {name}s"
    minutes = max(1, round(duration / timedelta(minutes=1)))
    return "1 minute" if minutes == 1 else f"{minutes} minutes"


def moment(at: datetime) -> str:
    """`21 November 2026, 14:03 UTC`. An aware time in any zone."""
    utc = at.astimezone(UTC)
    return f"{utc.day} {utc:%B %Y, %H:%M} UTC"
