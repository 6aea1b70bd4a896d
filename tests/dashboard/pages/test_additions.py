"""A chart is one file and its words; a chart that is broken or not drawn yet takes nothing else down.

The package is copied with the charts of one topic; three files are added: a good chart with its French words, a broken
one, and one that nobody has drawn.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.dashboard.reading import charts, find, parse, table_of, words
from tests.server import Site, copy_package, run, serving

ADDED = """type = "bars"
order = 900
question = "A question nobody asked before?"
title = "{first} operations were counted before lunch"
subtitle = "Red Notices issued, a chart added by a test"
query = '''
SELECT figure_id, period_label AS category FROM figures
WHERE metric = 'notices_issued' AND subject = 'red-notices' ORDER BY period_label
'''

[facts.first]
figure = "ar2021.red-notices.notices_issued.2021"
"""
BROKEN = ADDED.replace("order = 900", "order = 901").replace("figure_id,", "'no.such.figure' AS figure_id,")
# Drawings are named by what they show, so the one that nobody has drawn shows other figures.
UNDRAWN = (
    ADDED.replace("order = 900", "order = 902")
    .replace("before lunch", "after lunch")
    .replace("subject = 'red-notices'", "subject = 'yellow-notices'")
)
FRENCH = {
    "A question nobody asked before?": "Une question inédite ?",
    "{first} operations were counted before lunch": "{first} opérations comptées avant midi",
    "Red Notices issued, a chart added by a test": "Notices rouges, graphique ajouté par un test",
}


@pytest.fixture(scope="module")
def extended(site_published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site with three more charts, and not one line of Python changed."""
    folder = tmp_path_factory.mktemp("extended")
    all_charts = copy_package(folder) / "charts"
    published = folder / "published"
    shutil.copytree(site_published, published)
    for topic in all_charts.iterdir():
        if topic.is_dir() and topic.name != "notices":
            shutil.rmtree(topic)
    (all_charts / "notices" / "added-chart.toml").write_text(ADDED, encoding="utf-8")
    catalogue = folder / "dashboard" / "i18n" / "locales" / "fr" / "LC_MESSAGES" / "messages.po"
    with catalogue.open("a", encoding="utf-8") as file:
        file.writelines(f'\nmsgid "{english}"\nmsgstr "{french}"\n' for english, french in FRENCH.items())
    run(published, "dashboard", "pictures", folder=folder)
    (all_charts / "notices" / "broken-chart.toml").write_text(BROKEN, encoding="utf-8")
    (all_charts / "notices" / "undrawn-chart.toml").write_text(UNDRAWN, encoding="utf-8")
    with serving(published, folder=folder, workers=1) as running:
        yield running


def test_it_stands_on_its_topics_page(extended: Site) -> None:
    for code, question in (("en", "A question nobody asked before?"), ("fr", "Une question inédite ?")):
        root = parse(extended.page(f"/{code}/notices"))
        article = next(a for a in charts(root) if a.get("data-chart") == "added-chart")
        assert len([svg for svg in find(article, "svg") if svg.get("role") == "img"]) == 2
        assert len(table_of(article)) == 2
        assert question in [words(kicker) for kicker in find(article, "p", class_="kicker")]


def test_it_has_its_page_its_words_and_its_place_in_the_site_map(extended: Site) -> None:
    english, french = (parse(extended.page(f"/{code}/charts/added-chart")) for code in ("en", "fr"))
    assert words(next(find(english, "h1"))).endswith("operations were counted before lunch")
    assert words(next(find(french, "h1"))).endswith("opérations comptées avant midi")
    assert "/en/charts/added-chart</loc>" in extended.page("/sitemap.xml")


def test_it_has_its_picture_embed_and_data(extended: Site) -> None:
    image = Image.open(io.BytesIO(extended.get("/fr/charts/added-chart.png").body))
    assert image.size == (1200, 675)
    assert "avant midi" in extended.page("/fr/charts/added-chart.svg")
    embed = parse(extended.page("/en/embed/added-chart"))
    assert len([svg for svg in find(embed, "svg") if svg.get("role") == "img"]) == 2
    lines = extended.page("/en/charts/added-chart.csv").splitlines()
    assert len(lines) == 3 and "ar2021.red-notices.notices_issued.2021" in lines[2]


def test_a_chart_not_drawn_yet_is_drawn_when_it_is_asked_for(extended: Site) -> None:
    for path in ("/en/charts/undrawn-chart", "/en/notices", "/en/embed/undrawn-chart"):
        root = parse(extended.page(path))
        article = next(a for a in find(root, "article") if "after lunch" in words(a))
        assert next(find(article, "svg"), None) is not None
        assert len(table_of(article)) == 2
    assert len(extended.page("/en/charts/undrawn-chart.csv").splitlines()) == 3
    assert extended.get("/en/charts/undrawn-chart.png").status == 200


@pytest.mark.parametrize("path", ["/en/", "/en/notices", "/fr/charts/added-chart", "/en/figures", "/ar/about"])
def test_a_broken_chart_takes_no_page_down(extended: Site, path: str) -> None:
    root = parse(extended.page(path))
    if path == "/en/notices":
        assert len(charts(root)) >= 4
        notice = next(a for a in find(root, "article", id="chart-broken-chart"))
        assert "cannot be shown" in words(next(find(notice, "p", class_="notice")))


@pytest.mark.parametrize("path", ["/en/charts/broken-chart", "/fr/charts/broken-chart.csv", "/en/embed/broken-chart"])
def test_a_broken_charts_own_addresses_say_so(extended: Site, path: str) -> None:
    answer = extended.get(path)
    assert answer.status == 503
    assert "Traceback" not in answer.text and "no.such.figure" not in answer.text
    assert "dashboard/charts/notices/broken-chart.toml" in extended.log()
