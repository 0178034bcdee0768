"""Shows accounts, sessions, passwords and the ways in by mail."""

from tests.examples.stage import APP, Stage
from tests.support.mail import token_in
from tests.support.people import PASSWORD

NOBODY = "without a session"
HERSELF = "by Ada, signed in"
EMAIL = "ada@example.com"
NEW_PASSWORD = "copper-lantern-sings-9"


def show(stage: Stage) -> None:
    accounts(stage)
    sessions(stage)
    passwords(stage)
    magic_links(stage)
    another_address(stage)
    farewell(stage)


def accounts(stage: Stage) -> None:
    ask, nobody = stage.ask, stage.nobody
    ask("authConfig", nobody, by=NOBODY)
    wish = {"email": EMAIL, "password": PASSWORD, "fullName": "Ada Example", "redirectUrl": f"{APP}/welcome"}
    ask("signUp", nobody, by=NOBODY, input=wish)
    stage.mail_to(EMAIL)
    ask("resendVerificationEmail", nobody, by=NOBODY, input={"email": EMAIL, "redirectUrl": f"{APP}/welcome"})
    token = token_in(stage.mail_to(EMAIL, count=2))
    grant = ask("verifyEmail", nobody, by=NOBODY, input={"token": token})["grant"]
    ask("redeemGrant", nobody, by=NOBODY, input={"grant": grant})
    ada = stage.sign_in(EMAIL)
    profile = {"fullName": "Ada King", "locale": "en-GB", "userData": {"theme": "dark"}}
    ask("updateProfile", ada.api, by=HERSELF, input=profile)


def sessions(stage: Stage) -> None:
    ask, nobody = stage.ask, stage.nobody
    elsewhere = stage.sign_in(EMAIL)
    signed_in = ask("signIn", nobody, by=NOBODY, input={"email": EMAIL, "password": PASSWORD})
    ada = nobody.as_(signed_in["accessToken"])
    ask("session", ada, by=HERSELF)
    ask("sessions", ada, by=HERSELF)
    ask("reauthenticate", ada, by=HERSELF, input={"password": PASSWORD})
    ask("revokeSession", ada, by=HERSELF, id=elsewhere.session_id)
    ask("refresh", nobody, by=NOBODY, input={"refreshToken": signed_in["refreshToken"]})
    ask("signOut", ada, by=HERSELF)
    again = stage.sign_in(EMAIL)
    ask("signOutEverywhere", again.api, by=HERSELF, keepCurrent=True)


def passwords(stage: Stage) -> None:
    ask, nobody = stage.ask, stage.nobody
    wish = {"currentPassword": PASSWORD, "newPassword": NEW_PASSWORD}
    ask("changePassword", stage.sign_in(EMAIL).api, by=HERSELF, input=wish)
    ask("requestPasswordReset", nobody, by=NOBODY, input={"email": EMAIL, "redirectUrl": f"{APP}/new-password"})
    token = token_in(stage.mail_to(EMAIL, "set a new password"))
    ask("resetPassword", nobody, by=NOBODY, input={"proof": {"token": token}, "newPassword": PASSWORD})


def magic_links(stage: Stage) -> None:
    ask, nobody = stage.ask, stage.nobody
    ask("sendMagicLink", nobody, by=NOBODY, input={"email": EMAIL})
    token = token_in(stage.mail_to(EMAIL, "sign-in link"))
    ask("signInWithMagicLink", nobody, by=NOBODY, input={"token": token})


def another_address(stage: Stage) -> None:
    """Changed, and changed back from the mail to the old one."""
    ask, nobody = stage.ask, stage.nobody
    person, to = stage.new_person("Barbara"), "barbara@new.example.com"
    ask("changeEmail", person.api, by="by Barbara, who signed in a moment ago", input={"email": to})
    nobody.run("verifyEmail", input={"token": token_in(stage.mail_to(to))})
    ask("undoEmailChange", nobody, by=NOBODY, token=token_in(stage.mail_to(person.email, "was changed")))


def farewell(stage: Stage) -> None:
    by = "by Edith, who signed in a moment ago"
    edith = stage.new_person("Edith")
    stage.ask("accountExport", edith.api, by=by)
    stage.ask("deleteAccount", edith.api, by=by)
