"""The commands of the pipeline: ``python -m etl build | path | audit | draft | audit-reported | explain``."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from etl.audit import audit, audit_table
from etl.audit_reported import reported_table
from etl.draft import draft, draft_table
from etl.errors import DataError, FiguresError
from etl.explain import explain
from etl.paths import default_paths
from etl.pipeline import build
from etl.publish import current_database


def main(arguments: list[str] | None = None) -> int:
    """Runs one command.

    Returns:
        0 when it did what it was asked; 1 when the data, or the files to be written, did not allow it.
    """
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except FiguresError as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m etl", description="From the lines of reports to a database.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    commands.add_parser("build", help="build and publish the database").set_defaults(run=_build)
    commands.add_parser("path", help="print the current database file").set_defaults(run=_path)
    audited = commands.add_parser("audit", help="prove the transcription against the documents' texts")
    audited.add_argument(
        "--sources",
        type=Path,
        default=os.environ.get("FIGURES_SOURCES"),
        metavar="DIR",
        help="folder of the texts",
    )
    audited.add_argument("--source", action="append", default=[], metavar="ID", help="one document; may be repeated")
    audited.set_defaults(run=_audit)
    drafted = commands.add_parser("draft", help="propose card, exclusions and figures for a new document")
    drafted.add_argument("text", type=Path, metavar="TEXT", help="file of the document's text")
    drafted.add_argument("--source", required=True, metavar="ID", help="id of the document, such as ar2022")
    drafted.add_argument("--language", metavar="CODE", help="of the text; else it is guessed")
    drafted.set_defaults(run=_draft)
    listed = commands.add_parser("audit-reported", help="list what other publications print, with address and token")
    listed.set_defaults(run=_audit_reported)
    explained = commands.add_parser("explain", help="where a figure was read, how derived, what it feeds")
    explained.add_argument("figure_id")
    explained.set_defaults(run=_explain)
    return parser


def _build(_: argparse.Namespace) -> int:
    os.umask(0o022)  # another user may serve what this one builds
    built = build(default_paths(), report=lambda line: print(line, flush=True))
    print(f"{built.database.name}: {built.figure_count} figures")
    return 0


def _path(_: argparse.Namespace) -> int:
    print(current_database(default_paths()))
    return 0


def _audit(options: argparse.Namespace) -> int:
    if options.sources is None:
        raise FiguresError("audit needs the folder of the documents' texts: --sources DIR, or FIGURES_SOURCES.")
    try:
        result = audit(default_paths(), Path(options.sources), options.source)
    except DataError as error:
        what = "The audit waits: it compares the texts with the data once the data are valid, and they are not."
        raise FiguresError(f"{what}\n{error}") from error
    print(audit_table(result))
    return 0 if result.clean else 1


def _draft(options: argparse.Namespace) -> int:
    print(draft_table(draft(default_paths(), options.text, options.source, options.language)))
    return 0


def _audit_reported(_: argparse.Namespace) -> int:
    print(reported_table(default_paths()))
    return 0


def _explain(options: argparse.Namespace) -> int:
    print(explain(default_paths(), options.figure_id))
    return 0


if __name__ == "__main__":
    sys.exit(main())
