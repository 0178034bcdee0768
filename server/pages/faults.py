"""The page for what went wrong: what happened, in a sentence, and what to do next."""

from typing import NamedTuple

from starlette.responses import Response

from server.pages.rendering import Renderer
from services.texts import N_


class Fault(NamedTuple):
    title: str
    advice: str


FAULTS = {
    400: Fault(
        N_("We could not read that"), N_("Something in the form could not be read. Go back, check it and try again.")
    ),
    403: Fault(
        N_("Please try that again"),
        N_(
            "We could not make sure that this came from our own page. Perhaps it was open for a long time, or your "
            "browser blocks cookies. Go back, reload the page and press the button again. Nothing was changed."
        ),
    ),
    404: Fault(
        N_("There is no such page"),
        N_(
            "Check the address. If you followed a link in a message, open it again from there: "
            "it may have been cut off."
        ),
    ),
    405: Fault(N_("That is not how this page works"), N_("Open the page from its link, and use its button.")),
    413: Fault(N_("That is too much"), N_("What you sent is larger than this form takes. Go back and shorten it.")),
    415: Fault(N_("We could not read that"), N_("Go back, reload the page and press the button again.")),
    429: Fault(N_("Too many attempts"), N_("To keep accounts safe we limit how often this can be tried.")),
    500: Fault(
        N_("Something went wrong on our side"),
        N_("It has been written down. Go back and try again; nothing you did caused this."),
    ),
    503: Fault(
        N_("We will be right back"),
        N_("The service is busy or being looked after. Go back and try again in a moment."),
    ),
}

# FORBIDDEN, by its reason.
REASONS = {
    "NOT_VERIFIED": Fault(
        N_("Verify your address first"),
        N_("This is for people whose email address is verified. Open the link in the message that we sent you."),
    ),
    "ROLE_TOO_LOW": Fault(
        N_("You may not do this"),
        N_("Your role does not reach that far. Ask an owner of the organisation. Nothing was changed."),
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


def page(
    renderer: Renderer,
    status: int,
    *,
    language: str,
    reason: str = "",
    retry_after: int = 0,
    request_id: str = "",
    back: str = "/auth/account",
) -> Response:
    """`retry_after` in seconds; `request_id` finds the fault in the log; `back` leads to where to try again."""
    values = {
        "fault": REASONS.get(reason) or FAULTS.get(status, FAULTS[404]),
        "retry_after": retry_after,
        "request_id": request_id if status == 500 else "",
        "back": back,
    }
    response = renderer.page("fault.html", values, status, language=language)
    if retry_after:
        response.headers["Retry-After"] = str(retry_after)
    return response
