"""Charts laid out before anybody asks, so that the first reader of a page waits no longer than the second."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from dashboard.desk import Desk
from dashboard.errors import SiteError
from dashboard.languages import language, offered
from dashboard.style import DESKTOP, PHONE
from dashboard.versions import Versions

log = logging.getLogger("figures")
#: It takes a fifth of a processor, so that readers of other pages hardly notice.
REST = 4


def warm_beside(versions: Versions) -> threading.Thread:
    """Lays out the charts of the version now served, in a thread of its own."""

    def work() -> None:
        desk = versions.lease()
        try:
            charts = warm(desk, lambda: versions.desk() is desk)
            log.info("data version %s: %d charts laid out ahead", desk.version, charts)
        except SiteError as error:
            log.info("data version %s: not all charts are laid out ahead: %s", desk.version, error)
        finally:
            versions.give_back(desk)

    thread = threading.Thread(target=work, name="warming", daemon=True)
    thread.start()
    return thread


def warm(desk: Desk, goes_on: Callable[[], bool] = lambda: True) -> int:
    """Lays out every chart as pages first show it, in each language and for both widths; gives how many.

    Args:
        desk: keeps them.
        goes_on: is asked before each; False ends it.

    Raises:
        SiteError: the data cannot be read.
    """
    laid_out = 0
    for code in offered():
        for chart in desk.catalogue:
            if not goes_on():
                return laid_out
            since = time.thread_time()
            for view in desk.default_views(language(code), [chart]):
                for layout in (PHONE, DESKTOP):
                    desk.drawing(chart, view.state, view.language, layout)
                    laid_out += 1
            time.sleep(REST * (time.thread_time() - since))
    return laid_out
