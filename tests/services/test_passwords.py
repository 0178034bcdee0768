"""services.passwords: what a new one must be, and hashes that stay comparable."""

import asyncio

import bcrypt
import pytest

from services.errors import InvalidInput, PasswordWeakness, ServiceUnavailable, WeakPassword
from services.passwords import LONGEST, PasswordHasher, check_strength, common_passwords

RIGHT = "violet-tractor-hums-42"


@pytest.fixture
def hasher():
    hasher = PasswordHasher(4, threads=2)
    yield hasher
    hasher.close()


def weaknesses(password, **whose):
    try:
        check_strength(password, **whose)
    except WeakPassword as refused:
        return list(refused.reasons)
    return []


def test_every_common_password_is_refused():
    assert len(common_passwords()) >= 3_000
    for word in sorted(common_passwords())[::97]:
        assert PasswordWeakness.COMMON in weaknesses(word.upper())


def test_a_common_word_inside_a_longer_one_is_fine():
    assert weaknesses("password-and-more") == []


@pytest.mark.parametrize(
    ("password", "reasons"),
    [
        ("é" * 3 + "abcd", ["TOO_SHORT"]),
        ("e\u0301" * 4 + "abc", ["TOO_SHORT"]),
        ("🦉🐢🦊🐙🐝🦋🐌", ["TOO_SHORT"]),
        ("🦉🐢🦊🐙🐝🦋🐌🐞", []),
        ("ab" * 64, []),
        ("ab" * 64 + "c", ["TOO_LONG"]),
        ("ß" * 64 + "ab" * 32, []),
        ("aaaaaaaa", ["REPEATED_CHARACTER"]),
        ("ß" * 5, ["TOO_SHORT", "REPEATED_CHARACTER"]),
    ],
)
def test_lengths_are_counted_in_characters(password, reasons):
    assert weaknesses(password) == reasons


@pytest.mark.parametrize(
    ("password", "refused"),
    [
        ("ada@example.com", True),
        ("xx-ADA@EXAMPLE.COM-xx", True),
        ("ada-lovelace", True),
        ("Lovelace-was-first", False),
        ("adam-and-steve-and", False),
        ("I am Ada Lovelace!", True),
    ],
)
def test_who_it_is_for(password, refused):
    found = weaknesses(password, email="ada@example.com", name="Ada Lovelace")
    found += weaknesses(password, email="ada-lovelace@example.com")
    assert (PasswordWeakness.CONTAINS_IDENTIFIER in found) is refused


def test_every_reason_at_once():
    assert weaknesses("a@b.", email="a@b.") == ["TOO_SHORT", "CONTAINS_IDENTIFIER"]


@pytest.mark.parametrize("password", ["long enough \x00", "long enough \ud800"])
def test_what_no_text_may_hold(password):
    with pytest.raises(InvalidInput) as refused:
        check_strength(password, path="newPassword")
    assert refused.value.fields[0].path == "newPassword"


async def test_right_and_wrong(hasher):
    stored = await hasher.hash(RIGHT)
    assert stored.startswith("hs256:$2b$04$")
    assert (await hasher.verify(RIGHT, stored)).matches
    for wrong in ("", RIGHT + " ", RIGHT.upper(), "x" * 5_000, "\x00", "\ud800"):
        assert not (await hasher.verify(wrong, stored)).matches
    assert not (await hasher.verify(RIGHT, None)).matches


async def test_composed_and_decomposed_are_the_same(hasher):
    stored = await hasher.hash("é" * LONGEST)
    assert (await hasher.verify("e\u0301" * LONGEST, stored)).matches


async def test_a_hash_of_a_lower_cost_is_outdated(hasher):
    stored = await hasher.hash(RIGHT)
    dear = PasswordHasher(6, threads=1)
    verdict = await dear.verify(RIGHT, stored)
    assert (verdict.matches, verdict.outdated) == (True, True)
    assert not (await dear.verify(RIGHT, await dear.hash(RIGHT))).outdated
    # Lowering the cost renews nothing.
    assert not (await hasher.verify(RIGHT, await dear.hash(RIGHT))).outdated
    dear.close()


async def test_a_refusal_costs_the_same_whatever_is_stored(hasher, monkeypatch):
    """In rounds of bcrypt, since a clock would lie on a busy day."""
    rounds, dear, compare = [], PasswordHasher(7, threads=1), bcrypt.checkpw

    def counted(password, hashed):
        rounds.append(2 ** int(hashed.split(b"$")[2]))
        return compare(password, hashed)

    older, newest = await hasher.hash(RIGHT), await dear.hash(RIGHT)
    monkeypatch.setattr(bcrypt, "checkpw", counted)
    for stored in (None, older, newest):
        for guess in ("wrong", "x" * 5_000, "\x00"):
            assert not (await dear.verify(guess, stored)).matches
            assert sum(rounds) == 2**7
            rounds.clear()
    dear.close()


@pytest.mark.parametrize("prefix", [b"2a", b"2b", b"2y"])
async def test_an_imported_hash(hasher, prefix):
    imported = bcrypt.hashpw(RIGHT.encode(), bcrypt.gensalt(5)).replace(b"$2b$", b"$" + prefix + b"$").decode()
    verdict = await hasher.verify(RIGHT, imported)
    assert (verdict.matches, verdict.outdated) == (True, True)
    assert not (await hasher.verify("é" * 60, imported)).matches


async def test_a_full_queue_is_said_and_not_grown():
    hasher = PasswordHasher(4, threads=1)
    hasher.pending = 64
    with pytest.raises(ServiceUnavailable) as refused:
        await hasher.hash(RIGHT)
    assert refused.value.retry_after
    assert hasher.pending == 64
    hasher.close()


async def test_the_queue_empties(hasher):
    stored = await hasher.hash(RIGHT)
    verdicts = await asyncio.gather(*(hasher.verify(RIGHT, stored) for _ in range(20)))
    assert all(verdict.matches for verdict in verdicts)
    assert hasher.pending == 0
