"""What a page is laid out from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dashboard.i18n.languages import Language
from dashboard.releases.data_version import DataVersion, Drawing


@dataclass(frozen=True)
class PageContext:
    """One request for a page.

    Attributes:
        data: the data version served.
        language: of the page.
        query: the query string, last value of each name; of a name that may be repeated, its value where it has one.
        origin: scheme and host of the site, for absolute addresses.
        path: the page's path, without query.
        get_drawing: gives a drawing as its file has it, or None where it cannot be had.
        on_layout: is called before a chart is laid out that was not drawn ahead; what it raises stops that.
        openapi: makes the OpenAPI document of the site.
        values: the values of names that may be repeated.
        missing_charts: charts that stand on the page without their drawing; such a page is not kept.
    """

    data: DataVersion
    language: Language
    query: Mapping[str, str]
    origin: str
    path: str
    get_drawing: Callable[[Drawing], bytes | None] = Drawing.read
    on_layout: Callable[[], None] = lambda: None
    openapi: Callable[[], dict[str, Any]] = dict
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    missing_charts: list[str] = field(default_factory=list)

    def gettext(self, message: str, **values: object) -> str:
        """A message in the page's language."""
        return self.language.gettext(message, **values)


@dataclass(frozen=True)
class Page:
    """A laid out page.

    Attributes:
        title: for the window, without the site's name.
        description: one or two sentences for search engines and link previews.
        body: the content of ``<main>``.
        topic: the navigation entry that is current, or the empty string.
        status: what the page comes to in the state of its address, in a few words of ours; the picture for link previews
            says it.
        image: path of that picture, where the page has one of its own.
        image_size: its width and height in pixels; noughts where it has not been laid out yet.
        extra_head: further head elements.
    """

    title: str
    description: str
    body: Any
    topic: str = ""
    status: str = ""
    image: str = ""
    image_alt: str = ""
    image_size: tuple[int, int] = (0, 0)
    query: str = ""
    extra_head: list[Any] = field(default_factory=list)
