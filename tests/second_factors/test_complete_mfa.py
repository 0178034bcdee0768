"""completeMfa: the second factor of a sign-in, by authenticator or recovery code."""

from collections import Counter

import pytest

from tests.accounts.wire import HARD_TEXTS, PAST, events, execute_escaped, run_escaped
from tests.second_factors.factors import challenge_of, code_of, complete, early_in_a_step, forget_guesses
from tests.support.mail import code_in, mails_to, token_in, wait_for_mail
from tests.support.people import PASSWORD, new_email

COUNTERS = ("attempts", "audit_events", "audit_personal")
# A wrong proof also leaves its trace on the challenge.
TRIED = (*COUNTERS, "one_time_tokens")
NEW_PASSWORD = "copper-lantern-sings-9"


def test_an_authenticator(api, database, guarded):
    outcome = complete(api, challenge_of(api, guarded.email), totp=guarded.authenticator.code())
    assert (outcome["__typename"], outcome["session"]["methods"]) == ("SignedIn", ["password", "totp"])
    assert outcome["mfaEnrollmentRequired"] is False
    assert api.as_(outcome["accessToken"]).run("me")["id"] == guarded.person.user_id
    assert api.run("refresh", input={"refreshToken": outcome["refreshToken"]})["__typename"] == "SignedIn"
    assert events(database, guarded.person.user_id)[-2:] == ["mfa_required", "login_success"]


def test_blanks_in_a_code(api, guarded):
    code = guarded.authenticator.code()
    outcome = complete(api, challenge_of(api, guarded.email), totp=f" {code[:3]} {code[3:]} ")
    assert outcome["__typename"] == "SignedIn"


@pytest.mark.parametrize(
    ("offset", "ended"), [(-1, "SignedIn"), (1, "SignedIn"), (-3, "InvalidCode"), (3, "InvalidCode")]
)
def test_a_clock_that_is_off(api, guarded, offset, ended):
    guarded.authenticator.forget()
    challenge = challenge_of(api, guarded.email)
    early_in_a_step()
    code = guarded.authenticator.code_of_step(offset)
    assert complete(api, challenge, totp=code)["__typename"] == ended


def test_a_code_is_good_once(api, guarded):
    code = guarded.authenticator.code()
    assert complete(api, challenge_of(api, guarded.email), totp=code)["__typename"] == "SignedIn"
    assert complete(api, challenge_of(api, guarded.email), totp=code)["__typename"] == "InvalidCode"


def test_no_code_of_an_earlier_step_after_a_later_one(api, guarded):
    """Somebody who read one over a shoulder cannot use it after the owner's next."""
    guarded.authenticator.forget()
    earlier, later = guarded.authenticator.code_of_step(0), guarded.authenticator.code_of_step(1)
    assert complete(api, challenge_of(api, guarded.email), totp=later)["__typename"] == "SignedIn"
    assert complete(api, challenge_of(api, guarded.email), totp=earlier)["__typename"] == "InvalidCode"


def test_the_code_that_confirmed_signs_nobody_in(api, guarded):
    challenge = challenge_of(api, guarded.email)
    assert complete(api, challenge, totp=guarded.confirmed_by)["__typename"] == "InvalidCode"


def test_a_recovery_code(api, database, guarded):
    code = guarded.recovery_codes[3]
    outcome = complete(api, challenge_of(api, guarded.email), recoveryCode=code)
    assert (outcome["__typename"], outcome["session"]["methods"]) == ("SignedIn", ["password", "recovery_code"])
    assert "left: 9." in wait_for_mail(api, guarded.email, subject="recovery code").text
    assert events(database, guarded.person.user_id).count("recovery_code_used") == 1
    challenge = challenge_of(api, guarded.email)
    with database.unchanged(except_=TRIED):
        assert complete(api, challenge, recoveryCode=code)["__typename"] == "InvalidCode"


def test_a_recovery_code_as_people_type_it(api, guarded):
    code = guarded.recovery_codes[0].upper().replace("-", " ")
    assert complete(api, challenge_of(api, guarded.email), recoveryCode=f" {code}")["__typename"] == "SignedIn"


def test_a_recovery_code_of_somebody_else(api, new_person, database):
    owner, other = new_person(), new_person()
    challenge = challenge_of(api, other.email)
    with database.unchanged(except_=TRIED):
        assert complete(api, challenge, recoveryCode=owner.recovery_codes[0])["__typename"] == "InvalidCode"


@pytest.mark.parametrize("proof", ["totp", "recoveryCode", "passkey"])
def test_nonsense(api, guarded, database, proof):
    for text in ("", "0", "-1", "１２３４５６", *HARD_TEXTS.values()):
        forget_guesses(database)
        sent = {"challenge": challenge_of(api, guarded.email), "proof": {proof: text}}
        with database.unchanged(except_=TRIED):
            assert run_escaped(api, "completeMfa", input=sent)["__typename"] == "InvalidCode", text[:9]


def test_a_wrong_proof_leaves_the_challenge(api, guarded):
    challenge = challenge_of(api, guarded.email)
    assert complete(api, challenge, totp=guarded.authenticator.wrong_code())["__typename"] == "InvalidCode"
    assert complete(api, challenge, totp=guarded.authenticator.code())["__typename"] == "SignedIn"


def test_before_it_there_is_nothing(api, database, guarded):
    """No session, no cookie, no claim, no sign-in time and no mail of a new device."""
    browser = api.with_headers(
        Ostiary_Session="cookie", Origin=api.url, User_Agent="Mozilla/5.0 (X11; Linux) Firefox/145"
    )
    with database.unchanged(except_=("audit_events", "audit_personal", "one_time_tokens")):
        answer = browser.execute("signIn", input={"email": guarded.email, "password": PASSWORD})
    outcome = answer.data["signIn"]
    assert (outcome["__typename"], outcome["methods"]) == ("MfaRequired", ["TOTP", "RECOVERY_CODE"])
    assert (outcome["expiresIn"], outcome["passkeyOptions"]) == (600, None)
    assert outcome.keys() == {"__typename", "challenge", "methods", "expiresIn", "passkeyOptions"}
    assert "set-cookie" not in answer.headers
    assert not any("new device" in mail.subject.lower() for mail in mails_to(api, guarded.email))


def test_cookie_mode(api, guarded):
    browser = api.with_headers(Ostiary_Session="cookie", Origin=api.url)
    challenge = challenge_of(browser, guarded.email)
    outcome = complete(browser, challenge, totp=guarded.authenticator.code())
    assert (outcome["__typename"], outcome["accessToken"], outcome["refreshToken"]) == ("SignedIn", None, None)
    assert browser.run("me")["id"] == guarded.person.user_id


def test_of_fifty_parallel_uses_one_wins(api, database, guarded):
    before = database.count("sessions", "user_id = ?", guarded.person.user_id)
    challenge, proof = challenge_of(api, guarded.email), {"totp": guarded.authenticator.code()}
    answers = api.execute_together(50, "completeMfa", input={"challenge": challenge, "proof": proof})
    names = Counter(answer.data["completeMfa"]["__typename"] for answer in answers)
    assert names == {"SignedIn": 1, "InvalidToken": 49}
    assert database.count("sessions", "user_id = ?", guarded.person.user_id) == before + 1


def test_of_fifty_parallel_recovery_codes_one_wins(api, guarded):
    challenge, proof = challenge_of(api, guarded.email), {"recoveryCode": guarded.recovery_codes[0]}
    answers = api.execute_together(50, "completeMfa", input={"challenge": challenge, "proof": proof})
    names = Counter(answer.data["completeMfa"]["__typename"] for answer in answers)
    assert names == {"SignedIn": 1, "InvalidToken": 49}


def test_it_works_once(api, database, guarded):
    challenge = challenge_of(api, guarded.email)
    complete(api, challenge, totp=guarded.authenticator.code())
    code = guarded.authenticator.code()
    with database.unchanged():
        assert complete(api, challenge, totp=code)["__typename"] == "InvalidToken"


def test_a_newer_challenge_kills_the_older(api, database, guarded):
    older, newer = challenge_of(api, guarded.email), challenge_of(api, guarded.email)
    code = guarded.authenticator.code()
    with database.unchanged():
        assert complete(api, older, totp=code)["__typename"] == "InvalidToken"
    assert complete(api, newer, totp=code)["__typename"] == "SignedIn"


def test_a_lapsed_one(api, database, guarded):
    challenge = challenge_of(api, guarded.email)
    database.execute(
        "UPDATE one_time_tokens SET expires_at = ? WHERE purpose = 'mfa' AND user_id = ?", PAST, guarded.person.user_id
    )
    code = guarded.authenticator.code()
    with database.unchanged():
        assert complete(api, challenge, totp=code)["__typename"] == "InvalidToken"


def changed_password(api, guarded):
    change = {"currentPassword": PASSWORD, "newPassword": NEW_PASSWORD, "revokeOtherSessions": False}
    assert guarded.api.run("changePassword", input=change)["__typename"] == "PasswordChanged"


def reset_password(api, guarded):
    api.run("requestPasswordReset", input={"email": guarded.email})
    proof = {"token": token_in(wait_for_mail(api, guarded.email, subject="new password"))}
    done = api.run("resetPassword", input={"proof": proof, "newPassword": NEW_PASSWORD})
    assert done["__typename"] == "PasswordChanged"


def changed_address(api, guarded):
    to = new_email()
    guarded.api.run("changeEmail", input={"email": to})
    code = {"email": to, "code": code_in(wait_for_mail(api, to))}
    assert api.run("verifyEmail", input={"code": code})["__typename"] == "EmailVerified"


def enrolled_anew(api, guarded):
    secret = guarded.api.run("enrollTotp")["secret"]
    assert guarded.api.run("confirmTotp", code=code_of(secret))["codes"]


def disabled(api, guarded):
    assert guarded.api.run("disableTotp")["__typename"] == "User"


@pytest.mark.parametrize("change", [changed_password, reset_password, changed_address, enrolled_anew, disabled])
def test_what_kills_a_challenge(api, database, guarded, change):
    challenge = challenge_of(api, guarded.email)
    change(api, guarded)
    proofs = [{"recoveryCode": guarded.recovery_codes[0]}, {"totp": guarded.authenticator.code()}]
    with database.unchanged():
        for proof in proofs:
            assert complete(api, challenge, **proof)["__typename"] == "InvalidToken"


def test_a_deactivation_kills_it(api, server, database, guarded, site_admin):
    challenge = challenge_of(api, guarded.email)
    site_admin.api.run("deactivateUser", id=guarded.person.user_id)
    site_admin.api.run("activateUser", id=guarded.person.user_id)
    code = guarded.authenticator.code()
    with database.unchanged():
        assert complete(api, challenge, totp=code)["__typename"] == "InvalidToken"


def test_a_deactivated_person(api, database, guarded):
    challenge, code = challenge_of(api, guarded.email), guarded.authenticator.code()
    database.execute("UPDATE users SET is_active = ? WHERE id = ?", False, guarded.person.user_id)
    with database.unchanged():
        assert complete(api, challenge, totp=code)["__typename"] == "AccountDeactivated"


@pytest.mark.parametrize("text", ["", "A" * 43, *HARD_TEXTS.values()], ids=lambda text: repr(text[:9]))
def test_what_is_no_challenge(api, database, text):
    with database.unchanged():
        sent = {"challenge": text, "proof": {"totp": "123456"}}
        assert run_escaped(api, "completeMfa", input=sent)["__typename"] == "InvalidToken"


@pytest.mark.parametrize(
    "proof", [{}, {"totp": None}, {"totp": 123456}, {"totp": "123456", "recoveryCode": "a"}, None, "123456"]
)
def test_a_wrong_shape(api, database, guarded, proof):
    challenge = challenge_of(api, guarded.email)
    with database.unchanged():
        refused = execute_escaped(api, "completeMfa", input={"challenge": challenge, "proof": proof})
        assert refused.code == "BAD_USER_INPUT"


def test_nothing_secret_is_at_rest_or_in_the_log(api, server, database, guarded):
    challenge, code = challenge_of(api, guarded.email), guarded.authenticator.code()
    complete(api, challenge, totp=code)
    complete(api, challenge_of(api, guarded.email), recoveryCode=guarded.recovery_codes[0])
    written = repr(database.snapshot()) + server.log
    plain = [spelt for shown in guarded.recovery_codes for spelt in (shown, shown.replace("-", ""))]
    for secret in (guarded.authenticator.secret, challenge, *plain):
        assert secret not in written
