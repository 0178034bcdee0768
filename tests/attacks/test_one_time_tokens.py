"""Item 9: what ends every link and code that is under way, and what does not spend one."""

import pytest

from tests.support.mail import code_in, link_in, token_in, wait_for_mail
from tests.support.people import PASSWORD, make_staff, new_email, sign_in, sign_up

NEW = "copper-lantern-sings-9"


@pytest.fixture(scope="module")
def admin(server):
    return make_staff(server)


def magic_link(api, person):
    api.run("sendMagicLink", input={"email": person.email})
    token = token_in(wait_for_mail(api, person.email, subject="sign"))
    return lambda: api.run("signInWithMagicLink", input={"token": token})


def magic_code(api, person):
    api.run("sendMagicLink", input={"email": person.email})
    code = {"email": person.email, "code": code_in(wait_for_mail(api, person.email, subject="sign"))}
    return lambda: api.run("signInWithMagicLink", input={"code": code})


def reset_link(api, person):
    api.run("requestPasswordReset", input={"email": person.email})
    proof = {"token": token_in(wait_for_mail(api, person.email, subject="new password"))}
    return lambda: api.run("resetPassword", input={"proof": proof, "newPassword": "violet-lantern-hums-7"})


def change_link(api, person):
    person.api.run("changeEmail", input={"email": (to := new_email())})
    token = token_in(wait_for_mail(api, to))
    return lambda: api.run("verifyEmail", input={"token": token})


def new_password(_api, person, _admin):
    wish = {"currentPassword": PASSWORD, "newPassword": NEW}
    assert person.api.run("changePassword", input=wish)["__typename"] == "PasswordChanged"


def new_address(api, person, _admin):
    assert change_link(api, person)()["__typename"] == "EmailVerified"


def deactivation(_api, person, admin):
    admin.api.run("deactivateUser", id=person.user_id)
    assert admin.api.run("activateUser", id=person.user_id)["isActive"]


@pytest.mark.parametrize("end", [new_password, new_address, deactivation], ids=lambda end: end.__name__)
@pytest.mark.parametrize("ask", [magic_link, magic_code, reset_link, change_link], ids=lambda ask: ask.__name__)
def test_what_ends_them(api, person, admin, database, ask, end):
    use = ask(api, person)
    end(api, person, admin)
    with database.unchanged(except_=("attempts",)):
        assert use()["__typename"] == "InvalidToken"


def test_a_grant_does_not_outlive_a_deactivation(api, admin, database):
    email = sign_up(api)
    grant = api.run("verifyEmail", input={"token": token_in(wait_for_mail(api, email))})["grant"]
    deactivation(api, sign_in(api, email), admin)
    with database.unchanged():
        assert api.run("redeemGrant", input={"grant": grant})["__typename"] == "InvalidToken"


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_looking_at_a_link_spends_nothing_and_its_code_stays_good(api, person, database, method):
    code = magic_code(api, person)
    link = link_in(wait_for_mail(api, person.email, subject="sign"))
    with database.unchanged():
        api.http.request(method, link)
    assert code()["__typename"] == "SignedIn"
