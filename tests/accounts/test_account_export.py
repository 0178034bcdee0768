"""accountExport: everything held about a person, and nothing that opens a door."""

from tests.second_factors.factors import new_guarded
from tests.support.people import sign_up_verified


def test_it_holds_what_the_person_did_and_gave(api):
    person = sign_up_verified(api, fullName="Ada Example", userData={"team_name": "Red"})
    org = person.api.run("createOrg", input={"name": "Exported"})
    export = person.api.run("accountExport")
    account = export["account"]
    assert (account["id"], account["email"], account["fullName"]) == (person.user_id, person.email, "Ada Example")
    assert (account["hasPassword"], account["userData"]) == (True, {"team_name": "Red"})
    assert [session["id"] for session in export["sessions"]] == [person.session_id]
    assert [(held["orgId"], held["orgName"], held["role"]) for held in export["memberships"]] == [
        (org["id"], "Exported", "OWNER")
    ]
    types = [event["type"] for event in export["auditEvents"]]
    assert types[0] == "auth.user_registered"
    assert "auth.org_created" in types
    assert export["identities"] == export["invites"] == export["authenticators"] == export["recoveryCodes"] == []


def test_it_tells_of_second_factors_and_shows_none(api, database):
    guarded = new_guarded(api, database)
    answer = guarded.api.execute("accountExport")
    export = answer.data["accountExport"]
    assert [factor.keys() for factor in export["authenticators"]] == [{"createdAt", "confirmedAt"}]
    assert [code["usedAt"] for code in export["recoveryCodes"]] == [None] * 10
    row = database.row("SELECT sealed_secret FROM totp_factors WHERE user_id = ?", guarded.person.user_id)
    digests = [row["digest"] for row in database.rows("SELECT digest FROM recovery_codes")]
    for secret in (guarded.authenticator.secret, row["sealed_secret"], *guarded.recovery_codes, *digests):
        assert secret not in answer.text


def test_it_holds_no_secret(api, database):
    person = sign_up_verified(api)
    written = person.api.execute("accountExport").text
    row = database.row("SELECT password_hash FROM users WHERE id = ?", person.user_id)
    session = database.row("SELECT refresh_digest FROM sessions WHERE id = ?", person.session_id)
    for secret in (row["password_hash"], session["refresh_digest"], person.refresh_token, person.access_token):
        assert secret not in written


def test_it_asks_for_a_fresh_proof(api, database):
    person = sign_up_verified(api)
    database.execute(
        "UPDATE sessions SET authenticated_at = '2020-01-01 00:00:00+00:00' WHERE id = ?", person.session_id
    )
    again = api.run("refresh", input={"refreshToken": person.refresh_token})
    assert api.as_(again["accessToken"]).execute("accountExport").code == "REAUTHENTICATION_REQUIRED"
    assert api.execute("accountExport").code == "UNAUTHENTICATED"
