"""What processes count together: a moving window for each client, in memory of a fixed size, whoever is killed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from dashboard.web import shared_counts
from dashboard.web.shared_counts import SharedCounts
from tests.dashboard.site import REPOSITORY


def test_a_share_comes_back_little_by_little(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1000.0]
    monkeypatch.setattr(shared_counts.time, "monotonic", lambda: clock[0])
    counts = SharedCounts()

    def fit() -> int:
        return next(number for number in range(100) if counts.hit("a", 10, 60) > 0)

    assert fit() == 10
    wait_s = counts.hit("a", 10, 60)
    assert wait_s == pytest.approx(60)
    clock[0] += wait_s - 0.1
    assert fit() == 0
    clock[0] += 0.2
    assert fit() == 1
    clock[0] += 30
    assert fit() == 5
    clock[0] += 1000
    assert fit() == 10
    assert counts.hit("once", 1, 60) == 0
    assert counts.hit("once", 1, 60) == pytest.approx(60)
    clock[0] += 60.1
    assert counts.hit("once", 1, 60) == 0


def test_clients_that_are_made_up_use_up_no_memory_and_nobodys_share() -> None:
    counts = SharedCounts()
    for _ in range(5):
        assert counts.hit("a reader", 5, 60) == 0
    size = len(counts._memory)
    for number in range(22_000):
        assert counts.hit(f"made up {number}", 5, 60) == 0
        if number == 2_000:  # with more of them some are forgotten, the longest silent first
            assert counts.hit("a reader", 5, 60) > 0
    assert len(counts._memory) == size < 2_000_000


KILLED_WHILE_COUNTING = """
import os, signal
from dashboard.web.shared_counts import SharedCounts
counts = SharedCounts()
ready, told = os.pipe()
child = os.fork()
if not child:
    with counts._alone():
        os.write(told, b"x")
        signal.pause()
os.read(ready, 1)
os.kill(child, signal.SIGKILL)
assert counts.hit("a reader", 5, 60) == 0
print("counted")
"""


def test_a_process_that_is_killed_while_it_counts_keeps_no_other_from_counting() -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED_WHILE_COUNTING], cwd=REPOSITORY, capture_output=True, text=True, timeout=60
    )
    assert done.stdout == "counted\n", done.stderr
