"""Proving again who one is, where the schema asks for it; and then what was asked for, as if it were asked now.

What the form held, passwords aside, waits in the page itself, which goes back to the same browser under its proof.
"""

from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

import orjson
from starlette.responses import Response

from server.pages import documents
from server.pages.doors import Door
from server.pages.second_factors import credential_of
from server.pages.visits import Unanswered, Visit

# Browsers keep the page where the answer is a file, so the button has to be pressed once more.
_DOWNLOADS = ("/auth/account/data/export",)


class Reauthentication:
    def __init__(self, door: Door) -> None:
        self._door = door

    async def ask(self, visit: Visit, methods: list[str]) -> Response:
        """In place of what was refused. Without a method only signing in again will do."""
        return await self._page(visit, 403, asked=visit.path, kept_form=urlencode(visit.typed), methods=methods)

    async def confirm(self, visit: Visit) -> Response:
        outcome = await visit.ask(documents.REAUTHENTICATE, input=_proof(visit))
        asked, kept = visit.given("asked"), visit.given("kept")
        if outcome["__typename"] != "SignedIn":
            methods = visit.given("methods").split()
            return await self._page(
                visit, 422, asked=asked, kept_form=kept, methods=methods, problem=outcome["message"]
            )
        if asked in _DOWNLOADS:
            return visit.go(self._door.page_of(asked), done="confirmed")
        return await self._door.act(visit, asked, dict(parse_qsl(kept, keep_blank_values=True)))

    async def _page(self, visit: Visit, status: int, *, asked: str, **values: Any) -> Response:
        back = self._door.page_of(asked)
        again = f"/auth/login?again=1&next={quote(back, safe='')}"
        person = await visit.person()
        passkey = await _passkey(visit) if "passkey" in values["methods"] else None
        return visit.show(
            "reauthenticate.html", status, asked=asked, back=back, again=again, person=person, passkey=passkey, **values
        )


async def _passkey(visit: Visit) -> dict[str, str] | None:
    """What the browser needs to ask for one; None where that is asked for too often, since there are other ways."""
    try:
        outcome = await visit.ask(documents.BEGIN_PASSKEY_SIGN_IN)
    except Unanswered:
        return None
    if outcome["__typename"] != "PasskeyChallenge":
        return None
    return {"challenge": outcome["challenge"], "options": orjson.dumps(outcome["options"]).decode()}


def _proof(visit: Visit) -> dict[str, Any]:
    if visit.given("credential"):
        return {"passkey": {"challenge": visit.given("challenge"), "credential": credential_of(visit)}}
    return {"totp": visit.code()} if visit.given("code") else {"password": visit.given("password")}
