"""What a process counts for Prometheus. Labels are names of ours alone: nothing that a client sends becomes one.

docs/metrics.md lists all of them. Who may read them is decided elsewhere.
"""

from typing import Final

from prometheus_client import Counter, Gauge, Histogram

# Where several workers are summed up: their own part of a whole, or the newest look at what they share.
_SUM: Final = "livesum"
_NEWEST: Final = "livemostrecent"

OPERATIONS = Counter(
    "ostiary_operations", "Uses of a root field, by its outcome: a type's name or a fault's code.", ["field", "outcome"]
)
OPERATION_SECONDS = Histogram("ostiary_operation_seconds", "How long a root field took.", ["field"])
REFUSED = Counter("ostiary_refused_requests", "Requests to /graphql of which no field ran, by fault code.", ["code"])
PLANS = Counter("ostiary_plans", "Operations that ran: by a plan, or why not by one.", ["outcome"])
RATE_LIMITED = Counter(
    "ostiary_rate_limited", "Uses of a field past its quota, and per whom it counts.", ["field", "per"]
)
SIGN_INS = Counter("ostiary_sign_ins", "Attempts to sign in, by method and how they ended.", ["method", "outcome"])
REFRESH_THEFTS = Counter("ostiary_refresh_thefts", "Sessions ended because an old refresh token came back.")

HASHES_PENDING = Gauge("ostiary_hashes_pending", "Passwords that wait or are being hashed.", multiprocess_mode=_SUM)
HASH_WAIT_SECONDS = Histogram("ostiary_hash_wait_seconds", "How long a password waited for a thread.")
HASH_SECONDS = Histogram("ostiary_hash_seconds", "How long hashing a password took, once begun.")

OUTBOX_PENDING = Gauge("ostiary_outbox_pending", "Messages that are still to be sent.", multiprocess_mode=_NEWEST)
OUTBOX_OLDEST_SECONDS = Gauge(
    "ostiary_outbox_oldest_seconds", "Age of the oldest message still to be sent.", multiprocess_mode=_NEWEST
)
MESSAGES = Counter("ostiary_messages", "Tries to send a message, by channel and outcome.", ["channel", "outcome"])

CACHE_READS = Counter("ostiary_cache_reads", "Looks for a session in memory, by what was found.", ["outcome"])
CACHE_FAILURES = Counter("ostiary_cache_failures", "Times that other processes could not be heard.")
CACHE_LEASE_WAITS = Counter("ostiary_cache_lease_waits", "Changes that had to wait a lease out.")

POOL_SIZE = Gauge("ostiary_database_pool_size", "Open connections to the database.", multiprocess_mode=_SUM)
POOL_IN_USE = Gauge("ostiary_database_pool_in_use", "Connections that are in use.", multiprocess_mode=_SUM)

BUILD = Gauge(
    "ostiary_build_info", "Always 1; the labels tell what runs.", ["version", "python"], multiprocess_mode="max"
)
