"""Every link, code, grant and challenge: of fifty uses at once one wins, and what it does is done once."""

from dataclasses import dataclass

import httpx
import pytest

from tests.accounts.wire import events
from tests.passkeys.ceremonies import add, begin_registration, begin_sign_in
from tests.phones.callers import code_to, new_phone
from tests.phones.callers import sign_up as sign_up_with_phone
from tests.phones.callers import sign_up_verified as phone_person
from tests.races.outcomes import as_drill, outcomes
from tests.second_factors.factors import challenge_of, code_of, enroll
from tests.support.authenticator import Authenticator
from tests.support.mail import code_in, token_in, wait_for_mail
from tests.support.people import new_email, sign_up

NEW = "copper-lantern-sings-9"


@dataclass(frozen=True)
class Race:
    """Requests that spend one and the same thing. `event` is what the winner leaves behind, once."""

    person: str
    requests: list[httpx.Request]
    won: str
    event: str
    lost: tuple[str, ...] = ("InvalidToken",)


class Stage:
    """Makes what is good for one use, each time for somebody new."""

    def __init__(self, server, newcomer) -> None:
        self.server, self.api, self.newcomer = server, server.api, newcomer

    def _by_link_and_code(self, operation, address, subject="", *, wrap=None):
        """Both of one mail: they end each other."""
        mail = wait_for_mail(self.api, address, subject=subject)
        proofs = [{"token": token_in(mail)}, {"code": {"email": address, "code": code_in(mail)}}]
        return [self.api.request(operation, input=wrap(proof) if wrap else proof) for proof in proofs]

    def _id(self, column, value):
        return self.server.database.row(f"SELECT id FROM users WHERE {column} = ?", value)["id"]

    def verification(self):
        email = sign_up(self.api)
        requests = self._by_link_and_code("verifyEmail", email)
        return Race(self._id("email", email), requests, "EmailVerified", "email_verified")

    def verification_by_code_alone(self):
        race = self.verification()
        return Race(race.person, race.requests[1:], "EmailVerified", "email_verified")

    def change_of_address(self):
        person, email = self.newcomer(), new_email()
        person.api.run("changeEmail", input={"email": email})
        requests = self._by_link_and_code("verifyEmail", email)
        return Race(person.user_id, requests, "EmailVerified", "email_changed")

    def way_back(self):
        person, email = self.newcomer(), new_email()
        person.api.run("changeEmail", input={"email": email})
        self.api.run("verifyEmail", input={"token": token_in(wait_for_mail(self.api, email))})
        token = token_in(wait_for_mail(self.api, person.email, subject="was changed"))
        requests = [self.api.request("undoEmailChange", token=token)]
        return Race(person.user_id, requests, "PasswordResetRequired", "email_change_undone")

    def reset(self):
        person = self.newcomer()
        self.api.run("requestPasswordReset", input={"email": person.email})
        requests = self._by_link_and_code(
            "resetPassword", person.email, "new password", wrap=lambda proof: {"proof": proof, "newPassword": NEW}
        )
        return Race(person.user_id, requests, "PasswordChanged", "password_reset_confirmed")

    def magic_link(self):
        person = self.newcomer()
        self.api.run("sendMagicLink", input={"email": person.email})
        requests = self._by_link_and_code("signInWithMagicLink", person.email, "sign-in link")
        return Race(person.user_id, requests, "SignedIn", "login_success", ("InvalidToken", "AccountLocked"))

    def grant(self):
        email = sign_up(self.api)
        proved = self.api.run("verifyEmail", input={"token": token_in(wait_for_mail(self.api, email))})
        requests = [self.api.request("redeemGrant", input={"grant": proved["grant"]})]
        return Race(self._id("email", email), requests, "SignedIn", "login_success")

    def number(self):
        phone = sign_up_with_phone(self.api)
        return self._by_text(self._id("phone", phone), "verifyPhone", phone, "phone_verified")

    def change_of_number(self):
        person, phone = self.newcomer(), new_phone()
        person.api.run("changePhone", phone=phone)
        proof = {"phone": phone, "code": code_to(self.api, phone)}
        requests = [person.api.request("verifyPhone", input=proof)]
        return Race(person.user_id, requests, "SignedIn", "phone_changed", ("InvalidCode", "AccountLocked"))

    def texted_code(self):
        person = phone_person(self.api)
        self.api.run("sendSignInCode", phone=person.email)
        return self._by_text(person.user_id, "signInWithCode", person.email, "login_success", count=2)

    def reset_by_text(self):
        person = phone_person(self.api)
        self.api.run("requestPasswordResetByPhone", phone=person.email)
        code = {"phone": person.email, "code": code_to(self.api, person.email, count=2)}
        request = self.api.request("resetPassword", input={"proof": {"phoneCode": code}, "newPassword": NEW})
        return Race(person.user_id, [request], "PasswordChanged", "password_reset_confirmed")

    def _by_text(self, person, operation, phone, event, *, count=1):
        proof = {"phone": phone, "code": code_to(self.api, phone, count=count)}
        request = self.api.request(operation, input=proof)
        return Race(person, [request], "SignedIn", event, ("InvalidCode", "AccountLocked"))

    def second_factor(self):
        """By authenticator and by recovery code: one challenge, one session."""
        guarded = enroll(self.newcomer(), self.server.database)
        challenge, proofs = challenge_of(self.api, guarded.email), [{"totp": guarded.authenticator.code()}]
        proofs += [{"recoveryCode": code} for code in guarded.recovery_codes[:1]]
        requests = [self.api.request("completeMfa", input={"challenge": challenge, "proof": proof}) for proof in proofs]
        lost = ("InvalidToken", "InvalidCode")
        return Race(guarded.person.user_id, requests, "SignedIn", "login_success", lost)

    def one_recovery_code_for_many_challenges(self):
        """A newer challenge kills the older, so that of several only one ever lives."""
        guarded = enroll(self.newcomer(), self.server.database)
        challenges = [challenge_of(self.api, guarded.email) for _ in range(2)]
        proof = {"recoveryCode": guarded.recovery_codes[0]}
        requests = [self.api.request("completeMfa", input={"challenge": each, "proof": proof}) for each in challenges]
        lost = ("InvalidToken", "InvalidCode")
        return Race(guarded.person.user_id, requests, "SignedIn", "recovery_code_used", lost)

    def enrollment(self):
        person = self.newcomer()
        code = code_of(person.api.run("enrollTotp")["secret"])
        return Race(
            person.user_id,
            [person.api.request("confirmTotp", code=code)],
            "RecoveryCodes",
            "factor_added",
            ("NotFound",),
        )

    def passkey_registration(self):
        person = self.newcomer()
        begun = begin_registration(person)
        answer = {"challenge": begun["challenge"], "credential": self._device().create(begun["options"])}
        requests = [person.api.request("finishPasskeyRegistration", input=answer)]
        return Race(person.user_id, requests, "Passkey", "passkey_added")

    def passkey_sign_in(self):
        person, device = self.newcomer(), self._device()
        add(person, device)
        begun = begin_sign_in(self.api)
        answer = {"challenge": begun["challenge"], "credential": device.get(begun["options"])}
        requests = [self.api.request("finishPasskeySignIn", input=answer)]
        return Race(person.user_id, requests, "SignedIn", "login_success")

    def _device(self):
        return Authenticator(self.server.url)


NEW_HERE = ("change_of_address", "change_of_number", "one_recovery_code_for_many_challenges")
BESIDE_THEIR_OPERATION = tuple(name for name in vars(Stage) if not name.startswith("_") and name not in NEW_HERE)


@pytest.fixture(scope="module")
def stage(server, newcomer):
    return Stage(server, newcomer)


def hold(stage, name, size):
    """Runs the race, round by round, and looks at what is left."""
    database = stage.server.database
    for _ in range(size.rounds):
        race = getattr(stage, name)()
        before = events(database, race.person).count(race.event)
        names = outcomes(race.requests * (size.requests // len(race.requests)))
        assert names.pop(race.won) == 1
        assert set(names) <= set(race.lost), names
        told = events(database, race.person)
        assert told.count(race.event) == before + 1
        assert database.count("sessions", "user_id = ?", race.person) == told.count("login_success")


@as_drill
@pytest.mark.parametrize("name", BESIDE_THEIR_OPERATION)
def test_one_wins(stage, name, size):
    hold(stage, name, size)


@pytest.mark.parametrize("name", NEW_HERE)
def test_one_wins_here_too(stage, name, size):
    hold(stage, name, size)
