"""`python -m codegen.contract` guards the contract: what clients of the last release use is there, and described.

`released.graphql` is the contract as it was last released. A release writes `schema.graphql` over it.
"""

import subprocess
import sys
from pathlib import Path

from codegen import node

_FOLDER = Path(__file__).parent


def main() -> int:
    try:
        found = faults(_FOLDER / "schema.graphql")
    except node.NodeUnavailable as reason:
        print(f"Breaking changes of the schema were not looked for: {reason}.", file=sys.stderr)
        return 0
    print(found, end="", file=sys.stderr)
    return int(bool(found))


def faults(schema: Path) -> str:
    """What graphql-inspector and graphql-eslint hold against it, a line for each. Raises NodeUnavailable."""
    node.install()
    try:
        return node.run("scripts/guard.mjs", _FOLDER / "released.graphql", schema)
    except subprocess.CalledProcessError as fault:
        return str(fault.stderr)


if __name__ == "__main__":
    sys.exit(main())
