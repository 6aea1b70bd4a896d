"""`python -m dashboard check`: words that are missing, or that a native editor would strike out, are told."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.server import copy_package, environment

CATALOGUE = "dashboard/i18n/locales/fr/LC_MESSAGES/messages.po"
GLOSSARY = "dashboard/i18n/locales/fr/glossary.csv"
TRANSLATED = '\nmsgid "One {sort} of Red Notice"\nmsgstr "%s"\n'


def checked(folder: Path, published: Path) -> str:
    """What the command says in a copy of the package."""
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", "check"],
        cwd=folder,
        env=environment(published),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1 and "Traceback" not in done.stderr, done.stderr
    return done.stderr


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The package with the charts of one topic, free to be changed."""
    for topic in (copy_package(tmp_path) / "charts").iterdir():
        if topic.is_dir() and topic.name != "people":
            shutil.rmtree(topic)
    return tmp_path


def test_all_that_is_wrong_with_words_is_told_at_once(copied: Path, site_published: Path) -> None:
    catalogue = copied / CATALOGUE
    text = catalogue.read_text(encoding="utf-8")
    added = TRANSLATED % "Une {sorte} d'avis rouge ?"
    catalogue.write_text(text + added, encoding="utf-8")
    chart = copied / "dashboard" / "charts" / "people" / "trainings.toml"
    chart.write_text(
        chart.read_text(encoding="utf-8").replace('question = "', 'question = "Quite new: ', 1), encoding="utf-8"
    )
    told = checked(copied, site_published)
    message = f"{CATALOGUE}, 'One {{sort}} of Red Notice': "
    assert f"{CATALOGUE}: 1 without a translation, shown in English: 'Quite new: " in told
    assert (
        message + "'Une {sorte} d\\'avis rouge ?' has the placeholders {sorte}, the English words have {sort}"
        in told.replace('"', "'").replace("Une {sorte} d'avis", "Une {sorte} d\\'avis")
    )
    assert (
        "is against the typography of the language. Write 'Une {sorte} d’avis rouge\\u202f?'; codes with a \\ are its spaces.\n"
        in told
    )
    assert "does not use INTERPOL's own term “notices rouges”" in told


def test_a_wrong_glossary_is_told(copied: Path, site_published: Path) -> None:
    (copied / GLOSSARY).write_text("english,term,forms,seen_at\nNotices,notices,,ar2021:226\n", encoding="utf-8")
    assert "locales/fr/glossary.csv, row 2, column remark" in checked(copied, site_published)


def test_a_chart_file_that_is_no_toml_is_told_by_its_name(copied: Path, site_published: Path) -> None:
    (copied / "dashboard" / "charts" / "people" / "trainings.toml").write_text('title = "cut off', encoding="utf-8")
    assert "dashboard/charts/people/trainings.toml" in checked(copied, site_published)
