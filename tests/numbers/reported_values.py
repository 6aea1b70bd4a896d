"""The values, breaks and gaps of the series, written down by hand from the notes on the material."""

from __future__ import annotations

M, BN = 1_000_000, 1_000_000_000

#: Series over time: year → value; of two points in one year, the last.
BY_YEAR: dict[str, dict[int, float]] = {
    "red-notices-issued": {
        2005: 2343, 2010: 6344, 2011: 7678, 2012: 8136, 2013: 8857, 2014: 10718, 2015: 11492, 2016: 12787, 2017: 13000,
        2018: 13516, 2019: 13377, 2020: 11094, 2021: 10776, 2022: 11000, 2024: 15548,
    },
    "yellow-notices-issued": {2020: 2554, 2021: 2622, 2023: 2687, 2024: 3345},
    "red-notices-valid": {2018: 57347, 2019: 62448, 2020: 66370, 2021: 69270, 2023: 74224},
    "yellow-notices-valid": {2020: 12892, 2021: 13929, 2023: 16394},
    "requests-refused-or-cancelled": {2021: 1270, 2023: 1598, 2024: 2462},
    "revenue": {
        2015: 79.8 * M, 2016: 113.7 * M, 2018: 134 * M, 2019: 142 * M, 2020: 136 * M, 2021: 137 * M, 2022: 155 * M,
    },
    "statutory-contributions": {2015: 52.8 * M, 2016: 54 * M, 2018: 57 * M, 2020: 60 * M, 2021: 62 * M, 2022: 69 * M},
    "databases-count": {2012: 14, 2018: 18, 2020: 18, 2021: 19, 2022: 19, 2023: 19},
    "database-searches": {
        2010: BN / 2, 2012: BN, 2017: 4.5 * BN, 2018: 5.4 * BN, 2019: 7.4 * BN, 2020: 3.5 * BN, 2021: 4 * BN, 2023: 4 * BN,
    },
    "database-records": {2012: 45 * M, 2020: 113 * M, 2021: 119 * M, 2022: 126 * M, 2023: 133 * M},
    "travel-documents-records": {
        2002: 3900, 2003: 299264, 2004: 5667505, 2005: 8954461, 2006: 13297631, 2007: 13921191, 2008: 16706281,
        2009: 19857921, 2010: 23985965, 2011: 31257849, 2012: 35320073, 2013: 39519010, 2014: 45 * M, 2015: 46.5 * M,
        2016: 68 * M,
        2023: 128 * M,
    },
    "travel-documents-searches": {
        2002: 145, 2003: 1486, 2004: 21091, 2005: 212875, 2006: 4819907, 2007: 20362042, 2008: 76541088,
        2009: 326355744, 2010: 499885216, 2011: 679877481, 2012: 739857702, 2013: 808999283, 2014: BN,
        2019: 3.7 * BN, 2021: 1.7 * BN, 2023: 3.6 * BN,
    },
    "travel-documents-hits": {2013: 67000, 2014: 72000, 2019: 270000, 2021: 146000, 2023: 232423},
    "travel-documents-countries": {
        2002: 10, 2003: 35, 2004: 65, 2005: 91, 2006: 121, 2007: 133, 2008: 145, 2009: 147, 2010: 154, 2011: 161,
        2012: 166, 2013: 166, 2014: 169, 2015: 169, 2016: 174,
    },
    "stolen-vehicles-hits": {2006: 26000, 2008: 31000, 2011: 42000, 2013: 117000, 2014: 132000, 2015: 123000, 2017: 118000},
    "stolen-vehicles-records": {
        1999: 2 * M, 2005: 3296263, 2008: 4.6 * M, 2010: 7156792, 2011: 7097877, 2012: 7250909, 2013: 7288741,
        2014: 6.8 * M, 2015: 7.4 * M, 2017: 7.1 * M,
    },
    "works-of-art-records": {2009: 34000, 2013: 41000, 2015: 45300, 2021: 52000},
    "child-exploitation-victims": {2017: 10000, 2021: 26000, 2022: 31000},
    "child-exploitation-countries": {2015: 48, 2017: 49, 2022: 68},
    "terrorist-fighters": {2014: 1000, 2015: 6000, 2016: 9000, 2017: 18000, 2018: 43200},
    "i-24-7-countries": {2003: 78, 2004: 120, 2005: 146, 2007: 186},
    "general-assembly-countries": {
        2001: 135, 2002: 139, 2003: 157, 2004: 120, 2005: 154, 2006: 152, 2007: 144, 2008: 153, 2010: 141, 2011: 142,
        2012: 170, 2013: 144, 2014: 166, 2015: 145, 2016: 164, 2019: 162, 2021: 160, 2023: 160, 2024: 153, 2025: 179,
    },
    "general-assembly-delegates": {
        2002: 450, 2004: 450, 2005: 600, 2006: 600, 2007: 600, 2008: 700, 2009: 800, 2010: 650, 2011: 630, 2012: 1000,
        2014: 1000, 2015: 640, 2016: 830, 2018: 1000, 2019: 900, 2021: 470, 2023: 1000, 2024: 1000, 2025: 800,
    },
    "staff": {2011: 673, 2013: 756, 2014: 750, 2019: 1050, 2021: 1016, 2022: 1000, 2024: 1200},
    "nationalities": {2001: 54, 2002: 43, 2011: 98, 2019: 114, 2021: 110, 2022: 115},
}  # fmt: skip
#: Editions of operations: the last part of the subject → value, in order. A document's word for the first is "".
BY_EDITION: dict[str, list[tuple[str, float]]] = {
    "pangea-countries": [
        ("i", 10), ("ii", 24), ("iii", 45), ("iv", 81), ("v", 100), ("vi", 100), ("vii", 111), ("viii", 115), ("ix", 103),
        ("x", 123), ("xi", 116), ("xiii", 90), ("xiv", 92), ("xv", 94), ("xvi", 89), ("xvii", 90),
    ],
    "pangea-arrests": [
        ("v", 79), ("vi", 58), ("vii", 237), ("viii", 156), ("ix", 393), ("x", 400), ("xi", 859), ("xiii", 121),
        ("xiv", 277), ("xvi", 72), ("xvii", 769),
    ],
    "pangea-goods-value": [
        ("iii", 2.6 * M), ("iv", 6.3 * M), ("v", 10.5 * M), ("vi", 41 * M), ("vii", 36 * M), ("viii", 81 * M),
        ("ix", 53 * M), ("x", 51 * M), ("xi", 14 * M), ("xiii", 14 * M), ("xiv", 23 * M), ("xv", 11 * M), ("xvi", 7 * M),
        ("xvii", 65 * M),
    ],
    "pangea-websites": [
        ("ii", 72), ("iii", 290), ("iv", 13500), ("v", 18000), ("vi", 9000), ("vii", 10600), ("viii", 2414), ("ix", 4932),
        ("x", 3584), ("xvi", 1300),
    ],
    "pangea-links": [("xi", 3671), ("xiii", 2500), ("xiv", 113000), ("xv", 4000)],
    "haechi-arrests": [("i", 585), ("ii", 1003), ("iii", 975), ("iv", 3500), ("v", 5500)],
    "haechi-money": [("i", 83 * M), ("ii", 27 * M), ("iii", 129975440), ("iv", 300 * M), ("v", 400 * M), ("vi", 439 * M)],
    "haechi-countries": [("i", 9), ("ii", 20), ("iii", 30), ("iv", 34), ("v", 40), ("vi", 40)],
    "haechi-accounts": [("i", 1600), ("ii", 2350), ("iii", 2800), ("iv", 82112), ("vi", 68000)],
    "first-light-arrests": [("light", 20000), ("2022", 2000), ("2024", 3950), ("2026", 5811)],
    "first-light-countries": [("light", 35), ("2022", 76), ("2024", 61), ("2026", 97)],
    "first-light-money": [("light", 153973709), ("2022", 50 * M), ("2024", 257 * M), ("2026", 293 * M)],
    "first-light-accounts": [("light", 310), ("2022", 4000), ("2024", 6745), ("2026", 31000)],
    "opson-countries": [
        ("i", 10), ("iii", 33), ("iv", 47), ("v", 57), ("vi", 61), ("vii", 60), ("viii", 78), ("ix", 77), ("x", 72),
    ],
    "opson-food": [
        ("iii", 1200), ("iv", 2500), ("v", 10000), ("vi", 9800), ("vii", 3620), ("viii", 16000), ("ix", 12000), ("x", 15451),
    ],
    "thunder-countries": [
        ("2018", 92), ("2019", 109), ("2020", 103), ("2021", 118), ("2022", 125), ("2023", 133), ("2024", 138), ("2025", 134),
    ],
    "thunder-seizures": [
        ("2018", 1974), ("2019", 1828), ("2020", 2000), ("2022", 2200), ("2023", 2114), ("2024", 2213), ("2025", 4640),
    ],
    "turquesa-arrests": [("i", 53), ("ii", 200), ("iii", 216), ("iv", 268), ("v", 257)],
    "turquesa-migrants": [("i", 775), ("ii", 3500), ("iii", 10000), ("iv", 9015), ("v", 12000)],
    "turquesa-victims": [("ii", 100), ("iii", 127), ("v", 163)],
    "turquesa-countries": [("i", 20), ("ii", 32), ("iii", 34), ("iv", 32), ("v", 33)],
    "liberterra-arrests": [("liberterra", 286), ("ii", 2517), ("iii", 3744)],
    "liberterra-victims": [("liberterra", 430), ("ii", 3222), ("iii", 4414)],
    "liberterra-migrants": [("liberterra", 4000), ("ii", 17793), ("iii", 12992)],
    "liberterra-countries": [("liberterra", 47), ("ii", 116), ("iii", 119)],
    "weka-arrests": [("weka", 195), ("ii", 300), ("weka", 1062)],
    "weka-victims": [("weka", 500), ("ii", 700), ("weka", 823)],
    "weka-migrants": [("weka", 760), ("ii", 4000), ("weka", 2731)],
    "soga-arrests": [
        ("i", 423), ("ii", 1300), ("iii", 5000), ("iv", 300), ("v", 1400), ("vi", 4000), ("viii", 1400), ("x", 5100),
    ],
    "soga-money": [("ii", 16 * M), ("iii", 10 * M), ("v", 12 * M), ("vii", 1.7 * M), ("viii", 7.9 * M), ("x", 59 * M)],
    "neptune-checks": [("ii", 1.2 * M), ("iii", 650000), ("iv", 2.6 * M), ("vi", 16 * M), ("vii", 30 * M)],
    "neptune-arrests": [("iii", 29), ("vi", 66), ("vii", 153)],
    "neptune-countries": [("ii", 6), ("iii", 5), ("iv", 8), ("vi", 14), ("vii", 20)],
    "30-days-at-sea-countries": [("1", 58), ("2", 61), ("3", 67)],
    "30-days-at-sea-offences": [("1", 500), ("2", 3000), ("3", 1600)],
    "pandora-arrests": [("i", 75), ("iii", 59), ("v", 67), ("vi", 52), ("vii", 60), ("ix", 80)],
    "pandora-objects": [("i", 3561), ("iii", 18000), ("v", 56400), ("vi", 9400), ("vii", 11049), ("ix", 37727)],
    "jackal-arrests": [("2022", 75), ("2023", 103), ("iii", 300), ("iv", 58)],
    "synergia-arrests": [("i", 31), ("ii", 41), ("iii", 94)],
    "synergia-countries": [("i", 55), ("ii", 95), ("iii", 72)],
}  # fmt: skip
#: What the notes call a break: series, place in it (subject, or year), note.
BREAKS = {
    ("revenue", "2016", "in-kind-counted"),
    ("terrorist-fighters", "2018", "profiles-wider"),
    ("pangea-countries", "pangea-xvii", "six-months"),
    ("pangea-arrests", "pangea-xvii", "six-months"),
    ("pangea-goods-value", "pangea-xvii", "six-months"),
    ("pangea-websites", "pangea-xvi", "links-counted-between"),
    ("haechi-accounts", "haechi-iv", "accounts-jump"),
    ("soga-money", "soga-x", "proceeds-not-cash"),
    ("neptune-checks", "neptune-vi", "airports-and-land-borders"),
    ("neptune-arrests", "neptune-vi", "airports-and-land-borders"),
    ("weka-arrests", "flash-weka", "flash-weka-two-months"),
    ("weka-victims", "flash-weka", "flash-weka-two-months"),
    ("weka-migrants", "flash-weka", "flash-weka-two-months"),
}
#: Gaps between editions, which no calendar shows: series, the edition after the gap.
GAPS = {
    ("pangea-countries", "pangea-xiii"), ("pangea-arrests", "pangea-xiii"), ("pangea-arrests", "pangea-xvi"),
    ("pangea-goods-value", "pangea-xiii"), ("pangea-links", "pangea-xiii"), ("haechi-accounts", "haechi-vi"),
    ("opson-countries", "opson-iii"), ("thunder-seizures", "thunder-2022"),
    ("turquesa-victims", "turquesa-v"), ("soga-arrests", "soga-viii"), ("soga-arrests", "soga-x"),
    ("soga-money", "soga-v"), ("soga-money", "soga-vii"), ("neptune-countries", "neptune-vi"),
    ("pandora-arrests", "pandora-iii"), ("pandora-arrests", "pandora-v"), ("pandora-arrests", "pandora-ix"),
    ("pandora-objects", "pandora-iii"), ("pandora-objects", "pandora-v"), ("pandora-objects", "pandora-ix"),
}  # fmt: skip
#: Drawn as points alone.
LINE_MARK = {"first-light-arrests", "first-light-countries", "first-light-money", "first-light-accounts"}
