"""services.second_factors: at rest, and what counts as two."""

from datetime import timedelta

import pyotp
import pytest

from models import RecoveryCode, TotpFactor, User
from services import cleanup
from services.database import now
from services.second_factors import SecondFactors, are_two_factors, of_people, of_person
from services.vault import Vault
from tests.services.conftest import SECRET


@pytest.fixture
async def ada(tables):
    return await User.create(email="ada@example.com")


@pytest.fixture
def factors(vault):
    return SecondFactors(vault)


async def enrolled(factors, user):
    secret = await factors.begin_totp(user.id)
    waiting = await TotpFactor.get(user_id=user.id, confirmed_at__isnull=True)
    assert await factors.confirm_totp(waiting, pyotp.TOTP(secret).now())
    await TotpFactor.filter(user_id=user.id).update(last_step=0)
    return pyotp.TOTP(secret)


async def test_secrets_are_sealed_and_codes_are_digests(factors, ada):
    totp, codes = await enrolled(factors, ada), await factors.new_recovery_codes(ada.id)
    assert totp.secret not in (await TotpFactor.get(user_id=ada.id)).sealed_secret
    assert not {row.digest for row in await RecoveryCode.all()} & {*codes, *(code.replace("-", "") for code in codes)}


async def test_a_new_secret_key_knows_what_the_one_before_sealed(factors, ada, caplog):
    totp, codes = await enrolled(factors, ada), await factors.new_recovery_codes(ada.id)
    renewed = SecondFactors(Vault("another secret of more than thirty-two bytes", [SECRET]))
    assert await renewed.use_totp(ada.id, totp.now())
    assert await renewed.use_recovery_code(ada.id, codes[0])
    stranger = SecondFactors(Vault("another secret of more than thirty-two bytes"))
    assert not await stranger.use_recovery_code(ada.id, codes[1])
    assert not await stranger.use_totp(ada.id, totp.now())
    assert "SECRET_KEY that is gone" in caplog.text


async def test_recovery_codes_stand_in_for_a_factor_and_are_none(factors, ada):
    await factors.new_recovery_codes(ada.id)
    assert await of_person(ada.id) == []
    await enrolled(factors, ada)
    assert await of_person(ada.id) == ["totp", "recovery_code"]


async def test_of_several_people_at_once(factors, ada):
    bob = await User.create(email="bob@example.com")
    await enrolled(factors, bob)
    assert await of_people([ada.id, bob.id]) == [[], ["totp"]]


async def test_an_enrollment_that_was_never_finished_is_cleared_out(factors, ada):
    await enrolled(factors, ada)
    await factors.begin_totp(ada.id)
    await cleanup.expired()
    assert await TotpFactor.all().count() == 2
    await TotpFactor.all().update(created_at=now() - timedelta(days=2))
    await cleanup.expired()
    assert [factor.confirmed_at is None for factor in await TotpFactor.all()] == [False]


@pytest.mark.parametrize(
    ("methods", "are_two"),
    [
        (["password"], False),
        (["password", "magic_link", "sms_code", "google"], False),
        (["password", "totp"], True),
        (["magic_link", "recovery_code"], True),
        (["totp"], False),
        (["passkey"], True),
    ],
)
def test_what_is_two_factors(methods, are_two):
    assert are_two_factors(methods) is are_two
