"""Shows phones, providers, passkeys and second factors."""

import httpx

from tests.examples.people import NOBODY
from tests.examples.stage import APP, URL, Stage
from tests.second_factors.factors import code_of
from tests.support.authenticator import Authenticator
from tests.support.mail import code_in
from tests.support.people import PASSWORD, Person

HERSELF = "by Grace, who signed in a moment ago"
PHONE, OTHER_PHONE = "+4915123456789", "+4915198765432"


def show(stage: Stage) -> None:
    phones(stage)
    grace = stage.new_person("Grace")
    providers(stage, grace)
    passkeys(stage, grace)
    # Who takes a way in away must refresh, and this does as well.
    second_factors(stage, stage.sign_in(grace.email))


def phones(stage: Stage) -> None:
    ask, nobody = stage.ask, stage.nobody
    wish = {"phone": PHONE, "password": PASSWORD, "fullName": "Hedy Example"}
    ask("signUpWithPhone", nobody, by=NOBODY, input=wish)
    stage.mail_to(PHONE)
    ask("resendVerificationCode", nobody, by=NOBODY, phone=PHONE)
    ask("verifyPhone", nobody, by=NOBODY, input={"phone": PHONE, "code": code_in(stage.mail_to(PHONE, count=2))})
    signed_in = ask("signInWithPhone", nobody, by=NOBODY, input={"phone": PHONE, "password": PASSWORD})
    ask("sendSignInCode", nobody, by=NOBODY, phone=PHONE)
    ask("signInWithCode", nobody, by=NOBODY, input={"phone": PHONE, "code": code_in(stage.mail_to(PHONE, count=3))})
    ask("requestPasswordResetByPhone", nobody, by=NOBODY, phone=PHONE)
    hedy = nobody.as_(signed_in["accessToken"])
    ask("changePhone", hedy, by="by Hedy, who signed in a moment ago", phone=OTHER_PHONE)


def providers(stage: Stage, grace: Person) -> None:
    ask, wish = stage.ask, {"provider": "acme", "redirectUrl": f"{APP}/welcome"}
    ask("signInWithProvider", stage.nobody, by=NOBODY, input=wish)
    redirect = ask("linkProvider", grace.api, by=HERSELF, input=wish)
    consent(stage, redirect["authorizationUrl"])
    ask("me", grace.api, by="by Grace, signed in")
    ask("unlinkProvider", grace.api, by=HERSELF, provider="acme")


def consent(stage: Stage, url: str) -> None:
    """A browser's way through the provider and back; what is at our public address is at the server's here."""
    with httpx.Client(trust_env=False) as browser:
        begun = browser.get(here(stage, url))
        answered = browser.get(begun.headers["location"])
        cookies = {cookie.name: cookie.value or "" for cookie in begun.cookies.jar}
        ended = httpx.get(here(stage, answered.headers["location"]), cookies=cookies, trust_env=False)
    assert ended.headers["location"] == f"{APP}/welcome?linked=acme", ended.headers


def here(stage: Stage, url: str) -> str:
    return url.replace(URL, stage.server.url)


def passkeys(stage: Stage, grace: Person) -> None:
    ask, nobody = stage.ask, stage.nobody
    authenticator = Authenticator(URL)
    begun = ask("beginPasskeyRegistration", grace.api, by=HERSELF)
    answer = {"challenge": begun["challenge"], "credential": authenticator.create(begun["options"]), "name": "Laptop"}
    passkey = ask("finishPasskeyRegistration", grace.api, by=HERSELF, input=answer)
    ask("renamePasskey", grace.api, by="by Grace, signed in", id=passkey["id"], name="Work laptop")
    begun = ask("beginPasskeySignIn", nobody, by=NOBODY)
    answer = {"challenge": begun["challenge"], "credential": authenticator.get(begun["options"])}
    ask("finishPasskeySignIn", nobody, by=NOBODY, input=answer)
    ask("deletePasskey", grace.api, by=HERSELF, id=passkey["id"])


def second_factors(stage: Stage, grace: Person) -> None:
    ask, nobody = stage.ask, stage.nobody
    enrollment = ask("enrollTotp", grace.api, by=HERSELF)
    ask("confirmTotp", grace.api, by=HERSELF, code=code_of(enrollment["secret"]))
    asked = nobody.run("signIn", input={"email": grace.email, "password": PASSWORD})
    # A code is good once, so this is the one of the step to come.
    proof = {"totp": code_of(enrollment["secret"], 1)}
    ask("completeMfa", nobody, by=NOBODY, input={"challenge": asked["challenge"], "proof": proof})
    ask("regenerateRecoveryCodes", grace.api, by=HERSELF)
    ask("disableTotp", grace.api, by=HERSELF)
