"""Drawings and images that requests have made, each counted as work of the client that asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from dashboard.errors import NotReady, Overloaded, TooManyRequests
from dashboard.exports.images.image_exports import get_drawing
from dashboard.exports.registry import FileRequest
from dashboard.releases.data_version import DataVersion, Drawing
from dashboard.web.rate_limits import client_network, enforce
from dashboard.web.request import origin


def work_counter() -> Callable[[int], None]:
    """Counts the work of one request: the highest price that it names, once.

    The counter raises `TooManyRequests` when the client has used up its share.
    """
    paid = 0

    def count(price: int) -> None:
        nonlocal paid
        if price > paid:
            enforce("pictures", price - paid)
            paid = price

    return count


def file_request(data: DataVersion, query: Mapping[str, str]) -> FileRequest:
    """Who asks for a file of a data version, with the parameters of the address; its work is counted."""
    return FileRequest(data=data, query=query, origin=origin(), client=client_network(), on_work=work_counter())


def layout_counter() -> Callable[[], None]:
    """Counts the charts that a page lays out, as one piece of work; like `work_counter`."""
    return partial(work_counter(), 1)


def drawing_or_none(drawing: Drawing) -> bytes | None:
    """A drawing for a page, which is worth reading without it too."""
    try:
        return get_drawing(drawing, work_counter(), client_network())
    except (NotReady, Overloaded, TooManyRequests):
        return None
