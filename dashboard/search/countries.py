"""Which members a reader means: names as the United Nations write them, as people do, and codes."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from dashboard.data.store import Store
from dashboard.data.vocabulary import names_in_each_language
from dashboard.search.text import words


def find_members(store: Store, typed: str) -> frozenset[str]:
    """The codes of the members whose name, or code, is what was typed; else of those whose name has words that begin so.

    No member is better than a wrong one: nothing is found within words, and nothing by likeness.
    """
    asked = words(typed)
    names = _names(store)
    whole = frozenset(code for code, known in names.items() if asked in known)
    return whole or frozenset(
        code for code, known in names.items() if any(_all_begin_words(asked, name) for name in known)
    )


def _all_begin_words(asked: tuple[str, ...], name: tuple[str, ...]) -> bool:
    return all(any(word.startswith(part) for word in name) for part in asked)


@lru_cache(maxsize=2)
def _names(store: Store) -> dict[str, set[tuple[str, ...]]]:
    """Code → the words of each of its names, in all languages."""
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for row in store.rows("SELECT m.*, n.* FROM members m JOIN country_names n USING (iso3)"):
        everyday = (name for names in names_in_each_language(row).values() for name in names.split("; "))
        official = names_in_each_language(row, "name_").values()
        found[row["iso3"]] = {words(name) for name in (*everyday, *official, row["iso2"], row["iso3"])}
    for row in store.rows("SELECT * FROM search_words WHERE kind = 'country'"):
        for target in row["targets"].split("; "):
            found[target] |= {
                words(name) for names in names_in_each_language(row).values() for name in names.split("; ")
            }
    return dict(found)
