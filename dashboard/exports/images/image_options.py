"""What a reader chooses about a picture, and the address that gives it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from dashboard import urls
from dashboard.charts.catalogue import Chart, State
from dashboard.exports.images.presets import PRESETS, Preset, resized
from dashboard.exports.registry import EXPORTS, EnumParameter, IntegerParameter
from dashboard.i18n.languages import Language, available_languages, get_language

#: File formats of pictures, with the names by which they are called.
FORMATS = {"png": "PNG", "svg": "SVG", "pdf": "PDF"}
#: What the choices are called in an address; a picture's own parameters say what each offers.
OPTIONS = ("preset", "theme", "transparent", "scale")
#: Its sides in pixels, where they are not the preset's.
SIZES = ("width", "height")


def formats() -> tuple[str, ...]:
    """Extensions of the pictures that are made, PNG first."""
    return tuple(name for name in FORMATS if name in EXPORTS)


def is_allowed(name: str, form: str = "png") -> tuple[str, ...]:
    """What an option offers for a form, the default first; nothing where the form does not know it."""
    known = (each for each in EXPORTS[form].parameters if isinstance(each, EnumParameter))
    return next((choice.values for choice in known if choice.name == name), ())


def sides() -> list[IntegerParameter]:
    """What an address may ask for as the width and the height of a picture."""
    return [each for each in EXPORTS["png"].parameters if isinstance(each, IntegerParameter) and each.name in SIZES]


@dataclass(frozen=True)
class ImageOptions:
    """One picture among those a chart offers.

    Attributes:
        language: of the picture's words.
        format: the extension, a name of `FORMATS`.
        options: name of `OPTIONS` → value; what is missing is at its default.
        sizes: name of `SIZES` → pixels, where they are not the preset's.
    """

    language: Language
    format: str = "png"
    options: Mapping[str, str] = field(default_factory=dict)
    sizes: Mapping[str, int] = field(default_factory=dict)

    def option(self, name: str) -> str:
        """The value of an option."""
        return self.options.get(name) or is_allowed(name)[0]

    def address(self, chart: Chart, state: State) -> str:
        """Path and query of the picture; what is left at its default, or unknown to the format, is left out."""
        query = {name: self.option(name) for name in OPTIONS if self.option(name) in is_allowed(name, self.format)[1:]}
        query |= {name: str(pixels) for name, pixels in self.sizes.items()}
        return urls.chart(self.language, chart, state, self.format, **query)

    @property
    def preset(self) -> Preset:
        """The preset, in the size that is asked for."""
        return resized(PRESETS[self.option("preset")], self.sizes.get("width"), self.sizes.get("height"))

    def preview(self) -> ImageOptions:
        """The same picture as every browser shows it, at the least cost."""
        return replace(self, format="png", options={**self.options, "scale": "1"})


def image_options(query: Mapping[str, str], own: Language) -> ImageOptions:
    """Reads a choice from a query string.

    Args:
        query: name → value; names that are no choice are left alone.
        own: the language of the words where the query names none.

    Raises:
        InvalidParameter: a value is not offered; the error says what is.
    """
    return ImageOptions(
        language=chosen_language(query, own),
        format=EnumParameter("format", formats(), "").parse(query),
        options={name: EnumParameter(name, is_allowed(name), "").parse(query) for name in OPTIONS},
        sizes={each.name: pixels for each in sides() if (pixels := each.parse(query))},
    )


def chosen_language(query: Mapping[str, str], own: Language) -> Language:
    """The language that a query string names, else the page's own, in its digits.

    Raises:
        InvalidParameter: the language is not offered.
    """
    code = EnumParameter("language", (own.code, *available_languages()), "").parse(query)
    return own if code == own.code else get_language(code)
