"""What may happen to accounts: sign-up, proofs, passwords, deactivation, deletion."""

from hypothesis import strategies as some
from hypothesis.stateful import initialize, precondition, rule

from tests.properties.model import Account
from tests.properties.walk import Walk, names, passwords
from tests.support.mail import code_in, token_in


class AccountRules(Walk):
    @initialize(password=passwords)
    def two_arrive(self, password):
        """Else a walk would take long to get anywhere."""
        for name in ("ann", "bob"):
            email = f"{name}-{self.suffix}"
            wish = {"email": email, "password": password, "emailVerified": True}
            made = self.staff.api.run("createUser", input=wish)
            account = self.site.accounts[email] = Account(email, made["id"], password, is_verified=True)
            self.begin(account, self.api.run("signIn", input={"email": email, "password": password}))

    @rule(name=names, password=passwords)
    def sign_up(self, name, password):
        """Alike for everybody; of two before the proof no password survives."""
        email = f"{name}-{self.suffix}"
        self.expect("VerificationRequired", None, "signUp", input={"email": email, "password": password})
        account = self.site.accounts.get(email)
        if account is None:
            id_ = self.database.row("SELECT id FROM users WHERE email = ?", email)["id"]
            account = self.site.accounts[email] = Account(email, id_, password)
        elif not account.is_verified:
            account.password = None
        if not account.is_verified:
            account.verification = self.mail(email, "verify your")

    @precondition(lambda self: any(each.verification for each in self.site.accounts.values()))
    @rule(data=some.data(), by_code=some.booleans(), redeems=some.booleans())
    def verify(self, data, by_code, redeems):
        waiting = [each for each in self.site.accounts.values() if each.verification]
        account = data.draw(some.sampled_from(waiting), label="account")
        mail, account.verification = account.verification, None
        code = {"code": {"email": account.email, "code": code_in(mail)}}
        proved = self.expect("EmailVerified", None, "verifyEmail", input=code if by_code else {"token": token_in(mail)})
        self.expect("InvalidToken", None, "verifyEmail", input={"token": token_in(mail)})
        self.site.verify(account)
        if redeems:
            wanted = "SignedIn" if account.is_active else "AccountDeactivated"
            outcome = self.expect(wanted, None, "redeemGrant", input={"grant": proved["grant"]})
            if account.is_active:
                self.begin(account, outcome)

    @rule(name=names, password=passwords)
    def sign_in(self, name, password):
        email = f"{name}-{self.suffix}"
        account = self.site.accounts.get(email)
        wanted = account.answer_to(password) if account else "InvalidCredentials"
        outcome = self.expect(wanted, None, "signIn", input={"email": email, "password": password})
        if account and wanted == "SignedIn":
            self.begin(account, outcome)

    @rule(name=names)
    def ask_for_a_reset(self, name):
        email = f"{name}-{self.suffix}"
        self.expect("EmailSent", None, "requestPasswordReset", input={"email": email})
        account = self.site.accounts.get(email)
        if account and account.is_active:
            account.reset = self.mail(email, "new password")

    @precondition(lambda self: any(each.reset for each in self.site.accounts.values()))
    @rule(data=some.data(), password=passwords)
    def reset(self, data, password):
        waiting = [each for each in self.site.accounts.values() if each.reset]
        account = data.draw(some.sampled_from(waiting), label="account")
        wish = {"proof": {"token": token_in(account.reset)}, "newPassword": password}
        ended = self.site.end(self.site.sessions_of(account))
        assert self.expect("PasswordChanged", None, "resetPassword", input=wish)["sessionsRevoked"] == ended
        self.expect("InvalidToken", None, "resetPassword", input=wish)
        self.site.verify(account)
        self.site.set_password(account, password)

    @rule(data=some.data(), current=passwords, new=passwords, revokes=some.booleans())
    def change_password(self, data, current, new, revokes):
        session = self.session(data)
        account = session.account
        wanted = "PasswordChanged" if current == account.password else "InvalidCredentials"
        wish = {"currentPassword": current, "newPassword": new, "revokeOtherSessions": revokes}
        self.expect(wanted if session.is_living else "UNAUTHENTICATED", session, "changePassword", input=wish)
        if session.is_living and wanted == "PasswordChanged":
            self.site.set_password(account, new)
            self.site.end([each for each in self.site.sessions_of(account) if revokes and each is not session])

    @rule(data=some.data())
    def deactivate(self, data):
        account = self.account(data)
        if self._by_staff("deactivateUser", account):
            self.site.deactivate(account)

    @rule(data=some.data())
    def activate(self, data):
        account = self.account(data)
        if self._by_staff("activateUser", account):
            account.is_active = True

    def _by_staff(self, operation: str, account: Account) -> bool:
        """Whether there is such an account."""
        outcome = self.staff.api.run(operation, id=account.id)
        assert outcome["__typename"] == ("NotFound" if account in self.site.gone else "User")
        return account not in self.site.gone

    @rule(data=some.data())
    def delete_account(self, data):
        session = self.session(data)
        wanted = "OwnsOrgs" if self.site.owns_alone(session.account) else "AccountDeleted"
        self.expect(wanted if session.is_living else "UNAUTHENTICATED", session, "deleteAccount")
        if session.is_living and wanted == "AccountDeleted":
            self.site.delete(session.account)
