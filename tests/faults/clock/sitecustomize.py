"""Sets the clock of the processes that find this module on their path, by as many seconds as a file says meanwhile."""

import os
import time
from pathlib import Path

_FILE = Path(os.environ["CLOCK_OFFSET_FILE"])
_now_s, _now_ns = time.time, time.time_ns


def _offset_s() -> int:
    return int(_FILE.read_text() or 0)


time.time = lambda: _now_s() + _offset_s()
time.time_ns = lambda: _now_ns() + _offset_s() * 1_000_000_000
