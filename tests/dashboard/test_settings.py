"""Every setting that is wrong is told at the start, with its name, its value and what is allowed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.errors import SiteError
from dashboard.settings import Settings, settings, settings_table

CHECKOUT = Path(__file__).resolve().parents[2]
WRONG = [
    ("PORT", "abc"),
    ("PORT", "99999"),
    ("SITE_ORIGIN", "figures.example.org"),
    ("SITE_ORIGIN", "https://figures.example.org/path"),
    ("TRUSTED_PROXIES", "one"),
    ("TRUSTED_PROXIES", "-1"),
    ("RATE_WORK", "often"),
    ("RATE_PICTURES", "0 per minute"),
    ("RATE_CALLBACKS", "0 per minute"),
    ("HSTS", "max-age=1\nX: y"),
    ("LOG_FORMAT", "xml"),
    ("METRICS_BIND", "9100"),
    ("METRICS_BIND", "127.0.0.1:70000"),
    ("PICTURE_CACHE_MB", "-5"),
    ("PICTURE_CACHE_MB", "much"),
    ("EMBED_ORIGINS", "https://www.example.org/path"),
    ("EMBED_COUNTS", "2"),
    ("RENDERER_URL", "ftp://renderer"),
    ("RENDERER_URL", "http://renderer:0"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_value_is_told_with_what_is_allowed(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SiteError, match=rf"(?s)^{name} is “{re.escape(value)}”\. Allowed: .+\.$"):
        settings()


def test_a_secret_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RENDERER_SECRET", "hunter2")
    with pytest.raises(SiteError, match="RENDERER_SECRET is 7 characters long") as told:
        settings()
    assert "hunter2" not in str(told.value)


def test_an_empty_variable_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.setenv(name.upper(), "")
    assert settings().port == 8050 and settings().embed_origins == ["*"]


def test_nothing_starts_with_a_wrong_setting() -> None:
    command = [sys.executable, "-m", "dashboard", "serve"]
    done = subprocess.run(
        command, cwd=CHECKOUT, env={**os.environ, "PORT": "x"}, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.strip() == "PORT is “x”. Allowed: a port, 1 to 65535."


def test_the_documentation_has_the_table_that_the_command_prints() -> None:
    text = (CHECKOUT / "docs" / "deployment.md").read_text(encoding="utf-8")
    assert settings_table() in text, "put the output of: python -m dashboard settings"


def test_the_environment_is_read_in_one_place() -> None:
    reads = re.compile(r"os\.(environ\.get|getenv)\(")
    found = {
        path.name for path in (CHECKOUT / "dashboard").rglob("*.py") if reads.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"settings.py"}
