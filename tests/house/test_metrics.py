"""docs/metrics.md lists every metric with its labels, and what dashboard and alarms ask for exists."""

import json
import re
from pathlib import Path

from prometheus_client.metrics import MetricWrapperBase

from services import metrics

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "metrics.md").read_text(encoding="utf-8")
NAME = re.compile(r"\bostiary_\w+")


def ours() -> dict[str, MetricWrapperBase]:
    """By the names under which Prometheus stores them."""
    found = [metric for metric in vars(metrics).values() if isinstance(metric, MetricWrapperBase)]
    return {f"{metric._name}_total" if metric._type == "counter" else metric._name: metric for metric in found}


def samples() -> set[str]:
    return {*ours(), *(f"{name}_bucket" for name, metric in ours().items() if metric._type == "histogram")}


def test_the_page_lists_each_metric_with_kind_and_labels():
    rows = re.findall(r"^\| `(ostiary_\w+)` \| (\w+) \| (.*?) \|", PAGE, flags=re.MULTILINE)
    told = {name: (kind, tuple(re.findall(r"`(\w+)`", labels))) for name, kind, labels in rows}
    assert told == {name: (metric._type, tuple(metric._labelnames)) for name, metric in ours().items()}


def test_the_alarms_ask_for_metrics_that_exist():
    alarms = PAGE.split("\n## What to wake up for\n")[1]
    assert set(NAME.findall(alarms)) <= samples()


def test_the_dashboard_shows_each_metric_and_no_other():
    dashboard = json.loads((DOCS / "operating" / "grafana.json").read_text(encoding="utf-8"))
    asked = [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]
    assert {name.removesuffix("_bucket") for expression in asked for name in NAME.findall(expression)} == set(ours())
    labels = {label for metric in ours().values() for label in metric._labelnames}
    grouped = {
        name for expression in asked for names in re.findall(r"by \((.*?)\)", expression) for name in names.split(", ")
    }
    assert grouped <= labels | {"le", "instance"}
