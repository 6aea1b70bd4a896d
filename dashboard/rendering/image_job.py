"""A composed picture on its way to a file; known without loading what converts it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dashboard.rendering.image_metadata import ImageMetadata

#: One CSS pixel in millimetres (CSS Values and Units, 5.2).
MM_A_PX = 25.4 / 96


@dataclass(frozen=True)
class ImageJob:
    """A composed picture to be turned into a file.

    Attributes:
        metadata: goes inside the file.
        form: ``png`` or ``pdf``.
        content: ``svg`` and the arguments of `to_png` or `to_pdf`.
    """

    metadata: ImageMetadata
    form: str
    content: dict[str, Any]

    @property
    def name(self) -> str:
        """Of the file: a hash of all that it depends on."""
        return file_name(self.form, self.as_json())

    def as_json(self) -> dict[str, Any]:
        """For sending to the renderer."""
        return {**self.content, "metadata": self.metadata.as_json()}


def file_name(form: str, query: dict[str, Any]) -> str:
    """The name of a file that is to be made of what `ImageJob.as_json` gave; the renderer computes it too."""
    text = json.dumps([query, conversion_version()], sort_keys=True, ensure_ascii=False)
    return f"{hashlib.sha256(text.encode()).hexdigest()[:24]}.{form}"


@cache
def conversion_version() -> str:
    """Changes when what converts pictures changes."""
    folder = Path(__file__).parent
    parts = ((folder / name).read_bytes() for name in ("encode.py", "factsheet.typ", "image_metadata.py"))
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:12]
