"""An issuer of access tokens under a test's control: publishes keys over HTTP, counts who asks, and can go away."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from jwt.algorithms import get_default_algorithms

KINDS = {
    "ES256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "EdDSA": ed25519.Ed25519PrivateKey.generate,
    "RS256": lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048),
}


class SigningKey:
    def __init__(self, name: str, algorithm: str = "ES256") -> None:
        self.kid = name.ljust(43, "0")
        self.algorithm = algorithm
        self.private: Any = KINDS[algorithm]()

    @property
    def jwk(self) -> dict[str, object]:
        members: Any = get_default_algorithms()[self.algorithm].to_jwk(self.private.public_key(), as_dict=True)
        return {**members, "kid": self.kid, "alg": self.algorithm, "use": "sig"}


class Issuer:
    """`published` is what its JWKS says now; while `is_away` it answers 503."""

    def __init__(self, *keys: SigningKey) -> None:
        self.published: list[Any] = [key.jwk for key in keys]
        self.is_away = False
        self.asked = 0
        issuer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                issuer.asked += 1
                body = json.dumps({"keys": issuer.published}).encode()
                self.send_response(503 if issuer.is_away else 200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def token(self, key: SigningKey, *, header: dict[str, object] | None = None, **claims: object) -> str:
        """A good one but for what is given; None leaves a claim or header out."""
        now = int(time.time())
        said = {
            "iss": self.url,
            "aud": self.url,
            "sub": "person-1",
            "exp": now + 900,
            "nbf": now,
            "iat": now,
            "jti": "0.x",
            "sid": "session-1",
            "client_id": self.url,
            "role": "USER",
            "email_verified": True,
            "org_id": None,
            "org_role": None,
            "amr": ["password"],
            "auth_time": now,
            **claims,
        }
        kept = {name: value for name, value in said.items() if value is not None or name.startswith("org_")}
        headers = {"typ": "at+jwt", "kid": key.kid, **(header or {})}
        return jwt.encode(
            kept, key.private, algorithm=key.algorithm, headers={k: v for k, v in headers.items() if v is not None}
        )
