"""Compilers of other people's take the printed schema as it is: gql.tada and relay-compiler."""

import json
from pathlib import Path

import pytest

from tests.clients.conftest import install_packages, run_node
from tests.support.people import PASSWORD, sign_up_verified
from tests.support.server import Server

FOLDER = Path(__file__).parent / "compat"
PRINT_TEXT = "import(process.argv[1]).then(({ default: { params } }) => console.log(JSON.stringify(params.text)))"

pytestmark = [pytest.mark.drill, pytest.mark.one_engine]


@pytest.fixture(scope="module", autouse=True)
def packages() -> None:
    install_packages(FOLDER)
    (FOLDER / "generated" / "relay").mkdir(parents=True, exist_ok=True)


def test_gql_tada_types_outcomes():
    run_node("node_modules/gql.tada/bin/cli.js", "generate-output", folder=FOLDER)
    run_node("node_modules/typescript/bin/tsc", folder=FOLDER)


def test_what_relay_compiles_runs(server: Server):
    run_node("node_modules/relay-compiler/cli.js", "relay.config.json", folder=FOLDER)
    email = sign_up_verified(server.api).email
    answer = server.api.execute(text_of("relaySignInMutation"), input={"email": email, "password": PASSWORD})
    assert answer.data["signIn"]["user"]["email"] == email
    assert server.api.execute(text_of("relayMembersQuery"), orgId="x").code == "UNAUTHENTICATED"


def text_of(artifact: str) -> str:
    """The document that Relay sends."""
    path = FOLDER / "generated" / "relay" / f"{artifact}.graphql.js"
    return str(json.loads(run_node("--input-type=module", "--eval", PRINT_TEXT, path)))
