"""However the requests interleave, an organisation keeps an owner, and nobody grants what they may not any more."""

import secrets

import pytest

from tests.races.outcomes import name_of, outcomes
from tests.support.api import together
from tests.support.people import sign_in

OWNERS = 10


class Team:
    """An organisation with several owners, each of whom knows the next."""

    def __init__(self, database, owners, *, name="Race", more=()):
        self.database, self.owners = database, owners
        founder = owners[0].api
        self.id = founder.run("createOrg", input={"name": f"{name} {secrets.token_hex(4)}"})["id"]
        self.add(founder, owners[1:], "OWNER")
        self.add(founder, more, "MEMBER")

    def add(self, api, people, role):
        wish = {"orgId": self.id, "userIds": [person.user_id for person in people], "role": role}
        assert len(api.run("addMembers", input=wish)["members"]) == len(people)

    def input(self, person, **more):
        return {"orgId": self.id, "userId": person.user_id, **more}

    def ring(self):
        return zip(self.owners, [*self.owners[1:], self.owners[0]], strict=True)

    def owners_left(self):
        return self.database.count("memberships", "org_id = ? AND role = 'OWNER'", self.id)

    def leave(self):
        return [owner.api.request("leaveOrg", orgId=self.id) for owner in self.owners]

    def remove(self):
        return [owner.api.request("removeMember", input=self.input(other)) for owner, other in self.ring()]

    def demote(self):
        return [
            owner.api.request("updateMemberRole", input=self.input(other, role="MEMBER"))
            for owner, other in self.ring()
        ]

    def transfer(self):
        return [owner.api.request("transferOwnership", input=self.input(other)) for owner, other in self.ring()]

    def go(self):
        return [owner.api.request("deleteAccount") for owner in self.owners]


@pytest.fixture(scope="module")
def people(newcomer):
    return [newcomer() for _ in range(OWNERS)]


def shuffled(requests, wanted):
    """As many as wanted, in no order."""
    mixed = requests * -(-wanted // len(requests))
    secrets.SystemRandom().shuffle(mixed)
    return mixed[:wanted]


@pytest.mark.parametrize("owners", [2, OWNERS])
@pytest.mark.parametrize("act", [Team.leave, Team.remove])
def test_one_owner_fewer_for_each_that_went(database, people, size, act, owners):
    for _ in range(size.rounds):
        team = Team(database, people[:owners])
        names = outcomes(shuffled(act(team), size.requests))
        assert team.owners_left() == owners - names["MemberRemoved"] >= 1
        assert set(names) <= {"MemberRemoved", "LastOwner", "NotFound", "NOT_FOUND"}


@pytest.mark.parametrize("owners", [2, OWNERS])
def test_owners_who_hand_over_to_each_other(database, people, size, owners):
    """Forth and back, as often as it is asked: never two for one, and never none."""
    for _ in range(size.rounds):
        team = Team(database, people[:owners])
        names = outcomes(shuffled(team.transfer(), size.requests))
        assert 1 <= team.owners_left() < owners
        assert set(names) <= {"OrgMember", "FORBIDDEN"}


@pytest.mark.parametrize("owners", [2, OWNERS])
def test_owners_who_demote_each_other(database, people, size, owners):
    """To demote a member again is a success that changes nothing, so the log of events is asked."""
    for _ in range(size.rounds):
        team = Team(database, people[:owners])
        names = outcomes(shuffled(team.demote(), size.requests))
        demoted = database.count("audit_events", "org_id = ? AND type = 'auth.member_role_updated'", team.id)
        assert team.owners_left() == owners - demoted >= 1
        assert set(names) <= {"OrgMember", "LastOwner", "FORBIDDEN"}


def test_every_way_to_go_at_once(database, people, size):
    for _ in range(size.rounds):
        team = Team(database, people)
        requests = [*team.leave(), *team.remove(), *team.demote(), *team.transfer()]
        names = outcomes(shuffled(requests, size.requests))
        assert team.owners_left() >= 1, names


def test_accounts_that_go_leave_an_owner(database, newcomer, size):
    """The one who stays is told which organisation holds them."""
    for _ in range(size.rounds):
        team = Team(database, [newcomer() for _ in range(4)])
        names = outcomes(shuffled([*team.go(), *team.leave(), *team.remove()], size.requests))
        assert team.owners_left() == 1 or names["LastOwner"] + names["OwnsOrgs"] == 0, names
        assert team.owners_left() >= 1, names
        assert database.count("orgs", "id = ?", team.id) == 1


def test_an_account_that_is_deactivated(api, admin, database, people, size):
    """Nobody is kept from it by an organisation. Whoever leaves in that moment leaves as if before it."""
    for _ in range(size.rounds):
        one, other = people[:2]
        team = Team(database, [one, other])
        deactivate = admin.api.request("deactivateUser", id=one.user_id)
        answers = together([deactivate, *[other.api.request("leaveOrg", orgId=team.id)] * 3])
        left = [name_of(answer) for answer in answers].count("MemberRemoved")
        assert left <= 1
        assert team.owners_left() == 2 - left
        admin.api.run("activateUser", id=one.user_id)
        people[0] = sign_in(api, one.email)


def test_the_last_owner_meets_an_heir_who_leaves(database, people, size):
    for _ in range(size.rounds):
        team = Team(database, people[:1], more=people[1:2])
        owner, heir = people[:2]
        requests = [
            owner.api.request("transferOwnership", input=team.input(heir)),
            heir.api.request("leaveOrg", orgId=team.id),
            owner.api.request("leaveOrg", orgId=team.id),
        ]
        names = outcomes(shuffled(requests, size.requests))
        assert team.owners_left() == 1, names


def test_two_heirs(database, people, size):
    """The first transfer makes the owner an admin, who hands nothing over any more."""
    for _ in range(size.rounds):
        owner, *heirs = people[:3]
        team = Team(database, [owner], more=heirs)
        requests = [owner.api.request("transferOwnership", input=team.input(heir)) for heir in heirs]
        names = outcomes(shuffled(requests, size.requests))
        assert names == {"OrgMember": 1, "FORBIDDEN": size.requests - 1}
        assert team.owners_left() == 1


def test_who_is_demoted_grants_nothing_afterwards(database, people, size):
    for _ in range(size.rounds):
        owner, fallen, friend = people[:3]
        team = Team(database, [owner, fallen])
        grant = fallen.api.request("addMember", input=team.input(friend, role="ADMIN"))
        demote = owner.api.request("updateMemberRole", input=team.input(fallen, role="MEMBER"))
        answers = together([*[grant] * (size.requests // 2), demote, *[grant] * (size.requests // 2)])
        names = [name_of(answer) for answer in answers]
        assert set(names) <= {"OrgMember", "AlreadyMember", "FORBIDDEN"}
        is_in = database.count("memberships", "org_id = ? AND user_id = ?", team.id, friend.user_id)
        assert is_in == names.count("OrgMember") - 1
        kept = database.rows("SELECT type FROM audit_events WHERE org_id = ? ORDER BY id", team.id)
        if is_in:
            types = [row["type"] for row in kept]
            assert types.index("auth.member_added") < types.index("auth.member_role_updated")
