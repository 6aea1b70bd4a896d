"""Whether what is published was built from the data as they are: a build that fails leaves the version before in place."""

from __future__ import annotations

from pathlib import Path

#: What a build reads, beside the folder of what it publishes.
INPUTS = ("sources", "figures", "reported", "reference", "decisions")


def unpublished_inputs(published: Path) -> str:
    """Names the input that was changed last, where that was after the last build that succeeded; else nothing."""
    built = (published / "current").stat().st_mtime_ns
    inputs = [path for name in INPUTS for path in (published.parent / name).rglob("*.*") if path.is_file()]
    last = max(inputs, key=lambda path: path.stat().st_mtime_ns, default=None)
    if last is None or last.stat().st_mtime_ns <= built:
        return ""
    shown = last.relative_to(published.parent.parent).as_posix()
    return f"{shown} is newer than what is published, and what follows is of the data published before. Run: python -m etl build"
