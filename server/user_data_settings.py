"""What is wrong with the settings about `userData`, a sentence each: its schema, and the claims that come from it."""

import re
from collections.abc import Iterator

from services.policy import Policy
from services.tokens import RESERVED_CLAIMS
from services.user_data import BadSchema, UserDataRules

_CLAIM = re.compile(r"[A-Za-z0-9_.:/-]{1,64}")


def faults(policy: Policy) -> Iterator[str]:
    for name in policy.custom_claims:
        if name in RESERVED_CLAIMS:
            yield f"CUSTOM_CLAIMS: {name} has a meaning of its own in an access token."
        elif not _CLAIM.fullmatch(name):
            yield f"CUSTOM_CLAIMS: {name} is not a name of at most 64 letters, digits and _.:/-."
    try:
        UserDataRules.read(policy.user_data_schema)
    except BadSchema as error:
        yield f"USER_DATA_SCHEMA: {error}"
