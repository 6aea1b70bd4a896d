#!/usr/bin/env python3
"""Build the site's fonts from IBM's own npm packages.

Needs fonttools 4.68.0 and brotli 1.2.x, and a node_modules folder that holds
@ibm/plex-sans 1.1.0 and @ibm/plex-sans-arabic 1.1.0 (install them with
"--ignore-scripts": a dependency of theirs has a telemetry hook):

    npm install --ignore-scripts --prefix WORK @ibm/plex-sans@1.1.0 @ibm/plex-sans-arabic@1.1.0
    python build.py WORK/node_modules

Written beside this file, byte for byte the same at every run:

    figures-sans-{400,600}.woff2          pages, Latin subset
    figures-sans-arabic-{400,600}.woff2   pages, Arabic subset
    ttf/figures-sans-{400,600}.ttf        pictures; complete
    ttf/figures-sans-arabic-{400,600}.ttf pictures; complete, plus the missing spaces
    OFL.txt                               the licence as IBM ships it

Why not the Fontsource packages: their files lack the characters this site
needs and IBM's have (U+202F, arrows, double dagger, the signs almost equal to,
greater or equal, less or equal).

What is changed, and what that means for the licence. The files are IBM Plex Sans
and IBM Plex Sans Arabic under the SIL Open Font Licence, with the Reserved Font
Name "Plex": a Modified Version must have another primary name. Subsets and fonts
that gain glyphs are modified, so every file here is called "Figures Sans" or
"Figures Sans Arabic"; the copyright stays as it is, and names where they come from.

No "tnum" feature exists in these fonts: all figures already have one width
(600/1000 em). IBM Plex Sans Arabic has no U+2009, U+202F, U+2007 and U+2002:
empty glyphs with the widths of IBM Plex Sans are added.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

HERE = Path(__file__).resolve().parent
WEIGHTS = {400: "Regular", 600: "SemiBold"}
FAMILY = "Figures Sans"
#: Names by which the font is found and shown (OpenType, table "name").
OWN_NAMES = {1, 3, 4, 6, 16, 18, 21, 25}

LATIN = [
    *range(0x0020, 0x007F),  # Basic Latin
    *range(0x00A0, 0x0180),  # Latin-1 Supplement, Latin Extended-A
    *range(0x0218, 0x021C),  # Romanian comma-below letters
    *range(0x02BB, 0x02BD),  # okina, letter apostrophe
    *range(0x2000, 0x200E),  # spaces and joiners
    *range(0x2010, 0x2016),  # hyphens, dashes
    *range(0x2018, 0x2023),  # quotation marks, daggers, bullet
    0x202F,  # narrow no-break space
    *map(ord, "…‰′″‹›⁄€№™←↑→↓−∕≈≠≤≥"),
]
LATIN_FEATURES = ["ccmp", "kern", "liga", "lnum", "locl", "mark", "tnum"]

# The Arabic file also has figures and punctuation, so that a run such as
# "12.5 % (2024)" inside an Arabic line is not cut into several fonts.
ARABIC = [
    *range(0x0020, 0x0041),  # space, punctuation, figures
    0x00A0,  # no-break space
    *map(ord, "[\\]^_`{|}~«»°±·×"),
    *range(0x0600, 0x0700),  # Arabic
    *range(0x2000, 0x2010),  # spaces and joiners
    *range(0x2010, 0x2016),  # hyphens, dashes
    *range(0x2018, 0x2023),  # quotation marks, daggers, bullet
    0x202F,  # narrow no-break space
    *map(ord, "…‰‹›←↑→↓−≈≤≥﷼"),
]
ARABIC_FEATURES = [
    "calt",
    "ccmp",
    "fina",
    "init",
    "isol",
    "kern",
    "liga",
    "locl",
    "mark",
    "medi",
    "mkmk",
    "rlig",
    "tnum",
]
EMPTY_SPACES = [0x2002, 0x2007, 0x2009, 0x202F]


def source(modules: Path, package: str, stem: str, weight: int) -> Path:
    """Return the path of one of IBM's complete WOFF2 files."""
    folder = modules / "@ibm" / package / "fonts" / "complete" / "woff2"
    return folder / f"{stem}-{WEIGHTS[weight]}.woff2"


def load(path: Path) -> TTFont:
    """Open without touching the modification date, so that runs are equal."""
    return TTFont(path, recalcTimestamp=False)


def add_spaces(font: TTFont, widths_from: TTFont) -> list[str]:
    """Give the missing space characters an empty glyph of the Latin font's width."""
    cmap, latin = font.getBestCmap(), widths_from.getBestCmap()
    added = []
    for code in EMPTY_SPACES:
        if code in cmap:
            continue
        name = f"uni{code:04X}"
        font.setGlyphOrder([*font.getGlyphOrder(), name])
        font["glyf"].glyphs[name] = Glyph()
        font["glyf"].glyphOrder = font.getGlyphOrder()
        font["hmtx"][name] = (widths_from["hmtx"][latin[code]][0], 0)
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[code] = name
        added.append(f"U+{code:04X}")
    font["maxp"].numGlyphs = len(font.getGlyphOrder())
    return added


def rename(font: TTFont) -> None:
    """Write the family's other name wherever the font names itself; who made it stays said (copyright, trademark)."""
    for record in font["name"].names:
        if record.nameID in OWN_NAMES:
            text = record.toUnicode().replace("IBM Plex Sans", FAMILY)
            record.string = text.replace("IBMPlexSans", FAMILY.replace(" ", ""))


def write_subset(font: TTFont, codes: list[int], features: list[str], target: Path) -> None:
    """Reduce the font to the given characters and save it as WOFF2."""
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = features
    options.hinting = True  # crisper small labels on low-resolution screens
    options.name_IDs = ["*"]
    options.name_languages = [0x0409]
    options.notdef_outline = True
    options.recalc_timestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    subset.save_font(font, str(target), options)


def write_both(font: TTFont, codes: list[int], features: list[str], name: str) -> None:
    """Save the complete font for pictures, and its subset for pages."""
    rename(font)
    font.flavor = None
    picture = HERE / "ttf" / f"{name}.ttf"
    font.save(picture)
    write_subset(load(picture), codes, features, HERE / f"{name}.woff2")


def main() -> None:
    """Build every file."""
    parser = argparse.ArgumentParser(description="Build assets/fonts from @ibm/plex-sans packages.")
    parser.add_argument("node_modules", type=Path)
    args = parser.parse_args()
    (HERE / "ttf").mkdir(exist_ok=True)

    for weight in WEIGHTS:
        latin = load(source(args.node_modules, "plex-sans", "IBMPlexSans", weight))
        missing = [f"U+{c:04X}" for c in LATIN if c not in latin.getBestCmap()]
        print(f"Latin {weight}: not in the font: {' '.join(missing) or 'nothing'}")
        write_both(latin, LATIN, LATIN_FEATURES, f"figures-sans-{weight}")

        arabic = load(source(args.node_modules, "plex-sans-arabic", "IBMPlexSansArabic", weight))
        print(f"Arabic {weight}: empty glyphs added: {' '.join(add_spaces(arabic, latin))}")
        write_both(arabic, ARABIC, ARABIC_FEATURES, f"figures-sans-arabic-{weight}")

    licence = (args.node_modules / "@ibm" / "plex-sans" / "LICENSE.txt").read_text(encoding="utf-8")
    (HERE / "OFL.txt").write_text(licence.replace("\r\n", "\n").rstrip() + "\n", encoding="utf-8")
    for path in sorted([*HERE.glob("*.woff2"), *HERE.glob("ttf/*.ttf")]):
        print(f"{path.stat().st_size:>8} {path.relative_to(HERE)}")


if __name__ == "__main__":
    main()
