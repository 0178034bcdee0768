"""Random walks through the API beside a small model: after every step both say who is in, and who may what."""

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.properties.account_rules import AccountRules
from tests.properties.examples import few, is_thorough
from tests.properties.org_rules import OrgRules
from tests.properties.session_rules import SessionRules


class Everything(AccountRules, SessionRules, OrgRules):
    """One walk under all the rules."""


def test_the_model_and_the_api_agree(server, staff):
    steps = settings(few(6), stateful_step_count=50 if is_thorough() else 30)
    run_state_machine_as_test(lambda: Everything(server, staff), settings=steps)  # type: ignore[arg-type]
