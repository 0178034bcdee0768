"""Keeps the time that an answer takes from telling whether there is an account."""

import asyncio
import functools
import time
from collections.abc import Awaitable, Callable
from typing import ParamSpec, TypeVar

# Seconds. Several times what either way takes on a server that keeps up.
LEAST = 0.05

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def evened(function: Callable[Given, Awaitable[Answer]]) -> Callable[Given, Awaitable[Answer]]:
    """Answers no sooner than LEAST after it was asked (OWASP ASVS 5.0 V6.3.8). A message costs a little more than none,
    though both write the same rows: its words, and the worker that sends it at once.
    """

    @functools.wraps(function)
    async def answer(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        until = time.monotonic() + LEAST
        answered = await function(*args, **kwargs)
        await asyncio.sleep(until - time.monotonic())
        return answered

    return answer
