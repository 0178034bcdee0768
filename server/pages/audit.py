"""What happened to an account, in words."""

from typing import Any

from starlette.responses import Response

from server.pages import documents
from server.pages.visits import Visit
from server.pages.wording import EVENTS

_ON_A_PAGE = 20


async def show(visit: Visit) -> Response:
    page = await visit.ask(documents.MY_AUDIT_EVENTS, first=_ON_A_PAGE, after=visit.query("after") or None)
    events = [_described(visit, event) for event in page["nodes"]]
    return visit.show("account_activity.html", events=events, page=page["pageInfo"])


def _described(visit: Visit, event: dict[str, Any]) -> dict[str, Any]:
    """Of events that have no words here, the name."""
    told = EVENTS.get(event["type"].removeprefix("auth."), event["type"])
    return {**event, "told": visit.say(told)}
