"""signInWithProvider, from the button to the session: who comes in, as whom, and who does not."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.providers.browsing import APP, Browser, new_verifier
from tests.providers.fakes import Fakes, challenge_of
from tests.support.people import PASSWORD, make_staff, new_email, sign_up, sign_up_verified
from tests.support.server import Server

VOUCHING = ["google", "github", "apple", "twitter", "discord", "acme"]
WRITTEN_BY_THE_FLOW = ["provider_flows"]


@pytest.mark.parametrize("provider", VOUCHING)
def test_a_new_person_signs_up_and_comes_back(browser: Browser, fakes: Fakes, provider: str):
    first = browser.sign_in(provider)
    assert first.email == fakes.email
    me = first.api.run("{ me { fullName emailVerified identities { provider providerUserId email } } }")["me"]
    subject = str(fakes.people[provider].get("sub") or fakes.people[provider].get("id"))
    identity = {"provider": provider, "providerUserId": subject, "email": fakes.email}
    assert me == {"fullName": "Ada Lovelace", "emailVerified": True, "identities": [identity]}
    assert first.api.run("session")["methods"] == [provider]
    assert browser.sign_in(provider).user_id == first.user_id
    events = browser.server.database.rows("SELECT type FROM audit_events WHERE actor_id = ?", first.user_id)
    told = sorted(event["type"] for event in events)
    assert told == ["auth.login_success", "auth.login_success", "auth.provider_linked", "auth.user_registered"]


def test_auth_config_names_the_providers(browser: Browser):
    config = browser.api.run("{ authConfig { methods providers { name displayName } } }")["authConfig"]
    assert "PROVIDER" in config["methods"]
    assert {"name": "github", "displayName": "GitHub"} in config["providers"]
    assert {"name": "acme", "displayName": "Acme"} in config["providers"]


def test_a_plain_link_starts_a_flow(browser: Browser):
    own = browser.visit(f"{browser.server.url}/auth/provider/github?redirect_url={APP}/welcome%3Ftab%3D1")
    assert browser.follow(own).keys() == {"grant"}


def test_a_plain_link_to_a_foreign_origin_is_refused(browser: Browser):
    with browser.server.database.unchanged():
        answer = browser.http.get(f"{browser.server.url}/auth/provider/github?redirect_url=https://evil.example.com/")
    assert answer.status_code == 400
    assert "location" not in answer.headers


def test_the_grant_is_bound_to_the_challenge(browser: Browser):
    verifier = new_verifier()
    parameters = browser.through("github", codeChallenge=challenge_of(verifier))
    refused = browser.api.run("redeemGrant", input=parameters)
    assert refused["__typename"] == "InvalidToken"
    assert browser.redeem(parameters, codeVerifier=verifier).user_id


@pytest.mark.parametrize(
    ("wish", "problem"),
    [
        ({"provider": "myspace"}, "ProviderNotConfigured"),
        ({"provider": "\x00"}, "ProviderNotConfigured"),
        ({"redirectUrl": "https://evil.example.com/"}, "RedirectNotAllowed"),
        ({"redirectUrl": f"{APP}.evil.example.com/"}, "RedirectNotAllowed"),
        ({"codeChallenge": "short"}, "InvalidInput"),
    ],
)
def test_a_bad_wish_is_refused(browser: Browser, wish: dict[str, str], problem: str):
    with browser.server.database.unchanged():
        outcome = browser.api.run("signInWithProvider", input={"provider": "github", "redirectUrl": f"{APP}/", **wish})
    assert outcome["__typename"] == problem


def test_nothing_is_offered_where_nothing_is_set_up(make_server: Callable[..., Server]):
    api = make_server().api
    config = api.run("{ authConfig { methods providers { name } } }")["authConfig"]
    assert config["providers"] == []
    assert "PROVIDER" not in config["methods"]
    outcome = api.run("signInWithProvider", input={"provider": "github", "redirectUrl": f"{APP}/"})
    assert outcome["__typename"] == "ProviderNotConfigured"


def test_a_verified_account_is_joined_and_keeps_its_password(browser: Browser, fakes: Fakes):
    person = sign_up_verified(browser.api, email=fakes.email)
    assert browser.sign_in("github").user_id == person.user_id
    assert browser.api.signed_in(fakes.email, PASSWORD).run("me")["id"] == person.user_id


def test_an_unverified_account_is_stripped_first(browser: Browser, fakes: Fakes):
    sign_up(browser.api, email=fakes.email, fullName="Mallory")
    person = browser.sign_in("google")
    assert person.api.run("me")["fullName"] == "Ada Lovelace"
    outcome = browser.api.run("signIn", input={"email": fakes.email, "password": PASSWORD})
    assert outcome["__typename"] == "InvalidCredentials"
    assert browser.server.database.count("users", "email = ?", fakes.email) == 1


def test_sessions_and_identities_of_before_the_proof_are_gone(make_server, provider_settings, fakes: Fakes):
    server = make_server(**provider_settings, REQUIRE_VERIFICATION="false")
    browser = Browser(server)
    stranger = server.api.run("signUp", input={"email": fakes.email, "password": PASSWORD})
    strangers = server.api.as_(stranger["accessToken"])
    own_person, fakes.people["discord"] = fakes.people["discord"], {"id": "666", "username": "mallory"}
    begun = strangers.run("linkProvider", input={"provider": "discord", "redirectUrl": f"{APP}/welcome?tab=1"})
    assert browser.follow(begun["authorizationUrl"]) == {"linked": "discord"}
    fakes.people["discord"] = own_person
    person = browser.sign_in("github")
    assert person.user_id == stranger["user"]["id"]
    assert strangers.execute("me").reason == "SESSION_ENDED"
    assert [row["provider"] for row in server.database.rows("SELECT provider FROM identities")] == ["github"]


@pytest.mark.parametrize(
    ("provider", "told"),
    [
        ("acme", {"email_verified": False}),
        ("acme", {"email_verified": "false"}),
        ("acme", {"email_verified": "true"}),
        ("acme", {"email_verified": 1}),
        ("acme", {"email_verified": None}),
        ("apple", {"email_verified": "false"}),
        ("google", {"email_verified": False}),
        ("discord", {"verified": False}),
        ("discord", {"verified": "true"}),
        ("discord", {"email": None}),
        ("twitter", {"confirmed_email": None}),
        ("facebook", {}),
        ("acme", {"email": "not an address"}),
    ],
)
def test_an_address_that_is_not_verified_lets_nobody_in(browser: Browser, fakes: Fakes, provider: str, told: dict):
    sign_up_verified(browser.api, email=fakes.email)
    fakes.people[provider] |= told
    with browser.server.database.unchanged(except_=WRITTEN_BY_THE_FLOW):
        assert browser.through(provider) == {"error": "email_unverified"}


@pytest.mark.parametrize("emails", [[], [{"email": "a@example.com", "primary": True, "verified": "true"}]])
def test_githubs_address_counts_only_as_primary_and_verified(browser: Browser, fakes: Fakes, emails: list):
    fakes.emails = emails
    with browser.server.database.unchanged(except_=WRITTEN_BY_THE_FLOW):
        assert browser.through("github") == {"error": "email_unverified"}


def test_apple_may_say_true_as_a_text(browser: Browser, fakes: Fakes):
    fakes.people["apple"]["email_verified"] = "true"
    assert browser.sign_in("apple").email == fakes.email


def test_a_known_identity_needs_no_address(browser: Browser, fakes: Fakes):
    person = browser.sign_in("discord")
    fakes.people["discord"] |= {"email": None, "verified": False}
    assert browser.sign_in("discord").user_id == person.user_id


def test_an_identity_is_the_subject_and_not_the_address(browser: Browser, fakes: Fakes):
    person = browser.sign_in("acme")
    fakes.people["acme"]["email"] = new_email("renamed")
    assert browser.sign_in("acme").user_id == person.user_id


def test_two_issuers_with_one_subject_are_two_people(browser: Browser, fakes: Fakes):
    person = browser.sign_in("acme")
    fakes.people["google"] |= {"sub": fakes.people["acme"]["sub"], "email": new_email("another")}
    assert browser.sign_in("google").user_id != person.user_id


def test_an_issuer_may_tell_the_address_by_userinfo_alone(browser: Browser, fakes: Fakes):
    told = fakes.people["acme"]
    fakes.people["acme"], fakes.userinfo = {"sub": told["sub"]}, told
    assert browser.sign_in("acme").email == fakes.email


def test_a_deactivated_account_stays_out(browser: Browser, fakes: Fakes):
    person = browser.sign_in("github")
    admin = make_staff(browser.server)
    admin.api.run("deactivateUser", id=person.user_id)
    with browser.server.database.unchanged(except_=[*WRITTEN_BY_THE_FLOW, "identities"]):
        assert browser.through("github") == {"error": "account_deactivated"}
        assert browser.through("google") == {"error": "account_deactivated"}
    assert browser.server.database.count("identities", "user_id = ?", person.user_id) == 1


def test_without_sign_up_only_known_people_come_in(make_server, provider_settings, fakes: Fakes):
    server = make_server(**provider_settings, SIGN_UP_ENABLED="false")
    browser = Browser(server)
    with server.database.unchanged(except_=WRITTEN_BY_THE_FLOW):
        assert browser.through("github") == {"error": "sign_up_disabled"}
    server.cli("users", "create", "--email", fakes.email, "--password", PASSWORD)
    assert browser.sign_in("github").email == fakes.email


def test_a_name_that_no_account_may_have_is_left_out(browser: Browser, fakes: Fakes):
    fakes.people["acme"] |= {"name": "A\u0000da" * 100, "picture": "javascript:alert(1)"}
    me = browser.sign_in("acme").api.run("me")
    assert (me["fullName"], me["avatarUrl"]) == (None, None)


def test_first_sign_ins_in_parallel_make_one_account(browser: Browser, fakes: Fakes):
    browsers = [Browser(browser.server) for _ in range(4)]
    callbacks = [each.callback(each.begin("github")) for each in browsers]
    with ThreadPoolExecutor(len(browsers)) as pool:
        answers = list(pool.map(lambda each, url: each.http.get(url), browsers, callbacks))
    ends = [answer.headers["location"] for answer in answers]
    assert all("grant=" in end for end in ends), ends
    assert browser.server.database.count("users", "email = ?", fakes.email) == 1
    assert browser.server.database.count("identities", "email = ?", fakes.email) == 1
