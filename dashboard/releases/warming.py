"""Charts laid out before anybody asks, so that the first reader of a page waits no longer than the second.

``WARM_AHEAD=0`` leaves it to the readers, for a machine with little processor to spare.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable

from dashboard.design.style import DESKTOP, PHONE
from dashboard.errors import SiteError
from dashboard.i18n.languages import available_languages, get_language
from dashboard.releases.data_version import DataVersion
from dashboard.releases.data_versions import DataVersions
from dashboard.settings import settings

#: It takes a fifth of a processor, so that readers of other pages hardly notice.
IDLE_RATIO = 4


def start_warming(versions: DataVersions) -> None:
    """Lays out the charts of the version now served, in a thread of its own, where that is wanted."""
    if not settings().warm_ahead:
        return

    def work() -> None:
        data = versions.acquire()
        try:
            warm(data, lambda: versions.data() is data and not data.store.is_corrupt)
        finally:
            versions.release(data)

    threading.Thread(target=work, name="warming", daemon=True).start()


def warm(data: DataVersion, should_continue: Callable[[], bool] = lambda: True, rest: float = IDLE_RATIO) -> int:
    """Lays out every chart as pages first show it, in each language and for both widths; gives how many.

    Args:
        data: keeps them.
        should_continue: is asked before each; False ends it.
        rest: pause after each, in times the processor that it took.
    """
    laid_out = 0
    for code in available_languages():
        for chart in data.catalogue:
            if not should_continue():
                return laid_out
            since = time.thread_time()
            with contextlib.suppress(SiteError):  # said when a reader asks for it
                for layout in (PHONE, DESKTOP):
                    data.drawing(chart, chart.state({}), get_language(code), layout)
                    laid_out += 1
            time.sleep(rest * (time.thread_time() - since))
    return laid_out
