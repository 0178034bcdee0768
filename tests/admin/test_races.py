"""However the requests interleave: the site keeps an admin, and nobody acts above their own role."""

import pytest

from tests.accounts.wire import together
from tests.support.people import make_staff, sign_in, sign_up_verified

ROUNDS = 3
REFUSED = (None, "FORBIDDEN", "UNAUTHENTICATED")


@pytest.fixture(scope="module")
def site(launcher):
    """A server of its own: every admin of it may go."""
    server = launcher.start()
    yield server
    launcher.stop(server)


def two_admins(site):
    site.database.execute("UPDATE users SET role = 'USER'")
    return [make_staff(site) for _ in range(2)]


ACTS = {
    "demote": lambda by, of: by.api.execute("updateUser", input={"id": of.user_id, "role": "USER"}),
    "deactivate": lambda by, of: by.api.execute("deactivateUser", id=of.user_id),
    "delete": lambda by, of: by.api.execute("deleteUser", id=of.user_id),
    "go": lambda by, _of: by.api.execute("deleteAccount"),
}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("demote", "deactivate"),
        ("deactivate", "deactivate"),
        ("delete", "delete"),
        ("delete", "demote"),
        ("go", "go"),
        ("go", "deactivate"),
    ],
)
def test_of_two_admins_one_stays(site, one, other):
    for _ in range(ROUNDS):
        ann, bob = two_admins(site)
        # Each acts on the other; who goes by themselves leaves the one who acts.
        answers = together([lambda: ACTS[one](ann, bob), lambda: ACTS[other](bob, ann)])  # noqa: B023
        assert all(answer.code in REFUSED for answer in answers), answers
        assert site.database.count("users", "role = 'ADMIN' AND is_active = true") == 1, answers


def test_nobody_becomes_an_admin_and_is_deactivated_by_a_moderator_afterwards(site):
    admin, moderator = make_staff(site), make_staff(site, role="moderator")
    for _ in range(ROUNDS * 2):
        person = sign_up_verified(site.api)
        together(
            [
                lambda: admin.api.execute("updateUser", input={"id": person.user_id, "role": "ADMIN"}),  # noqa: B023
                lambda: moderator.api.execute("deactivateUser", id=person.user_id),  # noqa: B023
            ]
        )
        events = site.database.rows(
            "SELECT type FROM audit_events WHERE target_id = ? AND type IN (?, ?) ORDER BY id",
            person.user_id,
            "auth.user_updated",
            "auth.user_deactivated",
        )
        assert [event["type"] for event in events] in (
            ["auth.user_updated"],
            ["auth.user_deactivated", "auth.user_updated"],
        )


def test_who_was_deactivated_is_no_spare_admin(site):
    ann, bob = two_admins(site)
    assert ann.api.run("deactivateUser", id=bob.user_id)["isActive"] is False
    with site.database.unchanged():
        assert ACTS["demote"](ann, ann).data["updateUser"]["__typename"] == "LastAdmin"
    assert ann.api.run("activateUser", id=bob.user_id)["isActive"] is True
    assert sign_in(site.api, bob.email).api.run("deactivateUser", id=ann.user_id)["isActive"] is False
