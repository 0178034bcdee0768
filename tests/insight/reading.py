"""Reads what a server tells Prometheus."""

import httpx
from prometheus_client.parser import text_string_to_metric_families

Samples = dict[frozenset[tuple[str, str]], float]


def metrics_at(url: str) -> dict[str, Samples]:
    """Each sample's value, by name and labels."""
    with httpx.Client(trust_env=False) as client:
        text = client.get(f"{url}/metrics").raise_for_status().text
    found: dict[str, Samples] = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            found.setdefault(sample.name, {})[frozenset(sample.labels.items())] = sample.value
    return found


def read_at(url: str, name: str, **labels: str) -> float:
    """One sample; 0 where there is none yet."""
    return metrics_at(url).get(name, {}).get(frozenset(labels.items()), 0.0)
