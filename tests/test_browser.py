"""The reader's page in Chromium: every chart drawn with its data, one step changes all of it."""

import json
from urllib.parse import urlsplit

import pytest

from tests.conftest import until
from tests.reader import BOARD, CHAPTERS
from widgets.board import controls
from widgets.reading.address import Address
from widgets.reading.reading import Reading
from widgets.sums import flows
from widgets.tables.package import load

CHARTS = [
    "us-share",
    "timeline",
    "before-after",
    "flows-over-time",
    "flows-sankey",
    "flows-promised",
    "flows-promised-donors",
    "flows-origins",
    "flows-ranking",
    "flows-ranks",
    "flows-map",
    "flows-donor",
    "flows-weapons",
    "claim-strip",
    "claim-course",
    "handover-tasks",
    "handover-system",
    "handover-sites",
    "handover-reported",
    "handover-distances",
    "handover-placebo",
    "guess",
    "scenario-range",
    "scenario-test",
    "scenario-matters",
    "burden",
]
READY = 'html[data-ready="true"]'
TRACES = """name => document.querySelector(`[data-chart="${name}"] .plot`).data.map(
  t => ({name: t.name, y: Array.from(t.y ?? []), custom: t.customdata}))"""


def open_page(watched, url: str):
    """The page once its controls answer and every chart that has an answer is drawn."""
    watched.page.goto(url)
    watched.page.locator(READY).wait_for(state="attached", timeout=60_000)
    watched.page.locator('.page-body[data-drawn="0"]').wait_for(timeout=60_000)
    return watched.page


def drawn(page) -> None:
    """Wait until the reader's steps are all answered and drawn, in sight and out of it."""
    until(
        page,
        "() => { const { board } = window.__handover; return !board.asking && !board.queue.length "
        "&& Number(board.root.dataset.drawn) === board.steps; }",
    )


def sent(name: str, size: str = "L", address: Address | None = None) -> dict:
    """The figure that Python describes."""
    return BOARD.content(load(), address or Address(), name, size)["figure"]


def hears(page, sentence: str) -> None:
    """Wait until the page, which asks every half a minute, has learnt of its kernel's end."""
    for _ in range(60):
        page.clock.fast_forward("00:31")
        page.wait_for_timeout(500)
        if sentence in page.locator(".status").inner_text():
            return
    raise AssertionError(page.locator(".status").inner_text())


def set_field(page, name: str, value: str) -> None:
    page.get_by_label(name, exact=True).select_option(value)


@pytest.fixture(scope="module")
def shared(new_page, site):
    """The whole page at its default Reading, for tests that only look."""
    watched = new_page()
    open_page(watched, f"{site}/")
    yield watched
    watched.page.context.close()


@pytest.fixture
def fresh(watched, site):
    """The whole page, at its default Reading, for a test that changes charts of many chapters."""
    return open_page(watched, f"{site}/")


@pytest.fixture
def report(watched, site):
    """The first chapter, for tests that change it."""
    return open_page(watched, f"{site}/report/")


@pytest.fixture
def timeline(watched, site):
    """The timeline, for tests that change it."""
    return open_page(watched, f"{site}/timeline/")


@pytest.fixture
def flows_page(watched, site):
    """The chapter on the aid, for tests that change it."""
    return open_page(watched, f"{site}/flows/")


def test_every_chart_is_drawn_with_the_data_that_python_sent(shared):
    for name in CHARTS:
        seen = shared.page.evaluate(TRACES, name)
        data = sent(name)["data"]
        assert [t["name"] for t in seen] == [t["name"] for t in data]
        for one, two in zip(seen, data, strict=True):
            assert one["y"] == (pytest.approx(two["y"]) if two["y"] else [])


def test_no_other_host_and_no_error(shared):
    shared.assert_clean()


def test_chapters_are_regions_with_their_ids(shared):
    for key, chapter in CHAPTERS.items():
        name = chapter.title.striptags()
        section = shared.page.locator(f"section#{key}")
        assert section.count() == 1
        assert shared.page.get_by_role("region", name=name).first.get_attribute("id") == key


def test_the_controls_have_their_names_and_nothing_else(shared):
    for label in (field.label for field in controls.COUNTED.values()):
        control = shared.page.get_by_role("combobox", name=label, exact=True)
        assert control.count() == 1, label
        assert control.is_visible(), label


def test_charts_have_a_name_and_a_table(shared):
    for name in CHARTS:
        slot = shared.page.locator(f'[data-chart="{name}"]')
        assert slot.get_by_role("img").get_attribute("aria-label")
        assert slot.locator("h3").inner_text()
        assert slot.locator("table").count() == 1


def test_the_lead_and_the_release(shared):
    text = shared.page.locator("body").inner_text()
    assert "51.3\u00a0%" in text
    assert "Release 29 (04/2026)" in text


def test_a_step_changes_charts_sentences_tables_and_address(fresh, watched):
    before = {name: fresh.evaluate(TRACES, name) for name in CHARTS}
    set_field(fresh, "Rhythm", "cumulative")
    set_field(fresh, "From", "2024-01")
    set_field(fresh, "To", "2024-09")
    statement = fresh.locator('[data-text="statement"]')
    statement.get_by_text("48.4\u00a0%").wait_for()
    flow = fresh.locator('[data-slot="flows-over-time"]')
    flow.get_by_text("Added up since January 2024").first.wait_for()
    assert "48.4\u00a0%" in flow.locator(".sentence").inner_text()
    until(fresh, "location.search === '?rhythm=cumulative&from=2024-01&to=2024-09'")
    drawn(fresh)
    assert "Added up since January 2024: Europe" in flow.locator("table").text_content()
    after = {name: fresh.evaluate(TRACES, name) for name in CHARTS if name != "us-share"}
    reading = Reading(rhythm="cumulative", first="2024-01", last="2024-09")
    europe = next(t for t in after["flows-over-time"] if t["name"] == "Europe")
    assert europe["y"][-1] == pytest.approx(
        flows.series(load(), reading, "bloc")["europe"].iloc[-1]
    )
    assert after["flows-sankey"] != before["flows-sankey"]
    assert after["flows-ranking"] != before["flows-ranking"]
    total = sum(t["custom"][0] for t in after["flows-sankey"] if t["name"].endswith(">military"))
    assert total == pytest.approx(flows.total_eur_bn(load(), reading))
    watched.assert_clean()


def test_the_report_reads_51_3_and_48_4(report):
    statement = report.locator('[data-text="statement"]')
    set_field(report, "To", "2024-09")
    statement.get_by_text("51.3\u00a0%").wait_for()
    set_field(report, "From", "2024-01")
    statement.get_by_text("48.4\u00a0%").wait_for()


def test_an_address_brings_the_view_back_and_reset_leaves_it(watched, site):
    page = open_page(
        watched, f"{site}/report-timeline/?from=2024-01&to=2024-09&event=nsatu-takes-over"
    )
    assert page.get_by_label("To", exact=True).input_value() == "2024-09"
    assert "48.4\u00a0%" in page.locator('[data-text="statement"]').inner_text()
    assert page.locator('[data-text="card"] h4').inner_text().startswith("NSATU")
    page.get_by_role("button", name="Reset").click()
    until(page, "!location.search.includes('from=')")
    assert page.get_by_label("To", exact=True).input_value() == "2026-04"
    assert urlsplit(page.url).query == "event=nsatu-takes-over"


def test_a_bad_address_is_a_sentence(watched, site):
    page = open_page(watched, f"{site}/report/?unit=%3Cimg%20src=x%20onerror=alert(1)%3E")
    assert "“Unit” knows no “<img src=x" in page.locator(".problems").inner_text()
    assert page.locator(".problems img").count() == 0
    watched.assert_clean()


def test_a_reading_without_an_answer_says_so_and_leads_on(flows_page):
    set_field(flows_page, "Measure", "commitments")
    flow = flows_page.locator('[data-slot="flows-over-time"]')
    flow.get_by_text("Commitments are not split by kind of aid.").wait_for()
    assert not flow.locator(".plot").is_visible()
    flow.get_by_role("link", name="Count all kinds").click()
    until(flows_page, "location.search === '?measure=commitments&kind=all'")
    flow.locator(".plot").wait_for(state="visible")
    assert flows_page.get_by_label("Kind of aid", exact=True).input_value() == "all"


def test_the_readers_own_list_of_donors(flows_page):
    set_field(flows_page, "Donors", "chosen")
    dialog = flows_page.get_by_role("dialog")
    dialog.get_by_label("Denmark").check()
    dialog.get_by_label("Norway").check()
    dialog.get_by_role("button", name="Count these").click()
    until(flows_page, "location.search.includes('donors=DNK.NOR')")
    flow = flows_page.locator('[data-slot="flows-over-time"]')
    flow.get_by_text("Denmark and Norway allocated").wait_for()


def test_an_event_opens_from_the_drawing_and_from_the_list(timeline):
    chart = timeline.locator('[data-slot="timeline"] .plot')
    chart.evaluate("p => p.emit('plotly_click', {points: [{customdata: 'full-scale-invasion'}]})")
    timeline.locator('[data-text="card"] h4').wait_for()
    until(timeline, "location.search === '?event=full-scale-invasion'")
    timeline.get_by_label("Open an event").select_option(index=3)
    until(timeline, "!location.search.includes('full-scale-invasion')")


def test_a_preset_sets_the_window_of_every_chart(watched, site):
    fresh = open_page(watched, f"{site}/timeline-flows/")
    fresh.get_by_role("link", name="NATO-led: NSATU").click()
    until(fresh, "location.search === '?from=2024-12'")
    fresh.locator('[data-slot="flows-sankey"]').get_by_text("December 2024").first.wait_for()
    assert fresh.evaluate("document.activeElement.dataset.query") == "from=2024-12"


def test_search_leaves_the_events_that_fit(timeline):
    timeline.get_by_label("Search events").press_sequentially("nsatu")
    slot = timeline.locator('[data-slot="timeline"]')
    slot.locator(".chart-subtitle", has_text="of 169 events by lane").wait_for()
    drawn(timeline)  # a folded table is written when the reader rests
    found = int(slot.locator(".chart-subtitle").inner_text().split()[0])
    assert 5 < found < 60
    assert slot.locator("tbody tr").count() == found
    timeline.get_by_role("button", name="Show all events").click()
    until(timeline, "document.querySelectorAll('[data-slot=timeline] tbody tr').length === 169")


def test_a_figure_of_the_grid_sets_its_reading(report):
    report.locator(".grid a", has_text="48.4").first.click()
    until(report, "location.search === '?from=2024-01&to=2024-09'")
    assert report.locator(".grid .own").inner_text().split()[1] == "48.4"


def test_keyboard_alone_changes_the_reading_with_visible_focus(report):
    control = report.get_by_label("Kind of aid", exact=True)
    control.focus()
    report.keyboard.press("ArrowDown")
    until(report, "location.search.includes('kind=financial')")
    assert control.evaluate("c => document.activeElement === c")
    assert control.evaluate("c => getComputedStyle(c).outlineStyle") == "solid"


def test_back_brings_the_previous_reading(report):
    set_field(report, "Kind of aid", "all")
    until(report, "location.search === '?kind=all'")
    set_field(report, "To", "2024-09")
    until(report, "location.search === '?kind=all&to=2024-09'")
    report.go_back()
    until(report, "location.search === '?kind=all'")
    report.locator('[data-text="statement"]').get_by_text("April 2026").wait_for()
    until(report, "document.querySelector('[data-field=last]').value === '2026-04'")


def test_downloads_hold_what_is_shown(flows_page):
    slot = flows_page.locator('[data-slot="flows-ranking"]')
    saved = {}
    for kind in ("CSV", "SVG", "PNG"):
        with flows_page.expect_download() as download:
            slot.get_by_role("link" if kind == "CSV" else "button", name=kind).click()
        assert download.value.suggested_filename == f"flows-ranking.{kind.lower()}"
        saved[kind] = download.value.path().read_bytes()
    csv = saved["CSV"].decode()
    head = [line for line in csv.splitlines() if line.startswith("# ")]
    assert "Release 29 (04/2026)" in "".join(head)
    assert "United States" in csv
    assert b"<svg" in saved["SVG"][:200]
    assert b"Release 29" in saved["SVG"]
    assert b"@font-face" in saved["SVG"]
    assert b"font/woff2;base64," in saved["SVG"]
    assert saved["PNG"].startswith(b"\x89PNG")


def test_every_table_can_be_downloaded_as_it_is(watched, site):
    fresh = open_page(watched, f"{site}/sources/")
    with fresh.expect_download() as download:
        fresh.get_by_role("link", name="Download origins.csv").click()
    assert download.value.path().read_text() == load().text("origins")


def test_table_and_citation_unfold(fresh):
    slot = fresh.locator('[data-slot="flows-promised"]')
    button = slot.get_by_role("button", name="Table")
    assert not slot.locator("table").is_visible()
    button.click()
    assert slot.locator("table").is_visible()
    assert button.get_attribute("aria-expanded") == "true"
    slot.get_by_role("button", name="Cite").click()
    title = slot.locator(".chart-title").inner_text()
    text, entry = slot.locator(".cite-region > *").all_inner_texts()
    for cited in (text, entry):
        assert "Release 29" in cited
        assert f"Data package {load().version}" in cited
    assert "%" in title
    assert "%" in text
    assert "The Handover: " + title.replace("%", "\\%") in entry
    assert "@misc{handover-flows-promised," in entry
    assert f"url = {{{fresh.url}" in entry


def test_a_term_opens_its_definition(flows_page):
    term = flows_page.locator("#flows .term").first
    term.scroll_into_view_if_needed()
    card = flows_page.locator(f"#{term.get_attribute('popovertarget')}")
    assert not card.is_visible()
    term.focus()
    flows_page.keyboard.press("Enter")
    assert card.is_visible()
    assert len(card.inner_text()) > 40
    flows_page.keyboard.press("Escape")
    assert not card.is_visible()


# Words and marks of the drawings that something around them, or the window, cuts off.
CUT = """(width) => {
  const cuts = (e) => getComputedStyle(e).overflowX !== "visible"
    || /paint|strict|content/.test(getComputedStyle(e).contain);
  return [...document.querySelectorAll(".plot :is(text, .point)")].filter((mark) => {
    let [from, to] = [0, width];
    for (let e = mark.closest("svg"); e !== document.body; e = e.parentElement)
      if (cuts(e)) {
        const { left, right } = e.getBoundingClientRect();
        [from, to] = [Math.max(from, left), Math.min(to, right)];
      }
    const { left, right } = mark.getBoundingClientRect();
    return right > left && (left < from - 1 || right > to + 1);
  }).map((mark) => `${mark.closest("[data-chart]").dataset.chart}: ${mark.textContent}`);
}"""


@pytest.mark.parametrize("width", [360, 768, 1000])
def test_nothing_is_wider_than_the_screen(new_page, site, width):
    watched = new_page(width=width)
    page = open_page(watched, f"{site}/")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate(CUT, width) == []
    size = {360: "S", 768: "M", 1000: "L"}[width]
    for name in CHARTS:
        is_inset = width == 1000 and name.startswith("claim-")
        height = sent(name, "M" if is_inset else size)["layout"]["height"]
        plot = page.locator(f'[data-chart="{name}"] .plot')
        assert plot.evaluate("p => p.layout.height") == height, name
    if width == 360:
        page.get_by_text("Change", exact=True).click()
        assert page.get_by_label("Measure", exact=True).is_visible()
    watched.assert_clean()
    page.context.close()


def test_dark_changes_colours_only(new_page, site):
    watched = new_page(dark=True)
    page = open_page(watched, f"{site}/")
    figure = (
        "name => { const p = document.querySelector(`[data-chart='${name}'] .plot`); "
        "return JSON.stringify([p.data.map(t => [t.name, Array.from(t.y ?? [])]), "
        "p.layout.shapes?.length, p.layout.annotations?.length]); }"
    )
    dark = {name: json.loads(page.evaluate(figure, name)) for name in CHARTS}
    fill = page.locator('[data-slot="us-share"] .plot').evaluate("p => p.data[0].line.color")
    assert fill.lower() == "#f0733c"
    page.emulate_media(color_scheme="light")
    until(
        page,
        "document.querySelector('[data-slot=\"us-share\"] .plot').data[0].line.color"
        ".toLowerCase() === '#d4590b'",
    )
    light = {name: json.loads(page.evaluate(figure, name)) for name in CHARTS}
    assert light == dark
    page.context.close()


def test_label_boxes_of_the_timeline_do_not_meet(shared):
    boxes = shared.page.locator('[data-slot="timeline"] .annotation-text').evaluate_all(
        "all => all.map(t => { const b = t.getBoundingClientRect(); "
        "return [t.textContent, b.left, b.right, b.top + 2, b.bottom - 2]; })"
    )
    assert len(boxes) > 50
    for i, one in enumerate(boxes):
        for two in boxes[i + 1 :]:
            apart = one[2] <= two[1] or two[2] <= one[1] or one[4] <= two[3] or two[4] <= one[3]
            assert apart, (one, two)


FRESH = """async () => {
  // every chart as the steps have left it, beside the same drawn anew
  const { board } = window.__handover;
  const svg = (chart) => chart.plot.querySelector(".svg-container").innerHTML
    .replace(/[a-z]*-?[0-9a-f]{6}[a-z0-9-]*/g, "").replace(/\\s+/g, " ")
    .replace(/ ?transform: translateX[^;]*;/g, "").replace(/ style="\\s*"/g, "") // words moved in
    .replace(/<g [^>]*><\\/g>/g, ""); // plotly.js leaves an empty group of a shape that has gone
  const differing = [];
  for (const chart of board.charts.filter((c) => c.content.figure)) {
    const stepped = svg(chart);
    const figure = chart.coloured(chart.content.figure);
    await Plotly.react(chart.plot, figure.data, { ...figure.layout, width: chart.width }, PLOTLY);
    if (svg(chart) !== stepped) differing.push(chart.name);
  }
  return differing;
}""".replace("PLOTLY", "{ displayModeBar: false, responsive: false }")
COUNTED = """() => {
  // drawings that leave the data as they are: some shapes and words, a quarter of the work
  window.few = 0;
  const { react } = Plotly;
  Plotly.react = (plot, data, ...more) => {
    few += data === plot.data;
    return react(plot, data, ...more);
  };
}"""


# Only these chapters have a window that moves; the others' charts are compared at one width.
@pytest.mark.parametrize(("width", "chapters"), [(360, "timeline-flows/"), (1280, "")])
def test_what_a_step_leaves_unchanged_is_not_drawn_again_and_nothing_is_missed(
    new_page, site, width, chapters
):
    watched = new_page(width=width)
    page = open_page(watched, f"{site}/{chapters}")
    page.evaluate(COUNTED)
    for field, value in (
        ("last", "2024-09"),
        ("last", "2022-05"),
        ("text", "nsatu"),
        ("rhythm", "cumulative"),
        ("first", "2023-03"),
        ("unit", "share"),
        ("last", "2026-04"),
        ("kind", "all"),
    ):
        page.evaluate("([f, v]) => window.__handover.board.do('set', f, v)", [field, value])
        drawn(page)
        assert page.evaluate(FRESH) == [], (field, value)
    assert page.evaluate("few") > 4  # a window's end moves: two shapes, no new drawing
    watched.assert_clean()
    page.context.close()


@pytest.mark.parametrize("width", [360, 900, 1280])
def test_the_charts_are_asked_for_once_and_early(new_page, site, width):
    watched = new_page(width=width)
    asked, said = [], []
    watched.page.on("request", lambda r: asked.append(r.url) if "/charts?" in r.url else None)
    watched.page.on("console", lambda message: said.append(message.text))
    page = open_page(watched, f"{site}/?kind=all&search=it%27s~a+b*")
    drawn(page)
    assert len(asked) == 2  # the first chart, and all others
    early = page.evaluate("[...document.querySelectorAll('link[as=fetch]')].map((l) => l.href)")
    assert (set(asked) <= set(early)) is (width != 900)
    assert not [text for text in said if "preload" in text]
    watched.assert_clean()
    page.context.close()


def test_a_chart_out_of_sight_takes_no_part_in_a_step_and_catches_up_when_looked_at(new_page, site):
    watched = new_page(width=1280)
    page = open_page(watched, f"{site}/")
    page.evaluate(
        "() => { const { transport } = window.__handover.board; window.asked = [];"
        "const ask = transport.ask.bind(transport);"
        "transport.ask = (q) => { asked.push([q.what, Object.keys(q.sizes)]); return ask(q); } }"
    )
    page.evaluate("window.__handover.board.do('set', 'kind', 'all')")
    until(page, "window.__handover.board.steps === 1")
    assert page.evaluate("asked[0]") == ["step", ["us-share"]]
    ranking = '[data-chart="flows-ranking"] .chart-subtitle'
    before = page.locator(ranking).inner_text()
    page.locator(ranking).scroll_into_view_if_needed()
    until(page, f"document.querySelector('{ranking}').innerText !== {json.dumps(before)}")
    drawn(page)
    assert page.evaluate("asked.slice(1).every(([what]) => what === 'charts')")
    asked = page.evaluate("asked.slice(1).flatMap(([, names]) => names)")
    assert sorted(asked) == sorted(set(CHARTS) - {"us-share"}), "each is asked for once"
    answer = BOARD.answer(load(), Address(Reading(kind="all")), dict.fromkeys(CHARTS, "L"))
    for name in set(CHARTS) - {"us-share"}:
        figure = page.evaluate("n => window.__handover.board.state.charts[n].figure", name)
        assert figure == json.loads(json.dumps(answer["charts"][name]["figure"])), name
    watched.assert_clean()
    page.context.close()


def test_the_windows_ends_move_with_keys_and_by_dragging(flows_page, watched):
    end = flows_page.get_by_role("slider", name="To, on the chart of the flows over time")
    assert end.get_attribute("aria-valuetext") == "Apr 2026"
    end.focus()
    flows_page.keyboard.press("ArrowLeft")
    flows_page.keyboard.press("PageDown")
    until(flows_page, "location.search === '?to=2025-03'")
    drawn(flows_page)
    assert end.get_attribute("aria-valuetext") == "Mar 2025"
    assert flows_page.evaluate("document.activeElement.classList.contains('last')")
    start = flows_page.get_by_role("slider", name="From, on the chart of the flows over time")
    box = start.bounding_box()
    flows_page.mouse.move(box["x"] + 12, box["y"] + 30)
    flows_page.mouse.down()
    for step in range(1, 31):
        flows_page.mouse.move(box["x"] + 12 + 10 * step, box["y"] + 30)
    flows_page.mouse.up()
    drawn(flows_page)
    until(flows_page, "/from=2023-0[3-7]&to=2025-03/.test(location.search)")
    month = flows_page.evaluate("window.__handover.board.state.values.first")
    left = start.bounding_box()["x"] - box["x"]
    assert abs(left - 300) < 20  # a month is about 18 pixels wide
    assert flows_page.get_by_label("From", exact=True).input_value() == month
    watched.assert_clean()


def test_controls_moved_at_once_are_all_heard(report):
    report.evaluate(
        """() => {
          for (const [field, value] of [["kind", "all"], ["unit", "share"], ["last", "2024-09"]]) {
            const control = document.querySelector(`select[data-field="${field}"]`);
            control.value = value;
            control.dispatchEvent(new Event("change", { bubbles: true }));
          }
        }"""
    )
    until(report, "location.search === '?kind=all&unit=share&to=2024-09'")


def test_a_file_holds_the_numbers_of_the_reading_that_is_shown(flows_page):
    set_field(flows_page, "Kind of aid", "all")
    until(flows_page, "location.search === '?kind=all'")
    with flows_page.expect_download() as download:
        flows_page.locator('[data-csv="flows-ranking"]').click()
    assert "# Address: ?kind=all\n" in download.value.path().read_text(encoding="utf-8")


def test_showing_all_events_takes_the_choice_of_importance_back(timeline):
    timeline.locator('select[data-field="importance"]').select_option("1")
    until(timeline, "location.search === '?importance=1'")
    timeline.get_by_role("button", name="Show all events").click()
    until(timeline, "location.search === ''")
    assert timeline.locator('[data-text="problems"]').inner_text() == ""
