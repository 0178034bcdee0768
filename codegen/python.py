"""The Python client: models and methods by ariadne-codegen, standing on the sessions of `ostiary_client`.

What is written for asyncio is the only source; the same for threads is told from it.
"""

import ast
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from graphql import parse

from codegen.documents import CannotGenerate, GeneratorUnavailable, in_one

PACKAGE = Path(__file__).parent / "python" / "ostiary_client"
# It needs an older graphql-core than the server, so it lives in an environment of its own, which uv keeps.
_GENERATOR = ("ariadne-codegen==0.19.0", "graphql-core==3.2.14", "ruff==0.15.22")
_CONFIGURATION = """
[tool.ariadne-codegen]
schema_path = "schema.graphql"
queries_path = "documents.graphql"
target_package_name = "package"
target_package_path = "."
client_name = "AsyncClient"
client_file_name = "async_client"
base_client_name = "AsyncBearerSession"
base_client_file_path = "async_bearer_session.py"
include_comments = "none"
multipart_uploads = false
defer_model_build = true
plugins = [
    "ariadne_codegen.contrib.extract_operations.ExtractOperationsPlugin",
    "ariadne_codegen.contrib.shorter_results.ShorterResultsPlugin",
]

[tool.ariadne-codegen.scalars.DateTime]
type = "datetime.datetime"
"""
MARK = "# Written by codegen. Do not edit.\n"
_MODELS = """from ostiary_client.models import UNSET, BaseModel, UnsetType

__all__ = ["UNSET", "BaseModel", "UnsetType"]
"""
# Longer first: a part of a line is never taken for the whole.
_SYNCHRONOUS = {
    "`sync.py` is written from it.": "Written from `aio.py`.",
    "from asyncio import Lock, sleep\n": "from threading import Lock\nfrom time import sleep\n",
    "from asyncio import Lock\n": "from threading import Lock\n",
    "async def ": "def ",
    "async with ": "with ",
    "await ": "",
    "__aenter__": "__enter__",
    "__aexit__": "__exit__",
    "aclose": "close",
    "AsyncClient": "Client",
    "AsyncBearerSession": "BearerSession",
    "AsyncVerifier": "Verifier",
    "ostiary_client.aio": "ostiary_client.sync",
}


def generate(sdl: str, documents: str) -> dict[str, str]:
    """A package of clients for these operations, as its files by name."""
    files = _generated(sdl, documents)
    if "client.py" in files:
        raise CannotGenerate("An operation cannot be named Client, as the client is.")
    del files["async_bearer_session.py"]
    files["base_model.py"] = _MODELS
    files["operations.py"] = _operations(files["operations.py"])
    base = "from .async_bearer_session import AsyncBearerSession\n"
    ours = "from ostiary_client.aio import AsyncBearerSession\n"
    files["async_client.py"] = files["async_client.py"].replace(base, ours)
    files["client.py"] = synchronous(files["async_client.py"])
    # The session is no part of this package; the other client is.
    files["__init__.py"] = (
        files["__init__.py"].replace(base, "from .client import Client\n").replace('"AsyncBearerSession"', '"Client"')
    )
    return {name: MARK + text for name, text in _shortened(files).items()}


def synchronous(source: str) -> str:
    """The same module for threads."""
    for asynchronous, plain in _SYNCHRONOUS.items():
        source = source.replace(asynchronous, plain)
    return source


def own_files(sdl: str, documents: str) -> dict[Path, str]:
    """What is written of `ostiary_client`. Empty: a file that an earlier run wrote, to be removed."""
    package = PACKAGE / "generated"
    files = {package / name: text for name, text in generate(sdl, documents).items()}
    for path in sorted(PACKAGE.rglob("aio.py")):
        files[path.with_name("sync.py")] = MARK + synchronous(path.read_text(encoding="utf-8"))
    return dict.fromkeys(package.glob("*.py"), "") | files


def texts_in(files: Mapping[str, str]) -> Iterable[str]:
    """The documents that a generated package sends."""
    return _constants(files["operations.py"]).values()


def _constants(source: str) -> dict[str, str]:
    return {
        node.targets[0].id: str(node.value.value)
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
    }


def _operations(source: str) -> str:
    """The generator's module of documents, each as every client sends it, so that all have the same id."""
    texts = {name: in_one(parse(text)) for name, text in _constants(source).items()}
    return "\n".join(f"{name} = {json.dumps(text)}" for name, text in texts.items()) + "\n"


def _generated(sdl: str, documents: str) -> dict[str, str]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        given = {
            "schema.graphql": sdl,
            "documents.graphql": documents,
            "pyproject.toml": _CONFIGURATION,
            "async_bearer_session.py": "class AsyncBearerSession: ...\n",
        }
        for file, text in given.items():
            (folder / file).write_text(text, encoding="utf-8")
        _run(folder)
        return {path.name: path.read_text(encoding="utf-8") for path in sorted((folder / "package").glob("*.py"))}


def _run(folder: Path) -> None:
    """From uv's cache; where that lacks something, from the package index."""
    uv = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
    if uv is None:
        raise GeneratorUnavailable("Python clients need uv, which keeps their generator: pip install uv.")
    first, *others = _GENERATOR
    added = [option for each in others for option in ("--with", each)]
    command = ["--no-config", "--python", sys.executable, "--from", first, *added, "ariadne-codegen"]
    offline, online = ([uv, "tool", "run", *mode, *command] for mode in (["--offline"], []))
    line = online if _outcome([*offline, "--help"], folder) else offline
    if line is online and (complaint := _outcome([*online, "--help"], folder)):
        raise GeneratorUnavailable(f"{first} could not be fetched: {complaint}")
    if complaint := _outcome(line, folder):
        raise CannotGenerate(f"{first} failed: {complaint}")


def _outcome(line: list[str], folder: Path) -> str | None:
    """The last thing that a command complained of, or None where it went well."""
    done = subprocess.run(line, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    return None if done.returncode == 0 else done.stderr.strip().rpartition("\n")[2] or "it said nothing"


def _shortened(files: Mapping[str, str]) -> dict[str, str]:
    """Names of outcomes without their operation's said twice: SignInAccountLocked, not SignInSignInAccountLocked."""
    operations = set(re.findall(r'operation_name="(\w+)"', files["async_client.py"]))

    def once(doubled: re.Match[str]) -> str:
        return doubled[1] if doubled[1] in operations else doubled[0]

    shortened = {name: re.sub(r"\b([A-Z]\w*?)\1(?=[A-Z])", once, text) for name, text in files.items()}
    is_clear = len(_classes(files)) == len(_classes(shortened))
    return {**shortened, "operations.py": files["operations.py"]} if is_clear else dict(files)


def _classes(files: Mapping[str, str]) -> set[str]:
    return set(re.findall(r"^class (\w+)", "\n".join(files.values()), flags=re.MULTILINE))
