"""Proving again who one is, where the schema asks for it; and then what was asked for, as if it were asked now.

What the form held waits in the page itself, which goes back to the same browser under its proof.
"""

from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from starlette.responses import Response

from server.pages import documents
from server.pages.doors import Door
from server.pages.visits import Visit

PATH = "/auth/reauthenticate"
# Browsers keep the page where the answer is a file, so the button has to be pressed once more.
_DOWNLOADS = ("/auth/account/data/export",)


class Reauthentication:
    def __init__(self, door: Door) -> None:
        self._door = door

    async def ask(self, visit: Visit) -> Response:
        """In place of what was refused."""
        return await self._page(visit, 403, asked=visit.path, kept=urlencode(visit.form))

    async def confirm(self, visit: Visit) -> Response:
        outcome = await visit.ask(documents.REAUTHENTICATE, input=self._proof(visit))
        asked, kept = visit.given("asked"), visit.given("kept")
        if outcome["__typename"] != "SignedIn":
            return await self._page(visit, 422, asked=asked, kept=kept, problem=outcome["message"])
        if asked in _DOWNLOADS:
            return visit.go(self._door.page_of(asked), done="confirmed")
        return await self._door.act(visit, asked, dict(parse_qsl(kept, keep_blank_values=True)))

    def _proof(self, visit: Visit) -> dict[str, Any]:
        return {"password": visit.given("password")}

    async def _page(self, visit: Visit, status: int, *, asked: str, **values: Any) -> Response:
        back = self._door.page_of(asked)
        person = await visit.person()
        again = f"/auth/login?again=1&next={quote(back, safe='')}"
        return visit.show("reauthenticate.html", status, asked=asked, back=back, again=again, person=person, **values)
