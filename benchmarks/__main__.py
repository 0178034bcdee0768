"""`make bench`: every measurement in turn, or those named. Ratios in one run, never a timed test."""

import sys
import traceback
from types import ModuleType

from benchmarks import compiled_documents, enumeration, growth, hot_path, org_members, storms, workers
from benchmarks.peers import run as peers

BENCHMARKS: dict[str, ModuleType] = {
    "hot_path": hot_path,
    "storms": storms,
    "org_members": org_members,
    "workers": workers,
    "compiled_documents": compiled_documents,
    "enumeration": enumeration,
    "growth": growth,
    "peers": peers,
}


def main(names: list[str]) -> int:
    """How many benches missed a limit, or did not come to their end; the others run all the same."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        sys.exit(f"There is no benchmark {', '.join(unknown)}: choose from {', '.join(BENCHMARKS)}.")
    return sum(not _holds(BENCHMARKS[name]) for name in names or BENCHMARKS)


def _holds(benchmark: ModuleType) -> bool:
    try:
        return not benchmark.main()
    except Exception:
        traceback.print_exc()
        return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
