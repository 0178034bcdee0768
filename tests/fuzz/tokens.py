"""What reads tokens, as functions of one text, over tables in memory."""

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from datetime import timedelta
from types import TracebackType
from typing import Any

from tortoise.context import TortoiseContext

from models import Purpose, Session, User
from services import refresh_tokens
from services.attempts import Attempts
from services.database import now
from services.errors import InvalidToken
from services.keys import KeyRing
from services.onetime import OneTimeTokens
from services.policy import Policy
from services.text import canonical_email
from services.tokens import AccessTokens, BadAccessToken
from services.vault import Vault


class Tokens:
    """Readers of tokens over tables in memory, in which no token but the seeds' is known."""

    def __enter__(self) -> "Tokens":
        self._runner = asyncio.Runner()
        self._database = TortoiseContext()
        self.seeds = self._run(self._prepare())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._run(self._database.__aexit__(kind, error, trace))
        self._runner.close()

    def access(self, text: str) -> None:
        with suppress(BadAccessToken):
            self._run(self._access.verify(text))
            assert text == self.seeds["access"]

    def refresh(self, text: str) -> None:
        found = self._run(refresh_tokens.find(self._vault, text))
        assert found is None or text == self.seeds["refresh"]

    def links(self, text: str) -> None:
        with suppress(InvalidToken):
            self._run(self._onetime.find(text, *Purpose))
            assert text == self.seeds["link"]

    def codes(self, text: str) -> None:
        address, _, code = text.partition(" ")
        canonical = canonical_email(address) or "ada@example.com"
        assert self._run(self._onetime.find_by_code(canonical, code, Purpose.MAGIC_LINK)) is None

    def _run(self, waited: Awaitable[Any]) -> Any:
        async def run() -> Any:
            return await waited

        return self._runner.run(run())

    async def _prepare(self) -> dict[str, str]:
        await self._database.__aenter__()
        await self._database.init(db_url="sqlite://:memory:", modules={"ostiary": ["models"]})
        await self._database.generate_schemas()
        policy, self._vault = Policy(), Vault("a secret of more than thirty-two bytes, for tests")
        self._access = AccessTokens(policy, KeyRing(policy, self._vault))
        self._onetime = OneTimeTokens(self._vault, Attempts(policy, self._vault))
        user, later = await User.create(email="ada@example.com"), now() + timedelta(days=1)
        session = Session(user=user, expires_at=later, ends_at=later, authenticated_at=now())
        refresh = refresh_tokens.mint(self._vault, session)
        await session.save()
        link = await self._onetime.mint(Purpose.MAGIC_LINK, user, "ada@example.com", ttl=timedelta(days=1))
        access = await self._access.mint(session, user, org_role=None)
        return {"access": access, "refresh": refresh, "link": link.token}
