"""The door of a provider: its grant is a first proof, and no more."""

from tests.providers.browsing import Browser
from tests.providers.conftest import browser, every_fake, fakes, provider_settings, server
from tests.second_factors.factors import complete, enroll, stale
from tests.support.people import sign_up_verified

__all__ = ["browser", "every_fake", "fakes", "provider_settings", "server"]


def test_a_provider_is_one_factor(browser: Browser):
    guarded = enroll(browser.sign_in("github"), browser.server.database)
    asked = browser.api.run("redeemGrant", input=browser.through("github"))
    assert (asked["__typename"], asked["methods"]) == ("MfaRequired", ["TOTP", "RECOVERY_CODE"])
    outcome = complete(browser.api, asked["challenge"], totp=guarded.authenticator.code())
    assert outcome["session"]["methods"] == ["github", "totp"]


def test_a_grant_from_before_the_enrollment_asks_too(browser: Browser):
    person = browser.sign_in("github")
    grant = browser.through("github")
    enroll(person, browser.server.database)
    assert browser.api.run("redeemGrant", input=grant)["__typename"] == "MfaRequired"


def test_who_has_no_password_proves_it_again_by_signing_in(browser: Browser):
    person = browser.sign_in("github")
    refused = stale(person, browser.server.database).execute("enrollTotp")
    assert (refused.code, refused.errors[0]["extensions"]["methods"]) == ("REAUTHENTICATION_REQUIRED", [])
    assert browser.sign_in("github").api.run("enrollTotp")["__typename"] == "TotpEnrollment"


def test_a_provider_that_vouches_first_strips_what_a_stranger_enrolled(browser: Browser, fakes):
    """Somebody signed up with the person's address where that asks for no proof, and enrolled an authenticator."""
    api, database = browser.api, browser.server.database
    stranger = sign_up_verified(api, email=fakes.email)
    enroll(stranger, database)
    database.execute("UPDATE users SET email_verified = ? WHERE id = ?", False, stranger.user_id)
    owner = browser.sign_in("github")
    assert owner.user_id == stranger.user_id
    assert owner.api.run("me")["secondFactors"] == []
