"""The states that many tests look at: each is made once a run, and drawn once at each size.

A state is a chart at an address of which the chart has kept what it follows (`Part.keep`): most
addresses differ in nothing that a given chart shows. And few cases in place of a full product.
"""

import itertools
import json
import re
from collections.abc import Iterator
from functools import cache, lru_cache

import plotly.graph_objects as go

from widgets.board.view import View
from widgets.chapters.page import BOARD
from widgets.reading.address import Address, read
from widgets.tables.package import load

TABLES = load()
QUERIES = [
    "",
    "to=2024-09&rhythm=cumulative",
    "kind=all&unit=share&rhythm=rolling-12",
    "measure=commitments&kind=all",
    "donors=nato&unit=pct-gdp&eu=out&kind=all",
    "donors=DNK.NOR.SWE&unit=per-head",
    "donors=CHN.IND",
    "donors=USA&from=2025-02",
    "from=2024-04&to=2024-04",
    "kind=all&eu=imputed",
    "donors=EUI&kind=all",
    "donors=EUI.USA&kind=financial&from=2025-06&to=2025-06",
    "donors=nato&from=2022-03&to=2022-12",
    "donors=DEU&kind=all&unit=per-head&from=2023-01",
    "asof=2022-02-24&rings=9m729&base=Kaliningrad&here=Lisbon&there=Tbilisi",
    "asof=2025-10-01&ends=border&rings=iskander&base=Kaliningrad",
    "scenario=cutoff.2026-04~us.50&guess=europe_2.150~revealed.yes",
    "scenario=cutoff.2022-12~horizon.36~outcome.europe~europe.-100~rule.as-2024&kind=all",
    "scenario=us.0~loan.60~loan_credit.members~purl.30~purl_credit.us&guess=us_1.0~revealed.yes",
    "measure=commitments&kind=all&scenario=past.12~block.6~outcome.rest~rule.population",
    "asof=2026-05-02&here=Berlin&there=Berlin&ends=border&rings=sm-6&kind=financial",
    # how flows are drawn, which donor and which statement are open, what of the timeline is shown
    "by=donor&form=stacked&named=all&upto=2023-03&groups=Two~DEU.POL&ranked=all&donor=MLT&span=3",
    "by=kind&form=lines&named=5&kind=all&event=purl-announced&lane=aid&claim=distance&way=2.1",
    "by=origin&form=stacked&zoom=2025-01.2025-12&month=2025-07&importance=2&claim=billion",
]


@cache
def addresses(name: str) -> tuple[Address, ...]:
    """The distinct addresses of a chart."""
    kept = BOARD.charts[name].keep
    return tuple(dict.fromkeys(kept(read(query, TABLES)[0]) for query in QUERIES))


@cache
def _view(name: str, kept: Address) -> View:
    return BOARD.charts[name].make(TABLES, kept)


def view(query: str | Address, name: str) -> View:
    """A chart at a query; not to be changed."""
    address = read(query, TABLES)[0] if isinstance(query, str) else query
    return _view(name, BOARD.charts[name].keep(address))


@lru_cache(maxsize=256)
def _drawn(name: str, kept: Address, size: str) -> dict:
    return captioned(_view(name, kept), size)


def captioned(made: View, size: str) -> dict:
    """A view's figure, with the words around it in `layout.meta`."""
    figure = made.draw(size=size).json()
    head, own = made.caption.head(), figure["layout"]["meta"]
    own = {key: value for key, value in own.items() if value or key not in head}
    figure["layout"]["meta"] = head | own
    return figure


def drawn(query: str | Address, name: str, size: str = "L") -> dict | None:
    """The figure as the browser gets it, with its words in `layout.meta`, or None; not to be
    changed.
    """
    address = read(query, TABLES)[0] if isinstance(query, str) else query
    if view(address, name).draw is None:
        return None
    return _drawn(name, BOARD.charts[name].keep(address), size)


# --- plotly's own check ------------------------------------------------------------------------

ANY_VALUE = {"text", "name", "customdata", "meta", "x", "y", "x0", "x1", "y0", "y1", "range"}
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}|rgba\(\d+,\d+,\d+,[0-9.]+\)")
_checked: set[str] = set()


def form(value: object, key: str = "") -> object:
    """What plotly looks at: names; words that are no free text; of a number its type and sign and
    whether it is above one; of a list what it holds.

    plotly judges every property alone, by its name and value. Two traces of one form differ in
    coordinates, texts, colours of tokens and amounts, which it would not tell apart: to check one
    of them is to check both.
    """
    if key in ANY_VALUE:
        values = value if isinstance(value, list) else [value]
        return sorted({type(own).__name__ for own in values})
    if isinstance(value, dict):
        return {name: form(own, name) for name, own in sorted(value.items())}
    if isinstance(value, list):
        return sorted({json.dumps(form(own, key)) for own in value})
    if isinstance(value, str):
        return _COLOUR.sub("#", value)
    if isinstance(value, bool) or value is None:
        return value
    return [isinstance(value, int), (value > 0) - (value < 0), value > 1]


def _unchecked(values: list[dict], what: str) -> list[dict]:
    """Those of a form that plotly has not seen in this run."""
    new = {f"{what} {json.dumps(form(value))}": value for value in values}
    new = {text: value for text, value in new.items() if text not in _checked}
    _checked.update(new)
    return list(new.values())


def assert_valid(figure: dict) -> None:
    """plotly takes the figure: no unknown name, no value that it would leave out.

    Every trace, shape, text and layout is checked that has a form of its own.
    """
    layout = {k: v for k, v in figure["layout"].items() if k not in ("shapes", "annotations")}
    data = _unchecked(figure["data"], "trace")
    shapes = _unchecked(figure["layout"]["shapes"], "shape")
    annotations = _unchecked(figure["layout"]["annotations"], "annotation")
    if data or shapes or annotations or _unchecked([layout], "layout"):
        lists = {"shapes": shapes, "annotations": annotations}
        made = go.Figure({"data": data, "layout": layout | lists})
        found = [len(made.data), len(made.layout.shapes), len(made.layout.annotations)]
        assert found == [len(data), len(shapes), len(annotations)]


# --- few cases in place of a product -----------------------------------------------------------


def pairs(**options: list) -> Iterator[dict]:
    """Few cases in which every two values of two options meet; in the same order in every run.

    A greedy cover: each case begins with a pair that is still missing, and takes for every other
    option the value that brings most missing pairs.
    """
    names = list(options)
    places = {name: range(len(values)) for name, values in options.items()}
    missing = {
        frozenset([(a, i), (b, j)]): None
        for a, b in itertools.combinations(names, 2)
        for i in places[a]
        for j in places[b]
    }
    while missing:
        case = dict(next(iter(missing)))
        for name in names:
            if name not in case:
                case[name] = max(places[name], key=lambda i: _new(case, (name, i), missing))
        for two in itertools.combinations(case.items(), 2):
            missing.pop(frozenset(two), None)
        yield {name: options[name][case[name]] for name in names}


def _new(case: dict, item: tuple, missing: dict) -> int:
    return sum(frozenset([other, item]) in missing for other in case.items())
