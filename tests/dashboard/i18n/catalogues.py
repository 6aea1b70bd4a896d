"""The English words of code and chart files, as `make messages` collects them."""

from __future__ import annotations

import functools
import subprocess
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

CHECKOUT = Path(__file__).resolve().parents[3]


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs a target of the Makefile in the environment that is installed."""
    command = ["make", "--silent", "--assume-old=.venv/.runtime", *arguments]
    return subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)


@functools.cache
def template() -> Catalog:
    """Every English message."""
    done = make("messages")
    assert done.returncode == 0, done.stderr
    with (CHECKOUT / ".build" / "messages.pot").open("rb") as file:
        return read_po(file)
