"""What the benches print: Markdown that can be pasted into the documentation, and what was missed of the limits."""

import os
import platform
import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from benchmarks.load import Measured

# BENCH_QUICK=1 shows that a bench runs; its figures are worth nothing.
IS_QUICK = bool(os.environ.get("BENCH_QUICK"))
ROUNDS, SECONDS = (1, 3) if IS_QUICK else (5, 3)

Sample = Callable[[], Measured]


def interleaved(cases: Mapping[str, Sample], *, rounds: int = ROUNDS) -> dict[str, Measured]:
    """The medians of each case. A first round warms up, so it is thrown away."""
    measured = [{name: sample() for name, sample in cases.items()} for _ in range(1 + rounds)][1:]
    return {name: _median([each[name] for each in measured]) for name in cases}


def _median(rounds: list[Measured]) -> Measured:
    rate, p50, p99 = (statistics.median(getattr(each, part) for each in rounds) for part in ("rate", "p50", "p99"))
    return Measured(rate, p50, p99)


@dataclass
class Report:
    """One table of what was measured, one of what had to be reached."""

    title: str
    columns: tuple[str, ...] = ("", "a second", "p50", "p99")
    rows: list[tuple[str, ...]] = field(default_factory=list)
    limits: list[tuple[str, ...]] = field(default_factory=list)
    missed: int = 0

    def rates(self, measured: Mapping[str, Measured]) -> None:
        for name, each in measured.items():
            self.row(name, f"{each.rate:,.{0 if each.rate >= 100 else 1}f}", _time(each.p50), _time(each.p99))

    def row(self, *cells: str) -> None:
        self.rows.append(cells)

    def at_least(self, name: str, found: float, limit: float) -> None:
        self._judge(name, f"{found:.2f}", f"≥ {limit:g}", holds=found >= limit)

    def at_most(self, name: str, found: float, limit: float, unit: str = "") -> None:
        self._judge(name, f"{found:.2f}{unit}", f"≤ {limit:g}{unit}", holds=found <= limit)

    def _judge(self, name: str, found: str, limit: str, *, holds: bool) -> None:
        self.limits.append((name, found, limit, "yes" if holds else "**no**"))
        self.missed += not holds

    def show(self) -> int:
        """How many limits were missed."""
        print(f"\n### {self.title}\n\n{machine()}\n")
        _table(self.columns, self.rows)
        if self.limits:
            print()
            _table(("ratio in this run", "measured", "wanted", "holds"), self.limits)
        print(flush=True)
        return self.missed


def machine() -> str:
    """What else went on matters most, so the load before the run stands beside the cores."""
    return f"{os.cpu_count()} cores, load {os.getloadavg()[2]:.2f}, Python {platform.python_version()}"


def _time(milliseconds: float) -> str:
    return f"{milliseconds:.2f} ms" if milliseconds < 100 else f"{milliseconds / 1000:.2f} s"


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    for cells in (head, ("---",) * len(head), *rows):
        print(f"| {' | '.join(cells)} |")
