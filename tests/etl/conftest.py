"""What happens to inputs that are wrong."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from etl.errors import DataError
from etl.paths import Paths
from etl.pipeline import build
from tests.etl.changes import Change, snapshot

Refusal = Callable[[Change], tuple[str, str]]


@pytest.fixture
def refusal(published: Paths) -> Refusal:
    """Applies a change and builds: the place it was made in, and the message.

    What was published before must be left as it was, to the byte.
    """

    def refuse(change: Change) -> tuple[str, str]:
        before = snapshot(published.published)
        place = change(published.data)
        with pytest.raises(DataError) as caught:
            build(published)
        assert snapshot(published.published) == before
        assert "nothing was published" in str(caught.value)
        return place, str(caught.value)

    return refuse
