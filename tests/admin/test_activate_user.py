"""activateUser and deactivateUser: whether someone may be here."""

import pytest

from tests.admin.records import UNKNOWN_IDS, recorded
from tests.support.mail import token_in, wait_for_mail
from tests.support.people import PASSWORD, sign_in


def test_a_deactivated_person_is_out_at_once_and_on_every_way_in(api, moderator, person, database):
    api.run("requestPasswordReset", input={"email": person.email})
    reset = token_in(wait_for_mail(api, person.email, subject="new password"))
    assert moderator.api.run("deactivateUser", id=person.user_id)["isActive"] is False
    assert person.api.execute("me").reason == "SESSION_ENDED"
    assert api.run("refresh", input={"refreshToken": person.refresh_token})["__typename"] == "InvalidToken"
    assert api.run("signIn", input={"email": person.email, "password": PASSWORD})["__typename"] == "AccountDeactivated"
    wrong = api.run("signIn", input={"email": person.email, "password": "wrong"})
    assert wrong["__typename"] == "InvalidCredentials"
    refused = api.run("resetPassword", input={"proof": {"token": reset}, "newPassword": "another-tractor-43"})
    assert refused["__typename"] == "InvalidToken"
    assert len(recorded(database, "user_deactivated", person.user_id)) == 1
    assert len(recorded(database, "session_revoked", person.session_id)) == 1


def test_an_activated_person_signs_in_anew(api, moderator, person, database):
    moderator.api.run("deactivateUser", id=person.user_id)
    assert moderator.api.run("activateUser", id=person.user_id)["isActive"] is True
    assert person.api.execute("me").reason == "SESSION_ENDED"
    assert sign_in(api, person.email).api.run("me")["isActive"] is True
    (event,) = recorded(database, "user_activated", person.user_id)
    assert event["actor_id"] == moderator.user_id


def test_to_do_it_twice_is_recorded_once(moderator, person, database):
    for operation, event in (("deactivateUser", "user_deactivated"), ("activateUser", "user_activated")):
        moderator.api.run(operation, id=person.user_id)
        moderator.api.run(operation, id=person.user_id)
        assert len(recorded(database, event, person.user_id)) == 1


@pytest.mark.parametrize("operation", ["activateUser", "deactivateUser", "revokeUserSessions"])
def test_nobody_acts_on_a_higher_role(moderator, admin, database, operation):
    with database.unchanged():
        assert moderator.api.run(operation, id=admin.user_id)["__typename"] == "RoleTooHigh"
    assert admin.api.run("me")["isActive"] is True


@pytest.mark.parametrize("operation", ["activateUser", "deactivateUser"])
def test_who_is_refused(api, person, moderator, database, operation):
    with database.unchanged():
        assert api.execute(operation, id=person.user_id).code == "UNAUTHENTICATED"
        assert person.api.execute(operation, id=person.user_id).code == "FORBIDDEN"
        for unknown in UNKNOWN_IDS:
            assert moderator.api.run(operation, id=unknown)["__typename"] == "NotFound"


def test_an_only_owner_too(moderator, person):
    org = person.api.run("createOrg", input={"name": "No shield"})
    assert org["__typename"] == "Org"
    assert moderator.api.run("deactivateUser", id=person.user_id)["isActive"] is False
