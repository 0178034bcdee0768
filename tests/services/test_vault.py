"""services.vault: sealed for one purpose, digested under one key, and older keys still read."""

import pytest

from services.vault import Unsealable, Vault

OLD, NEW = "an old secret of more than thirty-two bytes", "a new secret of more than thirty-two bytes"


def test_sealed_and_opened():
    sealed = Vault(NEW).seal(b"plain", purpose="mail")
    assert "plain" not in sealed
    assert Vault(NEW).open(sealed, purpose="mail") == b"plain"


def test_the_same_twice_looks_different():
    assert Vault(NEW).seal(b"plain", purpose="mail") != Vault(NEW).seal(b"plain", purpose="mail")


@pytest.mark.parametrize(("key", "purpose"), [(OLD, "mail"), (NEW, "signing key")])
def test_another_key_or_purpose(key, purpose):
    sealed = Vault(NEW).seal(b"plain", purpose="mail")
    with pytest.raises(Unsealable):
        Vault(key).open(sealed, purpose=purpose)


@pytest.mark.parametrize("text", ["", "nonsense", "é"])
def test_what_was_never_sealed(text):
    with pytest.raises(Unsealable):
        Vault(NEW).open(text, purpose="mail")


def test_previous_keys_read_and_do_not_write():
    sealed = Vault(OLD).seal(b"plain", purpose="mail")
    rotated = Vault(NEW, [OLD])
    assert rotated.open(sealed, purpose="mail") == b"plain"
    with pytest.raises(Unsealable):
        Vault(OLD).open(rotated.seal(b"plain", purpose="mail"), purpose="mail")


def test_digests():
    old, rotated = Vault(OLD), Vault(NEW, [OLD])
    assert old.digest("token", purpose="grant") in rotated.digests("token", purpose="grant")
    assert rotated.digest("token", purpose="grant") == rotated.digests("token", purpose="grant")[0]
    assert old.digest("token", purpose="grant") != old.digest("token", purpose="reset")
    assert len(old.digest("half a character \ud800", purpose="grant")) == 64
