"""GraphiQL for a developer's browser, from our own origin and under a strict Content-Security-Policy.

The bundle is made by `make setup` (graphiql/build.sh). Nothing is loaded from another host, and no policy is
loosened: scripts only from files, styles only from files or with the page's nonce.
"""

import secrets
from pathlib import Path

from starlette.responses import HTMLResponse

BUNDLE = Path(__file__).parent / "static" / "graphiql"

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; worker-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>GraphiQL · Ostiary</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/static/graphiql/graphiql.css?{version}">
</head>
<body>
<div id="graphiql">Loading GraphiQL …</div>
<noscript>GraphiQL needs JavaScript. Without it, send operations to POST /graphql.</noscript>
<script src="/static/graphiql/graphiql.js?{version}" nonce="{nonce}"></script>
</body>
</html>
"""

MISSING = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>GraphiQL · Ostiary</title><link rel="icon" href="data:,"></head>
<body>
<h1>GraphiQL is not built yet</h1>
<p>Run <code>make setup</code> and reload this page. The API itself works without it: <code>POST /graphql</code>.</p>
</body>
</html>
"""


def page(bundle: Path = BUNDLE) -> HTMLResponse:
    """The page to show at GET /graphql. Its endpoint is POST /graphql, its files are at /static/graphiql/."""
    version = bundle / "version"
    nonce = secrets.token_urlsafe(16)
    headers = {"Content-Security-Policy": POLICY.format(nonce=nonce), "Cache-Control": "no-store"}
    if not version.exists():
        return HTMLResponse(MISSING, 503, headers)
    return HTMLResponse(PAGE.format(version=version.read_text(), nonce=nonce), headers=headers)
