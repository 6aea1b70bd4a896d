"""What can be chosen about an embed, in its address and in the form that writes its code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.exports.registry import EnumParameter, IntegerParameter
from dashboard.i18n.languages import N_

#: Options of the address; the first value of each is the default. The source line cannot be removed.
OPTIONS = {
    choice.name: choice
    for choice in (
        EnumParameter("theme", ("light", "dark", "auto"), N_("Light, dark, or as the reader’s browser says.")),
        EnumParameter("title", ("1", "0"), N_("0 leaves title and subtitle out of sight.")),
        EnumParameter("controls", ("1", "0"), N_("0 leaves controls and menu out.")),
        EnumParameter("transparent", ("0", "1"), N_("1 leaves the background out.")),
    )
}


#: How wide the column is that a frame is pasted into; the code and its preview are written for that.
WIDTH = IntegerParameter("width", 240, 1600, N_("How wide the column is, in pixels."))
DEFAULT_WIDTH_PX = 640


@dataclass(frozen=True)
class EmbedOptions:
    """How an embed is shown on the page of a host.

    Attributes:
        theme: ``auto`` follows the reader's browser.
        title: whether title and subtitle are seen.
        controls: whether the chart's controls and links are there.
        transparent: without background.
        frozen: the data stay those of the version the code names.
    """

    theme: str = "light"
    title: bool = True
    controls: bool = True
    transparent: bool = False
    frozen: bool = False

    def parameters(self, version: str) -> dict[str, str]:
        """What the embed's address carries; what is left at its default is left out.

        Args:
            version: the data version that a frozen embed keeps.
        """
        values = {
            "theme": self.theme,
            "title": str(int(self.title)),
            "controls": str(int(self.controls)),
            "transparent": str(int(self.transparent)),
        }
        changed = {name: value for name, value in values.items() if value != OPTIONS[name].values[0]}
        return changed | ({"v": version} if self.frozen else {})


def embed_options(query: Mapping[str, str]) -> EmbedOptions:
    """Reads options from a query string; ``data`` is ``live`` or ``frozen``.

    Raises:
        InvalidParameter: a value is not offered; the error says what is.
    """
    values = {name: choice.parse(query) for name, choice in OPTIONS.items()}
    return EmbedOptions(
        theme=values["theme"],
        title=values["title"] == "1",
        controls=values["controls"] == "1",
        transparent=values["transparent"] == "1",
        frozen=EnumParameter("data", ("live", "frozen"), "").parse(query) == "frozen",
    )
