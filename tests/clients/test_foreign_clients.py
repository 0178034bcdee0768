"""Python clients that are not ours work against the SDL and the server as they come: gql and sgqlc."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from gql import Client, GraphQLRequest
from gql.dsl import DSLQuery, DSLSchema, dsl_gql
from gql.transport.exceptions import TransportQueryError
from gql.transport.httpx import HTTPXTransport
from graphql import get_introspection_query

from tests.support.documents import SDL_PATH
from tests.support.people import sign_up_verified

pytestmark = [pytest.mark.drill, pytest.mark.one_engine]


def test_gql_validates_by_the_sdl_and_runs(server):
    person = sign_up_verified(server.api)
    transport = HTTPXTransport(f"{server.url}/graphql", headers={"Authorization": f"Bearer {person.access_token}"})
    client = Client(transport=transport, schema=SDL_PATH.read_text(encoding="utf-8"))
    assert client.schema
    schema = DSLSchema(client.schema)
    me = schema.Query.me.select(schema.User.id, schema.User.email)
    assert client.execute(dsl_gql(DSLQuery(me)))["me"] == {"id": person.user_id, "email": person.email}
    with pytest.raises(TransportQueryError) as fault:
        client.execute(GraphQLRequest("{ users { nodes { id } } }"))
    (error,) = fault.value.errors or []
    assert error["extensions"]["code"] == "FORBIDDEN"


def test_gql_reads_the_schema_from_the_server(server):
    client = Client(transport=HTTPXTransport(f"{server.url}/graphql"), fetch_schema_from_transport=True)
    with client as session:
        assert session.execute(GraphQLRequest("{ authConfig { signUpEnabled } }"))["authConfig"]["signUpEnabled"]
        assert client.schema
        assert client.schema.get_type("SignInResult")


SGQLC = """
import sys
from sgqlc.endpoint.http import HTTPEndpoint
from sgqlc.operation import Operation
import api

url, token = sys.argv[1:]
operation = Operation(api.api.query_type)
operation.me.id()
operation.me.email()
answer = HTTPEndpoint(url, {"Authorization": f"Bearer {token}"})(operation)
print((operation + answer).me.email)
"""


def test_sgqlc_generates_from_introspection_and_runs(server, tmp_path: Path):
    uv = shutil.which("uv", path=str(Path(sys.executable).parent))
    assert uv, "make setup installs uv"

    def sgqlc(*command: str) -> str:
        line = [uv, "tool", "run", "--no-config", "--python", sys.executable, "--from", "sgqlc==18"]
        done = subprocess.run([*line, *command], cwd=tmp_path, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    (tmp_path / "schema.json").write_text(json.dumps(server.api.run(introspection())))
    (tmp_path / "run.py").write_text(SGQLC)
    sgqlc("sgqlc-codegen", "schema", "schema.json", "api.py")
    person = sign_up_verified(server.api)
    assert sgqlc("python", "run.py", f"{server.url}/graphql", person.access_token) == person.email


def introspection() -> str:
    return get_introspection_query(descriptions=True)
