"""Every kind of token, in every other kind's place: refused there, and still good at home."""

import pytest

from tests.second_factors.factors import challenge_of, new_guarded
from tests.support.mail import code_in, token_in, wait_for_mail
from tests.support.people import new_email, sign_up, sign_up_verified

pytestmark = pytest.mark.one_engine

NEW = "copper-lantern-sings-9"
NOT_CHANGED = ("attempts",)


@pytest.fixture(scope="module")
def tokens(server):
    """One living token of each kind, each of a person of its own."""
    api = server.api
    person = sign_up_verified(api)
    unverified = sign_up(api)
    verify = token_in(wait_for_mail(api, unverified))
    granted = sign_up(api)
    grant = api.run("verifyEmail", input={"token": token_in(wait_for_mail(api, granted))})["grant"]
    forgetful = sign_up_verified(api)
    api.run("requestPasswordReset", input={"email": forgetful.email})
    reset = wait_for_mail(api, forgetful.email, subject="new password")
    mover, moved, moved_to, next_to = sign_up_verified(api), sign_up_verified(api), new_email(), new_email()
    mover.api.run("changeEmail", input={"email": next_to})
    moved.api.run("changeEmail", input={"email": moved_to})
    api.run("verifyEmail", input={"token": token_in(wait_for_mail(api, moved_to))})
    guarded = new_guarded(api, server.database)
    return {
        "challenge": challenge_of(api, guarded.email),
        "recovery": guarded.recovery_codes[0],
        "registration": person.api.run("beginPasskeyRegistration")["challenge"],
        "signing": api.run("beginPasskeySignIn")["challenge"],
        "access": person.access_token,
        "refresh": person.refresh_token,
        "verify": verify,
        "grant": grant,
        "reset": token_in(reset),
        "code": code_in(reset),
        "change": token_in(wait_for_mail(api, next_to)),
        "undo": token_in(wait_for_mail(api, moved.email, subject="was changed")),
    }


PLACES = {
    "verifyEmail": ({"verify", "change"}, lambda api, token: api.run("verifyEmail", input={"token": token})),
    "redeemGrant": ({"grant"}, lambda api, token: api.run("redeemGrant", input={"grant": token})),
    "refresh": ({"refresh"}, lambda api, token: api.run("refresh", input={"refreshToken": token})),
    "completeMfa": (
        {"challenge"},
        lambda api, token: api.run("completeMfa", input={"challenge": token, "proof": {"totp": "123456"}}),
    ),
    "undoEmailChange": ({"undo"}, lambda api, token: api.run("undoEmailChange", token=token)),
    "resetPassword": (
        {"reset"},
        lambda api, token: api.run("resetPassword", input={"proof": {"token": token}, "newPassword": NEW}),
    ),
}
KINDS = (
    *("access", "refresh", "verify", "grant", "reset", "code", "change", "undo", "challenge", "recovery"),
    *("registration", "signing"),
)


@pytest.mark.parametrize(
    ("place", "kind"), [(place, kind) for place, (home, _) in PLACES.items() for kind in KINDS if kind not in home]
)
def test_away_from_home(api, database, tokens, place, kind):
    with database.unchanged(except_=NOT_CHANGED):
        assert PLACES[place][1](api, tokens[kind])["__typename"] == "InvalidToken"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "access"])
def test_as_an_access_token(api, tokens, kind):
    assert api.as_(tokens[kind]).execute("me").reason == "TOKEN_INVALID"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "refresh"])
def test_as_a_session_to_end(api, database, tokens, kind):
    with database.unchanged():
        assert api.run("signOut", input={"refreshToken": tokens[kind]})["sessionsRevoked"] == 0


@pytest.mark.parametrize("kind", KINDS)
def test_as_an_invitation(api, database, tokens, kind):
    with database.unchanged():
        assert api.run("declineInvite", input={"token": tokens[kind]})["__typename"] == "InvalidToken"


def test_a_code_of_another_purpose(api, database):
    person = sign_up_verified(api)
    api.run("requestPasswordReset", input={"email": person.email})
    code = code_in(wait_for_mail(api, person.email, subject="new password"))
    with database.unchanged(except_=("attempts",)):
        refused = api.run("verifyEmail", input={"code": {"email": person.email, "code": code}})
    assert refused["__typename"] == "InvalidToken"


def test_at_home_each_is_still_good(api, tokens):
    """Last: the refusals above have spent nothing."""
    assert not api.as_(tokens["access"]).execute("me").errors
    for home, use in PLACES.values():
        for kind in home:
            assert use(api, tokens[kind])["__typename"] != "InvalidToken", kind
