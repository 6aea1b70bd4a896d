"""Processor time and memory of a server and all the processes it started, as the system counts them."""

from __future__ import annotations

import contextlib
import os
import re
import time
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
#: A server below this share of one core, for this long, has nothing to do.
QUIET_SHARE, QUIET_S = 0.05, 3.0


def cpu_ticks(pid: int) -> int:
    """Processor time of a process and all that it started, ended ones included."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    total = sum(map(int, fields[11:15]))
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        total += sum(cpu_ticks(int(child)) for child in children.read_text().split())
    return total


def memory_mb(pid: int) -> float:
    """Memory of a process and all that it started, shared pages counted once (PSS)."""
    total = 0.0
    with contextlib.suppress(OSError):
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        total += int(re.findall(r"^Pss:\s+(\d+) kB", rollup, re.M)[0]) / 1024
    with contextlib.suppress(OSError):
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            total += sum(memory_mb(int(child)) for child in children.read_text().split())
    return total


def wait_until_quiet(pid: int, at_most_s: float = 300.0) -> None:
    """Waits until a server rests, so that a run measures answers and nothing else.

    Raises:
        TimeoutError: it does not come to rest.
    """
    until = time.monotonic() + at_most_s
    while time.monotonic() < until:
        before = cpu_ticks(pid)
        time.sleep(QUIET_S)
        if (cpu_ticks(pid) - before) / TICKS < QUIET_SHARE * QUIET_S:
            return
    raise TimeoutError(f"process {pid} was still busy after {at_most_s:.0f} s")
