"""How a process gets its code: only what it is about to run, with the collector at rest, and the rarely needed late.

Knows nothing of what it loads. It is imported before everything else, so it imports nothing of ours.
"""

import gc
import importlib
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from threading import RLock
from types import ModuleType
from typing import Any

# Loaded at the first use, since an idle server, or one with other settings, does without. Such a module is imported
# whole (`import webauthn`): asking for a name in it (`from webauthn import …`) would load it at once. Of a package here
# nobody else may import a part, which would run before the whole; where somebody does, a module of ours stands here.
LATE = frozenset(
    {
        "aiocache",
        "email_validator",
        "httpx",
        "jsonschema_rs",
        "phonenumbers",
        "pyotp",
        "segno",
        "server.cli.migrating",
        "server.mysql",
        "server.postgres",
        "services.delivery.email",
        "services.drivers",
        "services.oauth.public_transport",
        "services.redis_invalidation",
        "ua_parser",
        "webauthn",
    }
)
_PENDING = "__late_loader__"
_ONE_AT_A_TIME = RLock()


class _LateModule(ModuleType):
    """Runs its code when a name is asked for that is not there yet."""

    def __getattr__(self, name: str) -> Any:
        with _ONE_AT_A_TIME:
            late: _LateLoader | None = self.__dict__.pop(_PENDING, None)
            if late is not None:
                late.real.exec_module(self)
                self.__class__ = ModuleType  # type: ignore[assignment] # It is as any other from here on.
        return ModuleType.__getattribute__(self, name)


class _LateLoader(Loader):
    """importlib's own LazyLoader does not do: a second import of the module loads it."""

    def __init__(self, real: Loader) -> None:
        self.real = real

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _LateModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        module.__dict__[_PENDING] = self


class _LateFinder(MetaPathFinder):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        spec = PathFinder.find_spec(fullname, path, target) if fullname in LATE else None
        if spec is not None and spec.loader is not None:
            spec.loader = _LateLoader(spec.loader)
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
