"""Where a weakness may be reported, in the form that programs look for (RFC 9116)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

PATH = "/.well-known/security.txt"


@pytest.mark.parametrize(
    ("contact", "address"),
    [
        ("figures@example.org", "mailto:figures@example.org"),
        ("https://example.org/report", "https://example.org/report"),
    ],
)
def test_it_names_the_operators_address(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, contact: str, address: str
) -> None:
    monkeypatch.setenv("CONTACT", contact)
    answer = client.get(PATH)
    assert (answer.status_code, answer.mimetype) == (200, "text/plain")
    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert fields.keys() == {"Contact", "Expires", "Preferred-Languages", "Canonical"}
    assert fields["Contact"] == address and fields["Canonical"].endswith(PATH)
    left = datetime.fromisoformat(fields["Expires"]) - datetime.now(UTC)
    assert timedelta(days=90) < left < timedelta(days=365)
    assert re.fullmatch(r"en(, [a-z]{2,3})+", fields["Preferred-Languages"])


def test_without_an_address_there_is_none(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CONTACT", raising=False)
    assert client.get(PATH).status_code == 404
