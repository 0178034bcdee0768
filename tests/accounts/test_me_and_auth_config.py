"""me and authConfig: what a client asks first."""

from tests.support.people import make_staff


def test_me(person):
    me = person.api.run("me")
    assert (me["id"], me["email"], me["emailVerified"], me["role"]) == (person.user_id, person.email, True, "USER")
    assert (me["isActive"], me["userData"], me["appData"]) == (True, {}, {})
    assert me["lastSignInAt"] > me["createdAt"]
    # For moderators only.
    assert (me["lockedUntil"], me["failedSignIns"]) == (None, None)


def test_a_stranger_has_no_me(api):
    answer = api.execute("me")
    assert (answer.code, answer.reason, answer.data) == ("UNAUTHENTICATED", "TOKEN_MISSING", {"me": None})


def test_one_refusal_does_not_wipe_its_neighbour(api):
    answer = api.execute("{ me { id } authConfig { passwordMinLength } }")
    assert answer.data == {"me": None, "authConfig": {"passwordMinLength": 8}}


def test_staff_see_their_counters(server, api):
    moderator = make_staff(server, role="moderator")
    api.run("signIn", input={"email": moderator.email, "password": "wrong-password"})
    assert moderator.api.run("me")["failedSignIns"] == 1


def test_auth_config(api):
    read = api.run("authConfig")
    assert "PASSWORD" in read["methods"]
    assert read["providers"] == []
    assert (read["passwordMinLength"], read["passwordMaxLength"]) == (8, 128)
    assert (read["emailVerificationRequired"], read["signUpEnabled"]) == (True, True)


def test_auth_config_without_verification(open_server):
    assert open_server.api.run("authConfig")["emailVerificationRequired"] is False
