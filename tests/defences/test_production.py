"""Production: refuses each unsafe setting by name, hides what is for development, and tells no secret."""

import json
import os

import pytest

from server.settings import Settings, SettingsError
from tests.cli.commands import attempt
from tests.support.processes import free_port
from tests.support.server import SECRET_KEY

pytestmark = pytest.mark.one_engine

SAFE = {
    "ENV": "production",
    "SECRET_KEY": SECRET_KEY,
    "PUBLIC_URL": "https://auth.example.com",
    "SMTP_HOST": "mail.example.com",
}
UNSAFE = {
    "no secret": ({"SECRET_KEY": ""}, "SECRET_KEY"),
    "short secret": ({"SECRET_KEY": "only-31-bytes-long-0123456789-a"}, "SECRET_KEY"),
    "repeated secret": ({"SECRET_KEY": "abcd" * 10}, "SECRET_KEY"),
    "one letter": ({"SECRET_KEY": "a" * 40}, "SECRET_KEY"),
    "http": ({"PUBLIC_URL": "http://auth.example.com"}, "PUBLIC_URL"),
    "no URL": ({"PUBLIC_URL": "auth.example.com"}, "PUBLIC_URL"),
    "path": ({"PUBLIC_URL": "https://example.com/auth"}, "PUBLIC_URL"),
    "no mail server": ({"SMTP_HOST": ""}, "SMTP_HOST"),
    "no mail but proofs": ({"MAIL": "off"}, "REQUIRE_VERIFICATION"),
    "cheap hashes": ({"BCRYPT_COST": 9}, "BCRYPT_COST"),
    "no cost at all": ({"BCRYPT_COST": 99}, "BCRYPT_COST"),
    "origin": ({"CORS_ORIGINS": "https://app.example.com/"}, "CORS_ORIGINS"),
    "any origin": ({"CORS_ORIGINS": "*"}, "CORS_ORIGINS"),
    "any redirect": ({"ALLOWED_REDIRECT_ORIGINS": "https://*.example.com"}, "ALLOWED_REDIRECT_ORIGINS"),
    "proxies": ({"TRUSTED_PROXIES": "everyone"}, "TRUSTED_PROXIES"),
    "quota": ({"RATE_LIMIT_SIGN_IN": "many"}, "RATE_LIMIT_SIGN_IN"),
    "misspelt quota": ({"RATE_LIMIT_SINGIN": "5/minute"}, "RATE_LIMIT_SINGIN"),
    "two quotas": ({"RATE_LIMIT_SIGN_IN": "5/minute; 9/hour"}, "RATE_LIMIT_SIGN_IN"),
    "duration": ({"ACCESS_TOKEN_TTL": "soon"}, "ACCESS_TOKEN_TTL"),
    "rotation": ({"KEY_ROTATION_EVERY": "0s"}, "KEY_ROTATION_EVERY"),
    "reserved claim": ({"CUSTOM_CLAIMS": "plan,role"}, "CUSTOM_CLAIMS"),
    "no claim": ({"CUSTOM_CLAIMS": "pl an"}, "CUSTOM_CLAIMS"),
    "no schema": ({"USER_DATA_SCHEMA": "missing.json"}, "USER_DATA_SCHEMA"),
    "algorithm": ({"SIGNING_ALGORITHM": "none"}, "SIGNING_ALGORITHM"),
}


@pytest.fixture
def load(monkeypatch, tmp_path):
    """Reads settings as a process of these settings alone does, in an empty folder."""

    def load(**settings):
        monkeypatch.chdir(tmp_path)
        for name in [name for name in os.environ if name.startswith("OSTIARY_")]:
            monkeypatch.delenv(name)
        for name, value in settings.items():
            monkeypatch.setenv(f"OSTIARY_{name}", str(value))
        return Settings.load()

    return load


def test_these_settings_are_safe(load):
    assert load(**SAFE).is_production


@pytest.mark.parametrize(("unsafe", "name"), UNSAFE.values(), ids=UNSAFE)
def test_an_unsafe_setting_is_refused_by_name(load, tmp_path, unsafe, name):
    with pytest.raises(SettingsError) as refusal:
        load(**{**SAFE, **unsafe})
    (sentence,) = str(refusal.value).splitlines()
    assert sentence.startswith(f"OSTIARY_{name}: ")
    assert sentence.endswith(".")
    assert str(unsafe.get("SECRET_KEY") or SECRET_KEY) not in sentence
    assert not list(tmp_path.iterdir())


def test_several_workers_need_redis(tmp_path):
    outcome = attempt("run", "--workers", "2", "--port", str(free_port()), settings=SAFE, folder=tmp_path)
    assert (outcome.exit_code, outcome.printed) == (2, "")
    assert outcome.complaint.startswith("OSTIARY_REDIS_URL: ")
    assert not list(tmp_path.iterdir())


def test_everything_wrong_is_told_at_once(tmp_path):
    settings = {"ENV": "production", "PUBLIC_URL": "http://x", "BCRYPT_COST": 4}
    outcome = attempt("run", settings=settings, folder=tmp_path)
    assert (outcome.exit_code, outcome.printed) == (2, "")
    assert not list(tmp_path.iterdir())
    assert [line.split(":")[0] for line in outcome.complaint.splitlines()] == [
        "OSTIARY_SECRET_KEY",
        "OSTIARY_PUBLIC_URL",
        "OSTIARY_BCRYPT_COST",
        "OSTIARY_SMTP_HOST",
    ]


@pytest.fixture(scope="module")
def production(make_server):
    return make_server(**{**SAFE, "SMTP_PORT": free_port(), "BCRYPT_COST": 10})


def test_what_is_for_development_is_hidden(production):
    api = production.api
    for query in ("{ __schema { types { name } } }", '{ __type(name: "User") { name } }'):
        assert api.execute(query).code == "GRAPHQL_VALIDATION_FAILED"
    assert api.run("{ __typename }") == {"__typename": "Query"}
    for misspelt in ("{ mee { id } }", "{ me { idd } }", "{ user(idd: 1) { id } }", "{ ... on Usr { id } }"):
        answer = api.execute(misspelt)
        assert answer.code == "GRAPHQL_VALIDATION_FAILED"
        assert "Did you mean" not in answer.text
    browser = api.http.get("/graphql", headers={"Accept": "text/html"})
    assert "<html" not in browser.text.lower()
    assert api.http.get("/dev/mailbox").status_code == 404
    assert api.http.get("/metrics").status_code == 404


def test_headers_and_log_of_production(production):
    response = production.api.http.get("/health/live")
    assert response.headers["strict-transport-security"].startswith("max-age=")
    assert "server" not in response.headers
    for line in production.log.splitlines():
        json.loads(line)


def test_in_development_the_mailbox_and_introspection_are_there(server):
    assert server.api.run("{ __schema { queryType { name } } }")
    assert server.api.http.get("/dev/mailbox").status_code == 200


def test_debug_logs_the_settings_once_and_no_secret(start_server, has_redis):
    secrets = {"SMTP_PASSWORD": "smtp-password-0815", "SECRET_KEY_PREVIOUS": "previous-secret-of-at-least-32-bytes!"}
    server = start_server(DEBUG="true", SMTP_USERNAME="mailer", RATE_LIMIT_SIGN_IN="30/minute", **secrets)
    (line,) = [line for line in server.log.splitlines() if "ostiary.settings" in line]
    told = json.loads(line[line.index("{") :])
    for secret in (*secrets.values(), SECRET_KEY):
        assert secret not in server.log
    assert (told["SECRET_KEY"], told["SMTP_PASSWORD"], told["SMTP_USERNAME"]) == ("***", "***", "mailer")
    assert (told["PUBLIC_URL"], told["RATE_LIMIT_SIGN_IN"]) == (server.url, "30/minute")
    if not has_redis:
        assert told["DATABASE_URL"] == server.database.url


def test_without_debug_it_does_not(server):
    assert "ostiary.settings" not in server.log


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgres://ostiary:hunter2@db/ostiary", "postgres://***@db/ostiary"),
        ("postgres://ostiary:hun%40ter2@db:5432/o?ssl=true", "postgres://***@db:5432/o?ssl=true"),
        ("postgres:///o?user=me&password=hunter2&host=/run", "postgres:///o?user=me&password=***&host=/run"),
        ("redis://:hunter2@cache:6379/0", "redis://***@cache:6379/0"),
        ("sqlite:///var/lib/ostiary.db", "sqlite:///var/lib/ostiary.db"),
    ],
)
def test_a_url_is_told_without_its_password(url, told):
    assert Settings(database_url=url).redacted()["DATABASE_URL"] == told
