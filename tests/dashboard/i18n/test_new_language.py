"""Two languages are added as docs/extending.md says, with made-up words: one from right to left, one with six plurals.

Until all their words are there they are counted and not offered; then they are, without a line of code.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, copy_inputs
from tests.dashboard.i18n.pseudo import fill_catalogue, fill_names, in_letters
from tests.dashboard.reading import charts, find, parse, words
from tests.server import Site, environment, serving

PERSIAN, BRETON = in_letters("ابپتثجچحخدذرزژسشصضطظعغفقکگ"), in_letters("àbcdèfghìjklmnòpqrstùvwxyz")
ADDED = {"fa": ("fa_IR", PERSIAN), "br": ("br_FR", BRETON)}
#: A number for each of the six forms of Breton.
SIX = {1: 0, 2: 2, 3: 3, 5: 5, 21: 1, 1_000_000: 4}


@dataclass(frozen=True)
class Project:
    """A copy of the project.

    Attributes:
        checked: what the check said before there were words.
        before: path → status and text of the site at that time.
        asked: likewise, where unfinished languages are asked for.
    """

    folder: Path
    site: Site
    checked: str
    before: dict[str, tuple[int, str]]
    asked: dict[str, tuple[int, str]]


def command(folder: Path, *arguments: str) -> str:
    done = subprocess.run(arguments, cwd=folder, env=environment(folder / "data" / "published"), capture_output=True, text=True)  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def answers(site: Site, *paths: str) -> dict[str, tuple[int, str]]:
    return {path: (answer.status, answer.text) for path in paths for answer in [site.get(path)]}


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """The project with both languages, before and after their words; with the charts of one topic, to be quick."""
    folder = tmp_path_factory.mktemp("added")
    for name in ("dashboard", "etl"):
        shutil.copytree(REPOSITORY / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("assets", ".venv", "Makefile"):
        (folder / name).symlink_to(REPOSITORY / name)
    for topic in (folder / "dashboard" / "charts").iterdir():
        if topic.is_dir() and topic.name != "databases":
            shutil.rmtree(topic)
    paths = copy_inputs(folder)
    published = paths.data / "published"
    with (paths.decisions / "languages.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"{code},{locale},complete\n" for code, (locale, _) in ADDED.items())
    command(folder, "make", "--silent", "--assume-old=.venv/.runtime", "translations")
    command(folder, sys.executable, "-m", "etl", "build")
    checked = command(folder, sys.executable, "-m", "dashboard", "check")
    with serving(published, folder=folder, workers=1) as site:
        before = answers(
            site, "/fa/", "/br/databases", "/en/about", "/sitemap.xml", "/fa/charts/hits.csv", "/fr/nothing"
        )
        before["header"] = (0, site.get("/", accept_language="fa").header("Location"))
    with serving(published, folder=folder, workers=1, UNFINISHED_LANGUAGES="1") as site:
        asked = answers(site, "/fa/members", "/en/about")
    for code, (_, made_up) in ADDED.items():
        fill_catalogue(folder / f"dashboard/i18n/locales/{code}/LC_MESSAGES/messages.po", code, made_up)
        fill_names(paths.data, code, made_up)
    command(folder, sys.executable, "-m", "etl", "build")
    with serving(published, folder=folder, workers=1) as site:
        yield Project(folder, site, checked, before, asked)


def test_what_is_missing_is_counted_and_named(added: Project) -> None:
    assert "every chart and every word is as it should be" in added.checked
    for code, name in (("fa", "فارسی"), ("br", "Brezhoneg")):
        _, _, told = added.checked.replace("note: ", "").partition(
            f"{name} ({code}) is not offered before all its words are there:\n"
        )
        first, *names = told.splitlines()
        messages = re.match(rf"dashboard/i18n/locales/{code}/LC_MESSAGES/messages.po: (\d+) without a trans", first)
        assert messages and int(messages[1]) > 800
        subjects = next(line for line in names if line.startswith("data/decisions/subjects.csv: "))
        rows = (added.folder / "data/decisions/subjects.csv").read_text(encoding="utf-8").count("\n") - 1
        assert f": {rows} without a translation, shown in English: '30 Days at Sea', " in subjects
        assert subjects.endswith(f"Fill {code} there.")
        assert any(line.startswith("data/sources/ar2021.toml: 2 without") for line in names)


def test_it_is_not_offered_before(added: Project) -> None:
    assert added.before["/fa/"][0] == added.before["/br/databases"][0] == added.before["/fa/charts/hits.csv"][0] == 404
    assert added.before["header"][1] == "/en/"
    for path in ("/en/about", "/sitemap.xml", "/fr/nothing"):
        for code in ADDED:
            assert f"/{code}/" not in added.before[path][1] and f'hreflang="{code}"' not in added.before[path][1]
    assert 'hreflang="ar"' in added.before["/sitemap.xml"][1]


def test_who_asks_sees_it_with_english_words_for_those_that_are_missing(added: Project) -> None:
    status, page = added.asked["/fa/members"]
    assert status == 200 and '<html lang="fa" dir="rtl"' in page
    assert "Albania" in words(parse(page)) and 'hrefLang="fa"'.lower() in added.asked["/en/about"][1].lower()


def test_it_is_offered_with_all_its_words(added: Project) -> None:
    checked = command(added.folder, sys.executable, "-m", "dashboard", "check")
    assert checked == "every chart and every word is as it should be\n"
    head = added.site.page("/en/about")
    for code in ADDED:
        assert f'hreflang="{code}"' in head.lower() and f"/{code}/about" in head
        assert f"/{code}/charts/hits" in added.site.page("/sitemap.xml")
        assert f'"{code}"' in added.site.page("/openapi.json")
        assert added.site.get("/", accept_language=code).header("Location") == f"/{code}/"


@pytest.mark.parametrize(("code", "direction"), [("fa", "rtl"), ("br", "ltr")])
def test_its_pages_are_its_own(added: Project, code: str, direction: str) -> None:
    root = parse(added.site.page(f"/{code}/databases"))
    page = next(find(root, "html"))
    assert page.get("lang") == code and page.get("dir") == direction
    made_up = ADDED[code][1]
    assert made_up("Databases") in words(next(find(root, "h1")))
    drawn = [svg for article in charts(root) for svg in find(article, "svg") if svg.get("role") == "img"]
    assert len(drawn) >= 8 and all(svg.get("lang", code) == code for svg in drawn)
    for path in ("", "members", "operations", "goals", "figures", "about", "search?q=2021", "changes"):
        text = added.site.page(f"/{code}/{path}")
        assert f'lang="{code}" dir="{direction}"' in text, path
    assert added.site.get(f"/{code}/charts/hits.png").body.startswith(b"\x89PNG")
    assert json.loads(added.site.page(f"/{code}/charts/hits.json"))["language"] == code


def test_its_numbers_are_those_of_its_locale(added: Project) -> None:
    breton, persian = (words(parse(added.site.page(f"/{code}/charts/hits"))) for code in ("br", "fa"))
    assert "1,3\u00a0" in breton and "1.3" in persian
    assert "۱٫۳" in words(parse(added.site.page("/fa/charts/hits?digits=arabext")))
    assert added.site.get("/br/charts/hits?digits=arabext").status == 400


def test_every_plural_form_is_used(added: Project) -> None:
    script = (
        "from dashboard.i18n.languages import get_language as get\n"
        "from dashboard.i18n.formatting import amount\n"
        f"print([amount(n, 'day', get('br')) for n in {list(SIX)}])"
    )
    said = command(added.folder, sys.executable, "-c", script)
    assert [int(form) for form in re.findall(r"\((\d)\)'", said)] == list(SIX.values())
    assert sorted(SIX.values()) == list(range(6))


def test_a_wrong_number_of_plural_forms_is_told(added: Project) -> None:
    catalogue = added.folder / "dashboard/i18n/locales/br/LC_MESSAGES/messages.po"
    whole = catalogue.read_text(encoding="utf-8")
    shown = "dashboard/i18n/locales/br/LC_MESSAGES/messages.po"
    script = "from dashboard.__main__ import main; raise SystemExit(main(['check']))"
    try:
        for old, new, told in (
            ("nplurals=6; plural=", "nplurals=3; plural=", f"{shown} cannot be read: msg has more translations than"),
            ('msgstr[5] "', '#msgstr[5] "', f"{shown}: 1 without a translation"),
        ):
            catalogue.write_text(whole.replace(old, new, 1), encoding="utf-8")
            done = subprocess.run(
                [sys.executable, "-c", script],
                cwd=added.folder,
                env=environment(added.folder / "data" / "published"),
                capture_output=True,
                text=True,
            )
            assert told in done.stdout + done.stderr and "Traceback" not in done.stderr
    finally:
        catalogue.write_text(whole, encoding="utf-8")
