"""Writes ``country_names.csv``: what countries are called every day, by Unicode's CLDR with its short and other forms.

    npm pack cldr-localenames-full@48.2.0 && tar xzf cldr-localenames-full-48.2.0.tgz
    python data/reference/extract_country_names.py package

CLDR is under the Unicode licence (``country_names_licence.txt``).
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

HERE = Path(__file__).parent
LANGUAGES = csv.DictReader((HERE.parent / "decisions" / "languages.csv").open(encoding="utf-8"))
CODES = [row["language"] for row in LANGUAGES]


def names_of(package: Path, code: str) -> dict[str, list[str]]:
    """Two-letter code → the name of the country, then its other forms."""
    text = (package / "main" / code / "territories.json").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    for key, name in json.loads(text)["main"][code]["localeDisplayNames"]["territories"].items():
        found.setdefault(key.partition("-")[0], []).append(name)
    return found


def main(package: Path) -> None:
    """Writes a row for each member."""
    names = {code: names_of(package, code) for code in CODES}
    members = csv.DictReader((HERE / "members.csv").open(encoding="utf-8"))
    with (HERE / "country_names.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow([*CODES, "iso3"])
        for member in members:
            rows.writerow([*("; ".join(names[code][member["iso2"]]) for code in CODES), member["iso3"]])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
