"""The clock of the machine is set while the server runs, as it is when a machine finds its time server."""

from __future__ import annotations

import http.client
import json
import os
from datetime import UTC, datetime
from pathlib import Path

from tests.faults.processes import workers
from tests.server import Site, serving

CLOCK = Path(__file__).with_name("clock")
PAGES = ["/en/", "/fr/finances", "/en/charts/total-revenue.csv", "/en/figures?q=red", "/en/embed/hits", "/readyz"]
DAY_S = 86_400


def callback(site: Site) -> int:
    """The status of a question of a live chart; this one is none, and is counted all the same."""
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
    try:
        connection.request("POST", "/_dash/_dash-update-component", "{}", {"Content-Type": "application/json"})
        return connection.getresponse().status
    finally:
        connection.close()


def test_a_clock_that_jumps_changes_no_answer_and_ends_no_worker(site_published: Path, tmp_path: Path) -> None:
    offset = tmp_path / "offset"
    offset.write_text("0")
    settings = {
        "PYTHONPATH": str(CLOCK),
        "CLOCK_OFFSET_FILE": str(offset),
        "FIGURES_CACHE": str(tmp_path / "cache"),
        "LOG_FORMAT": "json",
        "RATE_CALLBACKS": "4 per year",
    }
    with serving(site_published, **settings) as site:
        right = {path: site.get(path) for path in PAGES}
        assert {answer.status for answer in right.values()} == {200}
        # Each of the two workers counts for itself, and the system chooses which one is asked.
        asked = [callback(site) for _ in range(9)]
        assert asked[:4] == [400] * 4 and set(asked) == {400, 429}
        serving_before = workers(site)
        for number, jump_s in enumerate((DAY_S, -30 * DAY_S, 3600, 0)):
            (tmp_path / "new").write_text(str(jump_s))
            os.replace(tmp_path / "new", offset)
            for path, known in right.items():
                answer = site.get(path)
                assert (answer.status, answer.body) == (200, known.body)
                if known.header("ETag"):
                    assert site.get(path, if_none_match=known.header("ETag")).status == 304
            picture = f"/en/charts/total-revenue.svg?width=870&height={600 + number}"
            assert site.get(picture).body == site.get(picture).body
            assert site.get(picture).status == 200
        assert workers(site) == serving_before
    lines = [json.loads(line) for line in site.log().splitlines()[1:]]
    days = {(datetime.fromisoformat(line["time"]) - datetime.now(UTC)).days for line in lines}
    assert {-31, -1, 0} <= days or {-30, -1, 0} <= days  # the clock was set indeed
    assert all("traceback" not in line for line in lines)
