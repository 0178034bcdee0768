"""Phones: sign up and in by number, with a password or a texted code; and another number for an account."""

from typing import Any

from starlette.responses import Response

from server.pages import documents
from server.pages.accounts import addresses
from server.pages.sessions import arrived, has_arrived
from server.pages.visits import Visit


def _page(visit: Visit, step: str, **values: Any) -> Response:
    return visit.show("phone.html", **{"step": step, "sent_to": "", "is_unverified": False, **values})


def _again(visit: Visit, step: str, outcome: dict[str, Any], **values: Any) -> Response:
    return visit.show_again("phone.html", outcome, **{"step": step, "sent_to": "", "is_unverified": False, **values})


async def show_sign_in(visit: Visit) -> Response:
    return _page(visit, "password")


async def sign_in(visit: Visit) -> Response:
    wish = {"phone": visit.given("phone"), "password": visit.given("password")}
    outcome = await visit.ask(documents.SIGN_IN_WITH_PHONE, input=wish)
    is_unverified = outcome["__typename"] == "PhoneNotVerified"
    if has_arrived(outcome):
        return await arrived(visit, outcome)
    return _again(visit, "password", outcome, is_unverified=is_unverified)


async def show_send(visit: Visit) -> Response:
    return _page(visit, "send")


async def send(visit: Visit) -> Response:
    return await _send(visit, documents.SEND_SIGN_IN_CODE, "send", then="code")


async def show_code(visit: Visit) -> Response:
    return _page(visit, "code")


async def sign_in_with_code(visit: Visit) -> Response:
    outcome = await visit.ask(documents.SIGN_IN_WITH_CODE, input=_proof(visit))
    if has_arrived(outcome):
        return await arrived(visit, outcome)
    return _again(visit, "code", outcome)


async def show_sign_up(visit: Visit) -> Response:
    return _page(visit, "sign_up", shortest=await _shortest(visit))


async def sign_up(visit: Visit) -> Response:
    wish = {
        "phone": visit.given("phone"),
        "password": visit.given("password"),
        "fullName": visit.given("fullName") or None,
    }
    outcome = await visit.ask(documents.SIGN_UP_WITH_PHONE, input=wish)
    if outcome["__typename"] == "VerificationRequired":
        return _page(visit, "verify", sent_to=outcome["address"])
    if has_arrived(outcome):
        return await arrived(visit, outcome)
    return _again(visit, "sign_up", outcome, shortest=await _shortest(visit))


async def show_verify(visit: Visit) -> Response:
    return _page(visit, "verify")


async def verify(visit: Visit) -> Response:
    outcome = await visit.ask(documents.VERIFY_PHONE, input=_proof(visit))
    if has_arrived(outcome):
        return await arrived(visit, outcome)
    return _again(visit, "verify", outcome)


async def show_resend(visit: Visit) -> Response:
    return _page(visit, "resend")


async def resend(visit: Visit) -> Response:
    return await _send(visit, documents.RESEND_CODE, "resend", then="verify")


async def change(visit: Visit) -> Response:
    outcome = await visit.ask(documents.CHANGE_PHONE, phone=visit.given("phone"))
    if outcome["__typename"] == "CodeSent":
        return visit.show("account_email.html", **await addresses(visit) | {"texted_to": outcome["phone"]})
    return visit.show_again("account_email.html", outcome, **await addresses(visit))


async def finish_change(visit: Visit) -> Response:
    outcome = await visit.ask(documents.VERIFY_PHONE, input=_proof(visit))
    if outcome["__typename"] == "SignedIn":
        return visit.go("/auth/account/email", done="phone_changed")
    values = await addresses(visit) | {"texted_to": visit.given("phone")}
    return visit.show_again("account_email.html", outcome, **values)


async def _send(visit: Visit, document: str, step: str, *, then: str) -> Response:
    outcome = await visit.ask(document, phone=visit.given("phone"))
    if outcome["__typename"] == "CodeSent":
        return _page(visit, then, sent_to=outcome["phone"])
    return _again(visit, step, outcome)


def _proof(visit: Visit) -> dict[str, str]:
    return {"phone": visit.given("phone"), "code": visit.code()}


async def _shortest(visit: Visit) -> int:
    return int((await visit.ask(documents.AUTH_CONFIG))["passwordMinLength"])
