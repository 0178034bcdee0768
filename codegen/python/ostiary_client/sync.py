# Written by codegen. Do not edit.
"""One person's session over HTTP: sends documents, renews tokens, notices the end. Written from `aio.py`."""

from threading import Lock
from time import sleep
from collections.abc import Callable, Mapping
from typing import Any, Self

import httpx

from ostiary_client.faults import Fault, Unreachable
from ostiary_client.generated.operations import REFRESH_GQL
from ostiary_client.messages import ENDED, EXPIRED, Data, body_of, data_of, ends_session, tokens_in
from ostiary_client.tokens import MemoryStore, Tokens, TokenStore

# The token just used gets the same successor again for ten seconds: every try must end within them.
_REFRESH_TIMEOUT = 2.5
_PAUSES = (0.1, 0.5)


class BearerSession:
    """`url` is the server's, or that of its /graphql. `http` is yours to configure, and to close.

    `by_id`: sends the ids of trusted documents in place of their text.
    """

    def __init__(
        self,
        url: str,
        *,
        tokens: TokenStore | None = None,
        on_signed_out: Callable[[], object] | None = None,
        http: httpx.Client | None = None,
        by_id: bool = False,
    ) -> None:
        self._url = url if url.endswith("/graphql") else f"{url.rstrip('/')}/graphql"
        self._store = tokens or MemoryStore()
        self._on_signed_out = on_signed_out
        self._http = http or httpx.Client(timeout=30)
        self._owns_http = http is None
        self._by_id = by_id
        self._refreshing = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if self._owns_http:
            self._http.close()

    @property
    def is_signed_in(self) -> bool:
        """As far as is known here: only the server knows."""
        return self._store.load() is not None

    def execute(
        self,
        query: str,
        operation_name: str | None = None,
        variables: Mapping[str, object] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
    ) -> Data:
        """The `data` of an answer. Raises Fault and Unreachable."""
        given = variables or {}
        body = body_of(query, operation_name, given, by_id=self._by_id)
        tokens = self._store.load()
        if tokens and tokens.is_due:
            tokens = self._renewed(tokens)
        try:
            data = self._send(body, tokens, headers=headers)
        except Fault as fault:
            renewed = self._renewed(tokens) if tokens and fault.reason == EXPIRED else None
            if renewed is None:
                raise
            # Refused as anonymous, it did nothing.
            data = self._send(body, renewed, headers=headers)
        self._notice(data, given)
        return data

    def get_data(self, answer: Data) -> dict[str, Any]:
        """Generated methods hand through it what `execute` answered."""
        return answer

    def _send(
        self,
        body: Data,
        tokens: Tokens | None,
        *,
        headers: Mapping[str, str] | None = None,
        within: float | None = None,
    ) -> Data:
        bearer = {"Authorization": f"Bearer {tokens.access_token}"} if tokens and tokens.access_token else {}
        limit = httpx.USE_CLIENT_DEFAULT if within is None else within
        try:
            response = self._http.post(self._url, json=body, headers={**bearer, **(headers or {})}, timeout=limit)
            return data_of(response)
        except httpx.TransportError as error:
            raise Unreachable(f"{type(error).__name__}: {error}") from error
        except Fault as fault:
            if tokens and fault.reason in ENDED:
                self._forget(tokens)
            raise

    def _renewed(self, used: Tokens) -> Tokens | None:
        """One refresh at a time; who waited finds it done. None where the session is over."""
        with self._refreshing:
            held = self._store.load()
            if held != used:
                return held
            if used.refresh_token is None:
                self._forget(used)
                return None
            renewed = tokens_in(self._refresh(used.refresh_token), None)
            if renewed is None:
                self._forget(used)
            elif self._store.load() == used:
                self._store.save(renewed)
            return self._store.load()

    def _refresh(self, refresh_token: str) -> Data:
        """A lost answer is asked for again. What is no answer of `refresh` is raised, and ends nothing."""
        body = body_of(REFRESH_GQL, "Refresh", {"input": {"refreshToken": refresh_token}}, by_id=self._by_id)
        for pause in _PAUSES:
            try:
                return self._send(body, None, within=_REFRESH_TIMEOUT)
            except Unreachable:
                sleep(pause)
        return self._send(body, None, within=_REFRESH_TIMEOUT)

    def _notice(self, data: Data, variables: Mapping[str, object]) -> None:
        held = self._store.load()
        if fresh := tokens_in(data, held):
            self._store.save(fresh)
        elif held and ends_session(data, variables):
            self._forget(held)

    def _forget(self, used: Tokens) -> None:
        """Unless someone has signed in anew meanwhile."""
        if self._store.load() == used:
            self._store.save(None)
            if self._on_signed_out:
                self._on_signed_out()
