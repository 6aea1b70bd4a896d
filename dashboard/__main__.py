"""``python -m dashboard serve | develop | prerender | renderer | check | settings``."""

from __future__ import annotations

import argparse
import os
import sys

from dashboard.errors import SiteError
from dashboard.settings import published_folder, settings, settings_table


def main(arguments: list[str] | None = None) -> int:
    """Runs one command.

    Returns:
        0 when it did what it was asked, 1 when something it needs was missing.
    """
    try:
        options = _parser().parse_args(arguments)
        return int(options.run(options))
    except SiteError as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dashboard", description="INTERPOL in figures, the site.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    serve = commands.add_parser("serve", help="serve the site")
    serve.add_argument("--port", type=int, default=settings().port)
    serve.add_argument("--host", default=settings().host)
    serve.add_argument("--workers", type=int, default=2)
    serve.set_defaults(run=_serve)
    develop = commands.add_parser(
        "develop", help="serve the site, and again whatever changes; errors stand in the page"
    )
    develop.add_argument("--port", type=int, default=settings().port)
    develop.add_argument("--host", default=settings().host)
    develop.set_defaults(run=_develop)
    prerender = commands.add_parser("prerender", aliases=["pictures"], help="draw every chart and its picture ahead")
    prerender.add_argument(
        "--presets",
        nargs="+",
        default=[],
        metavar="NAME",
        help="further sizes of each chart as it is first shown: all, or names such as square story",
    )
    prerender.set_defaults(run=_prerender)
    renderer = commands.add_parser("renderer", help="draw pictures when they are asked for, for the serving processes")
    renderer.add_argument("--bind", default="127.0.0.1:8051", help="unix:/path or host:port")
    renderer.add_argument("--attend", action="store_true", help="end when standard input does")
    renderer.set_defaults(run=_renderer)
    check = commands.add_parser("check", help="say all that is wrong with charts and words; needs no browser")
    check.set_defaults(run=_check)
    table = commands.add_parser("settings", help="print the settings as a table in Markdown")
    table.set_defaults(run=_settings)
    return parser


def _settings(_: argparse.Namespace) -> int:
    print(settings_table(), end="")
    return 0


def _check(_: argparse.Namespace) -> int:
    from dashboard.checks.charts import chart_problems
    from dashboard.checks.derivations import NotWorkedOut
    from dashboard.checks.newer_figures import waiting_charts
    from dashboard.checks.published import unpublished_inputs
    from dashboard.checks.words import unfinished_languages, word_problems
    from dashboard.checks.years import unread_words
    from dashboard.releases.data_version import open_data_version

    data = open_data_version()
    waiting, unfinished = list(waiting_charts(data)), list(unfinished_languages(data.store))
    for line in filter(None, (unpublished_inputs(published_folder()), *waiting, *unfinished)):
        print(f"note: {line}", flush=True)
    problems = [*chart_problems(data), *unread_words(data.store), *word_problems(data.store)]
    for problem in problems:
        print(problem, file=sys.stderr)
    if rows := list(dict.fromkeys(each.row for each in problems if isinstance(each, NotWorkedOut))):
        print("To be added to data/decisions/derivations.toml, each if it holds of the later time too:\n", flush=True)
        print("\n\n".join(rows), end="\n\n", flush=True)
    number = len(problems)
    print(
        f"{number} problem{'s' if number != 1 else ''}" if number else "every chart and every word is as it should be"
    )
    return 1 if problems else 0


def _serve(options: argparse.Namespace) -> int:
    from dashboard.server import run

    print(f"http://{options.host}:{options.port}/", flush=True)
    run(options.host, options.port, options.workers)
    return 0


def _develop(options: argparse.Namespace) -> int:
    from dashboard.rendering.local_renderer import local_renderer
    from dashboard.runtime.development import develop
    from dashboard.server import listen

    listen(options.host, options.port).close()  # a port in use is said before anything starts
    with local_renderer():
        develop(options.host, options.port)
    return 0


def _prerender(options: argparse.Namespace) -> int:
    from dashboard.exports.prerender import named_presets, prerender_drawings, prerender_images
    from dashboard.releases.data_version import open_data_version

    os.umask(0o022)  # another user may serve what this one draws
    presets = named_presets(options.presets)
    data = open_data_version()
    for problem in data.problems:
        print(f"left out: {problem}", file=sys.stderr)
    made = prerender_drawings(data, presets=presets)
    print(f"{made} drawings made" if made else "every drawing is there already")
    site = settings().site_origin
    if site:
        print(f"{prerender_images(data, site, presets=presets)} pictures made for {site}")
    else:
        print("PNG pictures are made on request; with SITE_ORIGIN set, which they carry, they are made ahead too")
    return 0


def _renderer(options: argparse.Namespace) -> int:
    from dashboard.rendering.process import run

    run(options.bind, attend=options.attend)
    return 0


if __name__ == "__main__":
    sys.exit(main())
