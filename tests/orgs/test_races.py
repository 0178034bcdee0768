"""What must hold however the requests interleave: an owner stays, an invitation is spent once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.invites.invitations import crowd_and_team, invite, token_of
from tests.orgs.teams import add, make_team, of
from tests.support.api import Answer
from tests.support.people import new_email, sign_up_verified

ROUNDS = 20


def together(*requests: Callable[[], Answer]) -> list[str]:
    """Sends them at once; the outcome of each: the type's name, or the error's code."""
    with ThreadPoolExecutor(len(requests)) as pool:
        answers = [future.result() for future in [pool.submit(request) for request in requests]]
    return [answer.code or next(iter(answer.data.values()))["__typename"] for answer in answers]


def two_owners(crowd):
    team = make_team(crowd)
    add(crowd.owner, team, crowd.outsider, role="OWNER")
    return team


def leave(person, team):
    return lambda: person.api.execute("leaveOrg", orgId=team.id)


def remove(person, team, whom):
    return lambda: person.api.execute("removeMember", input=of(team, whom))


def demote(person, team, whom):
    return lambda: person.api.execute("updateMemberRole", input=of(team, whom, role="MEMBER"))


def transfer(person, team, whom):
    return lambda: person.api.execute("transferOwnership", input=of(team, whom))


@pytest.mark.parametrize("pair", ["leave and leave", "remove each other", "demote each other", "leave and demote"])
def test_two_owners_never_both_go(crowd, pair):
    one, other = crowd.owner, crowd.outsider
    for _ in range(ROUNDS):
        team = two_owners(crowd)
        requests = {
            "leave and leave": (leave(one, team), leave(other, team)),
            "remove each other": (remove(one, team, other), remove(other, team, one)),
            "demote each other": (demote(one, team, other), demote(other, team, one)),
            "leave and demote": (leave(one, team), demote(one, team, other)),
        }[pair]
        outcomes = together(*requests)
        assert team.owners() == 1, outcomes


def test_transfer_and_leave_keep_an_owner(crowd):
    for _ in range(ROUNDS):
        team = make_team(crowd)
        outcomes = together(
            transfer(crowd.owner, team, crowd.member), leave(crowd.member, team), leave(crowd.owner, team)
        )
        assert team.owners() == 1, outcomes


def test_two_transfers_make_one_owner(crowd):
    for _ in range(ROUNDS):
        team = make_team(crowd)
        outcomes = together(transfer(crowd.owner, team, crowd.member), transfer(crowd.owner, team, crowd.admin))
        assert sorted(outcomes) == ["FORBIDDEN", "OrgMember"]
        assert team.owners() == 1


def test_an_account_that_goes_and_one_that_leaves(server, crowd):
    for _ in range(ROUNDS):
        team = make_team(crowd)
        leaver = sign_up_verified(server.api)
        add(crowd.owner, team, leaver, role="OWNER")
        outcomes = together(lambda: leaver.api.execute("deleteAccount"), leave(crowd.owner, team))  # noqa: B023
        assert team.owners() == 1, outcomes


def test_a_demoted_admin_grants_nothing_afterwards(crowd):
    for _ in range(ROUNDS):
        team = make_team(crowd)
        grant = {"orgId": team.id, "userId": crowd.outsider.user_id, "role": "ADMIN"}
        outcomes = together(
            demote(crowd.owner, team, crowd.admin),
            lambda: crowd.admin.api.execute("addMember", input=grant),  # noqa: B023
        )
        assert outcomes[0] == "OrgMember"
        assert (team.role_of(crowd.outsider) is not None) == (outcomes[1] == "OrgMember")


@pytest.fixture
def asking(make_server):
    return make_server(INVITE_EXISTING="ask")


def test_an_invitation_is_accepted_once(asking):
    crowd, team = crowd_and_team(asking)
    for _ in range(ROUNDS):
        proof = {"token": token_of(invite(crowd.owner, team, crowd.outsider.email, sendEmail=False))}
        outcomes = together(*[lambda: crowd.outsider.api.execute("acceptInvite", input=proof)] * 4)  # noqa: B023
        assert sorted(outcomes) == ["InvalidToken"] * 3 + ["OrgMember"]
        assert crowd.outsider.api.run("leaveOrg", orgId=team.id)["__typename"] == "MemberRemoved"


@pytest.mark.parametrize("against", ["revokeInvite", "declineInvite", "resendInvite"])
def test_an_acceptance_meets_another_end(asking, against):
    crowd, _ = crowd_and_team(asking)
    for _ in range(ROUNDS):
        team = make_team(crowd)
        sent = invite(crowd.owner, team, crowd.outsider.email, sendEmail=False)
        proof = {"token": token_of(sent)}
        request = proof if against == "declineInvite" else {"orgId": team.id, "inviteId": sent["invite"]["id"]}
        accepted, other = together(
            lambda: crowd.outsider.api.execute("acceptInvite", input=proof),  # noqa: B023
            lambda: crowd.owner.api.execute(against, input=request),  # noqa: B023
        )
        assert (accepted == "OrgMember") == (other in ("NotFound", "InvalidToken", "AlreadyMember"))
        assert (team.role_of(crowd.outsider) == "MEMBER") == (accepted == "OrgMember")


def test_a_revocation_meets_a_resend(asking):
    crowd, team = crowd_and_team(asking)
    for _ in range(ROUNDS):
        sent = invite(crowd.owner, team, new_email(), sendEmail=False)
        request = {"orgId": team.id, "inviteId": sent["invite"]["id"]}
        together(
            lambda: crowd.admin.api.execute("resendInvite", input=request),  # noqa: B023
            lambda: crowd.owner.api.execute("revokeInvite", input=request),  # noqa: B023
        )
        row = asking.database.row("SELECT status, digest, pending_key FROM invites WHERE id = ?", sent["invite"]["id"])
        assert row == {"status": "REVOKED", "digest": None, "pending_key": None}
