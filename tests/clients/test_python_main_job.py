"""The whole main job by the generated Python clients, async and sync, against the live server."""

import asyncio

import pytest

from ostiary_client import (
    AcceptInviteOrgMember,
    CreateOrgInput,
    CreateOrgOrg,
    EmailCodeInput,
    Fault,
    InviteInput,
    InviteInviteSent,
    InviteProofInput,
    MemoryStore,
    OrgRole,
    ProblemCode,
    RedeemGrantInput,
    SignedInFields,
    SignInInput,
    SignInInvalidCredentials,
    SignUpInput,
    SignUpVerificationRequired,
    SignUpWeakPassword,
    Tokens,
    Unreachable,
    UpdateProfileInput,
    VerifyEmailEmailVerified,
    VerifyEmailInput,
)
from tests.clients.callers import KINDS, Caller
from tests.support.mail import code_in, token_in, wait_for_mail
from tests.support.people import PASSWORD, new_email
from tests.support.processes import free_port

pytestmark = pytest.mark.parametrize("kind", KINDS)


async def enter(caller: Caller, server, email: str) -> None:
    """Sign up, read the mail, verify, and redeem the grant of the proof."""
    outcome = await caller.sign_up(SignUpInput(email=email, password=PASSWORD, full_name="Ada Example"))
    assert isinstance(outcome, SignUpVerificationRequired)
    mail = await asyncio.to_thread(wait_for_mail, server.api, email, subject="verify")
    verified = await caller.verify_email(VerifyEmailInput(code=EmailCodeInput(email=email, code=code_in(mail))))
    assert isinstance(verified, VerifyEmailEmailVerified)
    assert isinstance(await caller.redeem_grant(RedeemGrantInput(grant=verified.grant or "")), SignedInFields)


async def test_the_main_job(make_server, kind):
    server = make_server(INVITE_EXISTING="ask")
    ended: list[str] = []
    email, colleague = new_email("owner"), new_email("colleague")
    owner = Caller(kind, server.url, on_signed_out=lambda: ended.append("owner"))
    await enter(owner, server, email)
    assert (await owner.me()).email == email

    guest = Caller(kind, server.url)
    await enter(guest, server, colleague)
    org = await owner.create_org(CreateOrgInput(name="Lighthouse"))
    assert isinstance(org, CreateOrgOrg)
    sent = await owner.invite(InviteInput(org_id=org.id, email=colleague))
    assert isinstance(sent, InviteInviteSent)
    token = token_in(await asyncio.to_thread(wait_for_mail, server.api, colleague, subject="Lighthouse"))
    assert isinstance(await guest.accept_invite(InviteProofInput(token=token)), AcceptInviteOrgMember)
    members = (await owner.org_members(org.id)).nodes
    assert {(member.email, member.role) for member in members} == {
        (email, OrgRole.OWNER),
        (colleague, OrgRole.MEMBER),
    }

    ended_sessions = await owner.sign_out_everywhere(keep_current=False)
    assert ended_sessions.sessions_revoked >= 1
    assert ended == ["owner"]
    with pytest.raises(Fault) as fault:
        await owner.sessions()
    assert (fault.value.code, fault.value.reason) == ("UNAUTHENTICATED", "TOKEN_MISSING")


async def test_a_problem_is_an_outcome_of_its_own_type(server, kind):
    caller = Caller(kind, server.url)
    weak = await caller.sign_up(SignUpInput(email=new_email(), password="short"))
    assert isinstance(weak, SignUpWeakPassword)
    assert weak.code is ProblemCode.WEAK_PASSWORD
    assert [reason.value for reason in weak.reasons] == ["TOO_SHORT"]
    wrong = await caller.sign_in(SignInInput(email=new_email(), password=PASSWORD))
    assert isinstance(wrong, SignInInvalidCredentials)
    assert not caller.client.is_signed_in


async def test_what_was_left_out_keeps_its_value_and_null_clears_it(server, kind):
    caller = Caller(kind, server.url)
    await enter(caller, server, new_email())
    kept = await caller.update_profile(UpdateProfileInput(locale="de"))
    assert (kept.full_name, kept.locale) == ("Ada Example", "de")
    cleared = await caller.update_profile(UpdateProfileInput(full_name=None))
    assert (cleared.full_name, cleared.locale) == (None, "de")


async def test_a_fault_tells_code_and_reason(server, kind):
    caller = Caller(kind, server.url, tokens=MemoryStore(Tokens(access_token="sk_nobodys")))
    with pytest.raises(Fault, match="TOKEN_INVALID") as raised:
        await caller.me()
    fault = raised.value
    assert (fault.code, fault.reason, fault.retry_after) == ("UNAUTHENTICATED", "TOKEN_INVALID", None)


async def test_a_rate_limit_tells_when_to_come_back(make_server, kind):
    server = make_server(RATE_LIMITS="on", RATE_LIMIT_INVITE_PREVIEW="1/hour")
    caller = Caller(kind, server.url)
    server.api.execute("invitePreview", token="nobodys")
    with pytest.raises(Fault) as raised:
        await caller.invite_preview("nobodys")
    assert raised.value.code == "RATE_LIMITED"
    assert raised.value.retry_after


async def test_no_server_says_nothing_about_the_session(kind):
    tokens = Tokens(access_token="a", refresh_token="rt_a")
    store = MemoryStore(tokens)
    caller = Caller(kind, f"http://127.0.0.1:{free_port()}", tokens=store)
    with pytest.raises(Unreachable):
        await caller.me()
    assert store.load() == tokens
