"""What the attackers have: accounts of their own, and servers in several shapes."""

from tests.accounts.conftest import newcomer, open_server, person

__all__ = ["newcomer", "open_server", "person"]
