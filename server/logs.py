"""Log lines: JSON in production, readable in development. Audit lines are JSON in both, one event each."""

import logging
import sys
from datetime import UTC, datetime

import orjson

from server.correlation import Correlation, correlation_of
from server.settings import Settings

_READABLE = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"


class ReadableLines(logging.Formatter):
    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (logging's own name)
        told = " ".join(f"{name}={value}" for name, value in correlation_of(record).items())
        return f"{super().formatMessage(record)} [{told}]" if told else super().formatMessage(record)


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "timestamp": datetime.fromtimestamp(record.created, UTC),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **correlation_of(record),
            "traceback": self.formatException(record.exc_info) if record.exc_info else None,
        }
        return orjson.dumps({name: value for name, value in line.items() if value is not None}).decode()


def configure(*, as_json: bool) -> None:
    """Everything goes to standard error but audit lines, which go to standard output."""
    lines = logging.StreamHandler(sys.stderr)
    lines.addFilter(Correlation())
    lines.setFormatter(JsonLines() if as_json else ReadableLines(_READABLE, "%H:%M:%S"))
    logging.basicConfig(level=logging.INFO, handlers=[lines], force=True)
    for noisy in ("uvicorn.error", "uvicorn", "tortoise", "aiosqlite", "asyncio", "python_multipart", "httpx"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    audit = logging.getLogger("ostiary.audit")
    audit.handlers = [logging.StreamHandler(sys.stdout)]
    audit.propagate = False


def tell_settings(settings: Settings) -> None:
    """With DEBUG, one line at the start; no secret is in it."""
    if settings.debug:
        told = orjson.dumps(settings.redacted(), default=str).decode()
        logging.getLogger("ostiary.settings").info("settings: %s", told)
