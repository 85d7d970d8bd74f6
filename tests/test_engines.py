"""What the page promises, in three engines: Chromium, Debian's Firefox, WebKitGTK.

Each promise is one path of a hand through the page, with what it shows; what else is said of the
page is tried in Chromium alone. An engine that is not installed is left out, with its name.
"""

import base64
import contextlib
from collections.abc import Iterator

import pytest

from tests import engines
from tests.conftest import Watched
from tests.test_browser import CHARTS
from tools.browser import EXTRAS, find

NEEDED = {"chromium": (), "firefox": ("firefox-esr",), "webkit": ("WebKitWebDriver", "Xvfb")}
DRAWN = """!!window.__handover && !window.__handover.board.asking
  && !window.__handover.board.queue.length
  && Number(window.__handover.board.root.dataset.drawn) === window.__handover.board.steps"""
# The middle of what a selector finds, brought into sight.
SPOT = """(selector) => {
  const found = document.querySelector(selector);
  found.scrollIntoView({ block: "center", behavior: "instant" });
  const { left, top, width, height } = found.getBoundingClientRect();
  return [left + width / 2, top + height / 2];
}"""
# Another value of a control of the bar, or the one that is named.
CHOOSE = """(name, wanted) => {
  const select = document.querySelector(`.bar [data-field="${name}"]`);
  const other = [...select.options].find(({ value, selected }) =>
    wanted ? value === wanted : !selected && value !== "chosen");
  select.value = other.value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
}"""


@pytest.fixture(scope="module", params=NEEDED)
def engine(request) -> Iterator[engines.Engine]:
    """A browser with one page, that the promises open in turn."""
    with _started(request) as started:
        started.size(1280, 900)
        yield started


@contextlib.contextmanager
def _started(request, dark: bool = False) -> Iterator[engines.Engine]:
    name = request.param if hasattr(request, "param") else request.getfixturevalue("engine").name
    for program in NEEDED[name]:
        if not find(program):
            pytest.skip(f"{program} is not installed: Debian's {EXTRAS[program]} brings it")
    if name == "chromium":
        watched: Watched = request.getfixturevalue("new_page")(dark=dark)
        yield engines.Chromium(watched)
        watched.page.context.close()
    else:
        with getattr(engines, name)(dark) as started:
            yield started


@pytest.fixture
def at(engine, site):
    """A function that opens a chapter, or the whole page, and waits until it is drawn."""

    def opened(chapter: str = "", query: str = "") -> engines.Engine:
        engine.goto(f"{site}/{chapter}{'/' * bool(chapter)}{query}")
        engine.until(DRAWN)
        return engine

    yield opened
    assert engine.faults() == []


def address(engine, query: str) -> None:
    """Wait until the page's address is this one, and all is drawn."""
    engine.until(f"decodeURIComponent(location.search) === {query!r}")
    engine.until(DRAWN)


def search(engine) -> str:
    return engine.run("() => decodeURIComponent(location.search)")


def press(engine, selector: str) -> None:
    """The pointer comes to an element, rests as a hand does, and presses."""
    x, y = engine.run(SPOT, selector)
    engine.act(("move", x + 3, y), ("pause", 120), ("move", x, y), ("pause", 120))
    engine.act(("down",), ("up",))


def drag(engine, selector: str, right: float = 0, down: float = 0) -> None:
    x, y = engine.run(SPOT, selector)
    way = [("move", x + right * step / 6, y + down * step / 6) for step in range(7)]
    engine.act(way[0], ("down",), *way[1:], ("up",))


def key(engine, selector: str, *names: str) -> None:
    engine.run("(selector) => document.querySelector(selector).focus()", selector)
    engine.act(*(("key", name) for name in names))


# --- the page as it opens ---------------------------------------------------------------------


@pytest.fixture
def whole(engine, site):
    """The whole page, opened anew where another one is; for promises that leave it as it is."""
    if not engine.run("() => Boolean(window.__whole)"):
        engine.goto(f"{site}/")
        engine.until(DRAWN)
        engine.run("() => { window.__whole = true; }")
    return engine


def test_every_chart_is_drawn(whole):
    drawn = whole.run(
        """() => [...document.querySelectorAll("[data-chart]")].map((box) =>
          [box.dataset.chart, box.querySelectorAll(".plot svg path").length])"""
    )
    paths = dict(drawn)
    assert set(paths) == set(CHARTS)
    assert min(paths.values()) > 3


def test_no_other_host_is_asked_and_the_policy_is_kept(whole):
    assert whole.faults() == []
    assert len(whole.run(engines.ASKED)) > 8


def test_the_charts_are_asked_for_once(whole):
    asked = [address for address in whole.run(engines.ASKED) if "/charts?" in address]
    assert len(asked) == len(set(asked)) == 2


def test_links_are_underlined(whole):
    lines = whole.run(
        """() => [...document.querySelectorAll(".statement a, .sentence a, .bar .link")].map(
          (link) => getComputedStyle(link).textDecorationLine)"""
    )
    assert set(lines) == {"underline"}


@pytest.mark.parametrize("face", ["400", "600", "italic 400", "italic 600"])
def test_figures_are_all_of_one_width(whole, face):
    widths = whole.run(
        """async (face) => {
          const text = document.createElement("span");
          document.querySelector(".page-body").append(text);
          text.style.cssText = "position: absolute; font-variant-numeric: tabular-nums";
          const all = [17, 19, 22, 28].map(async (px) => {
            const font = `${face} ${px}px "Source Serif 4"`;
            await document.fonts.load(font);
            text.style.font = font;
            return [..."0123456789"].map((figure) => {
              text.textContent = figure.repeat(10);
              return text.getBoundingClientRect().width;
            });
          });
          const widths = await Promise.all(all);
          text.remove();
          return widths;
        }""",
        face,
    )
    for some in widths:
        assert max(some) - min(some) < 0.5


def test_a_drawing_lays_out_its_own_chart_and_not_the_page(whole):
    drawing, layout = whole.run(
        """async () => {
          const { board } = window.__handover, times = [[], []];
          const chart = board.charts.find(({ name }) => name === "flows-over-time");
          for (let i = 0; i < 5; i += 1) {
            chart.drawn = { ...chart.drawn, figure: { ...chart.drawn.figure, data: [] } };
            const begun = performance.now();
            await chart.draw();
            const drawn = performance.now();
            document.body.getBoundingClientRect();
            times[0].push(drawn - begun);
            times[1].push(performance.now() - drawn);
            await new Promise((done) => setTimeout(done, 50));
          }
          return times.map((some) => some.sort((one, two) => one - two)[2]);
        }"""
    )
    assert layout < drawing / 2


def test_another_host_and_an_error_would_be_seen(engine, site):
    engine.goto(f"{site}/healthz")
    engine.run(
        """() => {
          new Image().src = "https://example.org/picture.png";
          setTimeout(() => { throw new Error("of a test"); });
          return new Promise((done) => setTimeout(done, 200));
        }"""
    )
    said = " ".join(engine.faults())
    assert "example.org" in said
    assert "of a test" in said


def test_a_chapter_s_link_leads_to_its_heading(engine, site):
    engine.goto(f"{site}/#coordination")
    engine.until(DRAWN)
    top = engine.run("() => document.querySelector('#coordination').getBoundingClientRect().top")
    assert 60 < top < 200


def test_a_link_brings_a_view_back(at):
    engine = at("report", "?kind=all&to=2024-09")
    values = engine.run("() => window.__handover.board.state.values")
    shown = engine.run(
        """() => Object.fromEntries([...document.querySelectorAll(".bar select")].map(
          ({ dataset, value }) => [dataset.field, value]))"""
    )
    assert (shown["kind"], shown["last"]) == ("all", "2024-09")
    assert shown == {name: values[name] for name in shown}


def test_nothing_is_wider_than_a_narrow_window(engine, at):
    engine.size(460, 800)
    try:
        at("report")
        assert engine.run("() => document.documentElement.scrollWidth - innerWidth") <= 0
    finally:
        engine.size(1280, 900)


def test_dark_is_dark(request, engine, site):
    with _started(request, dark=True) as dark:
        dark.goto(f"{site}/report/")
        dark.until(DRAWN)
        paper, text = dark.run(
            """() => [getComputedStyle(document.body).backgroundColor,
              getComputedStyle(document.querySelector('[data-chart="us-share"] svg text')).fill]"""
        )
        assert paper == "rgb(20, 23, 27)"
        assert min(map(int, text.removeprefix("rgb(").rstrip(")").split(","))) > 120


# --- reading ----------------------------------------------------------------------------------


def test_each_of_the_eight_controls_is_a_step(at):
    engine = at("report")
    names = engine.run(
        "() => [...document.querySelectorAll('.bar select')].map((one) => one.dataset.field)"
    )
    assert len(names) == 8
    for name in names:
        before = search(engine)
        engine.run(CHOOSE, name)
        engine.until(f"decodeURIComponent(location.search) !== {before!r}")
        engine.until(DRAWN)
    assert engine.run("() => window.__handover.board.steps") == 8


def test_back_brings_the_reading_before(at):
    engine = at("report")
    engine.run(CHOOSE, "kind")
    engine.until("location.search !== ''")
    engine.until(DRAWN)
    engine.run("() => history.back()")
    address(engine, "")
    assert engine.run("() => document.querySelector('.bar [data-field=kind]').value") == "military"


def test_the_readers_own_list_of_donors(at):
    engine = at("report")
    engine.run(CHOOSE, "donors", "chosen")
    engine.until("document.querySelector('.donor-dialog').open")
    for code in ("DEU", "POL"):
        press(engine, f'.donor-dialog [value="{code}"]')
    press(engine, ".donor-dialog .filled")
    address(engine, "?donors=DEU.POL")
    assert not engine.run("() => document.querySelector('.donor-dialog').open")


def test_a_cell_of_the_grid_is_a_reading(at):
    engine = at("report")
    press(engine, '[data-text="grid"] td a[data-query]')
    engine.until("document.querySelector('.page-body').dataset.seen === '1'")
    assert search(engine) != ""


def test_a_table_unfolds_and_is_sorted(at):
    engine = at("report")
    chart = '[data-chart="us-share"]'
    press(engine, f'{chart} [data-fold="table"]')
    engine.until(f"document.querySelector('{chart} table')?.offsetHeight > 100")
    press(engine, f"{chart} thead th.n .sort")
    column = engine.run(
        """(chart) => {
          const head = document.querySelector(`${chart} [aria-sort="ascending"]`);
          return [...document.querySelectorAll(`${chart} tbody tr`)]
            .map((row) => row.cells[head.cellIndex].textContent.replace(/[^0-9.]/g, ""))
            .filter(Boolean).map(Number);
        }""",
        chart,
    )
    assert column == sorted(column)
    assert len(column) > 5


def test_a_term_opens_its_definition(at):
    engine = at("what-if")
    press(engine, "button.term")
    engine.until("document.querySelector('.term-card:popover-open')")


# --- the charts -------------------------------------------------------------------------------


def test_the_keys_walk_from_event_to_event(at):
    engine = at("timeline")
    key(engine, ".walker", "Home", "ArrowRight", "ArrowRight")
    ring = "document.querySelector('.walker')"
    assert engine.run(f"() => {ring}.getAttribute('aria-valuenow')") == "3"
    key(engine, ".walker", "Enter")
    engine.until("location.search.startsWith('?event=')")
    engine.until(DRAWN)


def test_a_mark_opens_its_event(at):
    engine = at("timeline")
    press(engine, '[data-chart="timeline"] .scatterlayer .point:nth-child(12)')
    engine.until("location.search.startsWith('?event=')")
    engine.until(DRAWN)


def test_a_bar_of_the_flows_is_the_focus(at):
    engine = at("flows")
    press(engine, '[data-chart="flows-ranking"] .barlayer .point path')
    engine.until("location.search !== ''")
    engine.until(DRAWN)


def test_an_end_of_the_window_is_dragged(at):
    engine = at("timeline")
    drag(engine, '[data-chart="timeline"] .handle.last', right=-200)
    engine.until("location.search.startsWith('?to=')")
    engine.until(DRAWN)
    last = engine.run("() => window.__handover.board.state.values.last")
    assert "2023-01" < last < "2025-12"


def test_an_end_of_the_window_is_moved_with_the_keys(at):
    engine = at("timeline")
    key(engine, '[data-chart="timeline"] .handle.last', "ArrowLeft", "ArrowLeft")
    address(engine, "?to=2026-02")


def test_a_drag_over_a_chart_is_a_new_window(at):
    engine = at("timeline")
    drag(engine, '[data-chart="timeline"] .nsewdrag', right=150)
    engine.until("/from=.*&to=/.test(location.search)")
    engine.until(DRAWN)


def test_a_flow_is_played_and_stopped(at):
    engine = at("flows")
    press(engine, "[data-run]")
    engine.until("Number(document.querySelector('.page-body').dataset.pictures) > 4")
    press(engine, "[data-run]")
    engine.until("location.search.startsWith('?upto=')")
    engine.until(DRAWN)


def test_a_date_is_moved_with_the_keys(at):
    engine = at("coordination")
    key(engine, '.asof input[type="range"]', "ArrowLeft")
    engine.until("location.search.startsWith('?asof=')")
    engine.until(DRAWN)


def test_a_guess_is_made_with_the_keys(at):
    engine = at("what-if")
    key(engine, '[data-chart="guess"] [data-field="europe_2"]', *["ArrowUp"] * 6)
    address(engine, "?guess=europe_2.24.5")


def test_a_guess_is_dragged(at):
    engine = at("what-if")
    ring = '[data-chart="guess"] [data-field="europe_1"]'
    _, before = engine.run(SPOT, ring)
    drag(engine, ring, down=-62)  # a fifth of the chart's height, which is 50 bn
    engine.until("location.search.startsWith('?guess=europe_1.')")
    engine.until(DRAWN)
    assert engine.run("() => Number(window.__handover.board.state.values.europe_1)") == (
        pytest.approx(31.5, abs=0.6)
    )
    _, after = engine.run(
        """(ring) => {
      const { x, y } = document.querySelector(ring).getBoundingClientRect();
      return [x, y + 14];
    }""",
        ring,
    )
    assert before - after == pytest.approx(62, abs=3)


@pytest.mark.parametrize(
    ("chapter", "handles", "many"),
    [("what-if", ".thumb", 6), ("flows", '[data-chart="flows-over-time"] .handle', 2)],
)
def test_handles_are_there_again_when_the_drawing_is(at, chapter, handles, many):
    engine = at(chapter)
    seen = """(handles) => [...document.querySelectorAll(handles)].map((handle) => {
      const { left, top, width } = handle.getBoundingClientRect();
      return [handle.getAttribute("aria-label"), left, top + scrollY, width];
    })"""
    before = engine.run(seen, handles)
    assert len(before) == many
    assert all(width for *_, width in before)
    for value in ("commitments", "allocations"):
        engine.run(CHOOSE, "measure", value)
        engine.until(f"window.__handover.board.state.values.measure === {value!r}")
        engine.until(DRAWN)
        gone = engine.run("() => document.querySelector('main section .picture[hidden]')?.id")
        assert (gone == "") is (value == "commitments")
    assert engine.run(seen, handles) == before


# What is offered to be kept, read where it is made: no engine says where it puts it.
KEPT = """async (format) => {
  const kept = [], made = URL.createObjectURL;
  URL.createObjectURL = (blob) => { kept.push(blob); return made.call(URL, blob); };
  HTMLAnchorElement.prototype.click = function () { kept.name = this.download; };
  document.querySelector(`[data-chart="us-share"] [data-export="${format}"]`).click();
  while (!kept.name) await new Promise((done) => setTimeout(done, 50));
  const file = kept.at(-1), reader = new FileReader();
  const read = new Promise((done) => { reader.onload = () => done(reader.result); });
  reader.readAsDataURL(file);
  return [kept.name, file.type, (await read).split(",")[1]];
}"""


@pytest.mark.parametrize(
    ("format", "kind", "begins"),
    [("svg", "image/svg+xml", b"<svg"), ("png", "image/png", b"\x89PNG\r\n\x1a\n")],
)
def test_a_picture_can_be_taken_away(at, format, kind, begins):
    name, type_, coded = at("report").run(KEPT, format)
    picture = base64.b64decode(coded)
    assert (name, type_) == (f"us-share.{format}", kind)
    assert picture.startswith(begins)
    assert len(picture) > 20_000
