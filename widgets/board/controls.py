"""The page's controls as HTML: native elements, named by the field of the Address they set.

The browser sends a changed field; nothing is decided there.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from markupsafe import Markup

from widgets import words
from widgets.board import scenario_controls
from widgets.board.inputs import TEMPLATES, select
from widgets.reading import pick as picks
from widgets.reading import reading as readings
from widgets.reading.address import ASOF_DAY, FIELDS, Address
from widgets.reading.event_filter import LONGEST_SEARCH, EventFilter
from widgets.reading.field import Field, fields_of
from widgets.sums import coordination
from widgets.tables.package import Tables
from widgets.words.messages import message
from widgets.words.templates import macros

_HTML = macros(TEMPLATES, "controls.html")


@lru_cache(maxsize=8)
def shown(address: Address, tables: Tables) -> dict:
    """What the controls show: `values` by field, `chosen` donors, `changed` fields; `marked`: the
    month of the release in which the open event lies, or ""; `said`: the words of a value that is
    a bare number.
    """
    reading = address.reading
    first, last = reading.window(tables)
    chosen = [] if isinstance(reading.donors, str) else list(reading.donors)
    values = {name: getattr(reading, name) for name in COUNTED}
    values |= {"first": first, "last": last, "donors": "chosen" if chosen else reading.donors}
    values |= {name: str(value) for name, value in address.own().items()}
    values |= {"donor": address.donor_iso3}
    values |= {ASOF_DAY: str(picks.number_of(address.pick.day))}
    said = {ASOF_DAY: words.day_name(address.pick.day)}  # what a slider's number means
    assumed = scenario_controls.shown(tables, reading, address.what_if)
    values, said = values | assumed, said | scenario_controls.said(assumed)
    events = tables.events
    starts = events.loc[events["event"] == address.event, "start_first"].str[:7]
    marked = next((month for month in starts if month in tables.months), "")
    shown = {"values": values, "chosen": chosen, "changed": reading.changed()}
    return shown | {"marked": marked, "said": said}


COUNTED = {name: field for name, field in readings.FIELDS.items() if name != "groups"}
"""What the bar has a control for; own groups are made in the dialog."""
ALONE = ("month", "span", "donor", "ranked", "who")
GROUPS = {
    "flow-split": (message("board-flow-split"), ("by", "form")),
    "flow-diagram": (message("board-flow-diagram"), ("named", "upto")),
    "towns": (message("board-towns"), ("here", "there", "ends")),
    "rings": (message("board-rings"), ("rings", "base")),
}
_OTHERS = ("bar", "filters", "claim-filters", "picker", "asof")
NAMES = (*_OTHERS, *ALONE, *GROUPS, *scenario_controls.NAMES)
"""What `made` makes; every other place of a board holds a text or a chart."""
READS = {"picker": ("event-options",)}
"""Texts that stand inside a control."""


def made(
    name: str, tables: Tables, address: Address, texts: Mapping[str, Markup], uid: str
) -> Markup:
    """One of NAMES. `texts` are the board's, some of which stand in the bar; `uid` begins ids."""
    state = shown(address, tables)
    values = state["values"]
    if name in ALONE:
        return select(FIELDS[name], values[name], tables)
    if name in GROUPS:
        label, fields = GROUPS[name]
        return _HTML.group(label, _selects(fields, tables, values), "upto" in fields)
    match name:
        case "bar":
            return _bar(tables, state, texts, uid)
        case "filters":
            return _filters(tables, values)
        case "claim-filters":
            return _claim_filters(tables, values)
        case "picker":
            return _HTML.picker(FIELDS["event"], texts.get("event-options", ""))
        case "asof":
            return _asof(tables, state, uid)
    return scenario_controls.made(name, tables, values, state["said"])


def _selects(names: Iterable[str], tables: Tables, values: Mapping[str, str]) -> list[Markup]:
    return [select(FIELDS[name], values[name], tables) for name in names]


def _asof(tables: Tables, state: dict, uid: str) -> Markup:
    """The reader's date: a date, a slider with the stages marked, and what plays them."""
    first, last, field = picks.FIRST_DAY, picks.last_day(tables), FIELDS["asof"]
    ends = {"first": words.day_name(first), "last": words.day_name(last)}
    return _HTML.asof(
        uid=uid,
        field=field,
        day_field=ASOF_DAY,
        day=state["values"]["asof"],
        number=state["values"][ASOF_DAY],
        said=state["said"][ASOF_DAY],
        first=first,
        last=last,
        most=picks.number_of(last),
        slider=message("board-asof-slider", label=field.label, **ends),
        stages=[(picks.number_of(s.last), s.name) for s in coordination.stages(tables)],
    )


def problems(sentences: list[str]) -> Markup:
    """What could not be read of an address, a paragraph each."""
    return _HTML.problems(sentences)


def _filters(tables: Tables, values: dict[str, str]) -> Markup:
    search, *lists = fields_of(EventFilter).values()
    names = [field.name for field in lists]
    return _HTML.filters(
        search=search,
        typed=values[search.name],
        longest=LONGEST_SEARCH,
        selects=_selects(names, tables, values),
        names=[search.name, *names],
    )


def _claim_filters(tables: Tables, values: dict[str, str]) -> Markup:
    names = ["claim", "claim_kind", "verdict"]
    return _HTML.claim_filters(_selects(names, tables, values), names[1:])


def _bar(tables: Tables, state: dict, texts: Mapping[str, Markup], uid: str) -> Markup:
    rows = tables.donors
    return _HTML.bar(
        fields=[_bar_field(tables, field, state, uid) for field in COUNTED.values()],
        counting=texts["counting"],
        problems=texts["problems"],
        groups=[
            (name, rows.loc[rows["group"] == group, ["iso3", "donor"]].values.tolist())
            for group, name in tables.group_names.items()
        ],
    )


def _bar_field(tables: Tables, field: Field, state: dict, uid: str) -> Markup:
    choices, edit = list(field.choices(tables).items()), ""
    if field.name == "donors":
        number = len(state["chosen"])
        name = "board-your-list-of" if number else "board-your-list"
        choices = [*choices, ("chosen", message(name, number=number))]
        edit = "shown" if number else "hidden"
    return _HTML.bar_field(
        uid=uid,
        field=field,
        choices=choices,
        value=state["values"][field.name],
        is_changed=field.name in state["changed"],
        edit=edit,
    )


def statement(name: str, text: str) -> Markup:
    """The place of a sentence that follows the Reading; a change of it is announced."""
    return _HTML.statement(name, Markup(text))
