"""A server on which `userData` has a schema, and some of it goes into access tokens."""

import json

import pytest

from tests.phones.callers import METHODS
from tests.support.people import PASSWORD, Person, new_email, sign_in, sign_up_verified
from tests.support.server import Server

SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "properties": {
        "plan": {"enum": ["free", "paid"]},
        "nickname": {"type": "string", "maxLength": 20, "pattern": "^(a+)+$"},
        "address": {
            "type": "object",
            "properties": {"zip": {"type": "string", "pattern": "^[0-9]{4,5}$"}, "city": {"type": "string"}},
            "required": ["zip"],
            "additionalProperties": False,
        },
        "tags": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
        "notes": {"type": "string"},
    },
    "required": ["plan"],
    "unevaluatedProperties": False,
}


@pytest.fixture(scope="session")
def schema_path(tmp_path_factory):
    path = tmp_path_factory.mktemp("schema") / "user-data.json"
    path.write_text(json.dumps(SCHEMA))
    return path


@pytest.fixture(scope="module")
def server(make_server, schema_path) -> Server:
    return make_server(USER_DATA_SCHEMA=schema_path, CUSTOM_CLAIMS="plan,notes, tags", SIGN_IN_METHODS=METHODS)


@pytest.fixture
def person(server: Server) -> Person:
    return sign_up_verified(server.api, userData={"plan": "free"})


@pytest.fixture(scope="module")
def root_email(server: Server) -> str:
    """An administrator, whom nobody asked for `userData`."""
    email = new_email("root")
    server.cli("users", "create", "--email", email, "--password", PASSWORD, "--role", "admin")
    return email


@pytest.fixture
def admin(server: Server, root_email: str) -> Person:
    return sign_in(server.api, root_email)
