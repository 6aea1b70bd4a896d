"""A sentence with elements in it: a quotation in its own language, a stranger's text, a link."""

from __future__ import annotations

import re
from typing import Any

from dash import html

from dashboard.charts.sources import publication_name
from dashboard.data.vocabulary import Publication, Vocabulary
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


def quoted(vocabulary: Vocabulary, source_id: str, token: str) -> Any:
    """What a document prints, marked as being in the document's language."""
    return html.Span(token, lang=vocabulary.sources[source_id].language, dir="ltr")


def publication_link(publication: Publication, language: Language) -> Any:
    """Who published something and when, with its title in its own language as the link to its address."""
    code = publication.language
    title = html.A(
        html.Bdi(publication.title, lang=code if code != language.code else None),
        href=publication.address, rel="external nofollow", hrefLang=code,
    )  # fmt: skip
    return [f"§ {publication_name(publication, language)}: ", title]
