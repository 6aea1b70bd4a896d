"""The site that all these tests ask; see `tests.server`. It is there as an application in this process too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard.app import create_app
from tests import server


def pytest_configure(config: pytest.Config) -> None:
    if not config.pluginmanager.has_plugin(server.NAME):
        config.pluginmanager.register(server, server.NAME)


@pytest.fixture(scope="module")
def app(site_published: Path) -> Iterator[Flask]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in server.OFTEN.items():
            patch.setenv(name, value)
        patch.setenv("FIGURES_PUBLISHED", str(site_published))
        app = create_app()
        yield app
        app.extensions["versions"].close()


@pytest.fixture(scope="module")
def client(app: Flask) -> FlaskClient:
    return app.test_client()
