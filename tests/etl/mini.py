"""Projects of one made-up document each, so that the audit is tested where the real texts are not."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from etl.paths import Paths
from tests.etl.changes import read_rows, write_rows

CARD = """title = "Essay"
publisher = "Nobody"
language = "{language}"
published = "2021"
url = "https://example.org"
accessed = "2021"
terms = "None."
kind = "document"
text_file = "mini.txt"
line_count = {lines}
text_sha256 = "{sha256}"

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


@dataclass(frozen=True)
class Mini:
    """A made-up document and its transcription.

    Attributes:
        language: of its text.
        text: what it prints.
        figures: rows of ``data/figures/databases.csv``.
        exclusions: rows of its file of exclusions.
        members: rows of ``printed_members.csv``.
    """

    language: str
    text: str
    figures: tuple[str, ...]
    exclusions: tuple[str, ...]
    members: tuple[str, ...] = ()


def _figure(metric: str, line: int, token: str, value: str, unit: str = "count", multiplier: int = 1) -> str:
    name = f"mini.interpol.{metric}.2021"
    cells = [name, "interpol", metric, "2021", value, unit, "exact", "printed", "mini", str(line), f'"{token}"']
    return ",".join([*cells, str(multiplier), "", "", "agreed"])


#: Line 6 is split from its scale, line 8 runs names together.
FRENCH = Mini(
    "fr",
    """Essai 2021
Onze bureaux
1 234 visites
dont un tiers le lundi
2,5
puis, plus bas, millions de lignes
Liste
AlbanieAlgérie
AllemagneAndorre
""",
    (
        "mini.interpol.offices.2021,interpol,offices,2021,11,count,exact,printed,mini,2,Onze,1,,,agreed",
        "mini.interpol.reports.2021,interpol,reports,2021,1234,count,exact,printed,mini,3,1 234,1,,,agreed",
        'mini.interpol.records.2021,interpol,records,2021,2500000,count,exact,printed,mini,5,"2,5",1000000,,,agreed',
    ),
    ("1,2021,1,date", "4,un,1,article", "4,tiers,1,indefinite"),
    ("mini,8,Albanie,ALB,", "mini,8,Algérie,DZA,", "mini,9,Allemagne,DEU,", "mini,9,Andorre,AND,"),
)
#: Every form in which English prints a number.
ENGLISH = Mini(
    "en",
    """On 12 May 2021, at 9:30, COVID-19 was the first item
5.4 billion searches and 13,516 reports
a dozen offices in twenty-five countries
Half of the agencies met twice; 45.5% did so on the 2nd day
between 20 and 30 arrests, 40-60 cases
one hundred and twenty meetings
Hundreds of files, thousands of pages, one-third of a million
a 30-year-old and the twenty-first edition
""",
    (
        _figure("searches", 2, "5.4", "5400000000", multiplier=10**9),
        _figure("reports", 2, "13,516", "13516"),
        _figure("offices", 3, "a dozen", "12"),
        _figure("countries", 3, "twenty-five", "25"),
        _figure("staff_share", 4, "Half", "50", "percent"),
        _figure("revenue_share", 4, "45.5", "45.5", "percent"),
        _figure("arrests", 5, "20", "20"),
        _figure("cases_solved", 5, "40", "40"),
        _figure("meetings", 6, "one hundred and twenty", "120"),
        _figure("editions", 8, "twenty-first", "21"),
    ),
    (
        "1,12,1,date", "1,2021,1,date", "1,9,1,date", "1,30,1,date", "1,19,1,identifier", "1,first,1,ordinal",
        "4,twice,1,idiom", "4,2,1,ordinal", "5,30,1,repeated", "5,60,1,repeated", "7,Hundreds,1,indefinite",
        "7,thousands,1,indefinite", "7,one,1,indefinite", "7,third,1,indefinite", "7,million,1,indefinite", "8,30,1,idiom",
    ),
)  # fmt: skip
#: Every form in which Spanish prints a number.
SPANISH = Mini(
    "es",
    """El 12 de mayo de 2021, a las 9.30, la COVID-19 fue el primer punto
5,4 mil millones de consultas y 13.516 informes
una docena de oficinas en veinticinco países
La mitad de los servicios; el 45,5 % lo hizo el 2.º día
entre 20 y 30 detenciones, 40-60 casos
ciento veinte reuniones
Cientos de fichas, miles de páginas, un tercio de un millón
de 30 años, la vigésima edición
""",
    (
        _figure("searches", 2, "5,4", "5400000000", multiplier=10**9),
        _figure("reports", 2, "13.516", "13516"),
        _figure("offices", 3, "una docena", "12"),
        _figure("countries", 3, "veinticinco", "25"),
        _figure("staff_share", 4, "mitad", "50", "percent"),
        _figure("revenue_share", 4, "45,5", "45.5", "percent"),
        _figure("arrests", 5, "20", "20"),
        _figure("cases_solved", 5, "40", "40"),
        _figure("meetings", 6, "ciento veinte", "120"),
        _figure("editions", 8, "vigésima", "20"),
    ),
    (
        "1,12,1,date", "1,2021,1,date", "1,9,1,date", "1,30,1,date", "1,19,1,identifier", "1,primer,1,ordinal",
        "4,2,1,ordinal", "5,30,1,repeated", "5,60,1,repeated", "7,Cientos,1,indefinite", "7,miles,1,indefinite",
        "7,un,2,indefinite", "7,tercio,1,indefinite", "7,millón,1,indefinite", "8,30,1,idiom",
    ),
)  # fmt: skip
#: The decisions about what was reported elsewhere, of which the made-up project has nothing.
REPORTED = ("same_figures", "preferred_publications", "point_marks", "series", "series_breaks", "label_confirmations")


def _keep_header(path: Path) -> None:
    write_rows(path, read_rows(path)[:1])


def write_mini_card(paths: Paths, mini: Mini, text: str) -> None:
    """Writes the card of the made-up document, for the text that it has."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    card = CARD.format(language=mini.language, lines=text.count("\n"), sha256=sha256)
    (paths.sources / "mini.toml").write_text(card, encoding="utf-8")


def make_mini(paths: Paths, mini: Mini = FRENCH) -> Path:
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
        "sections",
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
    write_mini_card(paths, mini, mini.text)
    lines = {
        paths.figures / "databases.csv": mini.figures,
        exclusions / "mini.csv": mini.exclusions,
        paths.decisions / "printed_members.csv": mini.members,
    }
    for path, rows in lines.items():
        _keep_header(path)
        path.write_text(path.read_text(encoding="utf-8") + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    folder = paths.data.parent / "texts"
    folder.mkdir()
    (folder / "mini.txt").write_text(mini.text, encoding="utf-8")
    return folder
