"""Nobody learns who has an account: the same bytes, whatever stands behind the address."""

import re
import time
from typing import Any

import pytest

from services.timing import LEAST
from tests.invites.invitations import crowd_and_team
from tests.phones.callers import METHODS
from tests.support.people import PASSWORD, make_staff, new_email, sign_up, sign_up_verified

WRONG = "not-the-password-1"


@pytest.fixture
def addresses(api, newcomer, database):
    """Of every state that an account may be in, and of none."""
    deactivated, without_password = newcomer(), newcomer()
    database.execute("UPDATE users SET is_active = ? WHERE id = ?", False, deactivated.user_id)
    database.execute("UPDATE users SET password_hash = NULL WHERE id = ?", without_password.user_id)
    found = [newcomer().email, sign_up(api), deactivated.email, without_password.email, new_email()]
    database.settle()
    return found


def said(answer, email):
    """What an onlooker sees, apart from the address that was sent."""
    headers = {
        name: value for name, value in answer.headers.items() if name not in ("date", "x-request-id", "content-length")
    }
    return answer.status, answer.text.replace(email, "them"), str(sorted(headers.items()))


@pytest.mark.parametrize(
    ("operation", "sent"),
    [
        ("signIn", {"password": WRONG}),
        ("signIn", {"password": "x" * 200_000}),
        ("signUp", {"password": "violet-tractor-hums-42"}),
        ("requestPasswordReset", {}),
        ("resendVerificationEmail", {}),
    ],
)
def test_one_answer_for_all(api, addresses, operation, sent):
    answers = {said(api.execute(operation, input={"email": email, **sent}), email) for email in addresses}
    assert len(answers) == 1


def test_one_answer_to_a_wrong_code(api, addresses):
    for operation, rest in (("verifyEmail", None), ("resetPassword", "copper-lantern-sings-9")):
        answers = set()
        for email in addresses:
            code = {"code": {"email": email, "code": "00000000"}}
            wish = {"proof": code, "newPassword": rest} if rest else code
            answers.add(said(api.execute(operation, input=wish), email))
        assert len(answers) == 1


def test_one_answer_to_who_would_change_to_it(api, addresses, newcomer):
    person = newcomer()
    assert len({said(person.api.execute("changeEmail", input={"email": email}), email) for email in addresses}) == 1


def test_whether_a_message_goes_out_takes_as_long(make_server):
    """A lower bound alone, so no slow day breaks it; `make bench ARGS=enumeration` compares the two."""
    server = make_server(SIGN_IN_METHODS=METHODS)
    person, known, unknown = sign_up_verified(server.api), "+15555550101", "+15555550102"
    server.database.execute("UPDATE users SET phone = ?, phone_verified = ? WHERE id = ?", known, True, person.user_id)
    by_mail = ("requestPasswordReset", "resendVerificationEmail", "sendMagicLink", "changeEmail")
    by_text = ("requestPasswordResetByPhone", "resendVerificationCode", "sendSignInCode", "changePhone")
    wishes: list[tuple[str, dict[str, Any]]] = [
        *((operation, {"input": {"email": email}}) for operation in by_mail for email in (person.email, new_email())),
        *((operation, {"phone": phone}) for operation in by_text for phone in (known, unknown)),
    ]
    for operation, wish in wishes:
        began = time.monotonic()
        answered = person.api.run(operation, **wish)
        assert answered["__typename"] in {"EmailSent", "CodeSent"}, operation
        assert time.monotonic() - began >= LEAST, operation


def test_every_state_locks_alike(api, addresses):
    for email in addresses:
        names = [api.run("signIn", input={"email": email, "password": WRONG})["__typename"] for _ in range(6)]
        assert names == ["InvalidCredentials"] * 5 + ["AccountLocked"]


def test_every_state_leaves_as_many_rows(api, addresses, database):
    written = set()
    for email in addresses:
        before = database.count("audit_events"), database.count("attempts")
        api.run("signIn", input={"email": email, "password": WRONG})
        written.add((database.count("audit_events") - before[0], database.count("attempts") - before[1]))
    assert written == {(1, 1)}


def test_every_guess_costs_one_hash_behind_a_lock_too(api, addresses):
    for email in addresses:
        costs = [hashes_of(api, lambda email=email: api.run("signIn", input={"email": email, "password": WRONG}))]
        for _ in range(4):
            api.run("signIn", input={"email": email, "password": WRONG})
        costs += [hashes_of(api, lambda email=email: api.run("signIn", input={"email": email, "password": PASSWORD}))]
        assert costs == [1, 1]


def hashes_of(api, ask):
    """How many passwords the server hashed meanwhile."""
    before = hashed(api)
    ask()
    return hashed(api) - before


def hashed(api):
    told = re.search(r"^ostiary_hash_seconds_count (\S+)$", api.http.get("/metrics").text, flags=re.MULTILINE)
    assert told
    return float(told[1])


def test_a_wrong_password_sends_nothing_and_is_no_success(api, addresses, database):
    with database.unchanged(except_=("audit_events", "audit_personal", "attempts")):
        for email in addresses:
            before = database.count("audit_events")
            api.run("signIn", input={"email": email, "password": WRONG})
            written = database.rows("SELECT type FROM audit_events ORDER BY id")[before:]
            assert written == [{"type": "auth.login_failed"}]


def test_one_answer_to_who_invites(make_server):
    """Under `ask`: whether or not the address has an account, the inviter sees an invitation that waits."""
    server = make_server(INVITE_EXISTING="ask")
    crowd, team = crowd_and_team(server)
    admin, deactivated = make_staff(server), new_email()
    wish = {"email": deactivated, "password": PASSWORD, "emailVerified": True}
    user_id = admin.api.run("createUser", input=wish)["id"]
    admin.api.run("deactivateUser", id=user_id)
    told, mailed = set(), set()
    for email in (crowd.outsider.email, sign_up(server.api), deactivated, new_email()):
        server.database.settle()
        before = server.database.count("outbox")
        sent = crowd.owner.api.run("invite", input={"orgId": team.id, "email": email})
        mailed.add(server.database.count("outbox") - before)
        invite = {name: value for name, value in sent["invite"].items() if name in ("status", "role", "acceptedAt")}
        told.add((sent["__typename"], str(invite), bool(sent["link"])))
    assert (len(told), mailed) == (1, {1})
