"""Address: all that a link to the page says - the Reading, the open event, what is filtered.

Every view of the page is a function of (tables, Address). It is read as strictly as a Reading:
a bad field becomes a sentence and its default.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from widgets import flow_choice
from widgets import pick as picks
from widgets import reading as readings
from widgets import what_if as what_ifs
from widgets import zoom as zooms
from widgets.event_filter import CONFIDENCE, IMPORTANCE, LONGEST_SEARCH, EventFilter, actors
from widgets.flow_choice import FlowChoice
from widgets.pick import Pick
from widgets.reading import Given, Problem, Reading
from widgets.tables import Tables
from widgets.verdict import KINDS
from widgets.verdict import WORDS as VERDICTS
from widgets.what_if import WhatIf

SPANS = {3: "three", 6: "six", 12: "twelve"}
RANKED = {"top": "the 15 largest", "all": "all of them"}
FIRST_DONOR = "USA"
NAMES = {
    "event": "Open an event",
    "month": "Events of a month",
    "zoom": "Years shown",
    "span": "Compare before and after",
    "donor": "One donor",
    "ranked": "Donors in the ranking",
    "text": "Search events",
    "lane": "Lane",
    "importance": "Importance",
    "confidence": "Confidence",
    "actor": "Actor",
    "by": "Split by",
    "form": "Drawn as",
    "named": "Donors by name",
    "upto": "Played up to",
    "claim": "Open a statement",
    "way": "Way to count",
    "claim_kind": "Kind of statement",
    "verdict": "Verdict",
    "asof": "Your date",
    "who": "Open an actor",
    "here": "From the town",
    "there": "To the town",
    "ends": "Measured to",
    "base": "Ranges from",
    "rings": "Missile",
}
ASOF_DAY = "asof_day"  # the same field as `asof`, by the number of a slider
_PARAMETER = {name: "search" if name == "text" else name for name in NAMES}
_FILTER = {field.name: field.default for field in fields(EventFilter)}
FIRST_CLAIM = "majority"
_OWN = {
    "event": "",
    "month": "",
    "zoom": "",
    "span": 12,
    "donor": "",
    "ranked": "top",
    "claim": FIRST_CLAIM,
    "way": "",
    "claim_kind": "",
    "verdict": "",
}
_PICK = {field.name: field.default for field in fields(Pick)}
_FLOW = {field.name: field.default for field in fields(FlowChoice)}
_DEFAULT = _OWN | _FILTER | _PICK | _FLOW
_MOST_STEPS = 20


@dataclass(frozen=True)
class Address:
    """`event`: id of the open event or ""; `month`: the one whose events are listed or "";
    `zoom`: what the timeline shows; `span`: months compared before and after a cut; `claim`: id
    of the open statement; `way`: the row and column of its grid that is chosen where no Reading
    decides, as `2.1`; `claim_kind`, `verdict`: which statements are listed; `donor`: ISO3 of the
    donor looked at, "" as the Reading has it; `ranked`: top or all; `what_if`: what is assumed
    and guessed; `flow`: how the flows are drawn.
    """

    reading: Reading = Reading()
    event: str = ""
    span: int = 12
    events: EventFilter = EventFilter()
    month: str = ""
    zoom: str = ""
    claim: str = FIRST_CLAIM
    claim_kind: str = ""
    verdict: str = ""
    donor: str = ""
    ranked: str = "top"
    way: str = ""
    pick: Pick = Pick()
    what_if: WhatIf = WhatIf()
    flow: FlowChoice = FlowChoice()

    @property
    def donor_iso3(self) -> str:
        """The donor looked at: the one chosen, else the only one that is counted, else the US."""
        counted = self.reading.donors
        alone = counted[0] if isinstance(counted, tuple) and len(counted) == 1 else FIRST_DONOR
        return self.donor or alone

    def own(self) -> dict[str, str | int]:
        """The fields that are not the Reading's, by name."""
        own = {name: getattr(self, name) for name in _OWN}
        filters = {name: getattr(self.events, name) for name in _FILTER}
        picked = {name: getattr(self.pick, name) for name in _PICK}
        return own | filters | picked | {name: getattr(self.flow, name) for name in _FLOW}

    def to_query(self) -> str:
        """What follows the question mark: the fields away from their default."""
        changed = {_PARAMETER[n]: v for n, v in self.own().items() if v != _DEFAULT[n]}
        parts = (self.reading.to_query(), urlencode(changed), self.what_if.to_query())
        return "&".join(part for part in parts if part)

    def but(self, **changes: object) -> "Address":
        """The same Address with some fields changed."""
        return replace(self, **changes)

    def _with(self, name: str, value: str | int) -> "Address":
        if name in _FILTER:
            return self.but(events=replace(self.events, **{name: value}))
        if name in _PICK:
            return self.but(pick=replace(self.pick, **{name: value}))
        if name in _FLOW:
            return self.but(flow=replace(self.flow, **{name: value}))
        return self.but(**{name: value})


def read(query: str, tables: Tables) -> tuple[Address, list[Problem]]:
    """The Address that a query names; each bad field gives a Problem and its default."""
    given = Given(query)
    reading, problems = readings.from_query(given, tables)
    address = Address(reading)
    for name, parameter in _PARAMETER.items():
        values = given.get(parameter, [])
        if values in ([], [""]):
            continue
        try:
            if len(values) > 1:
                raise ValueError("is given more than once")
            address = address._with(name, _parsed(name, values[0], tables))
        except ValueError as error:
            problems.append(Problem(name, f"“{NAMES[name]}” {error}. Its default is shown."))
    what_if, more = what_ifs.from_query(given, tables)
    return address.but(what_if=what_if), problems + more


def changed(
    address: Address, steps: list[list[str]], tables: Tables
) -> tuple[Address, list[Problem]]:
    """The Address after what a reader did.

    A step is `["set", field, value]` (one control; `window` are both ends of the window at
    once, `YYYY-MM.YYYY-MM`; `group` one more own group), `["reading", query]` (a link to another
    Reading: event and filters stay) or `["address", query]` (back, forward).
    """
    problems: list[Problem] = []
    if not isinstance(steps, list) or len(steps) > _MOST_STEPS:
        return address, [Problem("", "These are no steps that the page takes.")]
    for step in steps:
        match step:
            case ["set", str(name), str(value)]:
                address, more = _set(address, readings.plain(name), readings.plain(value), tables)
            case ["reading", str(query)]:
                reading, more = readings.from_query(query, tables)
                address = address.but(reading=reading)
            case ["address", str(query)]:
                address, more = read(query, tables)
            case _:
                more = [Problem("", "This is no step that the page takes.")]
        problems += more
    return address, problems


def _set(address: Address, name: str, value: str, tables: Tables) -> tuple[Address, list[Problem]]:
    if name == "window":
        first, _, last = value.partition(".")
        return _set_window(address, first, last, tables)
    if name == "group":
        reading, problems = readings.with_group(address.reading, value, tables)
        return address.but(reading=reading), problems
    if name == ASOF_DAY:
        name, value = "asof", picks.numbered(value)
    if name in what_ifs.PARAMETERS or name in what_ifs.DEFAULTS:
        return _set_what_if(address, name, value, tables)
    if name not in NAMES:
        reading, problems = readings.with_field(address.reading, name, value, tables)
        return address.but(reading=reading), problems
    try:
        made = address._with(name, _parsed(name, value, tables))
    except ValueError as error:
        return address, [Problem(name, f"“{NAMES[name]}” {error}. Nothing was changed.")]
    if made.claim != address.claim:
        made = made.but(way="")  # it is a place in another statement's grid
    if name in _FILTER and made.event not in set(made.events.chosen(tables)["event"]):
        made = made.but(event="")  # an event that the filter leaves out is closed
    return made, []


def _set_what_if(
    address: Address, name: str, value: str, tables: Tables
) -> tuple[Address, list[Problem]]:
    try:
        made = what_ifs.set_field(address.what_if, name, value, tables)
    except ValueError as error:
        label = what_ifs.LABELS.get(name, name.title())
        return address, [Problem(name, f"“{label}” {error}. Nothing was changed.")]
    return address.but(what_if=made), []


def _set_window(
    address: Address, first: str, last: str, tables: Tables
) -> tuple[Address, list[Problem]]:
    reading, problems = readings.with_field(address.reading, "first", first, tables)
    reading, more = readings.with_field(reading, "last", last, tables)
    if problems or more:
        return address, (problems or more)[:1]
    return address.but(reading=reading), []


def _parsed(name: str, value: str, tables: Tables) -> str | int:
    if name == "text":
        return value[:LONGEST_SEARCH]
    if name == "zoom":
        return zooms.read(value, tables)
    if name == "event":
        value = tables.event_alias.get(value, value)
    if name == "asof":
        return picks.day_of(value, tables)
    known = {str(choice): choice for choice in choices(name, tables)}
    if value not in known:
        raise ValueError(f"knows no “{readings.shown(value)}”")
    return known[value]


def choices(name: str, tables: Tables) -> Sequence[str | int]:
    """What a field can be, its default included; `zoom` any other span of months too."""
    if name in _PICK:
        return picks.choices(name, tables)
    if name in _FLOW:
        return flow_choice.choices(name, tables)
    return {
        "event": lambda: ["", *tables.events["event"]],
        "month": lambda: ["", *tables.months],
        "zoom": lambda: ["", *(zooms.read(year, tables) for year in zooms.years(tables))],
        "span": lambda: list(SPANS),
        "donor": lambda: ["", *tables.donors["iso3"]],
        "ranked": lambda: list(RANKED),
        "lane": lambda: ["", *dict.fromkeys(tables.events.loc[~tables.events["era"], "lane"])],
        "importance": lambda: list(IMPORTANCE),
        "confidence": lambda: ["", *CONFIDENCE],
        "actor": lambda: ["", *actors(tables)],
        "claim": lambda: list(tables.claims["claim"]),
        "way": lambda: [
            "",
            *(f"{row}.{column}" for row in range(1, 10) for column in range(1, 10)),
        ],
        "claim_kind": lambda: ["", *KINDS],
        "verdict": lambda: ["", *VERDICTS],
    }[name]()
