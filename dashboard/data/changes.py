"""What each data version changed: figures corrected, added and withdrawn."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from dashboard.data.store import Store

#: Begins the ids of figures that were published elsewhere: they are told with their chart, and in no count of all figures.
REPORTED = "reported."


@dataclass(frozen=True)
class FigureValue:
    """A figure in one version.

    Attributes:
        subject: who or what it is about, a key of the vocabulary.
        metric: what is counted, likewise.
        period: its label.
    """

    value: float
    unit: str
    qualifier: str
    subject: str
    metric: str
    period: str

    def equals(self, other: FigureValue) -> bool:
        """True where both say the same value."""
        return (self.value, self.unit, self.qualifier) == (other.value, other.unit, other.qualifier)


@dataclass(frozen=True)
class Correction:
    """A figure with the value it had and the value it has."""

    figure_id: str
    old: FigureValue
    new: FigureValue


@dataclass(frozen=True)
class Changes:
    """What a version changed against the one before; the first one that is kept added all its figures.

    Attributes:
        version: the data version.
        published: when.
        corrected: in the order of their ids.
        added: ids.
        withdrawn: ids.
        first: nothing older is kept.
    """

    version: str
    published: datetime
    corrected: tuple[Correction, ...]
    added: frozenset[str]
    withdrawn: frozenset[str]
    first: bool = False

    def __bool__(self) -> bool:
        return bool(self.corrected or self.added or self.withdrawn)

    def of_documents(self) -> Changes:
        """What of it touches figures of the documents."""
        touched = self.added | self.withdrawn | {correction.figure_id for correction in self.corrected}
        return self.restricted_to({name for name in touched if not name.startswith(REPORTED)})

    def restricted_to(self, figures: Collection[str]) -> Changes:
        """What of it touches some figures.

        Args:
            figures: their ids.
        """
        corrected = tuple(correction for correction in self.corrected if correction.figure_id in figures)
        kept = frozenset(figures)
        return Changes(
            self.version, self.published, corrected, self.added & kept, self.withdrawn & kept, first=self.first
        )


def latest_changes(published: Path, most: int) -> list[Changes]:
    """The changes of the latest versions, newest first; each database is opened once and then remembered.

    Args:
        published: folder of database versions.
        most: how many versions.
    """
    newest_first = sorted(published.glob("figures-*.duckdb"), key=lambda path: path.stat().st_mtime, reverse=True)
    pairs = zip(newest_first, [*newest_first[1:], None], strict=True)
    return [_changes(newer, older, int(newer.stat().st_mtime)) for newer, older in list(pairs)[:most]]


@lru_cache(maxsize=64)
def _changes(newer: Path, older: Path | None, published_s: int) -> Changes:
    version, when = newer.stem.removeprefix("figures-"), datetime.fromtimestamp(published_s, UTC)
    after, before = _figure_values(newer), _figure_values(older) if older else {}
    return diff(version, when, before, after, first=older is None)


def diff(
    version: str,
    published: datetime,
    before: dict[str, FigureValue],
    after: dict[str, FigureValue],
    *,
    first: bool = False,
) -> Changes:
    """What changed from one set of figures to the next, by id."""
    kept = sorted(before.keys() & after.keys())
    corrected = (Correction(key, before[key], after[key]) for key in kept if not before[key].equals(after[key]))
    added, withdrawn = after.keys() - before.keys(), before.keys() - after.keys()
    return Changes(version, published, tuple(corrected), frozenset(added), frozenset(withdrawn), first=first)


@lru_cache(maxsize=4)
def _figure_values(path: Path) -> dict[str, FigureValue]:
    # The name of a file carries the hash of its content: what was read once stays right.
    store = Store(path)
    try:
        rows = store.rows("SELECT figure_id, value, unit, qualifier, subject, metric, period_label FROM figures")
    finally:
        store.close()
    return {
        row["figure_id"]: FigureValue(
            row["value"], row["unit"], row["qualifier"], row["subject"], row["metric"], row["period_label"]
        )
        for row in rows
    }
