"""`make audit`: an SBOM of what a server installs, and known vulnerabilities in all that is pinned.

Both tools live in environments of their own, which uv keeps. Never says that all is well of what was not looked up.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from codegen.licences import CONSTRAINTS, ROOT

SBOM = ROOT / "build" / "sbom.cdx.json"
WELL, VULNERABLE, FAILED, NOT_RUN = range(4)
_SBOM = (
    "--from",
    "cyclonedx-bom==7.5.0",
    "cyclonedx-py",
    "requirements",
    "--output-reproducible",
    "--output-format",
    "JSON",
)
# Asks one advisory service, and no package index.
_AUDIT = ("pip-audit==2.10.1", "--disable-pip", "--require-hashes", "--vulnerability-service", "osv", "--timeout", "10")


def main() -> int:
    uv = shutil.which("uv", path=str(Path(sys.executable).parent))
    if uv is None:
        print("The SBOM and the audit need uv: make setup.", file=sys.stderr)
        return FAILED
    SBOM.parent.mkdir(exist_ok=True)
    described = ("--pyproject", str(ROOT / "pyproject.toml"), "--output-file", str(SBOM), str(CONSTRAINTS))
    made = _run(uv, *_SBOM, *described)
    if made.returncode:
        print(made.stderr, file=sys.stderr)
        return FAILED
    print(f"{SBOM.relative_to(ROOT)} lists {len(json.loads(SBOM.read_text())['components'])} packages.")
    pinned = ROOT / "constraints.txt"
    audited = _run(uv, *_AUDIT, "--format", "json", "--requirement", str(pinned))
    outcome, told = verdict(audited.stdout, audited.stderr.strip().rpartition("\n")[2])
    print(told, file=sys.stdout if outcome is WELL else sys.stderr)
    return outcome


def _run(uv: str, *command: str) -> "subprocess.CompletedProcess[str]":
    line = [uv, "tool", "run", "--no-config", *command]
    return subprocess.run(line, capture_output=True, text=True, check=False)  # noqa: S603


def verdict(report: str, complaint: str) -> tuple[int, str]:
    """The exit code, and what to say, of pip-audit's report, which is empty where it could not ask."""
    try:
        packages = json.loads(report)["dependencies"]
    except ValueError:
        return NOT_RUN, f"The audit was NOT run: {complaint}"
    # Of these pip-audit says that no vulnerability is known.
    if skipped := [package["name"] for package in packages if "skip_reason" in package]:
        return NOT_RUN, f"The audit was NOT run for {len(skipped)} packages, which the service does not know: {skipped}"
    if found := [f"{package['name']}: {flaw['id']}" for package in packages for flaw in package["vulns"]]:
        return VULNERABLE, "\n".join(["Known vulnerabilities:", *found])
    return WELL, f"No known vulnerability in {len(packages)} packages."


if __name__ == "__main__":
    sys.exit(main())
