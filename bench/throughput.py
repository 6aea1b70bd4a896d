"""The server's budgets: a build, and warm pages by the second."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request

BUDGET_BUILD_S, BUDGET_BUILD_MB, BUDGET_REQUESTS = 5, 300, 20_000
PAGES = ("/en/", "/en/finances", "/ar/members")


def measure_build() -> int:
    """Builds the data into an empty folder; gives how many budgets are missed."""
    with tempfile.TemporaryDirectory(prefix="figures-build-") as folder:
        since = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "etl", "build"],
            env={**os.environ, "FIGURES_PUBLISHED": folder},
            stdout=subprocess.DEVNULL,
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds, megabytes = time.perf_counter() - since, usage.ru_maxrss / 1024
    print(f"build: {seconds:.1f} s, {megabytes:.0f} MB (budget {BUDGET_BUILD_S} s, {BUDGET_BUILD_MB} MB)")
    return (seconds > BUDGET_BUILD_S) + (megabytes > BUDGET_BUILD_MB) + (process.returncode != 0)


def measure_server(site: str) -> int:
    """Asks warm pages with sixteen connections; the best of three runs counts, for others disturb but never help.

    Args:
        site: scheme and host of a server with two workers.

    Returns:
        How many budgets are missed.
    """
    if not shutil.which("wrk"):
        print("wrk is not installed; requests a second are left out")
        return 0
    for path in PAGES:
        urllib.request.urlopen(site + path).read()
    missed = 0
    for path in PAGES:
        try:
            rates = sorted(_rate(site + path) for _ in range(3))
        except Unanswered as error:
            print(f"warm page, two workers, {error}", flush=True)
            missed += 1
            continue
        said = ", ".join(f"{rate:,.0f}" for rate in rates)
        print(f"warm page, two workers, {path}: {said} requests a second (budget {BUDGET_REQUESTS:,})", flush=True)
        missed += rates[-1] < BUDGET_REQUESTS
    return missed


class Unanswered(Exception):
    """Some requests had an error or no answer."""


def _rate(address: str) -> float:
    command = ["wrk", "-t1", "-c16", "-d5s", "-H", "Accept-Encoding: br", address]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise Unanswered(f"{address} was not always answered: {said}")
    return float(re.findall(r"Requests/sec:\s+([\d.]+)", said)[0])
