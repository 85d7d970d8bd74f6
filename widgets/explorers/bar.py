"""The bar that shows and changes the Reading: eight native controls, reset, copy link."""

from pathlib import Path
from typing import TYPE_CHECKING

import anywidget
import traitlets

from widgets import dates, words
from widgets import reading as readings

if TYPE_CHECKING:
    from widgets.explorers.link import Link

_HERE = Path(__file__).parent


class Bar(anywidget.AnyWidget):
    """The Reading's controls. What the browser sends is read as strictly as an address."""

    _esm = _HERE / "bar.js"

    fields = traitlets.List().tag(sync=True)
    donors = traitlets.List().tag(sync=True)
    shown = traitlets.Dict().tag(sync=True)

    def __init__(self, link: "Link") -> None:
        self._link = link
        tables = link.tables
        super().__init__(fields=_fields(tables), donors=_donors(tables), shown=_shown(link))
        self.add_class("handover")
        link.observe(self._follow, ["reading", "problems"])
        self.on_msg(self._heard)

    def _follow(self, _change: object) -> None:
        self.shown = _shown(self._link)

    def _heard(self, _widget: object, message: object, _buffers: object) -> None:
        if not isinstance(message, dict):
            return
        try:
            if isinstance(message.get("query"), str):
                self._link.set_query(message["query"])
            elif isinstance(message.get("field"), str):
                self._link.set_field(message["field"], str(message.get("value", "")))
        finally:
            self.send({"answered": True})


def _fields(tables: readings.Tables) -> list[dict]:
    months = [[month, dates.month_short(month)] for month in tables.months]
    choices = {
        "measure": readings.MEASURES,
        "kind": readings.KINDS,
        "donors": readings.DONORS,
        "eu_institutions": readings.EU_INSTITUTIONS,
        "unit": readings.UNITS,
        "rhythm": readings.RHYTHMS,
    }
    return [
        {
            "name": name,
            "label": label,
            "options": [[k, v] for k, v in choices[name].items()] if name in choices else months,
        }
        for name, label in readings.NAMES.items()
    ]


def _donors(tables: readings.Tables) -> list[dict]:
    """The donors by group, for the reader's own list."""
    rows = tables.donors
    return [
        {
            "group": name,
            "donors": rows.loc[rows["group"] == group, ["iso3", "donor"]].values.tolist(),
        }
        for group, name in tables.group_names.items()
    ]


def _shown(link: "Link") -> dict:
    reading, tables = link.reading, link.tables
    first, last = reading.window(tables)
    chosen = [] if isinstance(reading.donors, str) else list(reading.donors)
    values = {name: getattr(reading, name) for name in readings.NAMES}
    values |= {"first": first, "last": last, "donors": "chosen" if chosen else reading.donors}
    return {
        "values": values,
        "chosen": chosen,
        "changed": reading.changed(),
        "counting": str(words.counting(reading, tables)),
        "problems": list(link.problems),
    }
