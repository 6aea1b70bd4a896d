"""Names of subjects, metrics, units, topics, documents and notes in every language, from the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dashboard.data.coverage import coverage
from dashboard.data.store import Row, Store
from dashboard.i18n.languages import CODES, N_, Code, Language

#: The folder of charts that concern all topics, and the page that they belong to.
ALL_TOPICS, THEN_AND_NOW = "changes", N_("Then and now")


@dataclass(frozen=True)
class Source:
    """A document or dataset.

    Attributes:
        names: language code → title.
        citations: language code → how to cite it.
        quoted: what the citations say in the document's language, such as its title.
        published: ISO period.
    """

    source_id: str
    names: dict[str, str]
    published: str
    publisher: str
    kind: str
    url: str
    citations: dict[str, str]
    quoted: tuple[str, ...]
    terms: str
    language: str


@dataclass(frozen=True)
class Heading:
    """A heading of a document: of a chapter, with its pages where the table of contents tells them, or of a section.

    Attributes:
        first_line: under it in the document's text.
        last_line: likewise.
        names: language code → title.
        first_page: as printed; None where the document tells none.
        last_page: likewise.
    """

    source_id: str
    first_line: int
    last_line: int
    names: dict[str, str]
    first_page: int | None = None
    last_page: int | None = None


@dataclass(frozen=True)
class Publication:
    """A page, release or paper that prints figures of years or editions that the documents do not print.

    Attributes:
        published: ISO period, or the empty string where it bears no date.
        is_primary: the text is INTERPOL's own.
    """

    publication_id: str
    title: str
    publisher: str
    published: str
    address: str
    language: str
    kind: str
    is_primary: bool


class Vocabulary:
    """Looks names up; every name of the database has one in each language, or the English one in its place.

    Attributes:
        languages: that the tables have columns for; a version that was published before may lack the latest.
        topics: keys in their order.
        sources: documents and datasets by id.
        publications: what else prints figures, by id.
        data_date: the ISO period in which the latest of them was consulted.
        newest_report: the id of the latest of the reports that the figures were read in.
        years: in which a figure's period begins or ends, the latest first.
    """

    def __init__(self, store: Store) -> None:
        self.languages = tuple(code for code in CODES if code in _columns(store, "topics"))
        self._names: dict[str, dict[str, str]] = {}
        for table, key in (("metrics", "metric"), ("units", "unit"), ("subjects", "subject")):
            self._names |= _by_key(store, table, key)
        self._names |= _countries(store) | _goals(store)
        self._metrics = _by_key(store, "metrics", "metric")
        self._units = _by_key(store, "units", "unit")
        self._topics = _by_key(store, "topics", "topic")
        self._glosses = _by_key(store, "glosses", "subject")
        self._notes = _by_key(store, "notes", "note")
        self._printed = _by_key(store, "printed_places", "printed") | _by_key(store, "printed_partners", "printed")
        self.topics: list[str] = [row["topic"] for row in store.rows("SELECT topic FROM topics ORDER BY position")]
        self.data_date = str(store.rows("SELECT max(accessed) AS latest FROM sources")[0]["latest"])
        years = "SELECT DISTINCT unnest([year(period_start), year(period_end)]) AS year FROM figures WHERE basis <> 'reported' ORDER BY 1 DESC"
        self.years = [str(row["year"]) for row in store.rows(years)]
        self.newest_report = coverage(store).newest_report
        self._chapters, self._sections = _headings(store, "chapters"), _headings(store, "sections")
        self.sources = {row["source_id"]: _source(row) for row in store.rows("SELECT * FROM sources")}
        self.publications = {
            row["publication_id"]: _publication(row) for row in store.rows("SELECT * FROM publications")
        }

    def name(self, key: str, language: Language) -> str:
        """The name of a subject, metric or unit; the key itself where it is a proper name."""
        return language.localize_digits(self._names.get(key, {}).get(language.code, key))

    def metric(self, key: str, language: Language) -> str:
        """The name of what is counted or measured."""
        return language.localize_digits(self._metrics[key][language.code])

    def printed_name(self, printed: str, language: Language) -> str:
        """The name of a place or a partner that a document prints in its own language."""
        return language.localize_digits(self._printed[printed][language.code])

    def unit(self, key: str, language: Language) -> str:
        """The name of a unit."""
        return language.localize_digits(self._units[key][language.code])

    def topic(self, key: str, language: Language) -> str:
        """The name of a topic, or of the page of charts that concern them all."""
        if key == ALL_TOPICS:
            return language.gettext(THEN_AND_NOW)
        return language.localize_digits(self._topics[key][language.code])

    def note(self, key: str, language: Language) -> str:
        """A caveat."""
        return language.localize_digits(self._notes[key][language.code])

    def gloss(self, key: str, language: Language) -> str:
        """What an operation was after, in a few words; the empty string for what is none."""
        return language.localize_digits(self._glosses.get(key, {}).get(language.code, ""))

    def source(self, key: str, language: Language) -> str:
        """The title of a document or dataset."""
        return language.localize_digits(self.sources[key].names[language.code])

    def chapter(self, source_id: str, line: int) -> Heading | None:
        """The chapter that a line of a document stands in; None where it is not known."""
        return _above(self._chapters, source_id, line)

    def section(self, source_id: str, line: int) -> Heading | None:
        """The section that a line of a document stands in; None where it is not known."""
        return _above(self._sections, source_id, line)

    def citation(self, key: str, language: Language) -> str:
        """How to cite a document or dataset."""
        return language.localize_digits(self.sources[key].citations[language.code])


def _by_key(store: Store, table: str, key: str) -> dict[str, dict[str, str]]:
    return {row[key]: names_in_each_language(row) for row in store.rows(f"SELECT * FROM {table}")}


def names_in_each_language(row: Row, prefix: str = "") -> dict[Code, str]:
    """Language → the name that a row has in it."""
    return {code: row[prefix + code] for code in CODES if prefix + code in row}


def _countries(store: Store) -> dict[str, dict[str, str]]:
    """Members' names by ISO 3166-1 alpha-3 code, as the United Nations write them."""
    return {row["iso3"]: names_in_each_language(row, "name_") for row in store.rows("SELECT * FROM members")}


def _goals(store: Store) -> dict[str, dict[str, str]]:
    """Titles of goals and themes by ``goal-<slug>``: some slugs are subjects as well."""
    return {f"goal-{row['goal']}": names_in_each_language(row, "title_") for row in store.rows("SELECT * FROM goals")}


def _headings(store: Store, table: str) -> list[Heading]:
    # A version that was published before may be asked for still, and has no such table or column.
    columns = _columns(store, table)
    if "last_line" not in columns:
        return []
    pages = ("first_page", "last_page") if "first_page" in columns else ()
    return [
        Heading(
            str(row["source_id"]),
            int(row["first_line"]),
            int(row["last_line"]),
            names_in_each_language(row),
            *(row[page] for page in pages),
        )
        for row in store.rows(f"SELECT * FROM {table}")
    ]


def _columns(store: Store, table: str) -> set[str]:
    query = "SELECT column_name FROM duckdb_columns() WHERE table_name = $table"
    return {row["column_name"] for row in store.rows(query, {"table": table})}


def untranslated(store: Store) -> list[Row]:
    """Every name that stands in English in the place of a translation: language, place in the inputs, English words."""
    known = _columns(store, "untranslated")
    return store.rows("SELECT language, place, en FROM untranslated") if known else []


def _above(headings: list[Heading], source_id: str, line: int) -> Heading | None:
    found = (each for each in headings if each.source_id == source_id and each.first_line <= line <= each.last_line)
    return next(found, None)


def _source(row: dict[str, str]) -> Source:
    return Source(
        names=names_in_each_language(row, "name_"),
        citations=names_in_each_language(row, "citation_"),
        quoted=tuple(part for part in [row["title_original"], *(row["quoted"] or "").split(" | ")] if part),
        **{key: row[key] for key in ("source_id", "published", "publisher", "kind", "url", "terms", "language")},
    )


def _publication(row: dict[str, Any]) -> Publication:
    return Publication(
        published=row["published"] or "",
        **{name: row[name] for name in Publication.__dataclass_fields__ if name != "published"},
    )
