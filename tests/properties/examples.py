"""How many examples a property draws: few that are always the same, or many with `--hypothesis-profile thorough`."""

from hypothesis import settings

TIMES_MORE = 50


def is_thorough() -> bool:
    return settings.get_current_profile_name() == "thorough"


def few(count: int) -> settings:
    return settings(max_examples=count * TIMES_MORE if is_thorough() else count)
