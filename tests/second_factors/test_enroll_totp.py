"""enrollTotp: a secret for an authenticator. Nothing is on before its first code."""

from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

from tests.second_factors.factors import challenge_of, code_of, complete, stale


def test_a_secret_an_address_and_a_picture(person):
    enrollment = person.api.run("enrollTotp")
    uri = urlsplit(enrollment["uri"])
    assert (uri.scheme, uri.netloc, uri.path) == ("otpauth", "totp", f"/Ostiary:{person.email.replace('@', '%40')}")
    assert parse_qs(uri.query) == {"secret": [enrollment["secret"]], "issuer": ["Ostiary"]}
    picture = ElementTree.fromstring(enrollment["qrSvg"])
    assert picture.tag == "{http://www.w3.org/2000/svg}svg"
    assert enrollment["secret"] not in enrollment["qrSvg"]


def test_nothing_is_on_before_the_first_code(api, person):
    person.api.run("enrollTotp")
    assert person.api.run("me")["secondFactors"] == []
    assert api.run("signIn", input={"email": person.email, "password": person.password})["__typename"] == "SignedIn"


def test_what_is_on_stays_on_until_then(api, guarded):
    guarded.api.run("enrollTotp")
    outcome = complete(api, challenge_of(api, guarded.email), totp=guarded.authenticator.code())
    assert outcome["__typename"] == "SignedIn"


def test_the_latest_one_counts(person):
    first, second = person.api.run("enrollTotp")["secret"], person.api.run("enrollTotp")["secret"]
    assert person.api.run("confirmTotp", code=code_of(first))["__typename"] == "InvalidCode"
    assert person.api.run("confirmTotp", code=code_of(second))["__typename"] == "RecoveryCodes"


def test_many_at_once_leave_one(person, database):
    person.api.execute_together(10, "enrollTotp")
    assert database.count("totp_factors", "user_id = ?", person.user_id) == 1


def test_it_asks_for_a_fresh_proof(person, database):
    later = stale(person, database)
    with database.unchanged():
        assert later.execute("enrollTotp").code == "REAUTHENTICATION_REQUIRED"


def test_a_stranger_is_refused(api, database):
    with database.unchanged():
        assert api.execute("enrollTotp").code == "UNAUTHENTICATED"
