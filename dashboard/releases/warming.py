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
from dashboard.i18n.languages import language, offered
from dashboard.releases.data_version import Desk
from dashboard.releases.data_versions import Versions
from dashboard.switches import switched_on

#: It takes a fifth of a processor, so that readers of other pages hardly notice.
REST = 4


def warms_ahead() -> bool:
    """True unless the operator wants no chart laid out ahead.

    Raises:
        SiteError: ``WARM_AHEAD`` is neither 0 nor 1.
    """
    return switched_on("WARM_AHEAD", True, "to lay charts out before readers ask")


def warm_beside(versions: Versions) -> None:
    """Lays out the charts of the version now served, in a thread of its own, where that is wanted."""
    if not warms_ahead():
        return

    def work() -> None:
        desk = versions.lease()
        try:
            warm(desk, lambda: versions.desk() is desk and not desk.store.unreadable)
        finally:
            versions.give_back(desk)

    threading.Thread(target=work, name="warming", daemon=True).start()


def warm(desk: Desk, goes_on: Callable[[], bool] = lambda: True, rest: float = REST) -> int:
    """Lays out every chart as pages first show it, in each language and for both widths; gives how many.

    Args:
        desk: keeps them.
        goes_on: is asked before each; False ends it.
        rest: pause after each, in times the processor that it took.
    """
    laid_out = 0
    for code in offered():
        for chart in desk.catalogue:
            if not goes_on():
                return laid_out
            since = time.thread_time()
            with contextlib.suppress(SiteError):  # said when a reader asks for it
                for layout in (PHONE, DESKTOP):
                    desk.drawing(chart, chart.state({}), language(code), layout)
                    laid_out += 1
            time.sleep(rest * (time.thread_time() - since))
    return laid_out
