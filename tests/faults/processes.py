"""The processes of a server, as its log and the system tell them."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

from tests.server import Site


def master(site: Site) -> int:
    """The process that looks after the workers."""
    (pid,) = re.findall(r"Starting granian \(main PID: (\d+)\)", site.log())
    return int(pid)


def workers(site: Site) -> list[int]:
    """The serving processes that run; the renderer beside them has workers of its own."""
    named = {int(pid) for pid in re.findall(r"Spawning worker-\d+ with PID: (\d+)", site.log())}
    return sorted(pid for pid in named if _parent(pid) == master(site))


def _parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def open_sockets(site: Site) -> int:
    """Sockets that the serving processes hold."""
    number = 0
    for pid in workers(site):
        for entry in Path(f"/proc/{pid}/fd").iterdir():
            with contextlib.suppress(FileNotFoundError):  # closed since it was listed
                number += "socket:" in str(entry.readlink())
    return number
