"""What a provider does wrong."""


class ProviderUnavailable(Exception):
    """Away, too slow, or failing by its own account."""


class InvalidAnswer(Exception):
    """An answer that no honest, working provider gives."""
