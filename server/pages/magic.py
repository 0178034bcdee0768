"""The landing page of a magic link: a button, since a scanner that opens the link must spend nothing.

It asks the resolver, not the schema: where the flow began with a redirectUrl it ends there with a grant, which no
operation answers. It counts the same limit as the operation.
"""

from typing import Any

from starlette.responses import Response

from resolvers import magic_links
from resolvers.accounts import Proof
from resolvers.challenges import Challenge
from schema.magic_links import SIGN_IN_LIMIT
from server.pages import documents
from server.pages.verification import typed_code
from server.pages.visits import Unanswered, Visit
from server.pages.wording import SECOND_FACTOR, faults_in, sentence_for
from services.errors import InvalidToken, RateLimited, Refusal

_WRONG_CODE = "This code is not right, or has expired. Check the address too."


async def show(visit: Visit) -> Response:
    return _page(visit, token=visit.query("token"))


async def sign_in(visit: Visit) -> Response:
    token, email = visit.given("token"), visit.given("email")
    proof = Proof(token=token) if token else Proof(**typed_code(visit))
    try:
        await SIGN_IN_LIMIT.count(visit.context, "signInWithMagicLink", {})
        ended = await magic_links.land(visit.context, proof)
    except RateLimited as fault:
        raise Unanswered(fault.code, fault.retry_after or 0) from None
    except InvalidToken:
        if token:
            return visit.show("expired.html", 410, action="/auth/magic/send", email="")
        return _page(visit, 422, email=email, problem=_WRONG_CODE)
    except Refusal as fault:
        return _page(visit, 422, token=token, email=email, problem=fault.message)
    if isinstance(ended, str):
        return visit.leave(visit.context.redirect_url or "", ended)
    if isinstance(ended, Challenge):
        return _page(visit, 422, problem=SECOND_FACTOR)
    return visit.go("/auth/account")


async def ask(visit: Visit) -> Response:
    return _ask_page(visit)


async def send(visit: Visit) -> Response:
    outcome = await visit.ask(documents.SEND_MAGIC_LINK, input={"email": visit.given("email").strip()})
    if outcome["__typename"] == "EmailSent":
        notice = f"If an account exists for {outcome['email']}, we've sent a link and a code."
        return _page(visit, email=outcome["email"], notice=notice)
    return _ask_page(visit, 422, faults=faults_in(outcome), problem=sentence_for(outcome))


def _page(visit: Visit, status: int = 200, **values: Any) -> Response:
    return visit.show("magic.html", status, **{"token": "", "email": "", "notice": "", "problem": "", **values})


def _ask_page(visit: Visit, status: int = 200, **values: Any) -> Response:
    return visit.show(
        "magic_ask.html", status, **{"email": visit.given("email"), "faults": {}, "problem": "", **values}
    )
