"""The development mailbox: each message as its reader would see it, and a JSON twin for programs.

A mail is somebody else's HTML, so it is shown in a frame that may run nothing and reach nothing.
"""

import orjson
from starlette.responses import HTMLResponse, Response

from models.outbox import MailboxMessage
from server.asked import HTML, JSON, preferred
from server.pages.visits import Visit
from services.delivery import mailbox

_MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
)
# A link in a mail opens beside the mailbox, as it does in a mail program.
_NEW_TAB = '<base target="_blank">'


async def show(visit: Visit) -> Response:
    wanted = visit.query("to").strip()
    if preferred(visit.request, (HTML, JSON)) == JSON:
        received = orjson.dumps(await mailbox.recent(wanted))
        return Response(received, media_type=JSON, headers={"Cache-Control": "no-store"})
    messages = await mailbox.rows(wanted)
    chosen = next((row for row in messages if str(row.id) == visit.query("id")), None)
    return visit.show(
        "mailbox.html",
        frames=True,
        messages=messages,
        # A wide window has room for the newest beside the list.
        shown=chosen or next(iter(messages), None),
        is_chosen=chosen is not None,
        wanted=wanted,
        as_text=visit.query("as") == "text",
    )


async def show_html(visit: Visit) -> Response:
    """One mail, for the frame."""
    row = await MailboxMessage.get_or_none(id=visit.request.path_params["id"])
    html = row.html if row is not None else None
    html = html or f"<p>{visit.say('This message has no HTML, or is gone.')}</p>"
    headers = {"Content-Security-Policy": _MAIL_POLICY, "X-Frame-Options": "SAMEORIGIN", "Cache-Control": "no-store"}
    return HTMLResponse(html.replace("<head>", f"<head>{_NEW_TAB}", 1), headers=headers)
