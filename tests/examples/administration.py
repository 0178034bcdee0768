"""Shows what administrators do: people, the audit log, keys and redirect origins."""

from tests.examples.stage import Stage
from tests.support.people import PASSWORD

ADMIN = "by a site admin"
MODERATOR = "by a site admin; a moderator may too"
FRESH_ADMIN = "by a site admin who signed in a moment ago"


def show(stage: Stage) -> None:
    people(stage)
    logs(stage)
    keys(stage)


def people(stage: Stage) -> None:
    ask, admin = stage.ask, stage.admin.api
    wish = {"email": "rosa@example.com", "password": PASSWORD, "fullName": "Rosa Example", "emailVerified": True}
    user_id = ask("createUser", admin, by=ADMIN, input=wish)["id"]
    ask("updateUser", admin, by=ADMIN, input={"id": user_id, "appData": {"customer": 4711}})
    ask("user", admin, by=MODERATOR, id=user_id)
    ask("users", admin, by=MODERATOR, first=2, search="ros")
    for _ in range(5):
        stage.nobody.run("signIn", input={"email": wish["email"], "password": "not-that-one"})
    ask("unlockUser", admin, by=MODERATOR, id=user_id)
    ask("revokeUserSessions", admin, by=MODERATOR, id=user_id)
    ask("deactivateUser", admin, by=MODERATOR, id=user_id)
    ask("activateUser", admin, by=MODERATOR, id=user_id)
    ask("deleteUser", admin, by=FRESH_ADMIN, id=user_id)


def logs(stage: Stage) -> None:
    stage.ask("auditEvents", stage.admin.api, by=MODERATOR, first=2, type="auth.login_failed")
    stage.ask("myAuditEvents", stage.new_person("Sonja").api, by="by Sonja, signed in", first=2)


def keys(stage: Stage) -> None:
    ask, admin = stage.ask, stage.admin.api
    made = ask("createApiKey", admin, by=FRESH_ADMIN, input={"name": "Back end"})
    rotated = ask("rotateApiKey", admin, by=ADMIN, id=made["apiKey"]["id"])
    ask("revokeApiKey", admin, by=ADMIN, id=rotated["apiKey"]["id"])
    ask("apiKeys", admin, by=ADMIN)
    ask("setRedirectOrigins", admin, by=FRESH_ADMIN, origins=["https://shop.example.com"])
    ask("redirectOrigins", admin, by=ADMIN)
    ask("rotateSigningKey", admin, by=FRESH_ADMIN)
    ask("signingKeys", admin, by=ADMIN)
