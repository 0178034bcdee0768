"""setRedirectOrigins and redirectOrigins: where links may lead, beside the origins of the settings."""

import pytest

from tests.admin.records import detail_of
from tests.support.mail import link_in, wait_for_mail
from tests.support.people import make_staff, new_email, sign_up_verified

SETTING = "https://app.example.com"
EVENT = "auth.redirect_origins_set"


@pytest.fixture(scope="module")
def site(launcher):
    """The list is everybody's, so nobody else may be on this server."""
    server = launcher.start(ALLOWED_REDIRECT_ORIGINS=SETTING)
    yield server
    launcher.stop(server)


@pytest.fixture(scope="module")
def keeper(site):
    return make_staff(site)


def replace(keeper, *origins):
    return keeper.api.run("setRedirectOrigins", origins=list(origins))


def test_added_origins_are_allowed_from_the_next_request(site, keeper):
    person = sign_up_verified(site.api)
    wish = {"email": person.email, "redirectUrl": "https://added.example/reset?a=b"}
    replace(keeper)
    assert site.api.run("requestPasswordReset", input=wish)["__typename"] == "RedirectNotAllowed"
    outcome = replace(keeper, "https://added.example", "myapp://callback")
    allowed = ["https://added.example", SETTING, "myapp://callback"]
    assert outcome == {"__typename": "RedirectOrigins", "origins": sorted(allowed)}
    assert keeper.api.run("redirectOrigins") == sorted(allowed)
    assert site.api.run("requestPasswordReset", input=wish)["__typename"] == "EmailSent"
    link = link_in(wait_for_mail(site.api, person.email, subject="new password"))
    assert link.startswith("https://added.example/reset?a=b&token=")
    replace(keeper)
    assert site.api.run("requestPasswordReset", input=wish)["__typename"] == "RedirectNotAllowed"
    assert keeper.api.run("redirectOrigins") == [SETTING]


def test_it_is_recorded_with_the_whole_list(site, keeper):
    replace(keeper, "https://b.example", "https://a.example", "https://a.example")
    event = site.database.row("SELECT * FROM audit_events WHERE type = ? ORDER BY id DESC LIMIT 1", EVENT)
    assert detail_of(event) == {"origins": ["https://a.example", "https://b.example"]}
    assert event["actor_id"] == keeper.user_id


@pytest.mark.parametrize(
    "origin",
    [
        "",
        "*",
        "https://*.example.com",
        "https://app.example.com/",
        "https://app.example.com/path",
        "https://app.example.com:443",
        "https://APP.example.com",
        "https://user@app.example.com",
        "app.example.com",
        "//app.example.com",
        "javascript:alert(1)",
        "https://app.example.com\n",
        "https://" + "a" * 300 + ".example",
    ],
)
def test_only_exact_origins(site, keeper, origin):
    with site.database.unchanged():
        refused = replace(keeper, "https://fine.example", origin)
    assert (refused["__typename"], refused["fields"][0]["path"]) == ("InvalidInput", "origins.1")


def test_at_most_a_hundred(site, keeper):
    with site.database.unchanged():
        refused = replace(keeper, *(f"https://{number}.example" for number in range(101)))
    assert refused["__typename"] == "InvalidInput"


def test_who_is_refused(site):
    person, moderator = sign_up_verified(site.api, email=new_email()), make_staff(site, role="moderator")
    with site.database.unchanged():
        asked: dict[str, dict] = {"redirectOrigins": {}, "setRedirectOrigins": {"origins": []}}
        for operation, variables in asked.items():
            assert site.api.execute(operation, **variables).code == "UNAUTHENTICATED"
            assert person.api.execute(operation, **variables).code == "FORBIDDEN"
            assert moderator.api.execute(operation, **variables).code == "FORBIDDEN"
