"""What people say of themselves: each field in the form in which it is stored."""

import re
from typing import Any

import orjson

from services.errors import FieldFault, InvalidInput
from services.text import clean_line, clean_url

_LOCALE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}")
_LONGEST_LOCALE = 35
_LARGEST_JSON = 16 * 1024


def clean_profile(wishes: dict[str, Any]) -> dict[str, Any]:
    """The given fields in the form in which they are stored; InvalidInput otherwise. None clears."""
    clean: dict[str, Any] = {}
    if "full_name" in wishes:
        clean["full_name"] = clean_line(wishes["full_name"] or "", "fullName", longest=200) or None
    if "avatar_url" in wishes:
        clean["avatar_url"] = clean_url(wishes["avatar_url"], "avatarUrl") if wishes["avatar_url"] else None
    if "locale" in wishes:
        clean["locale"] = _clean_locale(wishes["locale"])
    if "user_data" in wishes:
        clean["user_data"] = merged_json({}, wishes["user_data"], "userData")
    return clean


def _clean_locale(locale: str | None) -> str | None:
    if locale is not None and (len(locale) > _LONGEST_LOCALE or not _LOCALE.fullmatch(locale)):
        raise InvalidInput(FieldFault("locale", "must be a language tag such as en or de-AT"))
    return locale


def _clean_json(value: Any, path: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise InvalidInput(FieldFault(path, "must be a JSON object"))
    try:
        size = len(orjson.dumps(value))
    except (TypeError, orjson.JSONEncodeError):
        raise InvalidInput(FieldFault(path, "must be valid JSON")) from None
    if size > _LARGEST_JSON or "\\u0000" in orjson.dumps(value).decode():
        raise InvalidInput(FieldFault(path, "must be at most 16 KB, without NUL characters"))
    return value


def merged_json(current: dict[str, Any], patch: Any, path: str) -> dict[str, Any]:
    """The stored object with the patch in it (RFC 7396); None empties it. InvalidInput for `path` otherwise."""
    try:
        return _clean_json({} if patch is None else merge(current, patch), path)
    except RecursionError:
        raise InvalidInput(FieldFault(path, "must not be nested that deep")) from None


def merge(target: Any, patch: Any) -> Any:
    """JSON Merge Patch, RFC 7396 §2."""
    if not isinstance(patch, dict):
        return patch
    merged = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        else:
            merged[name] = merge(merged.get(name), value)
    return merged
