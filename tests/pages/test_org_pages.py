"""Organisations on our own pages: found, invite, promote, remove, hand over, leave, delete; and who sees nothing."""

import httpx
import pytest

from tests.pages.visitor import Visitor, person_at
from tests.support.mail import wait_for_mail
from tests.support.people import Person, new_email, sign_up_verified
from tests.support.server import Server


class Team:
    """An organisation of three: owner, admin and member, each with a browser."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.owner, self.owners_browser = person_at(server, fullName="Olive Owner")
        self.admin, self.admins_browser = person_at(server, fullName="Adam Admin")
        self.member, self.members_browser = person_at(server, fullName="Mary Member")
        self.id = self.owner.api.run("createOrg", input={"name": "Engines & Sons"})["id"]
        self.address = f"/auth/orgs/{self.id}"
        for person, role in ((self.admin, "ADMIN"), (self.member, "MEMBER")):
            self.owner.api.run("addMember", input={"orgId": self.id, "userId": person.user_id, "role": role})

    def role_of(self, person: Person) -> str | None:
        rows = self.server.database.rows(
            "SELECT role FROM memberships WHERE org_id = ? AND user_id = ?", self.id, person.user_id
        )
        return rows[0]["role"] if rows else None


@pytest.fixture
def team(server: Server) -> Team:
    return Team(server)


def test_founding_one(server: Server):
    person, visitor = person_at(server)
    assert "You belong to no organisation yet." in visitor.open("/auth/orgs").text
    taken = visitor.submit("/auth/orgs/new", name="Engines", slug="a")
    assert 'href="#slug"' in taken.text
    assert 'value="Engines"' in taken.text
    founded = visitor.submit("/auth/orgs/new", name="Engines", slug="", description="All of them")
    assert "Your organisation is ready." in visitor.follow(founded).text
    assert person.api.run("me")["memberships"][0]["role"] == "OWNER"
    assert "Engines" in visitor.open("/auth/orgs").text


def test_members_are_listed_found_and_paged(team: Team):
    page = team.members_browser.open(team.address).text
    assert all(name in page for name in ("Olive Owner", "Adam Admin", "Mary Member", "3 members"))
    assert team.admin.email not in page
    assert team.admin.email in team.owners_browser.open(team.address).text
    found = team.members_browser.open(f"{team.address}?search=adam").text
    assert "Adam Admin" in found
    assert "Olive Owner" not in found


def test_a_role_is_changed_by_who_may(team: Team):
    browser = team.owners_browser
    page = browser.open(team.address)
    wish = {"userId": team.member.user_id, "role": "ADMIN"}
    changed = browser.follow(browser.send(page, f"{team.address}/role", **wish))
    assert "The role is changed." in changed.text
    assert team.role_of(team.member) == "ADMIN"


def test_a_plain_member_is_shown_no_more_than_they_may(team: Team):
    browser = team.members_browser
    page = browser.open(team.address).text
    assert f"{team.address}/remove" not in page
    assert f"{team.address}/settings" not in page
    with team.server.database.unchanged():
        answer = browser.open(f"{team.address}/invites")
    assert answer.status_code == httpx.codes.FORBIDDEN
    assert "You may not do this" in answer.text


def test_an_admin_does_not_make_an_owner(team: Team):
    browser = team.admins_browser
    page = browser.open(team.address)
    with team.server.database.unchanged():
        answer = browser.send(page, f"{team.address}/role", userId=team.member.user_id, role="OWNER")
    assert "You cannot grant, change or remove a role above your own." in answer.text


def test_a_member_is_removed(team: Team):
    browser = team.admins_browser
    page = browser.open(team.address)
    removed = browser.send(page, f"{team.address}/remove", userId=team.member.user_id)
    assert "The member is removed." in browser.follow(removed).text
    assert team.role_of(team.member) is None
    assert team.members_browser.open(team.address).status_code == httpx.codes.NOT_FOUND


def test_leaving(team: Team):
    left = team.members_browser.submit(team.address, f"{team.address}/leave")
    assert "You have left the organisation." in team.members_browser.follow(left).text
    stays = team.owners_browser.submit(team.address, f"{team.address}/leave")
    assert "An organisation keeps at least one owner." in stays.text
    assert team.role_of(team.owner) == "OWNER"


def test_an_invitation_is_sent_sent_again_and_taken_back(team: Team):
    email, browser = new_email("grace"), team.admins_browser
    sent = browser.submit(f"{team.address}/invites", email=email, role="MEMBER")
    assert "/auth/invite?token=" in sent.text
    assert wait_for_mail(team.server.api, email)
    invite_id = team.server.database.row("SELECT id FROM invites WHERE email = ?", email)["id"]
    again = browser.send(sent, f"{team.address}/invites/resend", inviteId=invite_id)
    assert "The invitation is on its way." in browser.follow(again).text
    assert wait_for_mail(team.server.api, email, count=2)
    revoked = browser.follow(browser.submit(f"{team.address}/invites", f"{team.address}/invites/revoke"))
    assert "The invitation is taken back." in revoked.text
    assert email not in revoked.text
    wrong = browser.submit(f"{team.address}/invites", email="nobody", role="MEMBER")
    assert "This must be an email address." in wrong.text


def test_invitations_wait_on_the_page_of_who_is_invited(make_server):
    server = make_server(INVITE_EXISTING="ask")
    owner = sign_up_verified(server.api, fullName="Ada")
    person, visitor = person_at(server)
    for name in ("Engines", "Looms"):
        org = owner.api.run("createOrg", input={"name": name})
        owner.api.run("invite", input={"orgId": org["id"], "email": person.email, "role": "MEMBER"})
    page = visitor.open("/auth/orgs")
    assert "You are invited" in page.text
    assert "Welcome!" in visitor.follow(visitor.send(page, "/auth/orgs/accept")).text
    declined = visitor.follow(visitor.submit("/auth/orgs", "/auth/orgs/decline"))
    assert "You declined the invitation." in declined.text
    assert server.database.count("memberships", "user_id = ?", person.user_id) == 1


def test_handing_over_asks_for_a_proof_and_happens(team: Team):
    browser = team.owners_browser
    page = browser.open(f"{team.address}/settings")
    statement = "UPDATE sessions SET authenticated_at = ? WHERE user_id = ?"
    team.server.database.execute(statement, "2020-01-01 00:00:00+00:00", team.owner.user_id)
    asked = browser.send(page, f"{team.address}/transfer", userId=team.admin.user_id)
    if "Confirm that it is you" in asked.text:
        asked = browser.send(asked, "/auth/reauthenticate", password=team.owner.password)
    assert "The organisation has a new owner." in browser.follow(asked).text
    assert (team.role_of(team.admin), team.role_of(team.owner)) == ("OWNER", "ADMIN")


def test_renaming_and_deleting(team: Team):
    browser = team.owners_browser
    saved = browser.follow(browser.submit(f"{team.address}/settings", name="Looms", slug=f"looms-{team.id[-8:]}"))
    assert "Your changes are saved." in saved.text
    assert "Looms" in saved.text
    gone = browser.submit(f"{team.address}/settings", f"{team.address}/settings/delete", sure="yes")
    assert "The organisation is deleted." in browser.follow(gone).text
    assert team.server.database.count("orgs", "id = ?", team.id) == 0


def test_an_outsider_sees_what_is_not_there(team: Team, server: Server):
    _, stranger = person_at(server)
    unknown = "/auth/orgs/01a20000-0000-7000-8000-000000000000"
    for address in (team.address, f"{team.address}/invites", f"{team.address}/settings", unknown):
        answer = stranger.open(address)
        assert answer.status_code == httpx.codes.NOT_FOUND
        assert "Engines" not in answer.text
    assert Visitor(server).open(team.address).headers["Location"].startswith("/auth/login?next=")


def test_names_are_data(server: Server):
    person, visitor = person_at(server, fullName="<script>alert(1)</script>")
    org = person.api.run("createOrg", input={"name": "<b>Bold</b> {{ 7 * 7 }} %(x)s"})
    for address in ("/auth/orgs", f"/auth/orgs/{org['id']}", f"/auth/orgs/{org['id']}/settings", "/auth/account"):
        page = visitor.open(address)
        assert page.status_code == httpx.codes.OK
        assert "<b>Bold" not in page.text
        assert "<script>alert" not in page.text
