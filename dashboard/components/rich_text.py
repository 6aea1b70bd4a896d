"""A sentence with elements in it: a quotation in its own language, a stranger's text, a link."""

from __future__ import annotations

import re
from typing import Any

from dash import html

from dashboard.data.vocabulary import Heading, Publication, Vocabulary
from dashboard.i18n import formatting
from dashboard.i18n.languages import Language

_SLOT = re.compile("\x00([a-z_]+)\x00")


def gettext_elements(language: Language, text: str, slots: dict[str, Any], **values: object) -> list[Any]:
    """Words a message whose placeholders hold elements.

    Args:
        language: of the words.
        text: an English message.
        slots: placeholder → element.
        **values: the other placeholders, as text.
    """
    display = language.gettext(text, **{name: f"\x00{name}\x00" for name in slots}, **values)
    return [slots[part] if index % 2 else part for index, part in enumerate(_SLOT.split(display))]


def headings_above(vocabulary: Vocabulary, source_id: str, line: int | None, language: Language) -> list[Any]:
    """Chapter, pages and section under which somebody with the document finds a line; what is not known is left out.

    The last of the headings stands as it is printed too, for whom the document's language is another.
    """
    if not line:
        return []
    parts: list[Any] = []
    chapter, section = vocabulary.chapter(source_id, line), vocabulary.section(source_id, line)
    if chapter:
        parts.append(_chapter_words(chapter, language))
    if section:
        title = language.localize_digits(section.names[language.code])
        parts += [" · " if parts else "", language.gettext("section “{title}”", title=title)]
    printed_in = vocabulary.sources[source_id].language
    if (last := section or chapter) and last.names[language.code] != last.names[printed_in]:
        printed = html.Span(f"« {last.names[printed_in]} »", lang=printed_in, dir="ltr")
        parts += [" (", printed, ")"]
    return parts


def _chapter_words(chapter: Heading, language: Language) -> str:
    title = language.localize_digits(chapter.names[language.code])
    first, last = chapter.first_page, chapter.last_page
    if first is None:
        return language.gettext("chapter “{title}”", title=title)
    if last is None:
        return language.gettext("chapter “{title}”, from page {page}", title=title, page=first)
    if first == last:
        return language.gettext("chapter “{title}”, page {page}", title=title, page=first)
    return language.gettext("chapter “{title}”, pages {first} to {last}", title=title, first=first, last=last)


def quoted(vocabulary: Vocabulary, source_id: str, token: str) -> Any:
    """What a document prints, marked as being in the document's language."""
    return html.Span(token, lang=vocabulary.sources[source_id].language, dir="ltr")


def quoted_elsewhere(language: Language, token: str, qualifier: str, printed_in: str) -> list[Any]:
    """What a publication prints, in quotation marks; how it qualifies the number, in the reader's language."""
    quote = gettext_elements(language, "“{printed}”", {"printed": html.Span(token, lang=printed_in, dir="ltr")})
    return gettext_elements(language, formatting.QUALIFIED[qualifier], {"value": html.Span(quote)})


def publication_link(publication: Publication, language: Language) -> Any:
    """Who published something and when; its title, in its own language, leads to its address."""
    code = publication.language
    publisher, title = (html.Bdi(text, lang=code) for text in (publication.publisher, publication.title))
    link = html.A(title, href=publication.address, rel="external nofollow", hrefLang=code)
    who: list[Any] = [publisher]
    if publication.published:
        date = formatting.period(publication.published, language)
        who = gettext_elements(language, "{publisher}, {title}", {"publisher": publisher}, title=date)
    return html.Span(["§ ", *who, ": ", link])
