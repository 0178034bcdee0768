"""What the tests of services stand on: tables in a file, and a Redis."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from tortoise.context import TortoiseContext

from services.attempts import Attempts
from services.onetime import OneTimeTokens
from services.policy import Policy
from services.vault import Vault
from tests.support.processes import Redis

SECRET = "a secret of more than thirty-two bytes, for tests"


@pytest.fixture
async def tables(tmp_path: Path) -> AsyncIterator[None]:
    """SQLite always: a process that has spoken to one engine cannot speak to another. The API's tests ask both."""
    async with TortoiseContext() as database:
        await database.init(db_url=f"sqlite://{tmp_path / 'services.db'}", modules={"ostiary": ["models"]})
        await database.generate_schemas(safe=True)
        yield


@pytest.fixture
def policy() -> Policy:
    return Policy()


@pytest.fixture
def vault() -> Vault:
    return Vault(SECRET)


@pytest.fixture
def attempts(tables: None, policy: Policy, vault: Vault) -> Attempts:
    return Attempts(policy, vault)


@pytest.fixture
def onetime(attempts: Attempts, vault: Vault) -> OneTimeTokens:
    return OneTimeTokens(vault, attempts)


@pytest.fixture(scope="session")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redis]:
    redis = Redis(tmp_path_factory.mktemp("redis"))
    yield redis
    redis.stop()
