"""SMS by MessageBird's SMS API (rest.messagebird.com)."""

from typing import Any

from services.delivery.message import Message
from services.delivery.sms.base import TIMEOUT, SmsApi


class MessageBird(SmsApi):
    """`sender` is a number of the account, or a name of at most eleven letters and digits."""

    name = "MessageBird"

    def __init__(
        self, access_key: str, sender: str, *, base_url: str = "https://rest.messagebird.com", timeout: float = TIMEOUT
    ) -> None:
        super().__init__(base_url, timeout=timeout)
        self._access_key = access_key
        self._sender = sender

    async def send(self, message: Message) -> None:
        await self.post(
            "/messages",
            headers={"Authorization": f"AccessKey {self._access_key}"},
            # Without `auto` letters beyond GSM 03.38 arrive as question marks.
            json={
                "originator": self._sender,
                "recipients": [message.to.removeprefix("+")],
                "body": message.text,
                "datacoding": "auto",
            },
        )

    def error_number(self, answer: Any) -> object:
        return answer["errors"][0]["code"]
