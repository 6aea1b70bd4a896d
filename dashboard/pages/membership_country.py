"""What is known of a country's membership, in words: its dates, its returns, and what is doubtful."""

from __future__ import annotations

from typing import Any

from dashboard.components.context import PageContext
from dashboard.data.membership import FORMER, REMARKS, Spell, member_rows, membership
from dashboard.i18n import formatting


def country_names(context: PageContext) -> dict[str, str]:
    """Code → name: today's members by name, then the former ones."""
    rows = member_rows(context.data.store, context.language.code)
    return {row["iso3"]: row["name"] for row in rows} | {code: context.gettext(name) for code, name in FORMER.items()}


def country_lines(context: PageContext) -> dict[str, list[str]]:
    """Code → lines on its membership."""
    found = {}
    for row in member_rows(context.data.store, context.language.code):
        since = context.gettext("Member since {date}", date=accession_words(context, row))
        found[row["iso3"]] = [since, *circumstances(context, row)]
    spells = membership(context.data.store).spells
    found |= {code: [_former_line(context, spell) for spell in spells[code]] for code in FORMER}
    for code, remark in REMARKS.items():
        found[code].append(context.gettext(remark))
    return found


def accession_words(context: PageContext, row: dict[str, Any]) -> str:
    """The date of accession, and whether one source alone gives it."""
    since = formatting.period(row["member_since"], context.language)
    return context.gettext("{date} (one source only)", date=since) if row["confidence"] == "B" else since


def circumstances(context: PageContext, row: dict[str, Any]) -> list[str]:
    """Lines under a date of accession: a member of June 1956, and one that left and was readmitted."""
    gettext, language = context.gettext, context.language
    lines = [gettext("member when the present constitution came into force")] if row["founder"] else []
    if row["unknown"]:
        lines.append(gettext("readmitted; the start of its first membership is not known"))
    elif row["left"]:
        years = {name: formatting.period(str(row[name]), language) for name in ("left", "readmitted")}
        lines.append(gettext("left in {left}, readmitted in {readmitted}", **years))
    return lines


def _former_line(context: PageContext, spell: Spell) -> str:
    """The years at whose ends a former member was one."""
    first, last = (formatting.period(str(year), context.language) for year in spell)
    if first == last:
        return context.gettext("Counted as a member at the end of {year}", year=first)
    return context.gettext("Counted as a member at the ends of the years {first} to {last}", first=first, last=last)
