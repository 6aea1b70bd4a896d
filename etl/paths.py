"""Where the inputs stand and where the result goes."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Paths:
    """The folders one build reads and writes.

    Attributes:
        data: holds ``sources``, ``figures``, ``reported``, ``reference`` and ``decisions``.
        published: receives the database and the open data files.
    """

    data: Path
    published: Path

    @property
    def sources(self) -> Path:
        """One card for each document or dataset."""
        return self.data / "sources"

    @property
    def figures(self) -> Path:
        """One CSV for each topic, one row for each printed figure."""
        return self.data / "figures"

    @property
    def reference(self) -> Path:
        """What others say: membership, regions, names."""
        return self.data / "reference"

    @property
    def decisions(self) -> Path:
        """What the project decided: vocabularies, derivations, exclusions."""
        return self.data / "decisions"

    @property
    def pointer(self) -> Path:
        """The file that names the current version."""
        return self.published / "current"

    def display(self, path: Path) -> str:
        """Gives a path the way a reader of the repository knows it: ``data/figures/notices.csv``."""
        try:
            return f"data/{path.relative_to(self.data).as_posix()}"
        except ValueError:
            return path.name


def default_paths() -> Paths:
    """The folders of this checkout, or those carried by the installed package.

    ``FIGURES_DATA`` and ``FIGURES_PUBLISHED`` override them.
    """
    checkout = _PACKAGE.parent / "data"
    data = checkout if (checkout / "figures").is_dir() else _PACKAGE / "_data"
    data = Path(os.environ.get("FIGURES_DATA", data))
    fallback = data / "published" if data == checkout else Path.cwd() / "data" / "published"
    return Paths(data=data, published=Path(os.environ.get("FIGURES_PUBLISHED", fallback)))
