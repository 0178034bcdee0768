"""What a Problem says on a page, and under which field. The fields of our forms have the names of the inputs."""

from collections.abc import Mapping
from typing import Any

from services.errors import PasswordWeakness

WEAKNESSES: Mapping[str, str] = {
    PasswordWeakness.TOO_SHORT: "It is too short.",
    PasswordWeakness.TOO_LONG: "It is too long.",
    PasswordWeakness.COMMON: "It is among the most common passwords, which are guessed first.",
    PasswordWeakness.BREACHED: "It has appeared in a leak of passwords.",
    PasswordWeakness.REPEATED_CHARACTER: "It is one character over and over.",
    PasswordWeakness.CONTAINS_IDENTIFIER: "It contains your name or email address.",
}

SECOND_FACTOR = "This account asks for a second factor. Sign in by your application."


def faults_in(problem: Mapping[str, Any]) -> dict[str, list[str]]:
    """The sentences for each field that the problem is about."""
    if problem["__typename"] == "WeakPassword":
        return {"newPassword": [WEAKNESSES[reason] for reason in problem["reasons"]]}
    found: dict[str, list[str]] = {}
    for fault in problem.get("fields", []):
        found.setdefault(fault["path"], []).append(f"This {fault['message']}.")
    return found


def sentence_for(problem: Mapping[str, Any]) -> str:
    """For the top of the form; empty where the fields say it all."""
    return "" if faults_in(problem) else str(problem["message"])
