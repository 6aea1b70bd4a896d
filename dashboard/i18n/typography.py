"""What a line must not break: a name and its number, a short word and the figure that follows it."""

from __future__ import annotations

import re

from dashboard.i18n.languages import Language

NO_BREAK = "\u00a0"
#: HAECHI I, Turquesa III: a Roman numeral, or a number, after a name in Latin letters.
_NAME_NUMBER = re.compile(r"([A-ZÀ-Ý][\w-]*) (?=[IVX]+(?![\w])|\d)")
#: un 2,9 %; años 60; في 2021: a figure is not left alone at the head of a line.
_SHORT_WORD = re.compile(r"(?<![^\s(«“])([^\W\d_]{1,6}) (?=[€$×−+\u200e]?(?:US\$)?\d)")
#: 17 tonnes; 3 bureaux: a small number stays with what it counts.
_COUNTED = re.compile(r"(?<![\d.,$€\u00a0\u202f٬٫])(\d{1,3}) (?=[^\W\d_]{4}|طن)")

#: في 2021؛ من آسيا؛ و HAECHI II: no Arabic preposition, nor the word for “and” or “year”, ends a line.
_ARABIC_PARTICLE = re.compile(r"(?<![^\s(«])(في|من|إلى|على|عن|بين|نحو|عام|و|أو) (?=\S)")

_ELLIPSIS, _APOSTROPHE = (r"\.\.\.", "…"), ("'", "’")
#: Language → what a native editor strikes out, and writes instead.
CORRECTIONS = {
    "fr": (
        (r"(?:(?<![\u00a0\u202f ])| )([;?!])", "\u202f\\1"),
        (r"(?:(?<![\u00a0\u202f ])| )»", "\u00a0»"),
        (r"«(?: (?!\u00a0)|(?![\u00a0\u202f ]))", "«\u00a0"),
        (r"(?<=\w):(?!//)| :", "\u00a0:"),
        (r"(?<=\d) (?=\d{3}|%)", "\u202f"),
        _APOSTROPHE, _ELLIPSIS,
    ),
    "es": (
        (r"^((?:[^¿]*[.:;!?…]\s+)?)([^¿]*?\?)", r"\1¿\2"),
        (r"^((?:[^¡]*[.:;!?…]\s+)?)([^¡]*?!)", r"\1¡\2"),
        (r"(?<=\d) (?=\d{3})", "."),
        _APOSTROPHE, _ELLIPSIS,
    ),
    "ar": (
        (r",(?!\d)", "،"), (r";(?!\d)", "؛"), (r"\?(?!\d)", "؟"), ("الانتربول", "الإنتربول"),
        ("\u064d", ""),  # WebKitGTK lets a word that ends in two kasras fall below its line
        _ELLIPSIS,
    ),
}  # fmt: skip
#: What no rule touches: placeholders and addresses; a letter that no language of the site has stands for each meanwhile.
_KEPT, _KEPT_LETTER = re.compile(r"\{\w+\}|https?://\S+"), "ᚠ"


def corrected(text: str, code: str) -> str:
    """A text as a native editor would write it; the same where nothing is to be struck out."""
    kept = iter(_KEPT.findall(text))
    text = _KEPT.sub(_KEPT_LETTER, text)
    for wrong, right in CORRECTIONS.get(code, (_ELLIPSIS,)):
        text = re.sub(wrong, right, text)
    return re.sub(_KEPT_LETTER, lambda _: next(kept), text)


def bind_with_nbsp(text: str, space: str = NO_BREAK) -> str:
    """A text whose names and figures stay together, by no-break spaces or by what stands for them."""
    for pattern in (_NAME_NUMBER, _COUNTED, _ARABIC_PARTICLE, _SHORT_WORD):
        text = pattern.sub(rf"\1{space}", text)
    return text


def lowercase_after_colon(text: str, language: Language) -> str:
    """A text with a small first letter where the language has one after a colon; acronyms keep their capitals."""
    if language.code in ("fr", "es") and not text[:2].isupper():
        return text[:1].lower() + text[1:]
    return text
