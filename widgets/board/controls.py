"""The page's controls as HTML: native elements, named by the field of the Address they set.

The browser sends a changed field; nothing is decided there.
"""

from collections.abc import Mapping
from functools import lru_cache

from markupsafe import Markup

from widgets import words
from widgets.board import scenario_controls
from widgets.board.inputs import SELECT, options, select
from widgets.reading import pick as picks
from widgets.reading import reading as readings
from widgets.reading.address import ASOF_DAY, FIELDS, Address
from widgets.reading.event_filter import LONGEST_SEARCH, EventFilter
from widgets.reading.field import Field, fields_of
from widgets.sums import coordination
from widgets.tables.package import Tables

_CHANGED = Markup('<span class="changed" data-changed="{}"{}>changed</span>')
_HIDDEN = Markup(" hidden")


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
PLAY = Markup(
    '<button type="button" class="link" data-run="upto" data-of="flows-sankey" hidden>'
    "Play month by month</button>"
)
ALONE = ("month", "span", "donor", "ranked", "who")
GROUPS = {
    "flow-split": ("How the flows are drawn", ("by", "form"), Markup("")),
    "flow-diagram": ("What the flow diagram shows", ("named", "upto"), PLAY),
    "towns": ("Which distance", ("here", "there", "ends"), Markup("")),
    "rings": ("Which ranges", ("rings", "base"), Markup("")),
}
_OTHERS = ("bar", "filters", "claim-filters", "picker", "asof")
NAMES = (*_OTHERS, *ALONE, *GROUPS, *scenario_controls.NAMES)
"""What `made` makes; every other place of a board holds a text or a chart."""


def made(
    name: str, tables: Tables, address: Address, texts: Mapping[str, Markup], uid: str
) -> Markup:
    """One of NAMES. `texts` are the board's, some of which stand in the bar; `uid` begins ids."""
    state = shown(address, tables)
    values = state["values"]
    if name in ALONE:
        return select(FIELDS[name], values[name], tables)
    if name in GROUPS:
        label, names, more = GROUPS[name]
        return _group(
            label, [*(select(FIELDS[name], values[name], tables) for name in names), more]
        )
    match name:
        case "bar":
            return _bar(tables, state, texts, uid)
        case "filters":
            return _filters(tables, values)
        case "claim-filters":
            return _claim_filters(tables, values)
        case "picker":
            return _event_picker(texts.get("event-options", Markup("")))
        case "asof":
            return _asof(tables, state, uid)
    return scenario_controls.made(name, tables, values, state["said"])


def _group(name: str, parts: list[Markup]) -> Markup:
    return Markup('<div class="choices" role="group" aria-label="{}">{}</div>').format(
        name, Markup("").join(parts)
    )


def _asof(tables: Tables, state: dict, uid: str) -> Markup:
    """The reader's date: a date, a slider with the stages marked, and what plays them."""
    first, last, values = picks.FIRST_DAY, picks.last_day(tables), state["values"]
    ticks = Markup("").join(
        Markup('<option value="{}" label="{}"></option>').format(
            picks.number_of(stage.last), stage.name
        )
        for stage in coordination.stages(tables)
    )
    return Markup(
        '<div class="asof" role="group" aria-label="Your date">'
        '<label class="control"><span class="bar-name">{name}</span>'
        '<input type="date" data-field="asof" value="{value}" min="{first}" max="{last}" required>'
        "</label>"
        '<label class="control slide"><span class="bar-name">{name}, from {begin} to {end}; '
        'the marks are the stages</span><input type="range" data-field="{day}" '
        'value="{number}" min="0" max="{most}" step="1" list="{uid}-stages" '
        'aria-valuetext="{said}"></label>'
        '<datalist id="{uid}-stages">{ticks}</datalist>'
        '<button type="button" class="link" data-play hidden>Play the stages</button></div>'
    ).format(
        name=FIELDS["asof"].label,
        value=values["asof"],
        first=first,
        last=last,
        begin=words.day_name(first),
        end=words.day_name(last),
        day=ASOF_DAY,
        number=values[ASOF_DAY],
        most=picks.number_of(last),
        said=state["said"][ASOF_DAY],
        uid=uid,
        ticks=ticks,
    )


def problems(sentences: list[str]) -> Markup:
    """What could not be read of an address, a paragraph each."""
    return Markup("").join(Markup("<p>{}</p>").format(s) for s in sentences)


def _event_picker(listed: Markup) -> Markup:
    """Its options follow the filter, as a text does."""
    place = Markup(' data-text="event-options"')
    return SELECT.format(FIELDS["event"].label, "event", place, listed)


def _reset(names: list[str], words: str) -> Markup:
    return Markup('<button type="button" class="link" data-reset="{}">{}</button>').format(
        " ".join(names), words
    )


def _filters(tables: Tables, values: dict[str, str]) -> Markup:
    search, *lists = fields_of(EventFilter).values()
    typed = Markup(
        '<label class="control"><span class="bar-name">{}</span><input type="search" '
        'data-field="{}" value="{}" placeholder="words, names, places" maxlength="{}"></label>'
    ).format(search.label, search.name, values[search.name], LONGEST_SEARCH)
    selects = [select(field, values[field.name], tables) for field in lists]
    reset = _reset([search.name, *(field.name for field in lists)], "Show all events")
    return Markup('<div class="filters" role="group" aria-label="Which events">{}</div>').format(
        Markup("").join([typed, *selects, reset])
    )


def _claim_filters(tables: Tables, values: dict[str, str]) -> Markup:
    names = ["claim", "claim_kind", "verdict"]
    selects = [select(FIELDS[name], values[name], tables) for name in names]
    return Markup(
        '<div class="filters claim-filters" role="group" aria-label="Which statements">{}</div>'
    ).format(Markup("").join([*selects, _reset(names[1:], "Show all statements")]))


def _bar(tables: Tables, state: dict, texts: Mapping[str, Markup], uid: str) -> Markup:
    """The Reading's eight controls, reset, copy link; narrow: folded under a sentence."""
    fields = Markup("").join(_bar_field(tables, field, state, uid) for field in COUNTED.values())
    return Markup(
        '<div class="bar"><details open><summary><span class="counting">'
        '<span class="bar-name">You are counting</span> <span data-text="counting">{}</span></span>'
        '<span class="change">Change</span></summary>'
        '<div class="bar-row" role="group" aria-label="How you count">{}'
        '<div class="bar-tools"><button type="button" class="link" data-query="">Reset</button>'
        '<button type="button" class="link" data-copy>Copy link</button>'
        '<span class="said" role="status"></span></div></div></details>'
        '<div class="problems" role="status" data-text="problems">{}</div>'
        '<p class="status" role="status"></p>{}</div>'
    ).format(texts["counting"], fields, texts["problems"], _donor_dialog(tables))


def _bar_field(tables: Tables, field: Field, state: dict, uid: str) -> Markup:
    name, choices, edit = field.name, list(field.choices(tables).items()), ""
    if name == "donors":
        number = len(state["chosen"])
        choices = [*choices, ("chosen", f"Your list ({number})" if number else "Your list …")]
        edit = Markup('<button type="button" class="link edit" data-edit{}>Edit list</button>')
        edit = edit.format("" if number else _HIDDEN)
    is_changed = name in state["changed"]
    return Markup(
        '<div class="bar-field"><div class="bar-name"><label for="{0}-{1}">{2}</label>{3}</div>'
        '<select id="{0}-{1}" data-field="{1}"{4}>{5}</select>{6}</div>'
    ).format(
        uid,
        name,
        field.label,
        _CHANGED.format(name, "" if is_changed else _HIDDEN),
        Markup(' class="is-changed"') if is_changed else "",
        options(choices, state["values"][name]),
        edit,
    )


def _donor_dialog(tables: Tables) -> Markup:
    rows = tables.donors
    groups = Markup("").join(
        Markup("<fieldset><legend>{}</legend>{}</fieldset>").format(
            name,
            Markup("").join(
                Markup('<label><input type="checkbox" value="{}"> {}</label>').format(*donor)
                for donor in rows.loc[rows["group"] == group, ["iso3", "donor"]].values.tolist()
            ),
        )
        for group, name in tables.group_names.items()
    )
    return Markup(
        '<dialog class="donor-dialog" aria-label="Count or name donors"><form method="dialog">'
        "<h2>Count these donors, or name them as a group</h2>{}"
        '<div class="dialog-row"><button class="filled" value="count">Count these</button>'
        '<button class="link" value="">Cancel</button></div>'
        '<div class="dialog-row"><label class="control"><span class="bar-name">Or show them as a '
        'group of your own, named</span><input type="text" data-name maxlength="24" '
        'autocomplete="off"></label><button class="link" value="group">Make this a group</button>'
        "</div></form></dialog>"
    ).format(groups)


def statement(name: str, text: str) -> Markup:
    """The place of a sentence that follows the Reading; a change of it is announced."""
    return Markup('<p class="sentence statement" role="status" data-text="{}">{}</p>').format(
        name, Markup(text)
    )
