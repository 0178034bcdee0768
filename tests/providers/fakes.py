"""Local stand-ins for the providers: each speaks what its original documents, and lies where a test tells it to."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, unquote_plus, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

CLIENT_ID = "ostiary-tests"
CLIENT_SECRET = "a-secret-of-the-client"
OPENID = ("google", "apple", "acme", "liar", "silent", "broken")
SIGNING_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
STRANGERS_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
APPLE_KEY = ec.generate_private_key(ec.SECP256R1())
PUBLIC_JWK = {**jwt.algorithms.RSAAlgorithm.to_jwk(SIGNING_KEY.public_key(), as_dict=True), "kid": "one", "use": "sig"}
# How long a provider that hangs keeps silent: longer than anybody waits for it.
HANG_SECONDS = 30

Reply = tuple[int, Any]


class Fakes:
    """All providers on one port, each under its name. `people` holds what its API says of whoever signs in."""

    def __init__(self) -> None:
        fakes = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                fakes.answer(self, {})

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                fakes.answer(self, dict(parse_qsl(body)))

            def log_message(self, *_: object) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self.awake = threading.Event()
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.reset()

    def reset(self) -> None:
        """Honest again, with a person whom nobody has seen."""
        name = f"ada-{secrets.token_hex(6)}"
        self.email = f"{name}@example.com"
        self.people: dict[str, dict[str, Any]] = {
            "github": {
                "id": secrets.randbelow(10**9),
                "login": name,
                "name": "Ada Lovelace",
                "email": "shown@example.com",
            },
            "facebook": {"id": str(secrets.randbelow(10**15)), "name": "Ada Lovelace", "email": self.email},
            "twitter": {"id": str(secrets.randbelow(10**15)), "name": "Ada Lovelace", "confirmed_email": self.email},
            "discord": {
                "id": str(secrets.randbelow(10**15)),
                "username": name,
                "global_name": "Ada Lovelace",
                "email": self.email,
                "verified": True,
            },
        }
        self.emails: Any = [
            {"email": "other@example.com", "primary": False, "verified": True},
            {"email": self.email, "primary": True, "verified": True},
        ]
        for provider in OPENID:
            self.people[provider] = {
                "sub": secrets.token_hex(8),
                "email": self.email,
                "email_verified": True,
                "name": "Ada Lovelace",
            }
        # Claims that an id_token has instead; None leaves one out.
        self.claims: dict[str, Any] = {}
        self.sign: Callable[[dict[str, Any]], str] = signed
        self.userinfo: dict[str, Any] | None = None
        self.answer_parameters: dict[str, str | None] = {}
        # What is answered instead, by the end of a path.
        self.lies: dict[str, Callable[[], Reply | None]] = {}
        self.asked: list[str] = []
        self._codes: dict[str, dict[str, str]] = {}

    def close(self) -> None:
        self.awake.set()
        self._server.shutdown()

    def issuer(self, provider: str) -> str:
        return f"{self.url}/{provider}"

    def hang(self) -> None:
        self.awake.wait(HANG_SECONDS)

    def answer(self, handler: BaseHTTPRequestHandler, form: dict[str, str]) -> None:
        parts = urlsplit(handler.path)
        self.asked.append(parts.path)
        provider = parts.path.split("/")[1]
        lie = next((lie for end, lie in self.lies.items() if parts.path.endswith(end)), None)
        told = lie() if lie else None
        status, body = told or self._honest(handler, provider, parts.path, dict(parse_qsl(parts.query)), form)
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        try:
            handler.send_response(status)
            if status == 303:
                handler.send_header("Location", raw.decode())
            handler.send_header("Content-Type", "application/json")
            handler.send_header("Content-Length", str(len(raw)))
            handler.end_headers()
            handler.wfile.write(raw)
        except OSError:
            # Whoever asked has stopped waiting.
            handler.close_connection = True

    def _honest(
        self, handler: BaseHTTPRequestHandler, provider: str, path: str, query: dict[str, str], form: dict[str, str]
    ) -> Reply:
        end = path.removeprefix(f"/{provider}")
        if end.endswith(("/authorize", "/dialog/oauth")):
            return self._authorize(provider, query)
        if end == "/.well-known/openid-configuration":
            return 200, self._configuration(provider)
        if end == "/jwks":
            return 200, {"keys": [PUBLIC_JWK]}
        if handler.command == "POST":
            return self._token(provider, handler.headers.get("Authorization", ""), form)
        if handler.headers.get("Authorization") != f"Bearer access-{provider}":
            return 401, {"error": "invalid_token"}
        if end == "/user/emails":
            return 200, self.emails
        if end == "/userinfo":
            return 200, self.userinfo
        person = self.people[provider]
        return 200, {"data": person} if provider == "twitter" else person

    def _configuration(self, provider: str) -> dict[str, Any]:
        issuer = self.issuer(provider)
        more = {"token_endpoint_auth_methods_supported": ["client_secret_post"]} if provider == "apple" else {}
        return {
            "issuer": "https://another.example.com" if provider == "liar" else issuer,
            "authorization_endpoint": f"{issuer}/authorize",
            "token_endpoint": f"{issuer}/token",
            "userinfo_endpoint": f"{issuer}/userinfo",
            "jwks_uri": f"{issuer}/jwks",
            **more,
        }

    def _authorize(self, provider: str, query: dict[str, str]) -> Reply:
        """Consents at once. Apple's answer is a form that the person's browser posts."""
        expected = {"response_type": "code", "client_id": CLIENT_ID, "code_challenge_method": "S256"}
        assert expected.items() <= query.items(), query
        assert query["scope"]
        assert query["state"]
        assert len(query["code_challenge"]) == 43
        code = secrets.token_hex(8)
        self._codes[code] = query
        honest = {"code": code, "state": query["state"]}
        answer = {name: value for name, value in {**honest, **self.answer_parameters}.items() if value is not None}
        if query.get("response_mode") == "form_post":
            return 200, {"action": query["redirect_uri"], "fields": {**answer, "user": '{"name": "Ada"}'}}
        return 303, f"{query['redirect_uri']}?{urlencode(answer)}".encode()

    def _token(self, provider: str, authorization: str, form: dict[str, str]) -> Reply:
        begun = self._codes.pop(form["code"], None)
        # GitHub's way of saying no.
        refusal = (200 if provider == "github" else 400, {"error": "bad_verification_code"})
        if begun is None or form["redirect_uri"] != begun["redirect_uri"] or form["grant_type"] != "authorization_code":
            return refusal
        if challenge_of(form["code_verifier"]) != begun["code_challenge"]:
            return refusal
        if not self._is_client(provider, authorization, form):
            return 401, {"error": "invalid_client"}
        tokens: dict[str, Any] = {"access_token": f"access-{provider}", "token_type": "bearer", "expires_in": 3600}
        if provider in OPENID:
            tokens["id_token"] = self.sign(self._id_claims(provider, begun))
        return 200, tokens

    def _is_client(self, provider: str, authorization: str, form: dict[str, str]) -> bool:
        if provider == "apple":
            claims = jwt.decode(
                form["client_secret"], APPLE_KEY.public_key(), algorithms=["ES256"], audience=self.issuer("apple")
            )
            kid = jwt.get_unverified_header(form["client_secret"])["kid"]
            return (kid, claims["iss"], claims["sub"]) == ("KEY1", "TEAM1", CLIENT_ID)
        if provider in OPENID or provider == "twitter":
            given = base64.b64decode(authorization.removeprefix("Basic ")).decode()
            return unquote_plus(given) == f"{CLIENT_ID}:{CLIENT_SECRET}"
        return (form["client_id"], form["client_secret"]) == (CLIENT_ID, CLIENT_SECRET)

    def _id_claims(self, provider: str, begun: dict[str, str]) -> dict[str, Any]:
        honest = {
            "iss": self.issuer(provider),
            "aud": CLIENT_ID,
            "iat": int(time.time()),
            "exp": int(time.time()) + 300,
            "nonce": begun["nonce"],
            **self.people[provider],
        }
        return {name: value for name, value in {**honest, **self.claims}.items() if value is not None}


def signed(claims: dict[str, Any], *, key: Any = SIGNING_KEY, algorithm: str = "RS256", kid: str | None = "one") -> str:
    return jwt.encode(claims, key, algorithm=algorithm, headers={"kid": kid} if kid else {})


def challenge_of(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def query_of(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
