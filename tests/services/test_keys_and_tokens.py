"""services.keys and services.tokens: every algorithm, overlap on rotation, and a set of keys that anyone may read."""

from datetime import timedelta

import jwt
import pytest

from models import Session, SigningKey, User
from services.database import now
from services.errors import FaultReason
from services.keys import KeyRing
from services.policy import Policy
from services.tokens import AccessTokens, BadAccessToken

ISSUER = "https://auth.example.com"
PRIVATE_MEMBERS = {"d", "p", "q", "dp", "dq", "qi", "k"}


@pytest.fixture(params=["ES256", "EdDSA", "RS256", "HS256"])
def policy(request):
    return Policy(public_url=ISSUER, signing_algorithm=request.param)


@pytest.fixture
def keys(tables, policy, vault):
    return KeyRing(policy, vault)


@pytest.fixture
def tokens(policy, keys):
    return AccessTokens(policy, keys)


@pytest.fixture
async def session(tables):
    later = now() + timedelta(days=1)
    user = await User.create(email="ada@example.com")
    return await Session.create(user=user, expires_at=later, ends_at=later, authenticated_at=now(), refresh_digest="d")


async def mint(tokens, session):
    return await tokens.mint(session, session.user, org_role=None)


async def reason(tokens, token):
    with pytest.raises(BadAccessToken) as refused:
        await tokens.verify(token)
    return refused.value.reason


async def test_minted_and_verified(tokens, session, policy):
    token = await mint(tokens, session)
    assert jwt.get_unverified_header(token)["alg"] == policy.signing_algorithm
    claims = await tokens.verify(token)
    assert (claims.session_id, claims.user_id, claims.generation) == (session.id, session.user.id, 0)


async def test_the_published_keys_verify_and_hide(tokens, keys, session, policy):
    token = await mint(tokens, session)
    published = (await keys.jwks())["keys"]
    if policy.signing_algorithm == "HS256":
        assert published == []
        return
    assert not PRIVATE_MEMBERS & published[0].keys()
    assert published[0]["kid"] == jwt.get_unverified_header(token)["kid"]
    key = jwt.PyJWK.from_dict(published[0])
    assert jwt.decode(token, key, algorithms=[policy.signing_algorithm], audience=ISSUER)["sid"] == str(session.id)


async def test_no_private_part_at_rest(tokens, session):
    await mint(tokens, session)
    row = await SigningKey.get()
    assert "PRIVATE" not in row.sealed_private


async def test_after_a_rotation_old_tokens_live_on(tokens, keys, session):
    old = await mint(tokens, session)
    await keys.rotate()
    new = await mint(tokens, session)
    kids = {jwt.get_unverified_header(token)["kid"] for token in (old, new)}
    assert len(kids) == 2
    for token in (old, new):
        assert await tokens.verify(token)


async def test_a_revoking_rotation_ends_them(tokens, keys, session):
    old = await mint(tokens, session)
    await keys.rotate(revoke=True)
    assert await reason(tokens, old) is FaultReason.TOKEN_INVALID
    assert await tokens.verify(await mint(tokens, session))


async def test_a_revoking_rotation_ends_those_that_were_believed_before(tokens, keys, session):
    """What is remembered of a signature is worth no more than its key."""
    old = await mint(tokens, session)
    assert await tokens.verify(old)
    await keys.rotate(revoke=True)
    assert await reason(tokens, old) is FaultReason.TOKEN_INVALID


async def test_another_issuer_with_the_same_keys(tokens, keys, session):
    for other in (Policy(public_url="https://evil.example"), Policy(public_url=ISSUER, token_audience="another")):
        assert await reason(AccessTokens(other, keys), await mint(tokens, session)) is FaultReason.TOKEN_INVALID


@pytest.mark.parametrize("text", ["", ".", "a.b.c", "x" * 8_193, "é.é.é", "\ud800"])
async def test_nonsense(tokens, text):
    assert await reason(tokens, text) is FaultReason.TOKEN_INVALID
