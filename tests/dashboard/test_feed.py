"""The feed of data versions."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

from dashboard.desk import Desk
from dashboard.routes.feed import changes
from tests.dashboard.site import Site

ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_feed_names_the_version_served(site: Site, desk: Desk) -> None:
    answer = site.get("/feed.atom")
    assert answer.status == 200 and answer.header("Content-Type").startswith("application/atom+xml")
    root = ElementTree.fromstring(answer.text)
    titles = [entry.findtext(f"{ATOM}title") or "" for entry in root.iter(f"{ATOM}entry")]
    assert any(desk.version in title for title in titles)
    assert root.findtext(f"{ATOM}updated")


def test_corrections_carry_both_values() -> None:
    found = changes({"a": 1.0, "b": 2.0, "gone": 3.0}, {"a": 1.0, "b": 2.5, "new": 4.0})
    assert found == ["1 corrected, 1 added, 1 withdrawn.", "b: 2 → 2.5"]
