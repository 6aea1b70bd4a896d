"""Image layouts: read from the manifest, and not made for who asks for too many."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard.app import create_app
from dashboard.chart_types.emphasis import emphasis_choices
from dashboard.chart_types.registry import MIN_ROWS, row_keys, without_last_rows
from dashboard.charts.datum import MARKS
from dashboard.charts.sources import source_line
from dashboard.design.style import DESKTOP, PHONE
from dashboard.exports.images.layout import (
    MAX_FOOT_LINES,
    SCALE_STEPS,
    compose,
    layout_image,
    rest_line,
    thumbnail_layout,
)
from dashboard.exports.images.presets import PRESETS, resized
from dashboard.i18n.languages import Code, available_languages, get_language
from dashboard.releases import data_version
from dashboard.releases.data_version import DataVersion
from dashboard.releases.manifest import DrawnChart, Manifest, code_version, read_manifest, write_manifest
from dashboard.rendering.file_cache import FileCache
from dashboard.web import rate_limits
from tests.dashboard.reading import squeezed

#: Charts of more panels than any preset has room for; of every other chart all is drawn.
LONG = {"then-and-now"}


def test_sizes_past_the_limit_are_not_even_planned(site_published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIGURES_PUBLISHED", str(site_published))
    monkeypatch.setenv("RENDERER_URL", "off")
    monkeypatch.setenv("RATE_PICTURES", "3 per year")
    rate_limits.load_limits()
    app = create_app()
    try:
        client = app.test_client()
        address = "/en/charts/searches.{}?width=600&height={}".format
        for height in (701, 702, 703):  # each counted once, though nobody is there to draw it
            assert client.get(address("png", height)).status_code == 503
        for height in range(704, 760):
            answer = client.get(address("svg", height))
            assert answer.status_code == 429 and int(answer.headers["Retry-After"]) >= 1
        assert client.get("/en/charts/searches.svg").status_code == 200
        assert client.get("/en/charts/searches.svg?width=1200&height=675").status_code == 200  # the same as the preset
    finally:
        app.extensions["versions"].close()
        monkeypatch.undo()
        rate_limits.load_limits()


def test_hundreds_of_different_pictures_are_refused_before_they_are_laid_out(
    site_published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sizes without number, and one set off after the other, as pictures and as pages: what is made is what is paid for."""
    monkeypatch.setenv("FIGURES_PUBLISHED", str(site_published))
    monkeypatch.setenv("RENDERER_URL", "off")
    monkeypatch.setenv("RATE_PICTURES", "5 per year")
    rate_limits.load_limits()
    laid_out = []
    lay_out = data_version.figure_json
    monkeypatch.setattr(data_version, "figure_json", lambda *given: laid_out.append(1) or lay_out(*given))
    app = create_app()
    try:
        client = app.test_client()
        view = (found := data_version.open_data_version(site_published)).view(
            found.catalogue.chart("members-map"), (), get_language("en")
        )
        countries = list(emphasis_choices(view))
        statuses = []
        for number in range(240):
            chosen = countries[number % len(countries)]
            address = (
                f"/en/charts/members-map.png?width={600 + number}&height=900&emphasise={chosen}",
                f"/fr/charts/members-map.svg?emphasise={chosen}&theme=dark",
                f"/es/charts/members-map?emphasise={chosen}",
                f"/ar/embed/members-map?emphasise={chosen}",
            )[number % 4]
            answer = client.get(address)
            statuses.append(answer.status_code)
            if answer.status_code == 429:
                assert int(answer.headers["Retry-After"]) >= 1
        # Pictures are refused; pages say that the chart is not drawn, with its figures in the table.
        assert {*statuses[20::4], *statuses[21::4]} == {429} and set(statuses) <= {200, 429, 503}
        assert len(laid_out) < 60, f"{len(laid_out)} charts were laid out"
        assert client.get("/en/charts/members-map").status_code == 200  # what was drawn ahead costs nothing
        assert client.get("/en/charts/members-map.svg").status_code == 200
    finally:
        app.extensions["versions"].close()
        monkeypatch.undo()
        rate_limits.load_limits()


def test_what_was_drawn_ahead_is_not_laid_out(data: DataVersion, monkeypatch: pytest.MonkeyPatch) -> None:
    def lay_out(*_: object) -> None:
        raise AssertionError("laid out")

    monkeypatch.setattr("dashboard.releases.data_version.figure_json", lay_out)
    for code in available_languages():
        language = get_language(code)
        for chart in data.catalogue:
            for state in chart.states():
                plan = layout_image(data, chart, state, language, PRESETS["wide"], "http://a.example")
                assert plan.drawing.read() and plan.drawing.height_px > 50
                for layout in (PHONE, DESKTOP):
                    drawing = data.drawing(chart, state, language, layout)
                    assert drawing.read() and drawing.figure["data"] and drawing.width_px == layout.width_px


@pytest.mark.parametrize("code", available_languages())
def test_a_preset_is_a_promise_of_size_and_of_type(data: DataVersion, code: Code) -> None:
    language = get_language(code)
    for chart in data.catalogue:
        for name, preset in PRESETS.items():
            plan = layout_image(data, chart, chart.state({}), language, preset, "https://figures.example.org")
            place = f"{chart.id} {name}"
            size = (plan.preset.width_px, plan.height_px)
            assert size == (preset.width_px, preset.height_px), f"{place}: {size}"
            assert plan.fits and bool(plan.left_out) == (chart.id in LONG), f"{place}: {plan.left_out} are left out"
            if chart.id in LONG:
                shown = len(row_keys(plan.view)) - plan.left_out
                assert shown >= MIN_ROWS and plan.preset.zoom == max(1, preset.zoom * SCALE_STEPS[-1]), place
                said = " ".join(line for block in plan.key for line in block.lines)
                assert said.endswith(rest_line(language, plan.left_out)), place
            assert plan.preset.zoom >= 1 and round(plan.preset.zoom / preset.zoom, 3) >= SCALE_STEPS[-1], place
            assert min(block.size_px for block in (*plan.head, *plan.foot)) >= 12, place
            if not preset.all_notes:
                assert 1 <= sum(len(block.lines) for block in plan.foot) <= MAX_FOOT_LINES, place
            assert plan.brand and plan.brand.width_px <= preset.inner_px, place


def test_documents_are_counted_before_a_caveat_is_left_out(data: DataVersion) -> None:
    chart = data.catalogue.chart("pangea-goods-editions")
    plan = layout_image(data, chart, chart.state({}), get_language("en"), PRESETS["wide"], "")
    foot = "".join(line for block in plan.foot for line in block.lines)
    named, counted = (source_line(plan.view, data.vocabulary, brief=brief) for brief in (False, True))
    assert plan.view.caveat and named != counted
    assert squeezed(plan.view.caveat) in squeezed(foot) and squeezed(counted) in squeezed(foot)


@pytest.mark.parametrize("code", available_languages())
def test_every_state_has_the_size_of_its_preset(data: DataVersion, code: Code) -> None:
    for chart in data.catalogue:
        for state in list(chart.states())[1:]:
            for name, preset in PRESETS.items():
                plan = layout_image(data, chart, state, get_language(code), preset, "https://figures.example.org")
                svg = compose(plan, '<svg viewBox="0 0 1 1"></svg>', "light")
                size = f'width="{preset.width_px}" height="{preset.height_px}"'
                assert size in svg.partition(">")[0], f"{chart.id} {state} {name}"
                assert plan.text_px + plan.chart_px <= preset.height_px + 1 and plan.fits, f"{chart.id} {state} {name}"


@pytest.mark.parametrize("code", available_languages())
def test_the_last_rows_are_left_out_where_nothing_else_helps_and_the_picture_says_so(
    data: DataVersion, code: Code
) -> None:
    language = get_language(code)
    preset = resized(PRESETS["wide"], 700, 420)
    shortened = 0
    for chart in data.catalogue:
        state = chart.state({})
        plan = layout_image(data, chart, state, language, preset, "https://figures.example.org")
        assert plan.height_px == 420 and plan.text_px + plan.chart_px <= 421, chart.id
        if not plan.left_out:
            continue
        shortened += 1
        view = data.view(chart, state, language)
        kept = without_last_rows(view, plan.left_out)
        assert MIN_ROWS <= len(row_keys(kept)) == len(row_keys(view)) - plan.left_out
        assert kept.rows == tuple(row for row in view.rows if row in kept.rows)  # the last, and none in between
        number = str(plan.left_out) if plan.left_out > 2 or code != "ar" else ""
        said = " ".join(line for block in plan.key for line in block.lines)
        assert number in said and plan.brand and chart.id in plan.brand.lines[-1], said
        compose(plan, '<svg viewBox="0 0 1 1"></svg>', "light")  # every letter of it can be printed
    assert shortened > 2


def test_the_foot_is_quieter_than_the_chart(data: DataVersion) -> None:
    for chart in data.catalogue:
        for name in ("wide", "square", "social"):
            plan = layout_image(data, chart, chart.state({}), get_language("fr"), PRESETS[name], "https://a.example")
            assert plan.chart_px > 1.2 * plan.foot_px, f"{chart.id} {name}"
            assert plan.foot[0].size_px < 14 * plan.preset.zoom  # the chart's own labels


def test_a_story_keeps_clear_of_the_bars_of_applications(data: DataVersion) -> None:
    preset = PRESETS["story"]
    chart = data.catalogue.chart("money-2021")
    plan = layout_image(data, chart, (), get_language("en"), preset, "https://a.example")
    svg = compose(plan, '<svg viewBox="0 0 1 1"></svg>', "light")
    ys = [float(y) for y in re.findall(r'<text x="[\d.]+" y="([\d.]+)"', svg)]
    assert min(ys) > 250 and max(ys) < 1920 - 340 + 1


def test_all_notes_stand_in_print_and_in_the_metadata(data: DataVersion) -> None:
    chart = data.catalogue.chart("haechi")
    view = data.view(chart, (), get_language("en"))
    for name in ("wide", "print"):
        plan = layout_image(data, chart, (), get_language("en"), PRESETS[name], "https://a.example")
        printed = " ".join(" ".join(block.lines) for block in plan.foot)
        assert all(note in printed for note in view.notes) == (name == "print")
        assert all(note in plan.metadata.notes for note in view.notes)


@pytest.mark.parametrize("name", ["wide", "square"])
def test_the_foot_explains_the_marks_that_can_be_seen_and_no_other(data: DataVersion, name: str) -> None:
    unseen = 0
    for chart in data.catalogue:
        plan = layout_image(data, chart, chart.state({}), get_language("en"), PRESETS[name], "https://a.example")
        figure = plan.drawing.figure
        texts = [note["text"] for note in figure["layout"].get("annotations", ())]
        texts += [text for trace in figure["data"] for text in trace.get("text") or ()]
        above = " ".join(line for block in plan.head[2:] for line in block.lines)
        below = " ".join(line for block in plan.foot for line in block.lines)
        for mark, meaning in MARKS.items():
            seen = mark in " ".join([*texts, above]) or bool(mark == "§" and plan.view.publications)
            assert (f"{mark}\u00a0{meaning}" in below) == seen, (chart.id, mark)
            unseen += not seen and any(mark in row.marks for row in plan.view.rows)
    assert unseen


def test_a_picture_says_how_old_its_figures_are(data: DataVersion) -> None:
    for chart_id, age in (
        ("haechi", "Figures of 2021; newest Annual Report read: 2021"),
        ("members-over-time", "Figures of 1956–2024"),
    ):
        plan = layout_image(
            data, data.catalogue.chart(chart_id), (), get_language("en"), PRESETS["wide"], "https://a.example"
        )
        assert age in " ".join(plan.foot[-1].lines)


def test_a_thumbnail_is_title_and_drawing(data: DataVersion) -> None:
    chart = data.catalogue.chart("haechi")
    plan = layout_image(data, chart, (), get_language("en"), PRESETS["wide"], "https://a.example")
    small = thumbnail_layout(plan)
    assert [" ".join(block.lines) for block in small.head] == [plan.view.title]
    assert small.head[0].size_px >= plan.head[1].size_px and not small.foot and small.height_px == plan.height_px


def test_a_long_host_leaves_the_drawing_as_it_is(data: DataVersion) -> None:
    chart = data.catalogue.chart("contributions-and-donations")
    sites = ("https://a.example", f"https://{'very-' * 20}long.example")
    plans = [layout_image(data, chart, (), get_language("en"), PRESETS["wide"], site) for site in sites]
    assert plans[0].foot_px == plans[1].foot_px and plans[0].drawing.key == plans[1].drawing.key
    assert [plan.brand.lines[-1] for plan in plans if plan.brand] == [
        f"a.example/en/charts/{chart.id}", f"…/en/charts/{chart.id}",
    ]  # fmt: skip


def test_a_manifest_says_what_laying_out_says(data: DataVersion, tmp_path: Path) -> None:
    nothing_drawn = DataVersion(data.store, data.catalogue, FileCache(tmp_path, tmp_path))
    assert not nothing_drawn.manifest.drawings and data.manifest.drawings
    for chart in list(data.catalogue)[::6]:
        state = chart.state({})
        for variant in ("wide", "desktop"):
            found, laid_out = (
                layout_image(version, chart, state, get_language("ar"), PRESETS["wide"], "https://a.example").drawing
                if variant == "wide"
                else version.drawing(chart, state, get_language("ar"), DESKTOP)
                for version in (data, nothing_drawn)
            )
            assert (found.key, found.width_px, found.height_px) == (
                laid_out.key,
                laid_out.width_px,
                laid_out.height_px,
            )


def test_a_damaged_manifest_and_one_of_other_code_are_left_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    drawn = DrawnChart("a" * 24, 600, 400)
    write_manifest(tmp_path, "v1", Manifest(code=code_version(), drawings={"hits": drawn}))
    assert read_manifest(tmp_path, "v1").drawings == {"hits": drawn}
    write_manifest(tmp_path, "v1", Manifest(code="other", drawings={"hits": drawn}))
    assert not read_manifest(tmp_path, "v1").drawings and not read_manifest(tmp_path, "v2").drawings
    assert not caplog.records
    (tmp_path / "manifest-v1.json").write_text('{"code": "x", "drawings": {"hits": ["a"]}}')
    assert not read_manifest(tmp_path, "v1").drawings
    assert "manifest-v1.json cannot be read" in caplog.text and "prerender" in caplog.text
