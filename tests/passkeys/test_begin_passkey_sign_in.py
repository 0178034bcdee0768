"""beginPasskeySignIn: options for navigator.credentials.get, the same for everybody."""

from urllib.parse import urlsplit

from tests.passkeys.ceremonies import begin_sign_in
from tests.support.authenticator import from_base64url


def test_the_person_chooses_the_passkey(api, server):
    options = begin_sign_in(api)["options"]
    assert len(from_base64url(options.pop("challenge"))) == 32
    assert options == {
        "allowCredentials": [],
        "rpId": urlsplit(server.url).hostname,
        "timeout": 300_000,
        "userVerification": "required",
    }


def test_it_tells_nobody_anything(api, holder):
    """Who is signed in, and whether they have a passkey, makes no difference."""
    stranger, known = begin_sign_in(api), begin_sign_in(holder.api)
    for begun in (stranger, known):
        begun["challenge"] = begun["options"]["challenge"] = "one-time"
    assert stranger == known


def test_each_is_another(api):
    begun = [begin_sign_in(api) for _ in range(3)]
    assert len({each["challenge"] for each in begun} | {each["options"]["challenge"] for each in begun}) == 6


def test_the_database_holds_no_token(api, database):
    begun = begin_sign_in(api)
    row = database.row("SELECT * FROM one_time_tokens WHERE purpose = 'passkey_sign_in' ORDER BY id DESC LIMIT 1")
    assert begun["challenge"] not in str(row)


def test_the_sign_in_page_is_told(api):
    assert "PASSKEY" in api.run("authConfig")["methods"]
