"""invite: to newcomers a link, to people with an account a membership; leaks nothing to who may not."""

import re

import pytest

from tests.invites.invitations import crowd_and_team, invite, status_of, token_of
from tests.orgs.teams import add
from tests.support.mail import link_in, mails_to, wait_for_mail
from tests.support.people import new_email, sign_up


def test_a_newcomer_gets_a_mail_with_the_same_link(server, crowd, team, database):
    email = new_email("Newcomer")
    sent = invite(crowd.admin, team, email.upper(), role="ADMIN")
    assert (sent["invite"]["email"], sent["invite"]["role"]) == (email.lower(), "ADMIN")
    assert sent["invite"]["status"] == "PENDING"
    assert sent["invite"]["invitedBy"]["id"] == crowd.admin.user_id
    assert sent["link"].startswith(f"{server.url}/auth/invite?token=")
    mail = wait_for_mail(server.api, email.lower())
    assert link_in(mail) == sent["link"]
    assert "Adam Admin" in mail.subject
    assert database.count("audit_events", "org_id = ? AND type = ?", team.id, "auth.invite_created") == 1


def test_only_a_digest_is_stored(crowd, team, database):
    sent = invite(crowd.owner, team, new_email(), sendEmail=False)
    assert token_of(sent) not in repr(database.snapshot())


def test_without_mail_there_is_a_link_still(server, crowd, team, database):
    email = new_email()
    with database.unchanged(except_=("invites", "audit_events", "audit_personal")):
        sent = invite(crowd.owner, team, email, sendEmail=False)
    assert token_of(sent)
    assert mails_to(server.api, email) == []


def test_the_link_leads_to_an_allowed_page_of_the_application(make_server):
    server = make_server(ALLOWED_REDIRECT_ORIGINS="https://app.example.com")
    crowd, team = crowd_and_team(server)
    page = "https://app.example.com/join?from=mail"
    sent = invite(crowd.owner, team, new_email(), redirectUrl=page)
    assert re.fullmatch(re.escape(page) + r"&token=[\w-]{43}", sent["link"])


@pytest.mark.parametrize("url", ["https://evil.example", "//evil.example", "javascript:alert(1)", "", "\x00"])
def test_the_link_leads_nowhere_else(crowd, team, database, url):
    with database.unchanged():
        refused = invite(crowd.owner, team, new_email(), redirectUrl=url)
    assert refused["__typename"] == "RedirectNotAllowed"


@pytest.mark.parametrize("email", ["", "x", "a@b@c", "a@b.c\nBcc: d@e.f", "\x00", "a" * 5000 + "@example.com"])
def test_what_is_no_address(crowd, team, database, email):
    with database.unchanged():
        refused = invite(crowd.owner, team, email)
    assert (refused["__typename"], refused["fields"][0]["path"]) == ("InvalidInput", "email")


def test_who_has_an_account_joins_at_once(server, crowd, team, newcomer, database):
    person = newcomer()
    sent = invite(crowd.admin, team, person.email)
    assert (sent["link"], sent["invite"]["status"]) == (None, "ACCEPTED")
    assert team.role_of(person) == "MEMBER"
    assert "member of Acme" in wait_for_mail(server.api, person.email, subject="member").subject
    assert database.count("invites", "org_id = ? AND digest IS NOT NULL", team.id) == 0


def test_an_unverified_account_is_no_account(crowd, team, api, database):
    email = sign_up(api)
    assert invite(crowd.admin, team, email)["invite"]["status"] == "PENDING"
    assert database.count("memberships", "org_id = ?", team.id) == 3


def test_under_ask_someone_with_an_account_is_asked_first(make_server):
    server = make_server(INVITE_EXISTING="ask")
    crowd, team = crowd_and_team(server)
    sent = invite(crowd.owner, team, crowd.outsider.email)
    assert (sent["invite"]["status"], bool(sent["link"])) == ("PENDING", True)
    assert team.role_of(crowd.outsider) is None
    (waiting,) = [each for each in crowd.outsider.api.run("myInvites") if each["org"]["id"] == team.id]
    joined = crowd.outsider.api.run("acceptInvite", input={"inviteId": waiting["id"]})
    assert (joined["__typename"], team.role_of(crowd.outsider)) == ("OrgMember", "MEMBER")


def test_a_member_is_not_invited(crowd, team, database):
    with database.unchanged():
        assert invite(crowd.owner, team, crowd.member.email)["__typename"] == "AlreadyMember"


def test_a_new_one_takes_the_place_of_a_pending_one(crowd, team, api, database):
    email = new_email()
    first = invite(crowd.admin, team, email, sendEmail=False)
    second = invite(crowd.owner, team, email, role="ADMIN", sendEmail=False)
    assert status_of(crowd.owner, team, first) == "REVOKED"
    assert api.run("invitePreview", token=token_of(first)) is None
    assert api.run("invitePreview", token=token_of(second))["role"] == "ADMIN"
    assert database.count("invites", "org_id = ? AND status = ?", team.id, "PENDING") == 1


@pytest.mark.parametrize(
    ("who", "role", "outcome"),
    [("admin", "ADMIN", "InviteSent"), ("admin", "OWNER", "RoleTooHigh"), ("owner", "OWNER", "InviteSent")],
)
def test_no_rank_above_ones_own(crowd, team, who, role, outcome):
    sent = invite(getattr(crowd, who), team, new_email(), role=role, sendEmail=False)
    assert sent["__typename"] == outcome


@pytest.mark.parametrize(
    ("who", "code"), [("member", "FORBIDDEN"), ("outsider", "NOT_FOUND"), ("moderator", "FORBIDDEN")]
)
def test_who_is_denied(server, crowd, team, database, who, code):
    email = new_email()
    with database.unchanged():
        answer = getattr(crowd, who).api.execute("invite", input={"orgId": team.id, "email": email})
    assert answer.code == code
    assert mails_to(server.api, email) == []


def test_names_in_the_mail_are_data(server, crowd, newcomer):
    inviter = newcomer()
    inviter.api.run("updateProfile", input={"fullName": "<b>Eve</b> https://evil.example"})
    org = inviter.api.run("createOrg", input={"name": "<script>alert(1)</script>"})
    email = new_email()
    inviter.api.run("invite", input={"orgId": org["id"], "email": email})
    mail = wait_for_mail(server.api, email)
    assert "<script>" not in mail.html
    assert "<b>Eve" not in mail.html
    assert "https://evil.example" not in mail.html + mail.text + mail.subject


def test_many_at_once_leave_one_pending(crowd, team, database):
    request = {"orgId": team.id, "email": new_email(), "sendEmail": False}
    answers = crowd.owner.api.execute_together(8, "invite", input=request)
    assert {answer.data["invite"]["__typename"] for answer in answers} == {"InviteSent"}
    assert database.count("invites", "org_id = ? AND status = ?", team.id, "PENDING") == 1


def test_someone_added_meanwhile_is_a_member(crowd, team):
    add(crowd.owner, team, crowd.outsider)
    assert invite(crowd.owner, team, crowd.outsider.email)["__typename"] == "AlreadyMember"
