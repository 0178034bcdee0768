"""Second factors: the second step of a sign-in, and an authenticator with its recovery codes for an account."""

from base64 import b64encode
from typing import Any

import orjson
from starlette.responses import Response

from server.pages import documents, targets
from server.pages.visits import Visit
from server.pages.wording import TOO_LATE


def ask(visit: Visit, outcome: dict[str, Any]) -> Response:
    """For the second step, before there is a session. `outcome` is MfaRequired."""
    options = orjson.dumps(outcome["passkeyOptions"]).decode()
    return visit.show("mfa.html", challenge=outcome["challenge"], methods=outcome["methods"], options=options)


async def complete(visit: Visit) -> Response:
    wish = {"challenge": visit.given("challenge"), "proof": _proof(visit)}
    outcome = await visit.ask(documents.COMPLETE_MFA, input=wish)
    match outcome["__typename"]:
        case "SignedIn":
            return visit.go("/auth/enroll") if outcome["mfaEnrollmentRequired"] else await targets.go_on(visit)
        case "InvalidCode":
            kept = {"methods": visit.given("methods").split(), "options": visit.given("options")}
            return visit.show_again("mfa.html", outcome, challenge=visit.given("challenge"), **kept)
    problem = visit.say(TOO_LATE) if outcome["__typename"] == "InvalidToken" else outcome["message"]
    return visit.show("ended.html", 422, problem=problem)


def _proof(visit: Visit) -> dict[str, Any]:
    if visit.given("credential"):
        return {"passkey": credential_of(visit)}
    if visit.given("recoveryCode"):
        return {"recoveryCode": visit.given("recoveryCode")}
    return {"totp": visit.code()}


def credential_of(visit: Visit) -> Any:
    """What the browser's passkey answered; None for what is no JSON."""
    try:
        return orjson.loads(visit.given("credential"))
    except orjson.JSONDecodeError:
        return None


async def show_enrollment(visit: Visit) -> Response:
    """For somebody who may do nothing else before."""
    config = await visit.ask(documents.AUTH_CONFIG)
    return visit.show("enroll.html", has_passkeys="PASSKEY" in config["methods"])


async def show(visit: Visit) -> Response:
    return visit.show("account_factors.html", **await _factors(visit))


async def factors_page(visit: Visit, problem: dict[str, Any]) -> Response:
    """With what went wrong there."""
    return visit.show_again("account_factors.html", problem, **await _factors(visit))


async def _factors(visit: Visit) -> dict[str, Any]:
    person, config = await visit.ask(documents.FACTORS), await visit.ask(documents.AUTH_CONFIG)
    has_passkeys = "PASSKEY" in config["methods"]
    return {"factors": person["secondFactors"], "passkeys": person["passkeys"], "has_passkeys": has_passkeys}


async def enroll_totp(visit: Visit) -> Response:
    outcome = await visit.ask(documents.ENROLL_TOTP)
    if outcome["__typename"] != "TotpEnrollment":
        return await factors_page(visit, outcome)
    picture = f"data:image/svg+xml;base64,{b64encode(outcome['qrSvg'].encode()).decode()}"
    return visit.show("totp.html", secret=outcome["secret"], uri=outcome["uri"], picture=picture)


async def confirm_totp(visit: Visit) -> Response:
    """A wrong code is asked for again; the picture, which is long, was for the first time."""
    outcome = await visit.ask(documents.CONFIRM_TOTP, code=visit.code())
    if outcome["__typename"] == "RecoveryCodes":
        return visit.show("recovery_codes.html", codes=outcome["codes"])
    if outcome["__typename"] == "InvalidCode":
        return visit.show_again("totp.html", outcome, secret=visit.given("secret"), uri="", picture="")
    return await factors_page(visit, outcome)


async def disable_totp(visit: Visit) -> Response:
    outcome = await visit.ask(documents.DISABLE_TOTP)
    if outcome["__typename"] == "User":
        return visit.go("/auth/account/factors", done="factor_removed")
    return await factors_page(visit, outcome)


async def regenerate_recovery_codes(visit: Visit) -> Response:
    outcome = await visit.ask(documents.REGENERATE_RECOVERY_CODES)
    if outcome["__typename"] == "RecoveryCodes":
        return visit.show("recovery_codes.html", codes=outcome["codes"])
    return await factors_page(visit, outcome)
