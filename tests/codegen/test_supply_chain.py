"""What `make audit` makes of pip-audit's report: silence is never taken for good news."""

import json

import pytest

from codegen.supply_chain import NOT_RUN, VULNERABLE, WELL, verdict

SOUND = {"name": "idna", "version": "3.20", "vulns": []}
FLAWED = {"name": "jinja2", "version": "2.0", "vulns": [{"id": "PYSEC-2014-8", "fix_versions": ["2.7.2"]}]}
UNKNOWN = {"name": "rich", "skip_reason": "Dependency not found"}


@pytest.mark.parametrize(
    ("packages", "outcome", "told"),
    [
        ([SOUND], WELL, "No known vulnerability in 1 packages."),
        ([SOUND, FLAWED], VULNERABLE, "jinja2: PYSEC-2014-8"),
        ([SOUND, UNKNOWN], NOT_RUN, "rich"),
    ],
)
def test_what_was_found(packages, outcome, told):
    code, said = verdict(json.dumps({"dependencies": packages, "fixes": []}), "")
    assert code == outcome
    assert told in said


def test_a_service_out_of_reach():
    assert verdict("", "no route to host") == (NOT_RUN, "The audit was NOT run: no route to host")
