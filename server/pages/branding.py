"""The operator's logo and colours, served from our own origin. Their addresses change with what they hold."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.pages.theme import Theme

_KEPT = {"Cache-Control": "public, max-age=31536000, immutable"}


def routes(theme: Theme) -> list[Route]:
    async def stylesheet(_request: Request) -> Response:
        return Response(theme.stylesheet, media_type="text/css", headers=_KEPT)

    picture = theme.logo
    if picture is None:
        return [Route("/auth/theme.css", stylesheet)]

    async def logo(_request: Request) -> Response:
        return Response(picture.content, media_type=picture.media_type, headers=_KEPT)

    return [Route("/auth/theme.css", stylesheet), Route("/auth/logo", logo)]
