"""Colours, type and sizes, once for pages, charts and pictures.

Charts are drawn in the light colours; `dashboard.design.theming` turns each into a style-sheet class or into the dark
colour. So every colour a chart uses must stand in `LIGHT`, and no two tokens there may share a value: a second name of a
colour is an alias.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: token → light colour. Data colours keep 3:1 against paper; text keeps 4.5:1.
LIGHT = {
    "paper": "#ffffff",
    "ink": "#14212b",
    "second": "#4a5a68",
    "rule": "#d8dfe5",
    "tint": "#f4f6f8",
    "land": "#d6d1ca",
    "on-data": "#fefefe",
    "blue": "#1d5b99",
    "ochre": "#a66700",
    "teal": "#188075",
    "plum": "#8a3a73",
    "slate": "#687785",
    "notice-red": "#c8102e",
    "notice-yellow": "#d9a400",
    "notice-orange": "#d9650b",
    "notice-purple": "#6d3b8e",
    "notice-blue": "#1f5fae",
    "notice-green": "#2d7d3a",
    "notice-black": "#22272b",
    "era-1": "#00264a",
    "era-2": "#2b74b8",
    "era-3": "#b9d9f7",
    "no-member": "#84929e",
    "finances": "#0c6e60",
    "finances-1": "#003a2f",
    "finances-2": "#1c9a81",
    "finances-3": "#c7e6dd",
    "finances-soft": "#e4f4ef",
    "notices-1": "#62000f",
    "notices-2": "#e73947",
    "notices-3": "#fed2cf",
    "notices-soft": "#ffebe9",
    "members-1": "#00315a",
    "members-2": "#3e89d0",
    "members-3": "#cae1fa",
    "members-soft": "#e6f2ff",
    "operations-1": "#4f1542",
    "operations-2": "#ba5fa2",
    "operations-3": "#f3d3e9",
    "operations-soft": "#fbeaf6",
    "databases": "#5548a8",
    "databases-1": "#2d2169",
    "databases-2": "#7d72e2",
    "databases-3": "#dadafe",
    "databases-soft": "#eeeffd",
    "people": "#8a5a00",
    "people-1": "#462900",
    "people-2": "#b8730c",
    "people-3": "#f1d9c1",
    "people-soft": "#faeee1",
    "goals": "#4a6a1c",
    "goals-1": "#243800",
    "goals-2": "#6f923c",
    "goals-3": "#d7e3c8",
    "goals-soft": "#ecf3e5",
}
#: token → dark colour.
DARK = {
    "paper": "#131e27",
    "ink": "#e8edf1",
    "second": "#a9b7c2",
    "rule": "#2c3a45",
    "tint": "#18232c",
    "land": "#4b4640",
    "on-data": "#0d1419",
    "blue": "#6aa9e6",
    "ochre": "#e0a23c",
    "teal": "#4fc0b2",
    "plum": "#d083b9",
    "slate": "#94a3b0",
    "notice-red": "#f5687c",
    "notice-yellow": "#ecc245",
    "notice-orange": "#f08c3f",
    "notice-purple": "#b486d6",
    "notice-blue": "#6aa5ee",
    "notice-green": "#62b872",
    "notice-black": "#c3ccd3",
    "era-1": "#daecff",
    "era-2": "#4889c6",
    "era-3": "#153959",
    "no-member": "#5e6f7d",
    "finances": "#4fc0b2",
    "finances-1": "#b5ecdc",
    "finances-2": "#189078",
    "finances-3": "#04483b",
    "finances-soft": "#15342d",
    "notices-1": "#fed2cf",
    "notices-2": "#d93542",
    "notices-3": "#730e1a",
    "notices-soft": "#4d1b1c",
    "members-1": "#c7e1fd",
    "members-2": "#397fc3",
    "members-3": "#143f67",
    "members-soft": "#1a2f45",
    "operations-1": "#fecdee",
    "operations-2": "#ae5898",
    "operations-3": "#5a284d",
    "operations-soft": "#3f2337",
    "databases": "#a79bf0",
    "databases-1": "#dadaff",
    "databases-2": "#756ad4",
    "databases-3": "#393271",
    "databases-soft": "#2b294b",
    "people": "#e0a23c",
    "people-1": "#ffd6ab",
    "people-2": "#ac6b09",
    "people-3": "#583400",
    "people-soft": "#3e2911",
    "goals": "#9cc25a",
    "goals-1": "#d1e7b8",
    "goals-2": "#688837",
    "goals-3": "#314413",
    "goals-soft": "#273219",
}
#: A topic's colour that has another name already. Each topic has one hue: its own name for text, single series and the
#: gauge; ``-1`` and ``-2`` for two parts that touch; ``-3`` within an outline; ``-soft`` behind text.
ALIASES = {"notices": "notice-red", "members": "blue", "operations": "plum", "changes": "slate"}
#: Every name that a chart's file may use.
TOKENS = (*LIGHT, *ALIASES)
#: Colours of the pages around the charts: token → light, dark.
PAGE = {
    "ground": ("#f1f3f6", "#0b1218"),
    "gauge": ("#14212b", "#7d8d9a"),
    "rule-2": ("#b9c4cd", "#455563"),
    "rule-3": ("#687785", "#7d8d9a"),
    "hatch": ("#ffffff", "#131e27"),
    "masthead": ("#14212b", "#060a0e"),
    "masthead-field": ("#263642", "#18232c"),
    "masthead-edge": ("#6d7e8c", "#5f707d"),
    "masthead-hint": ("#b8c4cd", "#a9b7c2"),
}
#: Topics, in no order: each has its colours above.
TOPICS = ("finances", "notices", "members", "operations", "databases", "people", "goals")
#: The tones of a chart's own topic, as chart files name them.
TONES = ("t", "t-1", "t-2", "t-3", "soft")

LATIN_FAMILY = "Figures Sans"
ARABIC_FAMILY = "Figures Sans Arabic"
FONT_STACK = f"{LATIN_FAMILY}, {ARABIC_FAMILY}, sans-serif"
#: resvg takes the weight of the first family that exists, so Arabic comes first where the text is Arabic.
ARABIC_FONT_STACK = f"{ARABIC_FAMILY}, {LATIN_FAMILY}, sans-serif"


@dataclass(frozen=True)
class Font:
    """One of the site's own subsets of fonts; ``assets/site.css`` declares the same.

    Attributes:
        family: its name.
        weight: 400 or 600.
        file: below ``assets``.
        spans: the first and the last code of each run of letters that it is used for.
    """

    family: str
    weight: int
    file: str
    spans: tuple[tuple[int, int], ...]

    def face(self, source: str) -> str:
        """The CSS rule that declares it, with what stands between its weight and its letters."""
        letters = ",".join(f"U+{first:04X}-{last:04X}" for first, last in self.spans)
        return f'@font-face{{font-family:"{self.family}";font-weight:{self.weight};{source};unicode-range:{letters}}}'


_LATIN = ((0x0000, 0x02FF), (0x2000, 0x22FF))
_ARABIC = ((0x0600, 0x06FF), (0x0750, 0x077F), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF))
FONTS = (
    Font(LATIN_FAMILY, 400, "fonts/figures-sans-400.woff2", _LATIN),
    Font(LATIN_FAMILY, 600, "fonts/figures-sans-600.woff2", _LATIN),
    Font(ARABIC_FAMILY, 400, "fonts/figures-sans-arabic-400.woff2", _ARABIC),
    Font(ARABIC_FAMILY, 600, "fonts/figures-sans-arabic-600.woff2", _ARABIC),
)


@dataclass(frozen=True)
class Layout:
    """The space a chart is laid out in.

    Attributes:
        name: ``phone`` and ``desktop`` on pages, ``card`` and ``hero`` on the overview.
        width_px: of the drawing.
        text_px: size of labels.
        max_height_px: height available in an image, which chart types that can use or spare; 0 is unlimited.
    """

    name: Literal["phone", "desktop", "card", "hero"]
    width_px: int
    text_px: int = 14
    max_height_px: int = 0

    @property
    def phone(self) -> bool:
        """True for narrow layouts, where labels stand above bars."""
        return self.name in ("phone", "card")

    @property
    def brief(self) -> bool:
        """True where the finding is shown alone: without a panel of details, explained names and what is told in words."""
        return self.name in ("card", "hero")


#: As wide as the narrowest room it is shown in, so that type is never smaller on the screen than it is drawn: in a frame of
#: 320 px, and where the style sheet turns to the wide layout.
PHONE = Layout("phone", 288)
DESKTOP = Layout("desktop", 528)
#: On the overview: cards are equally high, so that their rows have no holes; the map has no panel beside it.
CARD, HERO = Layout("card", 288, 14, 280), Layout("hero", 640)


def topic_token(topic: str, tone: str) -> str:
    """The colour token of a topic's tone; what is no tone is a token itself."""
    if tone not in TONES:
        return tone
    name = topic if tone == "t" else f"{topic}-{tone.removeprefix('t-')}"
    return ALIASES.get(name, name)


def light_colour(token: str) -> str:
    """The light colour of a token or an alias.

    Raises:
        KeyError: there is no such token.
    """
    return LIGHT[ALIASES.get(token, token)]


def font_stack(rtl: bool) -> str:
    """The families of a chart's text."""
    return ARABIC_FONT_STACK if rtl else FONT_STACK
