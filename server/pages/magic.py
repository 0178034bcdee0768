"""The landing page of a magic link: a button, since a scanner that opens the link must spend nothing.

It asks the resolver, not the schema: where the flow began with a redirectUrl it ends there with a grant, which no
operation answers. It counts the same limit as the operation.
"""

from typing import Any

from starlette.responses import Response

from resolvers import magic_links
from resolvers.accounts import Proof
from resolvers.challenges import Challenge
from resolvers.sessions import Outcome
from schema.magic_links import SIGN_IN_LIMIT
from server.pages import documents
from server.pages.sessions import arrived
from server.pages.visits import Unanswered, Visit
from server.pages.wording import WRONG_CODE
from services.errors import InvalidToken, RateLimited, Refusal


async def show(visit: Visit) -> Response:
    return visit.show("magic.html", token=visit.query("token"), sent_to="")


async def sign_in(visit: Visit) -> Response:
    token = visit.given("token")
    proof = Proof(token=token) if token else Proof(email=visit.given("email"), code=visit.code())
    try:
        await SIGN_IN_LIMIT.count(visit.context, "signInWithMagicLink", {})
        ended = await magic_links.land(visit.context, proof)
    except RateLimited as fault:
        raise Unanswered({"code": fault.code, "retryAfter": fault.retry_after or 0}) from None
    except InvalidToken:
        if token:
            return visit.show("expired.html", 410, action="/auth/magic/send")
        return visit.show("magic.html", 422, token="", sent_to="", problem=visit.say(WRONG_CODE))
    except Refusal as fault:
        return visit.show("magic.html", 422, token=token, sent_to="", problem=visit.say(fault.message))
    if isinstance(ended, str):
        return visit.leave(visit.context.redirect_url or "", ended)
    return await arrived(visit, _told(ended))


def _told(ended: Outcome) -> dict[str, Any]:
    """As the schema would."""
    if isinstance(ended, Challenge):
        methods = [method.upper() for method in ended.methods]
        options = ended.passkey_options
        return {"__typename": "MfaRequired", "challenge": ended.token, "methods": methods, "passkeyOptions": options}
    return {"__typename": "SignedIn", "mfaEnrollmentRequired": ended.must_enroll}


async def ask(visit: Visit) -> Response:
    return visit.show("magic_ask.html")


async def send(visit: Visit) -> Response:
    outcome = await visit.ask(documents.SEND_MAGIC_LINK, input={"email": visit.given("email")})
    if outcome["__typename"] == "EmailSent":
        return visit.show("magic.html", token="", sent_to=outcome["email"])
    return visit.show_again("magic_ask.html", outcome)
