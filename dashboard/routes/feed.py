"""``/feed.atom``: new data versions, with what was added, corrected and withdrawn."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

from flask import Blueprint, Response

from dashboard.formatting import plain_value
from dashboard.routes.request import origin, site_desk
from dashboard.store import Store

feed = Blueprint("feed", __name__)
#: Entries of the feed, and corrections that one entry spells out.
LATEST, SPELLED_OUT = 20, 50
Values = dict[str, float]


@feed.get("/feed.atom")
def atom() -> Response:
    """The latest data versions, newest first (RFC 4287)."""
    databases = _databases(site_desk().store.path.parent)[: LATEST + 1]
    entries = [
        _entry(path, older) for path, older in zip(databases, [*databases[1:], None], strict=True) if path is not None
    ][:LATEST]
    updated = _time(databases[0])
    body = (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">'
        f"<id>{origin()}/feed.atom</id><title>INTERPOL in figures: data</title><updated>{updated}</updated>"
        f'<link rel="self" href="{origin()}/feed.atom"/><link href="{origin()}/en/"/>'
        f"<author><name>INTERPOL in figures</name></author>{''.join(entries)}</feed>"
    )
    return Response(body, mimetype="application/atom+xml", headers={"Cache-Control": "public, max-age=600"})


def _databases(published: Path) -> list[Path]:
    return sorted(published.glob("figures-*.duckdb"), key=lambda path: path.stat().st_mtime, reverse=True)


def _time(path: Path) -> str:
    return datetime.fromtimestamp(int(path.stat().st_mtime), UTC).isoformat()


@lru_cache(maxsize=2 * LATEST)
def _lines(path: Path, older: Path | None) -> tuple[str, ...]:
    """What an entry says; a version never changes, so it is worked out once."""
    newer = _values(path)
    return tuple(changes(_values(older), newer) if older else [f"{len(newer)} figures."])


def _values(path: Path) -> Values:
    store = Store(path)
    try:
        return {row["figure_id"]: row["value"] for row in store.rows("SELECT figure_id, value FROM figures")}
    finally:
        store.close()


def changes(older: Values, newer: Values) -> list[str]:
    """What one version changed, in words; corrections carry the old and the new value."""
    corrected = [key for key in newer if key in older and newer[key] != older[key]]
    lines = [f"{key}: {plain_value(older[key])} → {plain_value(newer[key])}" for key in sorted(corrected)[:SPELLED_OUT]]
    added, withdrawn = len(newer.keys() - older.keys()), len(older.keys() - newer.keys())
    summary = f"{len(corrected)} corrected, {added} added, {withdrawn} withdrawn."
    return [summary, *lines]


def _entry(path: Path, older: Path | None) -> str:
    version = path.stem.removeprefix("figures-")
    content = escape("".join(f"<p>{escape(line)}</p>" for line in _lines(path, older)))
    return (
        f"<entry><id>{origin()}/figures.csv?v={version}</id><title>Data version {version}</title>"
        f'<updated>{_time(path)}</updated><link href="{origin()}/figures.csv?v={version}"/>'
        f'<content type="html">{content}</content></entry>'
    )
