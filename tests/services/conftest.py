"""What the tests of services stand on, and a Redis."""

from collections.abc import Iterator

import pytest

from services.attempts import Attempts
from services.onetime import OneTimeTokens
from services.policy import Policy
from services.vault import Vault
from tests.support.processes import Redis

SECRET = "a secret of more than thirty-two bytes, for tests"


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
