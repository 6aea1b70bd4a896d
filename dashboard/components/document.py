"""The document around every page: head, skip link, navigation, footer."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from dash import html
from flask import current_app

from dashboard import urls
from dashboard.charts.datum import HOLLOW_SHORT, MARKS
from dashboard.components.chart_interaction import keyboard_help, live_region
from dashboard.components.context import Page, PageContext
from dashboard.components.coverage import coverage_sentence
from dashboard.components.dialog_section import dialog_strings
from dashboard.components.html import Element, Raw, write
from dashboard.components.site_header import SITE_NAME, error_header, site_header
from dashboard.design.assets import asset_url, embed_style, page_style
from dashboard.exports.images.page_preview import PRESET as PREVIEW
from dashboard.i18n.languages import N_, Code, Language, available_languages, get_language
from dashboard.releases.data_version import DataVersion
from dashboard.settings import settings

#: Characters of a picture's text that cards show at most.
TWITTER_ALT = 420


def render_document(context: PageContext, page: Page) -> str:
    """Gives the whole HTML document of a page."""
    language = context.language
    body = [
        html.A(context.gettext("Skip to content"), href="#content", className="skip"),
        site_header(context, page.topic),
        Element("main", {"id": "content", "tabindex": "-1", "class": "wrap"}, page.body),
        _footer(context),
        live_region(),
        keyboard_help(context),
        dialog_strings(context),
        # Dash's own tree: it holds only what is live and shows nothing by itself.
        html.Div(id="react-entry-point", hidden=True),
    ]
    return (
        f'<!doctype html><html lang="{language.code}" dir="{language.direction}">'
        f"<head>{write(_head(context, page))}</head><body>{write(body)}</body></html>"
    )


def _head(context: PageContext, page: Page) -> list[Any]:
    current, site = context.language, context.gettext(SITE_NAME)
    # Arabic headings would be read in the letters of the system first, which are of another kind.
    fonts = ("arabic-400", "arabic-600") if current.rtl else ("400",)
    address = context.origin + context.path + (f"?{page.query}" if page.query else "")
    query = shared_query(context)
    shared = f"{context.origin}{context.path}{'?' + query if query else ''}" if not page.query else address
    early = {"as": "font", "type": "font/woff2", "crossorigin": ""}
    return [
        _meta(charset="utf-8"),
        _meta(name="viewport", content="width=device-width, initial-scale=1"),
        Element("title", {}, f"{page.title} – {site}" if page.title != site else site),
        _meta(name="description", content=page.description),
        *(_link("preload", asset_url(f"fonts/figures-sans-{font}.woff2"), **early) for font in fonts),
        Raw(f"<style>{page_style(current.rtl)}</style>"),
        _link(
            "alternate",
            urls.feed(current),
            type="application/atom+xml",
            title=context.gettext("{site}: changes to the data", site=site),
        ),
        _link("service-desc", "/openapi.json", type="application/json"),
        _link("icon", asset_url("favicon.svg"), type="image/svg+xml"),
        _link("canonical", address),
        *_alternates(context, page),
        *_previews(context, page, shared),
        *_preview_picture(context, page, query),
        *page.extra_head,
        Raw(current_app.extensions["script_settings"]),
        *(_script(name) for name in ("chart-interaction.js", "site.js", *_development_scripts())),
    ]


def _script(name: str) -> Element:
    return Element("script", {"src": asset_url(name), "defer": True})


def _development_scripts() -> tuple[str, ...]:
    """What loads an open page anew when it has changed."""
    return ("develop.js",) if settings().show_errors else ()


def _meta(**attributes: Any) -> Element:
    return Element("meta", attributes)


def _link(rel: str, href: str, **attributes: Any) -> Element:
    return Element("link", {"rel": rel, "href": href, **attributes})


def _previews(context: PageContext, page: Page, address: str) -> list[Element]:
    """What other sites show of a page that is linked there: Open Graph, and Twitter's cards."""
    current = context.language
    others = (code for code in available_languages() if code != current.code)
    return [
        _meta(property="og:site_name", content=context.gettext(SITE_NAME)),
        _meta(property="og:type", content="article" if page.image else "website"),
        _meta(property="og:title", content=page.title),
        _meta(property="og:description", content=page.description),
        _meta(property="og:url", content=address),
        _meta(property="og:locale", content=str(current.locale)),
        *(_meta(property="og:locale:alternate", content=str(get_language(code).locale)) for code in others),
        _meta(name="twitter:card", content="summary_large_image"),
        _meta(name="twitter:title", content=page.title),
        _meta(name="twitter:description", content=page.description),
    ]


def shared_query(context: PageContext) -> str:
    """The part of the query string that a page shows, with every value of what may be repeated."""
    single = [(name, value) for name, value in context.query.items() if name not in context.values]
    several = [(name, value) for name, values in context.values.items() for value in values if value]
    return urlencode(sorted([*single, *several]))


def _preview_picture(context: PageContext, page: Page, query: str) -> list[Element]:
    path = page.image or urls.preview(context.language, context.path, query)
    if not path:
        return []
    address, alt = context.origin + path, page.image_alt or f"{page.title}. {page.status}".strip()
    size = page.image_size if page.image else (PREVIEW.width_px, PREVIEW.height_px)
    sizes = zip(("width", "height"), size, strict=True)
    return [
        _meta(property="og:image", content=address),
        _meta(property="og:image:type", content="image/png"),
        *(_meta(property=f"og:image:{side}", content=str(pixels)) for side, pixels in sizes if pixels),
        _meta(property="og:image:alt", content=alt),
        _meta(name="twitter:image", content=address),
        _meta(name="twitter:image:alt", content=alt[:TWITTER_ALT]),
    ]


def _alternates(context: PageContext, page: Page) -> list[Element]:
    query = f"?{page.query}" if page.query else ""
    named: list[tuple[str, Code]] = [*((code, code) for code in available_languages()), ("x-default", "en")]
    links = [(name, context.origin + urls.in_language(context.path, code) + query) for name, code in named]
    return [Element("link", {"rel": "alternate", "hreflang": name, "href": address}) for name, address in links]


def _footer(context: PageContext) -> Any:
    gettext = context.gettext
    about = urls.topic(context.language, "about")
    sentence = gettext(
        "This site shows figures from INTERPOL’s published reports, and membership data from other "
        "sources. It is independent of INTERPOL and does not speak for it."
    )
    links = [
        gettext("Data version {version}", version=context.data.version),
        " · ",
        html.A(gettext("How the figures were read"), href=about),
        " · ",
        html.A(gettext("Data and addresses"), href=urls.topic(context.language, "data")),
    ]
    text = html.Div([html.P(sentence), html.P(coverage_sentence(context)), html.P(links)])
    return html.Footer(html.Div([text, _key(context)], className="wrap"), className="site-footer")


def _key(context: PageContext) -> Any:
    """The key to the marks behind values, and to how bars are filled."""
    entries: list[tuple[Any, str]] = [(mark, meaning) for mark, meaning in MARKS.items()]
    fills = (("printed", N_("printed in a report")), ("derived", MARKS["†"]), ("pale", MARKS["§"]),
             ("outlined", HOLLOW_SHORT))  # fmt: skip
    entries += [(Element("i", {"class": f"fill {name}"}), meaning) for name, meaning in fills]
    return html.Dl(
        [html.Div([html.Dt(sign), html.Dd(context.gettext(meaning))]) for sign, meaning in entries],
        className="key",
        **{"aria-label": context.gettext("The marks")},
    )


def error_document(
    language: Language, title: str, paragraphs: list[Any], site_links: Any, data: DataVersion | None, *, framed: bool
) -> str:
    """A small page for what cannot be shown. Inside a frame its link leads out of it.

    Args:
        language: of the reader.
        title: what is wrong.
        paragraphs: more about it.
        site_links: how to go on.
        data: names the topics; the page needs no database.
        framed: the page is the content of an embed.
    """
    names = "error-page embed" if framed else "error-page wrap"
    body = [
        None if framed else html.A(language.gettext("Skip to content"), href="#content", className="skip"),
        None if framed else error_header(language, data),
        Element("main", {"id": "content", "tabindex": "-1", "class": names}, [html.H1(title), *paragraphs, site_links]),
    ]
    scripts = ("embed.js", *_development_scripts()) if framed else _development_scripts()
    base = '<base target="_blank">' if framed else ""
    kind = ' class="framed"' if framed else ""
    style = embed_style(language.rtl) if framed else page_style(language.rtl)
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{write(title)}</title><meta name="robots" content="noindex">{base}{write([_script(name) for name in scripts])}'
        f"<style>{style}</style>"
    )
    return (
        f'<!doctype html><html lang="{language.code}" dir="{language.direction}"{kind}><head>{head}</head>'
        f"<body>{write(body)}</body></html>"
    )
