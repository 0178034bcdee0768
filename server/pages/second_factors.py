"""The second step of a sign-in."""

from typing import Any

from starlette.responses import Response

from server.pages.visits import Visit


def ask(visit: Visit, outcome: dict[str, Any]) -> Response:
    return visit.show("mfa.html", challenge=outcome["challenge"], methods=outcome["methods"])
