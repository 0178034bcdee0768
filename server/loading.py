"""How a process gets its code: only what it is about to run, with the collector at rest, and the rarely needed late.

Knows nothing of what it loads. It is imported before everything else, so it imports nothing of ours.
"""

import gc
import importlib
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from types import ModuleType
from typing import Any

# Loaded at the first use, since an idle server, or one with other settings, does without. Such a module is imported
# whole (`import webauthn`): asking for a name in it (`from webauthn import …`) would load it at once. It is used by the
# event loop's thread alone, as two threads must not load it together.
LATE = frozenset({"webauthn"})


class _LateFinder(MetaPathFinder):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        spec = PathFinder.find_spec(fullname, path, target) if fullname in LATE else None
        if spec is not None and spec.loader is not None:
            spec.loader = LazyLoader(spec.loader)
        return spec


_FINDER = _LateFinder()


def load(target: str) -> Any:
    """What is called `module:name`, with all that it imports."""
    if _FINDER not in sys.meta_path:
        sys.meta_path.insert(0, _FINDER)
    module, _, name = target.partition(":")
    with building():
        return getattr(importlib.import_module(module), name)


@contextmanager
def building() -> Iterator[None]:
    """For what makes much that stays: the collector would search it again and again, then and ever after."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
