"""SMS by Twilio's Programmable Messaging API (2010-04-01)."""

from typing import Any

from services.delivery.message import Message
from services.delivery.sms.base import TIMEOUT, SmsApi


class Twilio(SmsApi):
    """`sender` is a number of the account in E.164, or a registered alphanumeric name."""

    name = "Twilio"

    def __init__(
        self,
        account_sid: str,
        auth_token: str,
        sender: str,
        *,
        base_url: str = "https://api.twilio.com",
        timeout: float = TIMEOUT,
    ) -> None:
        super().__init__(base_url, timeout=timeout)
        self._account_sid = account_sid
        self._auth_token = auth_token
        self._sender = sender

    async def send(self, message: Message) -> None:
        await self.post(
            f"/2010-04-01/Accounts/{self._account_sid}/Messages.json",
            auth=(self._account_sid, self._auth_token),
            data={"From": self._sender, "To": message.to, "Body": message.text},
        )

    def error_number(self, answer: Any) -> object:
        return answer["code"]
