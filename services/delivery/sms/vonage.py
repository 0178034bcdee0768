"""SMS by Vonage's SMS API (rest.nexmo.com). It answers 200 to everything: each part's `status` tells."""

from typing import Any

import orjson

from services.delivery.message import Message, NotDelivered, Undeliverable
from services.delivery.sms.base import TIMEOUT, SmsApi

_TAKEN = "0"
# Throttled, wrong credentials, their own fault, out of balance, too many connections: not about this message.
_PASSING = {"1", "4", "5", "9", "10"}


class Vonage(SmsApi):
    """`sender` is a number of the account, or a name of at most eleven letters and digits."""

    name = "Vonage"

    def __init__(
        self,
        api_key: str,
        api_secret: str,
        sender: str,
        *,
        base_url: str = "https://rest.nexmo.com",
        timeout: float = TIMEOUT,
    ) -> None:
        super().__init__(base_url, timeout=timeout)
        self._credentials = {"api_key": api_key, "api_secret": api_secret}
        self._sender = sender

    async def send(self, message: Message) -> None:
        response = await self.post(
            "/sms/json",
            data={
                **self._credentials,
                "from": self._sender,
                "to": message.to.removeprefix("+"),
                "text": message.text,
                "type": "text" if message.text.isascii() else "unicode",
            },
        )
        try:
            statuses = [str(part["status"]) for part in orjson.loads(response.content)["messages"]]
        except (ValueError, KeyError, TypeError):
            raise NotDelivered("Vonage: unreadable answer") from None
        for status in statuses:
            self._require_taken(status)

    def _require_taken(self, status: str) -> None:
        if status == _TAKEN:
            return
        if not status.isdecimal():
            raise NotDelivered("Vonage: unreadable answer")
        refusal = NotDelivered if status in _PASSING else Undeliverable
        raise refusal(f"Vonage: status {status[:3]}")

    def error_number(self, answer: Any) -> object:
        return answer["messages"][0]["status"]
