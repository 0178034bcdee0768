"""An account of one's own: make it, change what it says, take everything along, delete it."""

from typing import Any

import orjson
from starlette.responses import Response

from server.pages import documents
from server.pages.sessions import arrived, has_arrived
from server.pages.targets import remember
from server.pages.visits import Visit


async def show_sign_up(visit: Visit) -> Response:
    await remember(visit)
    return visit.show("signup.html", **await _offer(visit))


async def sign_up(visit: Visit) -> Response:
    wish = {
        "email": visit.given("email"),
        "password": visit.given("password"),
        "fullName": visit.given("fullName") or None,
    }
    outcome = await visit.ask(documents.SIGN_UP, input=wish)
    if outcome["__typename"] == "VerificationRequired":
        return visit.show("verify.html", token="", sent_to=outcome["address"])
    if has_arrived(outcome):
        return await arrived(visit, outcome)
    return visit.show_again("signup.html", outcome, **await _offer(visit))


async def _offer(visit: Visit) -> dict[str, Any]:
    config = await visit.ask(documents.AUTH_CONFIG)
    methods, is_open = config["methods"], config["signUpEnabled"]
    return {
        "is_open": is_open and "PASSWORD" in methods,
        "by_phone": is_open and "PHONE_PASSWORD" in methods,
        "providers": config["providers"],
        "shortest": config["passwordMinLength"],
    }


async def show_profile(visit: Visit) -> Response:
    return visit.show("account.html", person=await visit.person())


async def update_profile(visit: Visit) -> Response:
    """An empty field clears what was there."""
    wish = {name: visit.given(name) or None for name in ("fullName", "avatarUrl", "locale")}
    outcome = await visit.ask(documents.UPDATE_PROFILE, input=wish)
    if outcome["__typename"] == "User":
        return visit.go("/auth/account", done="saved")
    return visit.show_again("account.html", outcome, person=await visit.person())


async def show_email(visit: Visit) -> Response:
    return visit.show("account_email.html", **await addresses(visit))


async def change_email(visit: Visit) -> Response:
    outcome = await visit.ask(documents.CHANGE_EMAIL, input={"email": visit.given("email")})
    if outcome["__typename"] == "EmailSent":
        return visit.show("account_email.html", **await addresses(visit) | {"mailed_to": outcome["email"]})
    return visit.show_again("account_email.html", outcome, **await addresses(visit))


async def addresses(visit: Visit) -> dict[str, Any]:
    config = await visit.ask(documents.AUTH_CONFIG)
    has_phones = not {"PHONE_PASSWORD", "SMS_CODE"}.isdisjoint(config["methods"])
    return {"person": await visit.person(), "has_phones": has_phones, "mailed_to": "", "texted_to": ""}


async def show_data(visit: Visit) -> Response:
    return visit.show("account_data.html", orgs=[])


async def export(visit: Visit) -> Response:
    document = await visit.ask(documents.ACCOUNT_EXPORT)
    headers = {"Content-Disposition": 'attachment; filename="account.json"', "Cache-Control": "no-store"}
    return Response(orjson.dumps(document, option=orjson.OPT_INDENT_2), media_type="application/json", headers=headers)


async def delete(visit: Visit) -> Response:
    outcome = await visit.ask(documents.DELETE_ACCOUNT)
    if outcome["__typename"] == "AccountDeleted":
        return visit.go("/auth/login", done="account_deleted")
    return visit.show_again("account_data.html", outcome, orgs=outcome.get("orgs", []))
