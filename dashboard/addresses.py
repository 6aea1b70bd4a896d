"""Every address of the site, made in one place."""

from __future__ import annotations

from dashboard.charts.catalogue import Chart, State
from dashboard.languages import Code

#: Pages beside the topics, by their last part.
FIXED_PAGES = ("figures", "about")


def _with(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path


def overview(code: Code) -> str:
    """The first page of a language."""
    return f"/{code}/"


def topic(code: Code, name: str) -> str:
    """A topic's page, or one of the fixed pages."""
    return f"/{code}/{name}"


def chart(code: Code, which: Chart, state: State = (), form: str = "", **options: str) -> str:
    """A chart's page, or the chart in another form.

    Args:
        code: the language.
        which: the chart.
        state: of its controls; defaults are left out.
        form: ``png``, ``csv`` and so on; empty for the page.
        **options: further parameters.
    """
    query = "&".join(part for part in (which.query_string(state), *(f"{k}={v}" for k, v in options.items())) if part)
    return _with(f"/{code}/charts/{which.id}{'.' if form else ''}{form}", query)


def embed(code: Code, which: Chart, state: State = (), **options: str) -> str:
    """The page of a chart that others frame."""
    query = "&".join(part for part in (which.query_string(state), *(f"{k}={v}" for k, v in options.items())) if part)
    return _with(f"/{code}/embed/{which.id}", query)


def figure(code: Code, figure_id: str) -> str:
    """A figure among all figures, opened."""
    return f"/{code}/figures?figure={figure_id}#f-{figure_id}"
