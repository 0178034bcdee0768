"""Landing pages of mails that prove an address: a button, since a scanner that opens the link must spend nothing."""

from typing import Any

from starlette.responses import Response

from server.pages import documents
from server.pages.visits import Visit
from server.pages.wording import faults_in, sentence_for

_WRONG_CODE = "This code is not right, or has expired. Check the address too."


async def show(visit: Visit) -> Response:
    return _page(visit, token=visit.query("token"))


async def verify(visit: Visit) -> Response:
    token = visit.given("token")
    outcome = await visit.ask(documents.VERIFY_EMAIL, input={"token": token} if token else {"code": typed_code(visit)})
    if outcome["__typename"] == "EmailVerified":
        if visit.context.redirect_url is not None:
            return visit.leave(visit.context.redirect_url, outcome["grant"])
        return visit.show("verified.html", email=outcome["email"], is_new=outcome["grant"] is not None)
    if token:
        return visit.show("expired.html", 410, action="/auth/resend", email="")
    return _page(visit, 422, email=visit.given("email"), problem=_WRONG_CODE)


def typed_code(visit: Visit) -> dict[str, str]:
    """People copy codes with blanks in them."""
    return {"email": visit.given("email").strip(), "code": "".join(visit.given("code").split())}


async def ask_for_another(visit: Visit) -> Response:
    return _resend_page(visit)


async def resend(visit: Visit) -> Response:
    outcome = await visit.ask(documents.RESEND_VERIFICATION, input={"email": visit.given("email").strip()})
    if outcome["__typename"] == "EmailSent":
        notice = f"If {outcome['email']} is waiting to be verified, we've sent it a new link and code."
        return _page(visit, email=outcome["email"], notice=notice)
    return _resend_page(visit, 422, faults=faults_in(outcome), problem=sentence_for(outcome))


def _page(visit: Visit, status: int = 200, **values: Any) -> Response:
    return visit.show("verify.html", status, **{"token": "", "email": "", "notice": "", "problem": "", **values})


def _resend_page(visit: Visit, status: int = 200, **values: Any) -> Response:
    return visit.show("resend.html", status, **{"email": visit.given("email"), "faults": {}, "problem": "", **values})
