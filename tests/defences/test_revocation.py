"""What ends access ends it on the next request: on every worker, after a restart, and with an empty cache."""

import time

import pytest
import redis

from tests.support.mail import token_in, wait_for_mail
from tests.support.people import PASSWORD, make_staff, sign_in, sign_up_verified

pytestmark = pytest.mark.drill

NEW_PASSWORD = "another-tractor-43"
# Enough to meet both workers, whichever answers.
OFTEN = 10


@pytest.fixture(scope="module")
def site(make_server):
    """Two workers: with Redis on PostgreSQL, without any cache on SQLite."""
    return make_server("--workers", "2")


@pytest.fixture(scope="module")
def admin_email(site):
    return make_staff(site).email


def sign_out(_site, person, _admin):
    person.api.run("signOut", input=None)


def sign_out_by_refresh_token(site, person, _admin):
    site.api.run("signOut", input={"refreshToken": person.refresh_token})


def sign_out_everywhere(site, person, _admin):
    sign_in(site.api, person.email).api.run("signOutEverywhere", keepCurrent=True)


def revoke_session(site, person, _admin):
    sign_in(site.api, person.email).api.run("revokeSession", id=person.session_id)


def change_password(site, person, _admin):
    wish = {"currentPassword": PASSWORD, "newPassword": NEW_PASSWORD}
    sign_in(site.api, person.email).api.run("changePassword", input=wish)


def reset_password(site, person, _admin):
    site.api.run("requestPasswordReset", input={"email": person.email})
    proof = {"token": token_in(wait_for_mail(site.api, person.email, subject="new password"))}
    outcome = site.api.run("resetPassword", input={"proof": proof, "newPassword": NEW_PASSWORD})
    assert outcome["__typename"] == "PasswordChanged"


def deactivate(_site, person, admin):
    admin.api.run("deactivateUser", id=person.user_id)


def revoke_all(_site, person, admin):
    admin.api.run("revokeUserSessions", id=person.user_id)


def delete(_site, person, admin):
    admin.api.run("deleteUser", id=person.user_id)


def delete_own(_site, person, _admin):
    person.api.run("deleteAccount")


@pytest.mark.parametrize(
    "ending",
    [
        sign_out,
        sign_out_by_refresh_token,
        sign_out_everywhere,
        revoke_session,
        change_password,
        reset_password,
        deactivate,
        revoke_all,
        delete,
        delete_own,
    ],
    ids=lambda ending: ending.__name__,
)
def test_the_next_request_is_refused_by_every_worker(site, admin_email, ending):
    person, admin = sign_up_verified(site.api), sign_in(site.api, admin_email)
    for _ in range(OFTEN):
        person.api.run("me")
    ending(site, person, admin)
    for _ in range(OFTEN):
        assert person.api.execute("me").code == "UNAUTHENTICATED"
    assert site.api.run("refresh", input={"refreshToken": person.refresh_token})["__typename"] == "InvalidToken"


def test_a_demotion_counts_at_once(site, admin_email):
    admin, moderator = sign_in(site.api, admin_email), make_staff(site, role="moderator")
    for _ in range(OFTEN):
        moderator.api.run("users", first=1)
    admin.api.run("updateUser", input={"id": moderator.user_id, "role": "USER"})
    for _ in range(OFTEN):
        assert moderator.api.execute("users", first=1).code == "FORBIDDEN"


def test_it_survives_a_restart_and_a_flushed_cache(start_server):
    server = start_server()
    leaver, stayer = sign_up_verified(server.api), sign_up_verified(server.api)
    stayer.api.run("me")
    leaver.api.run("signOut", input=None)
    if server.redis:
        redis.Redis(port=server.redis.port).flushall()
        assert leaver.api.execute("me").reason == "SESSION_ENDED"
        stayer.api.run("me")
    server.stop()
    settings = {name: server.settings[name] for name in ("DATABASE_URL", "PUBLIC_URL")}
    again = start_server(**settings)
    assert again.api.as_(leaver.access_token).execute("me").reason == "SESSION_ENDED"
    assert again.api.as_(stayer.access_token).run("me")["id"] == stayer.user_id


def test_an_access_token_ends_by_itself(start_server):
    server = start_server(ACCESS_TOKEN_TTL="1s")
    person = sign_up_verified(server.api)
    while (answer := person.api.execute("me")).code is None:
        time.sleep(0.1)
    assert answer.reason == "TOKEN_EXPIRED"
