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
        node.install()
        node.run("scripts/guard.mjs", _FOLDER / "released.graphql", _FOLDER / "schema.graphql")
    except node.NodeUnavailable as reason:
        print(f"Breaking changes of the schema were not looked for: {reason}.", file=sys.stderr)
    except subprocess.CalledProcessError as fault:
        print(fault.stderr, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
