"""Nobody learns who has an account: the same bytes, whatever stands behind the address."""

import pytest

from tests.support.people import new_email, sign_up

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
