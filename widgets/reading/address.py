"""Address: all that a link to the page says - the Reading, the open event, what is filtered.

Every view of the page is a function of (tables, Address). It is read as strictly as a Reading:
a bad field becomes a sentence and its default.
"""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from widgets import words
from widgets.reading import pick as picks
from widgets.reading import reading as readings
from widgets.reading import what_if as what_ifs
from widgets.reading import zoom as zooms
from widgets.reading.event_filter import ALL, EventFilter
from widgets.reading.field import BadValue, Field, chosen, fields_of, shown
from widgets.reading.flow_choice import FlowChoice
from widgets.reading.pick import Pick
from widgets.reading.reading import Given, Problem, Reading
from widgets.reading.statements import KINDS
from widgets.reading.statements import WORDS as VERDICTS
from widgets.reading.what_if import WhatIf
from widgets.tables.package import Tables
from widgets.words.messages import message

SPANS = {n: message("fields-span-number", number=n) for n in (3, 6, 12)}
RANKED = {"top": message("fields-ranked-top"), "all": message("fields-ranked-all")}
FIRST_CLAIM = "majority"
ASOF_DAY = "asof_day"  # the same field as `asof`, by the number of a slider
_MOST_STEPS = 20


def _event(text: str, tables: Tables) -> str:
    event = tables.event_alias.get(text, text)
    if event and event not in set(tables.events["event"]):
        raise BadValue("fields-unknown", value=shown(text))
    return event


def _events(tables: Tables) -> dict[str, str]:
    return dict.fromkeys(["", *tables.events["event"]], "")  # their words follow the filter


def _months(tables: Tables) -> dict[str, str]:
    return {"": message("fields-none")} | {
        month: words.month_short(month) for month in tables.months
    }


def _zooms(tables: Tables) -> dict[str, str]:
    return {"": ""} | {zooms.read(year, tables): year for year in zooms.years(tables)}


def _claims(tables: Tables) -> dict[str, str]:
    rows = tables.claims.sort_values("order")[["claim", "order", "title"]].values.tolist()
    return {
        claim: message("fields-claim-numbered", number=order, title=title)
        for claim, order, title in rows
    }


def _donors(tables: Tables) -> dict[str, str]:
    return {"": ""} | dict(zip(tables.donors["iso3"], tables.donors["donor"], strict=True))


def _ways(_tables: Tables) -> dict[str, str]:
    places = (f"{row}.{column}" for row in range(1, 10) for column in range(1, 10))
    return dict.fromkeys(["", *places], "")


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
    event: str = chosen(message("fields-event"), _events, parse=_event)
    span: int = chosen(
        message("fields-span"), {n: message("fields-span-months", number=n) for n in SPANS}, 12
    )
    events: EventFilter = EventFilter()
    month: str = chosen(message("fields-month"), _months)
    zoom: str = chosen(message("fields-zoom"), _zooms, parse=zooms.read)
    claim: str = chosen(message("fields-claim"), _claims, FIRST_CLAIM)
    claim_kind: str = chosen(message("fields-claim-kind"), ALL | KINDS)
    verdict: str = chosen(message("fields-verdict"), ALL | VERDICTS)
    donor: str = chosen(message("fields-donor"), _donors)
    ranked: str = chosen(message("fields-ranked"), RANKED, "top")
    way: str = chosen(message("fields-way"), _ways)
    pick: Pick = Pick()
    what_if: WhatIf = WhatIf()
    flow: FlowChoice = FlowChoice()

    @property
    def donor_iso3(self) -> str:
        """The donor looked at: the one chosen, else the only one that is counted, else the US."""
        counted = self.reading.donors
        alone = counted[0] if isinstance(counted, tuple) and len(counted) == 1 else readings.US_ISO3
        return self.donor or alone

    def own(self) -> dict[str, str | int]:
        """The fields that are not the Reading's, by name."""
        return {n: getattr(getattr(self, PART_OF[n]) if n in PART_OF else self, n) for n in FIELDS}

    def to_query(self) -> str:
        """What follows the question mark: the fields away from their default."""
        own = self.own()
        changed = {f.parameter: own[n] for n, f in FIELDS.items() if own[n] != f.default}
        parts = (self.reading.to_query(), urlencode(changed), self.what_if.to_query())
        return "&".join(part for part in parts if part)

    def but(self, **changes: object) -> "Address":
        """The same Address with some fields changed."""
        return replace(self, **changes)

    def _with(self, name: str, value: str | int) -> "Address":
        if part := PART_OF.get(name):
            return self.but(**{part: replace(getattr(self, part), **{name: value})})
        return self.but(**{name: value})


_PARTS = {"events": EventFilter, "pick": Pick, "flow": FlowChoice}
PART_OF = {name: part for part, kind in _PARTS.items() for name in fields_of(kind)}
"""Which part of an Address keeps a field that is not its own."""
FIELDS: dict[str, Field] = fields_of(Address)
for _kind in _PARTS.values():
    FIELDS |= fields_of(_kind)


def read(query: str, tables: Tables) -> tuple[Address, list[Problem]]:
    """The Address that a query names; each bad field gives a Problem and its default."""
    given = Given(query)
    reading, problems = readings.from_query(given, tables)
    address = Address(reading)
    for name, field in FIELDS.items():
        values = given.get(field.parameter, [])
        if values in ([], [""]):
            continue
        try:
            if len(values) > 1:
                raise BadValue("fields-given-twice")
            address = address._with(name, field.read(values[0], tables))
        except ValueError as error:
            problems.append(readings.unread(name, error, field.label))
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
        return address, [Problem("", message("fields-no-steps"))]
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
                more = [Problem("", message("fields-no-step"))]
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
    if name in what_ifs.PARAMETERS or name in what_ifs.FIELDS:
        return _set_what_if(address, name, value, tables)
    if name not in FIELDS:
        reading, problems = readings.with_field(address.reading, name, value, tables)
        return address.but(reading=reading), problems
    try:
        made = address._with(name, FIELDS[name].read(value, tables))
    except ValueError as error:
        return address, [readings.unchanged(name, error, FIELDS[name].label)]
    if made.claim != address.claim:
        made = made.but(way="")  # it is a place in another statement's grid
    if PART_OF.get(name) == "events" and made.event not in set(made.events.chosen(tables)["event"]):
        made = made.but(event="")  # an event that the filter leaves out is closed
    return made, []


def _set_what_if(
    address: Address, name: str, value: str, tables: Tables
) -> tuple[Address, list[Problem]]:
    try:
        made = what_ifs.set_field(address.what_if, name, value, tables)
    except ValueError as error:
        label = what_ifs.FIELDS[name].label if name in what_ifs.FIELDS else name.title()
        return address, [readings.unchanged(name, error, label)]
    return address.but(what_if=made), []


def _set_window(
    address: Address, first: str, last: str, tables: Tables
) -> tuple[Address, list[Problem]]:
    reading, problems = readings.with_field(address.reading, "first", first, tables)
    reading, more = readings.with_field(reading, "last", last, tables)
    if problems or more:
        return address, (problems or more)[:1]
    return address.but(reading=reading), []
