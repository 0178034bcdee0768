"""The TypeScript on the pages of docs/recipes fits Next.js, React, Apollo Client and our own client."""

import shutil
from pathlib import Path

import pytest

from tests.clients.conftest import client_package, install_packages, run_node
from tests.recipes.pages import files_on

__all__ = ["client_package"]

FOLDER = Path(__file__).parent / "npm"


@pytest.mark.drill
@pytest.mark.one_engine
def test_it_type_checks(client_package: Path):
    install_packages(FOLDER)
    # Away from the packages that it was built with, as it is once published, so that it shares those of the recipes.
    shutil.copytree(client_package / "dist", FOLDER / "generated" / "client", dirs_exist_ok=True)
    for page in ("nextjs.md", "react-apollo.md"):
        for path, code in files_on(page).items():
            target = FOLDER / "generated" / Path(page).stem / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(code, encoding="utf-8")
    run_node("node_modules/typescript/bin/tsc", folder=FOLDER)
