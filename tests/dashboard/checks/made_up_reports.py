"""Two made-up reports, of years that nobody has read: one of 2019, which prints hits of 2018 and none of its own year, and one of 2022."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from dashboard.charts.view import ChartView
from dashboard.i18n.languages import Code, get_language
from dashboard.releases.data_version import DataVersion, open_data_version
from etl.paths import Paths
from etl.pipeline import build
from tests.conftest import copy_inputs

#: File of figures → subject, metric, period, value and unit of what the reports print.
PRINTED = {
    "ar2019": {
        "databases": ["interpol-databases,hits,2018,1100000,count", "interpol-databases,databases,2019,17,count"],
        "members": ["interpol,members,2019,194,count"],
        "operations": ["haechi-iii,arrests,2019,975,count", "haechi-iii,countries,2019,30,count"],
    },
    "ar2022": {
        "databases": ["interpol-databases,hits,2022,1300000,count", "interpol-databases,databases,2022,19,count", "interpol-databases,searches,2022,5900000000,count"],
        "finances": [
            "counter-terrorism,expenditure,2022,26000000,eur",
            "cybercrime,expenditure,2022,39000000,eur",
            "interpol,revenue,2022,155000000,eur",
            "in-kind-contributions,revenue_share,2022,25,percent",
            "statutory-contributions,revenue,2022,69000000,eur",
        ],
        "notices": ["red-notices,notices_issued,2022,11920,count"],
        "operations": [
            "liberterra,arrests,2022,4444,count",
            "weka-ii,victims_rescued,2022,700,count",
            "weka-ii,migrants_detected,2022,4000,count",
        ],
        "people": [
            "interpol,staff,2022,1042,count",
            "police-capabilities-programme,officials_trained,2022,702,count",
            "virtual-academy,self_paced_courses_completed,2022,14000,count",
            "virtual-academy,registered_users,2022,30000,count",
        ],
    },
}  # fmt: skip


def add_reports(paths: Paths) -> None:
    """Adds cards and rows of the two reports, and nothing else but the operation that one of them enters."""
    card = (paths.sources / "ar2021.toml").read_text(encoding="utf-8")
    for source, topics in PRINTED.items():
        year = source.removeprefix("ar")
        again = card.replace("2021", year).replace('"2022"', f'"{int(year) + 1}"')
        (paths.sources / f"{source}.toml").write_text(again, encoding="utf-8")
        for topic, figures in topics.items():
            with (paths.figures / f"{topic}.csv").open("a", encoding="utf-8") as file:
                for number, figure in enumerate(figures, 1):
                    subject, metric, period, value, unit = figure.split(",")
                    figure_id = f"{source}.{subject}.{metric}.{period}"
                    cells = (figure_id, subject, metric, period, value, unit, "exact", "printed", source, str(number))
                    file.write(",".join([*cells, value, "1", "", "", "agreed"]) + "\n")
    with (paths.decisions / "operations.csv").open("a", encoding="utf-8") as file:
        file.write("haechi-iii,ar2019,HAECHI III,operation,2019,,,financial-crime,1,,,1,\n")
        file.write("weka-ii,ar2022,Weka II,operation,2022,,,human-trafficking-and-migrant-smuggling,3,,,1,\n")
    with (paths.decisions / "glosses.csv").open("a", encoding="utf-8") as file:
        file.write("online fraud,,,,haechi-iii,ar2019,1\nhuman trafficking,,,,weka-ii,ar2022,1\n")
    with (paths.decisions / "same_figures.csv").open("a", encoding="utf-8") as file:
        for metric in ("arrests", "countries"):
            file.write(
                f"reported.haechi-iii.{metric}.2022-06-28--2022-11-23,ar2019.haechi-iii.{metric}.2019,one edition\n"
            )
        for metric in ("victims_rescued", "migrants_detected"):
            file.write(f"reported.weka-ii.{metric}.2022-06-12--2022-06-17,ar2022.weka-ii.{metric}.2022,one edition\n")
        file.write(
            "reported.interpol-databases.databases.2022-10,ar2022.interpol-databases.databases.2022,one number\n"
        )


@contextmanager
def with_reports(folder: Path, added: Mapping[str, str] | None = None) -> Iterator[DataVersion]:
    """The data with the two reports, built and opened in a folder; ``added`` is text at the end of files below ``data``."""
    paths = copy_inputs(folder)
    add_reports(paths)
    for name, text in (added or {}).items():
        with (paths.data / name).open("a", encoding="utf-8") as file:
            file.write(text)
    build(paths)
    data = open_data_version(paths.published, folder / "pictures")
    yield data
    data.store.close()


def view(data: DataVersion, chart_id: str, code: Code = "en", **state: str) -> ChartView:
    chart = data.catalogue.chart(chart_id)
    return data.view(chart, chart.state(state), get_language(code))
