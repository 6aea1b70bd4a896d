"""Licences of what is not ours: their texts are there and served, and fonts keep to theirs."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urljoin

import dash
import pytest
from fontTools.ttLib import TTFont

from tests.conftest import REPOSITORY
from tests.server import Site

ASSETS = REPOSITORY / "assets"
FONTS = sorted([*(ASSETS / "fonts").glob("*.woff2"), *(ASSETS / "fonts" / "ttf").glob("*.ttf")])
#: Names by which a font is found and shown (OpenType, table "name").
OWN_NAMES = {1, 3, 4, 6, 16, 18, 21, 25}


def titles(text: str) -> dict[str, str]:
    """Package → its licence, of a file that `assets/vendor/build/licences.mjs` wrote."""
    parts = re.split(r"^(\S.*\))\n-{5,}\n", text, flags=re.M)
    return {title.split()[0]: licence for title, licence in zip(parts[1::2], parts[2::2], strict=True)}


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.name)
def test_a_modified_font_does_not_use_the_reserved_name(path: Path) -> None:
    with TTFont(path) as font:
        named = {record.toUnicode() for record in font["name"].names if record.nameID in OWN_NAMES}
        copyright_ = font["name"].getDebugName(0)
    assert named and not any("plex" in name.lower() for name in named)
    assert "plex" not in path.name and "IBM" in copyright_


def test_no_style_asks_for_the_fonts_by_the_reserved_name() -> None:
    assert len(FONTS) == 8
    for path in (ASSETS / "site.css", REPOSITORY / "dashboard" / "design" / "style.py"):
        assert "plex" not in path.read_text(encoding="utf-8").lower()


@pytest.mark.parametrize("name", ["LICENSES.txt", "LICENSES-dash.txt"])
def test_every_bundled_package_has_the_text_of_its_licence(name: str) -> None:
    licences = titles((ASSETS / "vendor" / name).read_text(encoding="utf-8"))
    assert len(licences) > 20
    short = [package for package, text in licences.items() if "copyright" not in text.lower() or len(text) < 500]
    assert not short


def test_the_licences_of_all_that_dash_bundles_are_there() -> None:
    licences = titles((ASSETS / "vendor" / "LICENSES-dash.txt").read_text(encoding="utf-8"))
    sanitize = Path(dash.__path__[0]) / "dash-renderer" / "build" / "dash_renderer.dev.js"
    bundled = set(re.findall(r'"\./node_modules/((?:@[\w-]+/)?[\w.-]+)/', sanitize.read_text(encoding="utf-8")))
    assert len(bundled) > 30
    assert bundled | {"Dash", "react", "react-dom", "prop-types"} <= set(licences)


def test_licences_are_served_where_the_scripts_say(site: Site) -> None:
    found = re.search(r'id="script-settings"[^>]*>(.*?)</script>', site.page("/en/"))
    assert found
    named = [
        urljoin(script, name.decode())
        for script in json.loads(found[1])["dash"]
        for name in re.findall(rb"please see (\S+\.LICENSE\.txt)", site.get(script).body)
    ]
    assert named
    for path in (*named, "/assets/vendor/LICENSES.txt", "/assets/fonts/OFL.txt"):
        assert site.get(path).status == 200, path
