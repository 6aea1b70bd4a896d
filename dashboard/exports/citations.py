"""How to cite a chart: as a line, and for reference managers as BibTeX, RIS and CSL-JSON.

None states a date of access: the data version says which data were seen.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from dashboard import urls
from dashboard.charts.sources import source_line
from dashboard.charts.view import ChartView
from dashboard.exports.registry import Export, ExportRequest, export
from dashboard.i18n.languages import N_
from dashboard.releases.data_version import DataVersion


@dataclass(frozen=True)
class Reference:
    """What every citation says.

    Attributes:
        key: an identifier in plain ASCII.
        author: the site; it stands for itself and not for INTERPOL.
        compiled: month in which the documents were read last, as ``2026-11``.
        sources: the documents behind the chart, as a sentence.
    """

    key: str
    title: str
    author: str
    compiled: str
    version: str
    sources: str
    address: str
    language: str


def reference(data: DataVersion, view: ChartView, origin: str) -> Reference:
    """Gathers what the citations of a chart say."""
    code = view.language.code
    options = [option for _, option in view.chart.chosen(view.state)]
    return Reference(
        key="-".join(["interpol-figures", view.chart.id, *options, code, data.version]),
        title=view.title,
        author=view.language.gettext("INTERPOL in figures"),
        compiled=compiled(data),
        version=data.version,
        sources=source_line(view, data.vocabulary),
        address=origin + urls.chart(view.language, view.chart, view.state),
        language=code,
    )


def compiled(data: DataVersion) -> str:
    """The month in which the documents and datasets were read last, as ``2026-11``."""
    return str(data.store.rows("SELECT max(accessed) AS last FROM sources")[0]["last"])[:7]


def citation(data: DataVersion, view: ChartView, origin: str) -> str:
    """Title, site, data version, documents and address, as one line in the language of the view."""
    cited = reference(data, view, origin)
    return view.language.gettext(
        "“{title}”. INTERPOL in figures, data version {version}. {sources}. {address}",
        title=cited.title,
        version=cited.version,
        sources=cited.sources,
        address=cited.address,
    )


_LATEX = str.maketrans(
    {
        **{c: f"\\{c}" for c in "&%$#_{}"},
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


def bibtex(data: DataVersion, view: ChartView, origin: str) -> str:
    """An entry for BibTeX and biblatex, in UTF-8; what LaTeX would take as a command is escaped."""
    cited = reference(data, view, origin)
    year, _, month = cited.compiled.partition("-")
    fields = {
        "author": f"{{{cited.author.translate(_LATEX)}}}",
        "title": f"{{{cited.title.translate(_LATEX)}}}",
        "year": year,
        "month": month.lstrip("0"),
        "version": cited.version,
        "note": cited.sources.translate(_LATEX),
        "url": cited.address,
        "language": cited.language,
    }
    lines = [f"  {name} = {{{_one_line(value)}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{cited.key},", *lines, "}"]) + "\n"


def ris(data: DataVersion, view: ChartView, origin: str) -> str:
    """A record in the RIS format of reference managers."""
    cited = reference(data, view, origin)
    year, _, month = cited.compiled.partition("-")
    tags = [
        ("TY", "DATA"),
        ("ID", cited.key),
        ("TI", cited.title),
        ("AU", cited.author),
        ("PY", year),
        ("DA", f"{year}/{month}//"),
        ("PB", cited.author),
        ("ET", cited.version),
        ("LA", cited.language),
        ("N1", cited.sources),
        ("UR", cited.address),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in tags)


def csl(data: DataVersion, view: ChartView, origin: str) -> str:
    """A list of one item in CSL-JSON, which Zotero, Pandoc and citeproc read."""
    cited = reference(data, view, origin)
    item = {
        "id": cited.key,
        "type": "dataset",
        "title": cited.title,
        "author": [{"literal": cited.author}],
        "publisher": cited.author,
        "issued": {"date-parts": [[int(part) for part in cited.compiled.split("-")]]},
        "version": cited.version,
        "note": cited.sources,
        "URL": cited.address,
        "language": cited.language,
    }
    return json.dumps([item], ensure_ascii=False, indent=1) + "\n"


def _one_line(text: str) -> str:
    return re.sub(r"\s*[\r\n]+\s*", " ", text)


@export("bib", "application/x-bibtex; charset=utf-8", N_("Citation for BibTeX"), "citation")
def bibtex_file(request: ExportRequest) -> Export:
    """The citation as a file for BibTeX."""
    return Export(bibtex(request.data, request.view, request.origin).encode())


@export("ris", "application/x-research-info-systems; charset=utf-8", N_("Citation as RIS"), "citation")
def ris_file(request: ExportRequest) -> Export:
    """The citation as a file for reference managers."""
    return Export(ris(request.data, request.view, request.origin).encode())


@export("csl.json", "application/vnd.citationstyles.csl+json", N_("Citation as CSL-JSON"), "citation")
def csl_file(request: ExportRequest) -> Export:
    """The citation as a file for Zotero, Pandoc and citeproc."""
    return Export(csl(request.data, request.view, request.origin).encode())


def finding_sentence(data: DataVersion, view: ChartView) -> str:
    """The finding with its sources, as a sentence to be pasted into an article."""
    title = view.title.rstrip(".")
    return view.language.gettext("{title} ({sources}).", title=title, sources=source_line(view, data.vocabulary))
