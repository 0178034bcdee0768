"""What every SMS provider shares: one bounded HTTP request for one message. Knows no provider's words.

Nothing of a request or an answer is logged or stored but the provider's own error number.
"""

from __future__ import annotations

import asyncio
import re
from typing import Any

import httpx
import orjson

from services.delivery.message import NotDelivered, Undeliverable

TIMEOUT = 10.0
# A matter of configuration or of the moment, to be mended or waited out; any other 4xx is about this message.
_PASSING = {401, 402, 403, 408, 425, 429}
_ERROR_NUMBER = re.compile(r"\d{1,6}")


class SmsApi:
    """`base_url` is where the provider's API is; `timeout` bounds the whole request, in seconds."""

    name = "the SMS provider"

    def __init__(self, base_url: str, *, timeout: float = TIMEOUT) -> None:
        self._base_url = base_url
        self._timeout = timeout

    async def post(self, path: str, **request: Any) -> httpx.Response:
        """The answer to a request that was taken. Raises NotDelivered where waiting helps, else Undeliverable."""
        try:
            async with (
                asyncio.timeout(self._timeout),
                httpx.AsyncClient(base_url=self._base_url, timeout=self._timeout, trust_env=False) as client,
            ):
                response = await client.post(path, **request)
        except TimeoutError:
            raise NotDelivered(f"{self.name}: took too long") from None
        except httpx.HTTPError as problem:
            raise NotDelivered(f"{self.name}: {type(problem).__name__}") from None
        if not response.is_success:
            raise self._refusal(response)
        return response

    def error_number(self, answer: Any) -> object:
        """Where this provider's error answers hold the number that its documentation explains."""
        raise NotImplementedError

    def _refusal(self, response: httpx.Response) -> NotDelivered:
        reason = f"{self.name}: HTTP {response.status_code}"
        try:
            number = str(self.error_number(orjson.loads(response.content)))
        except (ValueError, KeyError, IndexError, TypeError, AttributeError):
            number = ""
        if _ERROR_NUMBER.fullmatch(number):
            reason += f", error {number}"
        is_final = response.is_client_error and response.status_code not in _PASSING
        return Undeliverable(reason) if is_final else NotDelivered(reason)
