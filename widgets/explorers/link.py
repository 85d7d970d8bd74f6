"""The one place that holds and changes the Reading, and what follows it."""

import logging
from collections.abc import Callable

import ipywidgets
import traitlets

from widgets import reading as readings
from widgets.chart import Chart, View, mimebundle
from widgets.explorers.bar import Bar
from widgets.reading import Problem, Reading, Refusal
from widgets.tables import Tables, load

ViewMaker = Callable[[Tables, Reading], View]


class Link(traitlets.HasTraits):
    """The Reading that charts and controls share, and what could not be read of it."""

    reading = traitlets.Instance(Reading)
    problems = traitlets.Tuple()

    def __init__(self, tables: Tables | None = None, reading: Reading | None = None) -> None:
        self.tables = tables or load()
        super().__init__(reading=reading or Reading())

    @classmethod
    def of(cls, what: "Link | Reading | None") -> "Link":
        """A Link as it is; a Reading, or nothing, in a Link of its own."""
        return what if isinstance(what, cls) else cls(reading=what)

    def set_field(self, name: str, value: str) -> None:
        """One control changed; a value that cannot be read leaves the Reading as it is."""
        self._take(readings.with_field(self.reading, name, value, self.tables))

    def set_query(self, query: str) -> None:
        """A link inside the page, or an address."""
        self._take(readings.from_query(query, self.tables))

    def _take(self, read: tuple[Reading, list[Problem]]) -> None:
        with self.hold_trait_notifications():
            self.reading = read[0]
            self.problems = tuple(p.sentence for p in read[1])


def refused(
    name: str,
    title: str,
    reading: Reading,
    tables: Tables,
    *,
    by_month: bool = True,
    **fixed: object,
) -> View | None:
    """The view of a Reading that has no answer, or None if it has one.

    `fixed` are the fields that the chart sets for itself; the remedy leaves the reader's own.
    """
    rule = readings.refusal_by_month if by_month else readings.refusal
    refusal: Refusal | None = rule(reading.but(**fixed), tables)
    if refusal is None:
        return None
    own = {name: getattr(reading, name) for name in fixed}
    return View(name, title, refusal=refusal._replace(remedy=refusal.remedy.but(**own)))


class Explorer(ipywidgets.VBox):
    """A chapter in a notebook: the bar, its charts, and what else it brings."""

    def __init__(self, link: Link, charts: dict[str, Chart], *more: ipywidgets.Widget) -> None:
        self.link = link
        self.charts = charts
        super().__init__([Bar(link), *charts.values(), *more])
        self.add_class("handover")

    def __repr__(self) -> str:
        return "\n\n".join(chart.text() for chart in self.charts.values())

    def _repr_mimebundle_(self, **kwargs: object) -> dict:
        return mimebundle(self, repr(self))


def follow(link: Link, makers: dict[str, ViewMaker]) -> dict[str, Chart]:
    """One Chart for each maker; each shows the Link's Reading from now on."""
    charts = {
        name: Chart(made(make, name, link.tables, link.reading)) for name, make in makers.items()
    }

    def show(_change: object) -> None:
        for name, make in makers.items():
            charts[name].view = made(make, name, link.tables, link.reading)

    link.observe(show, "reading")
    for chart in charts.values():
        chart.on_query(link.set_query)
    return charts


def made(make: Callable[..., View], name: str, *arguments: object) -> View:
    """A maker's view; if it fails, a plain sentence in its place, so that the others go on."""
    try:
        return make(*arguments)
    except Exception:
        logging.exception("The chart %s failed for %s", name, arguments[1:])
        return View(name, "This chart", refusal=Refusal("It failed here; the other charts go on."))
