"""Made-up words for a language that is being added, in every place where real ones would stand."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

from babel.messages.pofile import read_po, write_po

Words = Callable[[str], str]
_KEPT = re.compile(r"(\{[^}]*\}|https?://\S+|<[^>]*>)")


def in_letters(letters: str) -> Words:
    """Words in which other letters stand for a to z; placeholders and addresses stay."""
    table = {ord(latin): letter for latin, letter in zip("abcdefghijklmnopqrstuvwxyz", letters, strict=True)}

    def words(text: str) -> str:
        parts = _KEPT.split(text)
        return "".join(part if place % 2 else part.lower().translate(table) for place, part in enumerate(parts))

    return words


def fill_catalogue(path: Path, code: str, words: Words) -> int:
    """Translates every message; each plural form says which it is. Gives how many forms there are."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale=code)
    for message in catalogue:
        if isinstance(message.id, (tuple, list)):
            message.string = tuple(f"{words(message.id[1])} ({form})" for form in range(catalogue.num_plurals))
        elif message.id:
            message.string = words(message.id)
    with path.open("wb") as file:
        write_po(file, catalogue, width=110)
    return catalogue.num_plurals


def fill_names(data: Path, code: str, words: Words) -> None:
    """Gives every table of names its column, and every card and disagreement its line."""
    for path in data.glob("*/*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        for english in [name for name in rows[0] if re.fullmatch(r"(.*_)?en", name)]:
            stem, source = english.removesuffix("en"), rows[0].index(english)
            place = max(number for number, name in enumerate(rows[0]) if re.fullmatch(rf"{stem}[a-z]{{2}}", name)) + 1
            rows = [[*row[:place], words(row[source]), *row[place:]] for row in rows]
            rows[0][place] = stem + code
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
    for path in [*data.glob("sources/*.toml"), data / "decisions" / "disagreements.toml"]:
        text = path.read_text(encoding="utf-8")
        text = re.sub(r'^en = "(.*)"$', lambda line: f'{line[0]}\n{code} = "{words(line[1])}"', text, flags=re.M)
        path.write_text(text, encoding="utf-8")
