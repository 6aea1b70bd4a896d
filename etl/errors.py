"""What can go wrong with the data, said to the person who can fix it.

FiguresError
├── DataError        the inputs are wrong: where, what, how to fix it
└── PublishError     the inputs are right but the result could not be written
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

#: Problems that a message spells out.
MAX_SHOWN = 200
#: Wrong names of one column for which the nearest right ones are looked for: that reads every right name.
MAX_SUGGESTED = 20


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong in one place of the inputs.

    Attributes:
        where: file, and line and column where they are known.
        what: what is wrong there.
        fix: what to do about it.
    """

    where: str
    what: str
    fix: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what} {self.fix}"


class FiguresError(Exception):
    """Anything this package raises on purpose; the message is meant to be read."""


class DataError(FiguresError):
    """The inputs are wrong. Nothing has been published.

    Attributes:
        problems: every problem found in the stage that failed, never only the first.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems), key=_place)
        count = len(self.problems)
        head = f"{count} problem{'s' if count != 1 else ''} in the data; nothing was published."
        lines = [f"  {problem}" for problem in self.problems[:MAX_SHOWN]]
        if count > MAX_SHOWN:
            lines.append(f"  … and {count - MAX_SHOWN} more. Fix these first: one mistake often shows in many rows.")
        super().__init__("\n".join([head, *lines]))


def _place(problem: Problem) -> tuple[list[str | int], Problem]:
    """Sorts by file and line: line 9 stands before line 10."""
    return [int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", problem.where)], problem


class PublishError(FiguresError):
    """The result could not be written. The version published before stays in place."""


class Suggestions:
    """The way out of unknown names of one column, worked out once for each name."""

    def __init__(self, allowed: Iterable[str]) -> None:
        self._allowed = sorted(allowed)
        self._known: dict[str, str] = {}

    def __call__(self, value: str) -> str:
        """The words of `allowed_values`; without the nearest names when many have been looked for already."""
        if value not in self._known:
            near = len(self._known) < MAX_SUGGESTED
            self._known[value] = allowed_values(value, self._allowed) if near else _allowed_words(self._allowed)
        return self._known[value]


def allowed_values(value: str, allowed: Iterable[str]) -> str:
    """Words the way out of an unknown name: the nearest allowed ones first.

    Args:
        value: what stands in the file.
        allowed: every value that may stand there.

    Returns:
        A sentence such as ``Did you mean count? Allowed: count, eur, percent.``
    """
    names = sorted(allowed)
    return f"{near_names(value, names)}{_allowed_words(names)}"


def near_names(value: str, allowed: Iterable[str]) -> str:
    """Asks whether one of the nearest allowed names is meant, with a space behind; empty where none is near."""
    near = difflib.get_close_matches(value, sorted(allowed), n=2)
    return f"Did you mean {' or '.join(near)}? " if near else ""


def _allowed_words(names: list[str]) -> str:
    shown = names if len(names) <= 12 else [*names[:12], f"… ({len(names)} in all)"]
    return f"Allowed: {', '.join(shown)}."
