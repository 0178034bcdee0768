"""The steps between a browser and the API: ask for a challenge, answer it."""

from typing import Any

from tests.support.api import Api
from tests.support.authenticator import Authenticator
from tests.support.people import Person

Json = dict[str, Any]


def begin_registration(person: Person) -> Json:
    challenge = person.api.run("beginPasskeyRegistration")
    assert challenge["__typename"] == "PasskeyChallenge", challenge
    return challenge


def finish_registration(person: Person, begun: Json, credential: object, **more: object) -> Json:
    answer = {"challenge": begun["challenge"], "credential": credential, **more}
    return person.api.run("finishPasskeyRegistration", input=answer)


def add(person: Person, authenticator: Authenticator, **more: object) -> Json:
    """The whole registration of one more passkey."""
    begun = begin_registration(person)
    passkey = finish_registration(person, begun, authenticator.create(begun["options"]), **more)
    assert passkey["__typename"] == "Passkey", passkey
    return passkey


def begin_sign_in(api: Api) -> Json:
    challenge = api.run("beginPasskeySignIn")
    assert challenge["__typename"] == "PasskeyChallenge", challenge
    return challenge


def finish_sign_in(api: Api, begun: Json, credential: object) -> Json:
    return api.run("finishPasskeySignIn", input={"challenge": begun["challenge"], "credential": credential})


def sign_in(api: Api, authenticator: Authenticator, **wrong: Any) -> Json:
    """The whole sign-in, by the newest passkey; wrong in the ways asked for."""
    begun = begin_sign_in(api)
    return finish_sign_in(api, begun, authenticator.get(begun["options"], **wrong))
