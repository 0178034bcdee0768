"""The README's table of settings, told from the fields that read them. Decides nothing."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Literal, get_args, get_origin

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from server.settings import PREFIX, Settings

START = "<!-- The table of settings is written by `make codegen`. -->"
END = "<!-- The table of settings ends here. -->"
_UNITS = {"d": 86400, "h": 3600, "m": 60, "s": 1}


def place(readme: str) -> str:
    """The README with a fresh table between the two markers, which it must have."""
    before, rest = readme.split(START)
    _, after = rest.split(END)
    return f"{before}{START}\n\n{_table()}\n\n{END}{after}"


def _table() -> str:
    fields = {name: field for name, field in Settings.model_fields.items() if not field.exclude}
    rows = [
        f"| `{PREFIX}{name.upper()}` | {_default(field.default)} | {_meaning(field)} |"
        for name, field in fields.items()
    ]
    return "\n".join(["| Setting | Default | Meaning |", "| --- | --- | --- |", *rows])


def _default(value: Any) -> str:
    text = written(value)
    return f"`{text}`" if text else ""


def written(value: Any) -> str:
    """As an operator would write it; empty for nothing."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case timedelta():
            return _duration(int(value.total_seconds()))
        case tuple():
            return ",".join(map(str, value))
        case SecretStr():
            return str(value.get_secret_value())
    return str(value)


def _duration(seconds: int) -> str:
    """In the largest unit that divides it, but hours up to a day: `90s`, `15m`, `24h`, `7d`."""
    unit = next(unit for unit, size in _UNITS.items() if seconds % size == 0 and (unit != "d" or seconds > size))
    return f"{seconds // _UNITS[unit]}{unit}"


def _meaning(field: FieldInfo) -> str:
    """The field's description, and the choices that neither it nor the default names."""
    description = field.description or ""
    default = field.default if isinstance(field.default, tuple) else (field.default,)
    others = [
        choice for choice in _choices(field.annotation) if choice not in default and f"`{choice}`" not in description
    ]
    also = f" Also: {', '.join(f'`{choice}`' for choice in others)}." if others else ""
    return (description + also).replace("|", "\\|")


def _choices(annotation: Any) -> Iterator[str]:
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    else:
        for part in get_args(annotation):
            yield from _choices(part)
