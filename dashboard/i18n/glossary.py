"""INTERPOL's own terms in each language, with where each was seen; translations must use them.

A language's terms stand in ``dashboard/i18n/locales/<language>/glossary.csv``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from dashboard.errors import SiteError
from dashboard.paths import PACKAGE

NOT_SEEN = "not seen; our wording"
#: A line of a document, a page, or the admission that the term was not seen.
_SEEN = re.compile(rf"[a-z]+\d{{4}}:\d+|https://\S+|{NOT_SEEN}")


class Term(BaseModel):
    """A term and its translation.

    Attributes:
        english: how English messages say it; further forms after ``|``.
        term: INTERPOL's term in the language.
        forms: its further forms in the language, such as the singular, separated by ``|``.
        seen_at: ``<document>:<line>``, the address of a page, or that it was not seen.
        remark: why, where it is not plain.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    english: str
    term: str
    forms: str
    seen_at: str
    remark: str

    @field_validator("english", "term")
    @classmethod
    def _filled(cls, text: str) -> str:
        if not text.strip():
            raise ValueError("it is empty")
        return text

    @field_validator("seen_at")
    @classmethod
    def _place(cls, text: str) -> str:
        if not _SEEN.fullmatch(text):
            raise ValueError(f"give <document>:<line>, an address, or “{NOT_SEEN}”")
        return text

    def stands_in_english(self, text: str) -> bool:
        """True where an English text uses the term."""
        return any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text) for form in self.english.split("|"))

    def stands_in(self, translation: str) -> bool:
        """True where a translation uses the term in one of its forms."""
        return any(_plain(form) in _plain(translation) for form in (self.term, *self.forms.split("|")) if form)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("'", "’")).casefold()


def glossary(code: str) -> Iterator[Term]:
    """The terms of a language; none where it has no glossary.

    Raises:
        SiteError: the file has an unknown or a missing column, or a row that cannot be understood.
    """
    path = PACKAGE / "i18n" / "locales" / code / "glossary.csv"
    if not path.exists():
        return
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            try:
                yield Term.model_validate({str(name): value for name, value in row.items()})
            except ValidationError as error:
                detail = error.errors(include_url=False)[0]
                column = ".".join(str(part) for part in detail["loc"])
                what = f"{detail['msg']}. Allowed columns: {', '.join(Term.model_fields)}."
                raise SiteError(f"locales/{code}/glossary.csv, row {number}, column {column}: {what}") from error
