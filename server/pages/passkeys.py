"""Passkeys: sign in by one, add, rename and remove them. The ceremony itself is a script's (static/passkeys.js)."""

from typing import Any

import orjson
from starlette.responses import JSONResponse, Response

from server.pages import documents
from server.pages.second_factors import credential_of, factors_page
from server.pages.sessions import arrived, has_arrived
from server.pages.visits import Visit
from server.pages.wording import PASSKEY_FAILED

_FINISH = "/auth/passkey/finish"


async def begin_sign_in(visit: Visit) -> Response:
    outcome = await visit.ask(documents.BEGIN_PASSKEY_SIGN_IN)
    if outcome["__typename"] != "PasskeyChallenge":
        return visit.show("ended.html", 422, problem=outcome["message"])
    return visit.show("passkey.html", **_challenge(outcome))


async def offer(visit: Visit) -> Response:
    """For a browser that offers passkeys where an address is typed in."""
    outcome = await visit.ask(documents.BEGIN_PASSKEY_SIGN_IN)
    if outcome["__typename"] != "PasskeyChallenge":
        return JSONResponse({}, headers={"Cache-Control": "no-store"})
    answer = {**_challenge(outcome), "proof": visit.proof(_FINISH), "action": _FINISH}
    return JSONResponse(answer, headers={"Cache-Control": "no-store"})


async def finish_sign_in(visit: Visit) -> Response:
    wish = {"challenge": visit.given("challenge"), "credential": credential_of(visit)}
    outcome = await visit.ask(documents.FINISH_PASSKEY_SIGN_IN, input=wish)
    if has_arrived(outcome):
        return await arrived(visit, outcome)
    return visit.show("ended.html", 422, problem=_said_of(visit, outcome))


async def begin_registration(visit: Visit) -> Response:
    outcome = await visit.ask(documents.BEGIN_PASSKEY_REGISTRATION)
    if outcome["__typename"] != "PasskeyChallenge":
        return await factors_page(visit, outcome)
    return visit.show("passkey_new.html", **_challenge(outcome))


async def finish_registration(visit: Visit) -> Response:
    wish = {
        "challenge": visit.given("challenge"),
        "credential": credential_of(visit),
        "name": visit.given("name") or None,
    }
    outcome = await visit.ask(documents.FINISH_PASSKEY_REGISTRATION, input=wish)
    if outcome["__typename"] == "Passkey":
        return visit.go("/auth/account/factors", done="passkey_added")
    if outcome["__typename"] == "InvalidToken":
        outcome = {**outcome, "message": visit.say(PASSKEY_FAILED)}
    return await factors_page(visit, outcome)


async def rename(visit: Visit) -> Response:
    outcome = await visit.ask(documents.RENAME_PASSKEY, id=visit.given("id"), name=visit.given("name"))
    if outcome["__typename"] == "Passkey":
        return visit.go("/auth/account/factors", done="saved")
    return await factors_page(visit, outcome)


async def delete(visit: Visit) -> Response:
    outcome = await visit.ask(documents.DELETE_PASSKEY, id=visit.given("id"))
    if outcome["__typename"] == "User":
        return visit.go("/auth/account/factors", done="passkey_removed")
    return await factors_page(visit, outcome)


def _challenge(outcome: dict[str, Any]) -> dict[str, Any]:
    return {"challenge": outcome["challenge"], "options": orjson.dumps(outcome["options"]).decode()}


def _said_of(visit: Visit, outcome: dict[str, Any]) -> str:
    return visit.say(PASSKEY_FAILED) if outcome["__typename"] == "InvalidToken" else str(outcome["message"])
