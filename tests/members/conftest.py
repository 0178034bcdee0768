"""The people and organisations that these tests share."""

from tests.orgs.teams import crowd, newcomer, team

__all__ = ["crowd", "newcomer", "team"]
