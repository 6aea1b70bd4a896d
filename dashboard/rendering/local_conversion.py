"""Pictures of drawings that are there, converted beside a serving process where no renderer does it.

The renderer comes first, which shares its time among clients. The process that converts here is started with the first
picture, so that a site with a renderer has none; other answers are not kept waiting by it.
"""

from __future__ import annotations

import threading

from dashboard.errors import NotReady, Overloaded, RenderUnavailable
from dashboard.rendering.converter import Converter
from dashboard.rendering.file_cache import FileCache
from dashboard.rendering.image_job import ImageJob
from dashboard.runtime.single_flight import SingleFlight

#: Requests of one serving process that may wait for their picture; its other threads stay free for readers.
MAX_PENDING = 3
_slots = threading.BoundedSemaphore(MAX_PENDING)
_flights: SingleFlight[bytes] = SingleFlight()
_converter = Converter()


def convert_locally(job: ImageJob, cache: FileCache) -> bytes:
    """Converts a picture and keeps the file; what two ask for at once is made once.

    Raises:
        RenderUnavailable: the conversion fails.
        Overloaded: too many wait for theirs already.
    """
    if not _slots.acquire(blocking=False):
        raise Overloaded("too many pictures wait to be converted", 3)
    try:
        return _flights.get(job.name, lambda: _convert(job, cache))
    except (NotReady, ValueError) as error:
        raise RenderUnavailable(f"the picture {job.name} cannot be converted: {error}") from error
    finally:
        _slots.release()


def _convert(job: ImageJob, cache: FileCache) -> bytes:
    made = cache.get(job.name)
    if made is None:
        made = _converter.convert(job.form, job.as_json())
        cache.put(job.name, made)
    return made
