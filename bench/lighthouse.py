"""Lighthouse (mobile) over every page and language, by its published package from npm.

Run: ``python -m bench.lighthouse``, or with paths: ``python -m bench.lighthouse /ar/members``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.serving import serving
from dashboard import urls
from dashboard.i18n.languages import available_languages
from dashboard.releases.data_version import open_data_version
from dashboard.rendering.drawing import browser_path

PACKAGE = "lighthouse@12"
TRIES = 3
BUDGET = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}


def main(paths: list[str]) -> int:
    """Prints four scores for each page.

    Args:
        paths: of pages; by default every page in every language, and one chart in each.

    Returns:
        1 when a budget is missed.
    """
    if shutil.which("npx") is None and "LIGHTHOUSE" not in os.environ:
        print("npx is not installed, nor does LIGHTHOUSE name the program; Lighthouse is left out")
        return 0
    missed = 0
    with serving() as (site, _):
        print(f"{'page':<44}" + "".join(f"{name:>16}" for name in BUDGET))
        for path in paths or every_page():
            scores = lighthouse(site + path)
            over = [name for name, least in BUDGET.items() if scores[name] < least]
            missed += len(over)
            line = "".join(f"{scores[name]:16d}" for name in BUDGET)
            print(f"{path:<44}{line}  {'under: ' + ', '.join(over) if over else ''}", flush=True)
    print("every page is within its budget" if not missed else f"{missed} scores are under their budget")
    return 1 if missed else 0


def every_page() -> Iterator[str]:
    """The path of every page but those of single charts, of which one stands for all."""
    data = open_data_version()
    for code in available_languages():
        for name in ("", *data.vocabulary.topics, *urls.FIXED_PAGES, "charts/haechi"):
            yield f"/{code}/{name}"


def lighthouse(address: str) -> dict[str, int]:
    """The scores of a page, 0 to 100, by category.

    Raises:
        RuntimeError: Lighthouse fails, again and again; with what it said.
    """
    program = os.environ.get("LIGHTHOUSE", "").split() or ["npx", "--yes", PACKAGE]
    with tempfile.TemporaryDirectory(prefix="figures-lighthouse-") as folder:
        report = Path(folder) / "report.json"
        command = [*program, address, "--quiet", "--output=json", f"--output-path={report}"]
        command += ["--chrome-flags=--headless=new --no-sandbox", f"--only-categories={','.join(BUDGET)}"]
        environment = {**os.environ, "CHROME_PATH": browser_path()}
        for _ in range(TRIES):  # its browser does not always start
            done = subprocess.run(command, capture_output=True, text=True, timeout=240, env=environment)
            if done.returncode == 0:
                break
        else:
            raise RuntimeError(f"Lighthouse failed {TRIES} times for {address}: {done.stderr.strip()[-500:]}")
        categories = json.loads(report.read_text())["categories"]
    return {name: round(100 * (categories[name]["score"] or 0)) for name in BUDGET}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
