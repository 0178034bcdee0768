"""`make bench`: every measurement in turn, or those named. Ratios in one run, never a timed test."""

import sys
from types import ModuleType

from benchmarks import compiled_documents, enumeration, org_members, sign_in_storm

BENCHMARKS: dict[str, ModuleType] = {
    "org_members": org_members,
    "sign_in_storm": sign_in_storm,
    "enumeration": enumeration,
    "compiled_documents": compiled_documents,
}


def main(names: list[str]) -> int:
    """The number of limits that were missed."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        sys.exit(f"There is no benchmark {', '.join(unknown)}: choose from {', '.join(BENCHMARKS)}.")
    return sum(bool(BENCHMARKS[name].main()) for name in names or BENCHMARKS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
