"""A project of one made-up document, so that the audit is tested where the real texts are not."""

from __future__ import annotations

from pathlib import Path

from etl.paths import Paths
from tests.etl.changes import read_rows, write_rows

#: The made-up text; line 6 is split from its scale, line 8 runs names together.
TEXT = """Essai 2021
Onze bureaux
1 234 visites
dont un tiers le lundi
2,5
puis, plus bas, millions de lignes
Liste
AlbanieAlgérie
AllemagneAndorre
"""
CARD = """title = "Essay"
publisher = "Nobody"
language = "fr"
published = "2021"
url = "https://example.org"
accessed = "2021"
terms = "None."
kind = "document"
text_file = "mini.txt"
line_count = 9

[names]
en = "Essay"
fr = "Essai"
es = "Ensayo"
ar = "مقال"

[citations]
en = "Nobody, Essay, 2021."
fr = "Nobody, Essai, 2021."
es = "Nobody, Ensayo, 2021."
ar = "Nobody, مقال, 2021."
"""
FIGURES = [
    "mini.interpol.offices.2021,interpol,offices,2021,11,count,exact,printed,mini,2,Onze,1,,,agreed",
    "mini.interpol.reports.2021,interpol,reports,2021,1234,count,exact,printed,mini,3,1 234,1,,,agreed",
    'mini.interpol.records.2021,interpol,records,2021,2500000,count,exact,printed,mini,5,"2,5",1000000,,,agreed',
]
EXCLUSIONS = ["1,2021,1,date", "4,un,1,article", "4,tiers,1,indefinite"]
MEMBERS = ["mini,8,Albanie,ALB,", "mini,8,Algérie,DZA,", "mini,9,Allemagne,DEU,", "mini,9,Andorre,AND,"]
#: The decisions about what was reported elsewhere, of which the made-up project has nothing.
REPORTED = ("same_figures", "preferred_publications", "point_marks", "series", "series_breaks", "label_confirmations")


def _keep_header(path: Path) -> None:
    write_rows(path, read_rows(path)[:1])


def make_mini(paths: Paths) -> Path:
    """Leaves of the inputs the vocabularies alone and adds the made-up document; gives the folder of its text."""
    for folder in ("sources", "figures", "decisions/exclusions"):
        for path in (paths.data / folder).iterdir():
            if path.name not in ("databases.csv", "membership.toml", "ar2021.csv", "publications.csv"):
                path.unlink()
    emptied = (
        "operations",
        "glosses",
        "offices",
        "goals",
        "printed_members",
        "chapters",
        "search_words",
        "search_refusals",
    )
    for name in (*emptied, *REPORTED):
        _keep_header(paths.decisions / f"{name}.csv")
    for path in (paths.data / "reported").iterdir():
        _keep_header(path)
    for name in ("derivations", "checks", "disagreements"):
        (paths.decisions / f"{name}.toml").write_text("", encoding="utf-8")
    exclusions = paths.decisions / "exclusions"
    (exclusions / "ar2021.csv").rename(exclusions / "mini.csv")
    (paths.sources / "mini.toml").write_text(CARD, encoding="utf-8")
    lines = {
        paths.figures / "databases.csv": FIGURES,
        exclusions / "mini.csv": EXCLUSIONS,
        paths.decisions / "printed_members.csv": MEMBERS,
    }
    for path, rows in lines.items():
        _keep_header(path)
        path.write_text(path.read_text(encoding="utf-8") + "\n".join(rows) + "\n", encoding="utf-8")
    folder = paths.data.parent / "texts"
    folder.mkdir()
    (folder / "mini.txt").write_text(TEXT, encoding="utf-8")
    return folder
