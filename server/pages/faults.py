"""The page for what went wrong: what happened, in a sentence, and what to do next."""

from typing import NamedTuple

from starlette.responses import Response

from server.pages.rendering import Renderer


class Fault(NamedTuple):
    title: str
    advice: str


FAULTS = {
    400: Fault("We could not read that", "Something in the form could not be read. Go back, check it and try again."),
    403: Fault(
        "Please try that again",
        "We could not make sure that this came from our own page. Perhaps it was open for a long time, or your browser "
        "blocks cookies. Go back, reload the page and press the button again. Nothing was changed.",
    ),
    404: Fault(
        "There is no such page",
        "Check the address. If you followed a link in a message, open it again from there: it may have been cut off.",
    ),
    405: Fault("That is not how this page works", "Open the page from its link, and use its button."),
    413: Fault("That is too much", "What you sent is larger than this form takes. Go back and shorten it."),
    415: Fault("We could not read that", "Go back, reload the page and press the button again."),
    429: Fault("Too many attempts", "To keep accounts safe we limit how often this can be tried."),
    500: Fault(
        "Something went wrong on our side",
        "It has been written down. Go back and try again; nothing you did caused this.",
    ),
    503: Fault(
        "We will be right back", "The service is busy or being looked after. Go back and try again in a moment."
    ),
}

_STATUSES = {
    "BAD_USER_INPUT": 400,
    "NOT_FOUND": 404,
    "RATE_LIMITED": 429,
    "SERVICE_UNAVAILABLE": 503,
    "INTERNAL_SERVER_ERROR": 500,
}


def status_of(code: str) -> int:
    """The HTTP status for an error code of the schema."""
    return _STATUSES.get(code, 403)


def page(renderer: Renderer, status: int, *, language: str, retry_after: int = 0, request_id: str = "") -> Response:
    """`retry_after` in seconds; `request_id` finds the fault in the log."""
    told = request_id if status == 500 else ""
    values = {"fault": FAULTS.get(status, FAULTS[404]), "retry_after": retry_after, "request_id": told}
    response = renderer.page("fault.html", values, status, language=language)
    if retry_after:
        response.headers["Retry-After"] = str(retry_after)
    return response
