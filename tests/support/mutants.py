"""Changes one thing at a time in a module, and prints the changes that no test notices: `make mutants`.

mutmut writes every mutant of a function beside it, and MUTANT_UNDER_TEST says which of them runs. mutmut's own runner
learns in the tests' process which test reaches which function, and ours reach them over HTTP: so the tests are named
here, and each server that they start inherits the variable.
"""

import ast
import difflib
import io
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import pytest
from mutmut.mutation.file_mutation import mutate_file_contents

ROOT = Path(__file__).resolve().parents[2]
# mypy's cache, where there is one, saves it a minute.
COPIED = (".mypy_cache", "models", "services", "resolvers", "schema", "server", "codegen", "tests", "pyproject.toml")
# A server that does not start, or a loop that does not end, counts as noticed.
PATIENCE_SECONDS = 400
# What shows a mutant, the quickest first.
TOLD = "tests/orgs/test_audited.py"
TESTS = {
    "services/tokens.py": """-k 'not RS256' tests/services/test_keys_and_tokens.py tests/attacks/test_access_tokens.py
        tests/orgs/test_switch_org.py tests/second_factors/test_claims.py tests/user_data/test_custom_claims.py""",
    # Without those that need Redis.
    "services/memory.py": "-k 'not process and not told and not while_redis' tests/services/test_memory.py",
    "services/keys.py": "tests/services/test_keys.py",
    "services/onetime.py": "tests/services/test_onetime.py",
    "services/refresh_tokens.py": "tests/services/test_refresh_tokens.py",
    "services/attempts.py": "tests/services/test_attempts.py",
    "services/limits.py": "tests/services/test_limits.py",
    "schema/guards.py": "tests/guards/test_guards.py tests/house/test_guarded_schema.py",
    "schema/enforcement.py": "tests/house/test_guarded_schema.py tests/guards",
    "schema/quotas.py": "tests/guards/test_quotas.py",
    "schema/limits.py": "tests/http/test_document_limits.py",
    "schema/documents.py": "tests/http tests/plans/test_hostile_documents.py",
    "resolvers/members.py": f"{TOLD} tests/members --ignore tests/members/test_page_cost.py tests/orgs/test_org.py",
    "resolvers/orgs.py": f"{TOLD} tests/orgs --ignore tests/orgs/test_field_access.py tests/members/test_leave_org.py",
    "resolvers/invites.py": f"{TOLD} tests/invites",
    "resolvers/invite_sending.py": f"{TOLD} tests/invites",
}


class Function(NamedTuple):
    text: str
    lines: range


def main(module: str, *names: str) -> int:
    """In a copy, so that an interrupted run leaves the project as it was."""
    copy = ROOT / "build" / "mutants" / module.replace("/", ".").removesuffix(".py")
    shutil.rmtree(copy, ignore_errors=True)
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
        elif (ROOT / name).is_file():
            shutil.copy(ROOT / name, copy / name)
    (copy / module).write_text(mutate_file_contents(module, (ROOT / module).read_text()).code)
    return subprocess.run(
        [sys.executable, "-m", "tests.support.mutants", module, *names],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy)},
    ).returncode


def try_mutants(module: str, *names: str) -> int:
    """In the copy: these, or all. In one process, since the fork server that the servers come from lives as long."""
    signal.signal(signal.SIGALRM, _lose_patience)
    functions = _mutated_functions(Path(module).read_text())
    mutants = names or [name for name in functions if not name.endswith("_orig")]
    mistyped = _lines_with_wrong_types(module)
    tried = [name for name in mutants if mistyped.isdisjoint(functions[name].lines)]
    if any(name.endswith("_orig") and not mistyped.isdisjoint(function.lines) for name, function in functions.items()):
        raise SystemExit(f"mypy refuses {module} without any change.")
    if not _are_green(module, ""):
        raise SystemExit(f"The tests of {module} fail without any change.")
    survivors = 0
    for number, name in enumerate(tried, start=1):
        if _are_green(module, name):
            survivors += 1
            print(f"{number}/{len(tried)} {_difference(functions, name)}", flush=True)
    refused = len(mutants) - len(tried)
    print(
        f"{module}: {len(mutants)} mutants; mypy refuses {refused}, tests kill {len(tried) - survivors}, "
        f"{survivors} survive"
    )
    return bool(survivors)


def _mutated_functions(code: str) -> dict[str, Function]:
    """Each mutant and each original, by the name that mutmut gave it."""
    return {
        node.name: Function(ast.get_source_segment(code, node) or "", range(node.lineno, (node.end_lineno or 0) + 1))
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and "__mutmut_" in node.name
    }


def _lines_with_wrong_types(module: str) -> set[int]:
    """`make check` would not let them pass. That mutants of one function annotate the same attributes is no fault."""
    command = [sys.executable, "-m", "mypy", "--no-warn-unused-ignores", "--disable-error-code=no-redef", module]
    done = subprocess.run(command, capture_output=True, text=True)
    return {int(line) for line in re.findall(rf"^{re.escape(module)}:(\d+): error", done.stdout, flags=re.MULTILINE)}


def _are_green(module: str, mutant: str) -> bool:
    os.environ["MUTANT_UNDER_TEST"] = f"{module.replace('/', '.').removesuffix('.py')}.{mutant}"
    # What tests build as they are imported is built anew.
    for name in [name for name in sys.modules if name.startswith("tests.") and ".test_" in name]:
        del sys.modules[name]
    signal.alarm(PATIENCE_SECONDS)
    try:
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            # What showed the last mutant is first to be asked about the next.
            options = ("-x", "-q", "--failed-first", "-m", "not drill")
            return pytest.main([*options, *shlex.split(TESTS[module])]) == pytest.ExitCode.OK
    finally:
        signal.alarm(0)


def _lose_patience(*_: object) -> None:
    raise TimeoutError


def _difference(functions: dict[str, Function], name: str) -> str:
    original = functions[f"{name.partition('__mutmut_')[0]}__mutmut_orig"]
    before, after = (
        [line.strip() for line in function.text.splitlines()[1:]] for function in (original, functions[name])
    )
    lines = difflib.unified_diff(before, after, n=0, lineterm="")
    return "\n".join([name, *(line for line in lines if line[:2] not in ("--", "++", "@@"))])


if __name__ == "__main__":
    raise SystemExit((try_mutants if ROOT.parent.name == "mutants" else main)(*sys.argv[1:]))
