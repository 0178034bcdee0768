"""What the tests of passwords start from."""

from tests.accounts.conftest import mute_server, newcomer, open_server, person

__all__ = ["mute_server", "newcomer", "open_server", "person"]
