"""Sends one kind of request over many connections for some seconds: by wrk where it is installed, else by threads."""

import http.client
import json
import re
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

CONNECTIONS = 32
_WRK = shutil.which("wrk")
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}
# `%N%` in a body becomes a number that was never sent before.
_SCRIPT = """
local body = %s
local number = %d
wrk.method = "POST"
%s
request = function()
  number = number + 1
  return wrk.format(nil, nil, nil, (string.gsub(body, "%%%%N%%%%", tostring(number))))
end
"""


@dataclass
class Measured:
    """Of one round: requests per second, and milliseconds of the middle and of the slowest hundredth."""

    rate: float
    p50: float
    p99: float


def send(url: str, body: dict[str, object], token: str, *, seconds: float) -> Measured:
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    measure = _by_wrk if _WRK else _by_threads
    return measure(url, json.dumps(body), headers, seconds)


def _by_wrk(url: str, body: str, headers: dict[str, str], seconds: float) -> Measured:
    told = "\n".join(f"wrk.headers[{json.dumps(name)}] = {json.dumps(value)}" for name, value in headers.items())
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(_SCRIPT % (json.dumps(body), time.time_ns() % 10**12, told))
        script.flush()
        command = [
            str(_WRK),
            "-t1",
            f"-c{CONNECTIONS}",
            f"-d{int(seconds)}s",
            "--latency",
            "--timeout",
            "30s",
            "-s",
            script.name,
            url,
        ]
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in printed or "Socket errors" in printed:
        raise RuntimeError(printed)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", printed)
    assert rate is not None, printed
    return Measured(float(rate[1]), _milliseconds(printed, "50%"), _milliseconds(printed, "99%"))


def _milliseconds(printed: str, name: str) -> float:
    found = re.search(rf"\b{re.escape(name)}\s+([\d.]+)(us|ms|s)", printed)
    assert found is not None, printed
    return float(found[1]) * _UNITS[found[2]]


def _by_threads(url: str, body: str, headers: dict[str, str], seconds: float) -> Measured:
    taken: list[float] = []
    until = time.perf_counter() + seconds

    def ask() -> None:
        connection = http.client.HTTPConnection(urlsplit(url).netloc)
        while (began := time.perf_counter()) < until:
            connection.request("POST", urlsplit(url).path, body.replace("%N%", str(time.time_ns())), headers)
            connection.getresponse().read()
            taken.append((time.perf_counter() - began) * 1000)

    threads = [threading.Thread(target=ask) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Measured(len(taken) / seconds, statistics.median(taken), statistics.quantiles(taken, n=100)[98])
