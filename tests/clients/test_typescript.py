"""The TypeScript client, built and run under Node against the server that ships."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from codegen import typescript
from tests.clients.conftest import run_node
from tests.support.documents import SDL_PATH
from tests.support.server import Server

pytestmark = [pytest.mark.drill, pytest.mark.one_engine]

TSC = "node_modules/typescript/bin/tsc"
VIEWER = "query Viewer { me { ...Person } } fragment Person on User { id fullName role createdAt }"
PAGE = """
import { OstiaryClient } from "@ostiary/client";
import { ViewerDocument } from "./documents";
export async function nameOf(client: OstiaryClient): Promise<string | null | undefined> {
  return (await client.run(ViewerDocument)).me?.fullName;
}
"""


def test_the_main_job_and_everything_about_refreshing(
    client_package: Path, make_server: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
):
    """The package's own tests: test/*.test.ts."""
    monkeypatch.setenv("OSTIARY_URL", make_server(INVITE_EXISTING="ask").url)
    run_node(TSC, "--project", "test")
    tests = sorted(str(path.relative_to(client_package)) for path in client_package.glob("test/*.test.ts"))
    report = run_node("--test", "--test-reporter=tap", *tests)
    assert "\n# fail 0" in report
    assert "\n# skipped 0" in report


def test_documents_of_an_application(client_package: Path, tmp_path: Path):
    """They compile without anybody else's types, of the package's as well."""
    operations = tmp_path / "operations"
    operations.mkdir()
    (operations / "viewer.graphql").write_text(VIEWER)
    typescript.generate(SDL_PATH.read_text(), operations, tmp_path)
    (tmp_path / "page.ts").write_text(PAGE)
    paths = {"@ostiary/client": [str(client_package / "dist" / "index.d.ts")]}
    options = {"strict": True, "noEmit": True, "target": "es2022", "module": "esnext", "moduleResolution": "bundler"}
    (tmp_path / "tsconfig.json").write_text(json.dumps({"compilerOptions": {**options, "types": [], "paths": paths}}))
    run_node(TSC, "--project", tmp_path)
