"""However the requests interleave: the site keeps an admin, and nobody acts above their own role."""

import pytest

from tests.accounts.wire import events
from tests.races.outcomes import outcomes
from tests.support.people import PASSWORD, new_email, person_of, sign_in

REFUSED = {"FORBIDDEN", "UNAUTHENTICATED", "LastAdmin", "NotFound", "REAUTHENTICATION_REQUIRED"}


@pytest.fixture(scope="module")
def site(launcher, size):
    """A server of its own: every admin of it may go."""
    server = launcher.start("--workers", str(size.workers), REQUIRE_VERIFICATION="false", MAIL="off", LOCKOUT="off")
    yield server
    launcher.stop(server)


def newcomer(site):
    email = new_email()
    return person_of(site.api, site.api.run("signUp", input={"email": email, "password": PASSWORD}), email)


def admins_of(site, count):
    """So many new admins, and no other."""
    emails = [newcomer(site).email for _ in range(count)]
    site.database.execute("UPDATE users SET role = 'USER'")
    for email in emails:
        site.database.execute("UPDATE users SET role = 'ADMIN' WHERE email = ?", email)
    return [sign_in(site.api, email) for email in emails]


ACTS = {
    "demote": lambda by, of: by.api.request("updateUser", input={"id": of.user_id, "role": "USER"}),
    "deactivate": lambda by, of: by.api.request("deactivateUser", id=of.user_id),
    "delete": lambda by, of: by.api.request("deleteUser", id=of.user_id),
    "go": lambda by, _of: by.api.request("deleteAccount"),
}
DONE = {"User", "AccountDeleted"}


def left(site):
    return site.database.count("users", "role = 'ADMIN' AND is_active = true")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("demote", "demote"),
        ("demote", "deactivate"),
        ("deactivate", "deactivate"),
        ("delete", "delete"),
        ("delete", "demote"),
        ("go", "go"),
        ("go", "deactivate"),
    ],
)
def test_of_two_admins_one_stays(site, size, one, other):
    for _ in range(size.rounds):
        ann, bob = admins_of(site, 2)
        # Each acts on the other; who goes by themselves leaves the one who acts.
        names = outcomes([ACTS[one](ann, bob), ACTS[other](bob, ann)] * (size.requests // 2))
        assert set(names) <= DONE | REFUSED, names
        assert left(site) == 1, names


def test_of_many_admins_one_stays(site, size):
    """Each acts on the next, in every way at once."""
    for _ in range(size.rounds):
        admins = admins_of(site, 5)
        pairs = list(zip(admins, [*admins[1:], admins[0]], strict=True))
        requests = [act(by, of) for act in ACTS.values() for by, of in pairs]
        names = outcomes(requests * (size.requests // len(requests)))
        assert set(names) <= DONE | REFUSED, names
        assert left(site) >= 1, names


def test_nobody_becomes_an_admin_and_is_deactivated_by_a_moderator_afterwards(site, size):
    (admin,) = admins_of(site, 1)
    moderator = newcomer(site)
    admin.api.run("updateUser", input={"id": moderator.user_id, "role": "MODERATOR"})
    for _ in range(size.rounds):
        person = newcomer(site)
        promote = admin.api.request("updateUser", input={"id": person.user_id, "role": "ADMIN"})
        deactivate = moderator.api.request("deactivateUser", id=person.user_id)
        outcomes([promote, deactivate])
        told = events(site.database, person.user_id)[2:]
        assert told in (["user_updated"], ["user_deactivated", "user_updated"])


def test_who_was_deactivated_is_no_spare_admin(site):
    ann, bob = admins_of(site, 2)
    assert ann.api.run("deactivateUser", id=bob.user_id)["isActive"] is False
    with site.database.unchanged():
        assert ann.api.run("updateUser", input={"id": ann.user_id, "role": "USER"})["__typename"] == "LastAdmin"
    assert ann.api.run("activateUser", id=bob.user_id)["isActive"] is True
    assert sign_in(site.api, bob.email).api.run("deactivateUser", id=ann.user_id)["isActive"] is False
