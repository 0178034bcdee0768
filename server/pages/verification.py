"""Landing pages of mails that prove an address: a button, since a scanner that opens the link must spend nothing."""

from starlette.responses import Response

from server.pages import documents
from server.pages.visits import Visit
from server.pages.wording import WRONG_CODE


async def show(visit: Visit) -> Response:
    return visit.show("verify.html", token=visit.query("token"), sent_to="")


async def verify(visit: Visit) -> Response:
    token = visit.given("token")
    outcome = await visit.ask(documents.VERIFY_EMAIL, input=proof_from(visit))
    if outcome["__typename"] == "EmailVerified":
        if visit.context.redirect_url is not None:
            return visit.leave(visit.context.redirect_url, outcome["grant"])
        is_signed_in = await _is_let_in(visit, outcome["grant"])
        is_new = outcome["grant"] is not None
        return visit.show("verified.html", email=outcome["email"], is_new=is_new, is_signed_in=is_signed_in)
    if token:
        return visit.show("expired.html", 410, action="/auth/resend")
    return visit.show("verify.html", 422, token="", sent_to="", problem=visit.say(WRONG_CODE))


def proof_from(visit: Visit) -> dict[str, object]:
    """The token of a link, or else the code that somebody typed in."""
    token = visit.given("token")
    return {"token": token} if token else {"code": {"email": visit.given("email"), "code": visit.code()}}


async def _is_let_in(visit: Visit, grant: str | None) -> bool:
    """Nobody need type the password that they have just chosen; but somebody else's session here stays."""
    if grant is None or await visit.is_signed_in():
        return False
    outcome = await visit.ask(documents.REDEEM_GRANT, input={"grant": grant})
    return bool(outcome["__typename"] == "SignedIn")


async def ask_for_another(visit: Visit) -> Response:
    return visit.show("resend.html")


async def resend(visit: Visit) -> Response:
    outcome = await visit.ask(documents.RESEND_VERIFICATION, input={"email": visit.given("email")})
    if outcome["__typename"] == "EmailSent":
        return visit.show("verify.html", token="", sent_to=outcome["email"])
    return visit.show_again("resend.html", outcome)
