"""Which events are shown: by words, lane, importance, confidence and actor."""

from dataclasses import dataclass

import ipywidgets
import pandas as pd
import traitlets

from widgets.tables import Tables

_SEARCHED = ["title", "summary", "label", "actors", "place"]
_LONGEST_SEARCH = 100
IMPORTANCE = {3: "all", 2: "weightier only", 1: "turning points only"}


@dataclass(frozen=True)
class EventFilter:
    """Empty fields leave everything in; `importance` is the least weighty that is shown."""

    text: str = ""
    lane: str = ""
    importance: int = 3
    confidence: str = ""
    actor: str = ""

    def chosen(self, tables: Tables) -> pd.DataFrame:
        """The events (and eras) that fit, in file order. Eras stay: they are the frame."""
        events = tables.events
        fits = events["importance"] <= self.importance
        for word in self.text.casefold().split():
            texts = events[_SEARCHED].fillna("").agg(" ".join, axis=1).str.casefold()
            fits &= texts.str.contains(word, regex=False)
        if self.lane:
            fits &= events["lane"] == self.lane
        if self.confidence:
            fits &= events["confidence"] == self.confidence
        if self.actor:
            fits &= events["actors"].fillna("").str.split(";").map(lambda a: self.actor in a)
        return events[fits | events["era"]]


def actors(tables: Tables) -> list[str]:
    """Every actor of an event by name, in alphabetical order."""
    return sorted({a for text in tables.events["actors"].dropna() for a in text.split(";")})


class FilterControls(ipywidgets.VBox):
    """The controls; `filter` is what they say, `reset` shows everything again."""

    filter = traitlets.Instance(EventFilter)

    def __init__(self, tables: Tables, lanes: dict[str, str]) -> None:
        def choice(name: str, options: list[tuple[str, object]]) -> ipywidgets.Dropdown:
            return ipywidgets.Dropdown(options=options, value=options[0][1], description=name)

        everything = ("all", "")
        self._controls = {
            "text": ipywidgets.Text(
                description="Search events", placeholder="words, names, places"
            ),
            "lane": choice("Lane", [everything, *((name, key) for key, name in lanes.items())]),
            "importance": choice("Importance", [(name, key) for key, name in IMPORTANCE.items()]),
            "confidence": choice(
                "Confidence", [everything, ("confirmed", "confirmed"), ("reported", "reported")]
            ),
            "actor": choice("Actor", [everything, *((a, a) for a in actors(tables))]),
        }
        reset = ipywidgets.Button(description="Show all events")
        reset.on_click(lambda _button: self.reset())
        super().__init__([*self._controls.values(), reset], filter=EventFilter())
        self.add_class("handover")
        self.add_class("control")
        self.add_class("filters")
        for control in self._controls.values():
            control.observe(self._changed, "value")

    def reset(self) -> None:
        """Show all events."""
        default = EventFilter()
        for name, control in self._controls.items():
            control.value = getattr(default, name)

    def _changed(self, _change: object) -> None:
        values = {name: control.value for name, control in self._controls.items()}
        self.filter = EventFilter(**values | {"text": values["text"][:_LONGEST_SEARCH]})
