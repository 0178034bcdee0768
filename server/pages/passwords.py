"""Pages for a forgotten password: ask for a link, set a new one; and for the way back after a change of address.

A password that was typed is never shown again.
"""

from typing import Any

from starlette.responses import Response

from server.pages import documents
from server.pages.verification import typed_code
from server.pages.visits import Visit
from server.pages.wording import faults_in, sentence_for

_WRONG_CODE = "This code is not right, or has expired. Check the address too."


async def show_forgotten(visit: Visit) -> Response:
    return _forgotten_page(visit)


async def request_reset(visit: Visit) -> Response:
    outcome = await visit.ask(documents.REQUEST_RESET, input={"email": visit.given("email").strip()})
    if outcome["__typename"] == "EmailSent":
        notice = f"If an account exists for {outcome['email']}, we've sent a link and a code."
        return await _reset_page(visit, email=outcome["email"], notice=notice)
    return _forgotten_page(visit, 422, faults=faults_in(outcome), problem=sentence_for(outcome))


async def show_reset(visit: Visit) -> Response:
    return await _reset_page(visit, token=visit.query("token"))


async def reset(visit: Visit) -> Response:
    token = visit.given("token")
    proof: dict[str, Any] = {"token": token} if token else {"code": typed_code(visit)}
    wish = {"proof": proof, "newPassword": visit.given("newPassword")}
    outcome = await visit.ask(documents.RESET_PASSWORD, input=wish)
    if outcome["__typename"] == "PasswordChanged":
        return visit.show("password_set.html")
    if outcome["__typename"] == "InvalidToken" and token:
        return visit.show("expired.html", 410, action="/auth/forgot", email="")
    typed = {"token": token, "email": visit.given("email"), "code": visit.given("code")}
    if outcome["__typename"] == "InvalidToken":
        return await _reset_page(visit, 422, **typed, problem=_WRONG_CODE)
    return await _reset_page(visit, 422, **typed, faults=faults_in(outcome), problem=sentence_for(outcome))


async def show_undo(visit: Visit) -> Response:
    return visit.show("undo_email_change.html", token=visit.query("token"))


async def undo_email_change(visit: Visit) -> Response:
    outcome = await visit.ask(documents.UNDO_EMAIL_CHANGE, token=visit.given("token"))
    if outcome["__typename"] != "PasswordResetRequired":
        return visit.show("expired.html", 410, action=None)
    notice = f"{outcome['email']} is your address again, and every session has ended. Now set a new password."
    return await _reset_page(visit, token=outcome["resetToken"], notice=notice)


def _forgotten_page(visit: Visit, status: int = 200, **values: Any) -> Response:
    return visit.show("forgot.html", status, **{"email": visit.given("email"), "faults": {}, "problem": "", **values})


async def _reset_page(visit: Visit, status: int = 200, **values: Any) -> Response:
    config = await visit.ask(documents.AUTH_CONFIG)
    empty = {"token": "", "email": "", "code": "", "notice": "", "problem": "", "faults": {}}
    return visit.show("reset.html", status, **{**empty, **values}, shortest=config["passwordMinLength"])
