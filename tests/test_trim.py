"""The trimmed plotly.js draws every chart of the page exactly as the untouched file does."""

import copy
import hashlib

import pytest

from tests.conftest import rest
from widgets.serve.http import assets, trim

SOURCE = assets.plotly_js().read_bytes()
CHARTS = ["us-share", "flows-over-time", "flows-sankey", "flows-ranking"]
CHARTS += ["flows-promised", "flows-promised-donors", "flows-origins"]
CHARTS += ["flows-ranks", "flows-map", "flows-donor", "flows-weapons"]
CHARTS += ["timeline", "before-after", "claim-strip", "claim-course"]
CHARTS += ["handover-tasks", "handover-system", "handover-sites"]
CHARTS += ["handover-reported", "handover-distances", "handover-placebo"]
CHARTS += ["guess", "scenario-range", "scenario-test", "scenario-matters", "burden"]
# plotly.js names parts of a drawing by chance; here, by counting.
NO_CHANCE = "let calls = 0; Math.random = () => (calls = (calls * 1103 + 12345) % 65536) / 65536;"
DRAW = """async ({data, layout}) => {
  const box = document.querySelector("#box");
  Plotly.purge(box);
  calls = 0;
  await Plotly.newPlot(box, data, layout, {displayModeBar: false, doubleClick: false});
  return [...box.querySelectorAll("svg.main-svg")].map((svg) => svg.outerHTML).join("\\n");
}"""
# The same figure, come to through another one, in another width and back.
STEP = """async ({data, layout}) => {
  const box = document.querySelector("#box");
  const options = {displayModeBar: false, doubleClick: false};
  await Plotly.newPlot(box, [{type: "bar", x: ["2024-01-01"], y: [1]}], {height: 200}, options);
  await Plotly.react(box, data, layout, options);
  await Plotly.relayout(box, {width: layout.width - 200});
  await Plotly.relayout(box, {width: layout.width});
  await Plotly.Plots.resize(box);
  return box.querySelectorAll("svg.main-svg path, svg.main-svg text").length;
}"""
LISTEN = """() => {
  const box = document.querySelector("#box");
  window.heard = [];
  for (const name of ["plotly_hover", "plotly_click"])
    box.on(name, ({points}) => heard.push([name, points.map((p) => [p.curveNumber, p.x, p.y])]));
  box.on("plotly_clickannotation", ({annotation}) =>
    heard.push(["plotly_clickannotation", annotation.text]));
}"""
EXPORT = """async ({data, layout}) => decodeURIComponent((calls = 0) ||
  await Plotly.toImage({data, layout}, {format: "svg", width: layout.width, height: 400}))"""


@pytest.fixture(scope="module")
def figures():
    """Every chart of the page as JSON, by name and size."""
    from tests.reader import BOARD
    from widgets.reading.address import Address
    from widgets.tables.package import load

    assert set(BOARD.charts) == set(CHARTS)
    sizes = {"S": 340, "L": 1000}
    contents = {(n, s): BOARD.content(load(), Address(), n, s) for n in BOARD.charts for s in sizes}
    figures = {key: copy.deepcopy(content["figure"]) for key, content in contents.items()}
    for (_, size), figure in figures.items():
        figure["layout"] |= {"width": sizes[size]}
    return figures


@pytest.fixture(scope="module")
def pages(new_page):
    """A page with the trimmed file and one with the untouched file."""
    both = {}
    for name, script in {"trimmed": trim.trimmed(SOURCE), "untouched": SOURCE}.items():
        watched = both[name] = new_page()
        watched.page.set_content("<!doctype html><body style='margin:0'><div id='box'></div>")
        watched.page.add_script_tag(content=NO_CHANCE)
        watched.page.add_script_tag(content=script.decode())
    yield both
    for watched in both.values():
        watched.page.context.close()


def _in_both(pages, do):
    """What `do` gives for each page; nothing may have gone wrong in either."""
    results = [do(watched.page) for watched in pages.values()]
    for watched in pages.values():
        watched.assert_clean()
    return results


def test_it_is_far_smaller_and_says_whose_it_is():
    trimmed = trim.trimmed(SOURCE)
    assert len(trimmed) < 1_100_000 < 4_000_000 < len(SOURCE)
    assert b"plotly.js v4.1.1" in trimmed[:100]
    assert trimmed.count(b"@license") == SOURCE[SOURCE.rindex(b"})();") :].count(b"@license")


def test_another_file_is_left_alone():
    assert trim.trimmed(SOURCE + b"\n") is None
    assert trim.trimmed(b"") is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"var Plotly=(()=>{", b"var Plotly=(()=>{("),  # statements cannot be told apart
        (b"var Plotly=", b"let Plotly="),
        (b".register([OTe(),", b".register([0,"),  # the list of traces reads otherwise
        (b'moduleType:"trace",name:"bar"', b'name:"bar",moduleType:"trace"'),
        (b"textContent='.maplibregl", b"textContent='.map"),
        (b'addEventListener("wheel",()=>{}', b'addEventListener("whirl",()=>{}'),
    ],
)
def test_a_file_that_is_built_otherwise_is_left_alone(monkeypatch, old, new):
    other = SOURCE.replace(old, new)
    assert other != SOURCE
    monkeypatch.setattr(trim, "SOURCE", hashlib.sha256(other).hexdigest())
    assert trim.trimmed(other) is None


def test_only_the_traces_in_use_are_there(pages):
    schema = "Object.keys(Plotly.PlotSchema.get().traces)"
    assert pages["trimmed"].page.evaluate(schema) == list(trim.TRACES)


@pytest.mark.parametrize("size", ["S", "L"])
@pytest.mark.parametrize("name", CHARTS)
def test_each_chart_is_drawn_as_by_the_untouched_file(pages, figures, name, size):
    figure = figures[name, size]
    trimmed, untouched = _in_both(pages, lambda page: page.evaluate(DRAW, figure))
    assert trimmed.count("<path") > 3
    assert trimmed.count("<text") > 3
    assert trimmed == untouched


@pytest.mark.parametrize("name", CHARTS)
def test_a_step_a_new_width_and_an_export_are_the_same(pages, figures, name):
    figure = figures[name, "L"]
    trimmed, untouched = _in_both(pages, lambda page: page.evaluate(STEP, figure))
    assert trimmed == untouched > 6
    trimmed, untouched = _in_both(pages, lambda page: page.evaluate(EXPORT, figure))
    assert trimmed.startswith("data:image/svg+xml,<svg")
    assert "</text>" in trimmed
    assert _plain(trimmed) == _plain(untouched)


def _plain(svg: str) -> str:
    """A picture without the empty attribute that plotly.js sets sooner or later."""
    return svg.replace(' style=""', "")


def _touch(page, figure, selector):
    """What is heard when the mouse goes to the first mark of a kind and clicks it."""
    page.evaluate(DRAW, figure)
    mark = page.locator(selector).first
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x + 200, y + 20)
    rest(page)
    page.evaluate(LISTEN)  # not to what lies on the way
    page.mouse.move(x + 2, y + 1)
    rest(page)
    page.mouse.click(x, y)
    rest(page)
    return page.evaluate("heard"), page.locator(".hoverlayer .hovertext").count()


@pytest.mark.parametrize(
    ("name", "selector", "events"),
    [
        ("flows-ranking", ".barlayer .point path", {"plotly_hover", "plotly_click"}),
        ("timeline", ".scatterlayer .point", {"plotly_hover", "plotly_click"}),
        ("timeline", ".annotation [style*='pointer-events: all']", {"plotly_clickannotation"}),
    ],
)
def test_the_mouse_meets_the_same(pages, figures, name, selector, events):
    figure = figures[name, "L"]
    trimmed, untouched = _in_both(pages, lambda page: _touch(page, figure, selector))
    assert events <= {name for name, _ in trimmed[0]}
    assert trimmed == untouched
