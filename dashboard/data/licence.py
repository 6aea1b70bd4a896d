"""The licence of what this site makes."""

from __future__ import annotations

#: By the Data Package standard: an Open Definition id, a title and the address of the text.
LICENCE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0 International",
}
