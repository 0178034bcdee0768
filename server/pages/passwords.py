"""Passwords: ask for a link or code, set a new one, change it; and the way back after a change of address.

A password that was typed is never shown again.
"""

from typing import Any

from starlette.responses import Response

from server.pages import documents
from server.pages.verification import proof_from
from server.pages.visits import Visit
from server.pages.wording import WRONG_CODE


async def show_forgotten(visit: Visit) -> Response:
    return visit.show("forgot.html", by_phone=False, has_phones=await _has_phones(visit))


async def request_reset(visit: Visit) -> Response:
    outcome = await visit.ask(documents.REQUEST_RESET, input={"email": visit.given("email")})
    if outcome["__typename"] == "EmailSent":
        return visit.show("reset.html", **await _reset(visit, sent_to=outcome["email"]))
    return visit.show_again("forgot.html", outcome, by_phone=False, has_phones=await _has_phones(visit))


async def show_forgotten_by_phone(visit: Visit) -> Response:
    return visit.show("forgot.html", by_phone=True, has_phones=True)


async def request_reset_by_phone(visit: Visit) -> Response:
    outcome = await visit.ask(documents.REQUEST_RESET_BY_PHONE, phone=visit.given("phone"))
    if outcome["__typename"] == "CodeSent":
        return visit.show("reset.html", **await _reset(visit, texted_to=outcome["phone"]))
    return visit.show_again("forgot.html", outcome, by_phone=True, has_phones=True)


async def show_reset(visit: Visit) -> Response:
    return visit.show("reset.html", **await _reset(visit, token=visit.query("token")))


async def reset(visit: Visit) -> Response:
    token, phone = visit.given("token"), visit.given("phone")
    proof = {"phoneCode": {"phone": phone, "code": visit.code()}} if phone else proof_from(visit)
    outcome = await visit.ask(
        documents.RESET_PASSWORD, input={"proof": proof, "newPassword": visit.given("newPassword")}
    )
    if outcome["__typename"] == "PasswordChanged":
        return visit.show("password_set.html")
    values = await _reset(visit, token=token)
    if outcome["__typename"] != "InvalidToken":
        return visit.show_again("reset.html", outcome, **values)
    if token:
        return visit.show("expired.html", 410, action="/auth/forgot")
    return visit.show("reset.html", 422, **values, problem=visit.say(WRONG_CODE))


async def show_undo(visit: Visit) -> Response:
    return visit.show("undo_email_change.html", token=visit.query("token"))


async def undo_email_change(visit: Visit) -> Response:
    outcome = await visit.ask(documents.UNDO_EMAIL_CHANGE, token=visit.given("token"))
    if outcome["__typename"] != "PasswordResetRequired":
        return visit.show("expired.html", 410, action=None)
    return visit.show("reset.html", **await _reset(visit, token=outcome["resetToken"], restored=outcome["email"]))


async def show_change(visit: Visit) -> Response:
    return visit.show("account_password.html", **await _change(visit))


async def change(visit: Visit) -> Response:
    wish = {
        "currentPassword": visit.given("currentPassword"),
        "newPassword": visit.given("newPassword"),
        "revokeOtherSessions": visit.given("revokeOtherSessions") == "yes",
    }
    outcome = await visit.ask(documents.CHANGE_PASSWORD, input=wish)
    if outcome["__typename"] == "PasswordChanged":
        return visit.go("/auth/account/password", done="password_changed")
    return visit.show_again("account_password.html", outcome, **await _change(visit))


async def _change(visit: Visit) -> dict[str, Any]:
    config = await visit.ask(documents.AUTH_CONFIG)
    return {"person": await visit.person(), "shortest": config["passwordMinLength"]}


async def _reset(visit: Visit, **values: str) -> dict[str, Any]:
    config = await visit.ask(documents.AUTH_CONFIG)
    empty = {"token": "", "sent_to": "", "texted_to": "", "restored": ""}
    return {**empty, **values, "shortest": config["passwordMinLength"]}


async def _has_phones(visit: Visit) -> bool:
    config = await visit.ask(documents.AUTH_CONFIG)
    return not {"PHONE_PASSWORD", "SMS_CODE"}.isdisjoint(config["methods"])
