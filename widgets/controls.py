"""The page's controls as HTML: native elements, named by the field of the Address they set.

The browser sends a changed field; nothing is decided there.
"""

from markupsafe import Markup

from widgets import address as addresses
from widgets import coordination, dates, scenario_controls
from widgets import pick as picks
from widgets import reading as readings
from widgets.address import ASOF_DAY, RANKED, SPANS, Address
from widgets.event_filter import IMPORTANCE, actors
from widgets.flow_choice import BY, FORMS, NAMED
from widgets.tables import OWN_LANE, Tables
from widgets.verdict import KINDS
from widgets.verdict import WORDS as VERDICTS

LANES = {
    "coordination": "Coordination",
    "aid": "Aid decisions",
    "training": "Training",
    "missiles": "Missiles",
    "leaders": "Leaders",
    "war": "War",
}
_CHOICES = {
    "measure": readings.MEASURES,
    "kind": readings.KINDS,
    "donors": readings.DONORS,
    "eu_institutions": readings.EU_INSTITUTIONS,
    "unit": readings.UNITS,
    "rhythm": readings.RHYTHMS,
}
_CHANGED = Markup('<span class="changed" data-changed="{}"{}>changed</span>')
_HIDDEN = Markup(" hidden")


def lanes_of(tables: Tables) -> dict[str, str]:
    """The lanes and their names; a teacher's own events have one more, on top."""
    own = (tables.events["lane"] == OWN_LANE).any()
    return {OWN_LANE: "Yours", **LANES} if own else LANES


def shown(address: Address, tables: Tables) -> dict:
    """What the controls show: `values` by field, `chosen` donors, `changed` fields; `marked`: the
    month of the release in which the open event lies, or ""; `said`: the words of a value that is
    a bare number.
    """
    reading = address.reading
    first, last = reading.window(tables)
    chosen = [] if isinstance(reading.donors, str) else list(reading.donors)
    values = {name: getattr(reading, name) for name in readings.NAMES}
    values |= {"first": first, "last": last, "donors": "chosen" if chosen else reading.donors}
    values |= {name: str(value) for name, value in address.own().items()}
    values |= {"donor": address.donor_iso3}
    values |= {ASOF_DAY: str(picks.number_of(address.pick.day))}
    said = {ASOF_DAY: dates.day_name(address.pick.day)}  # what a slider's number means
    assumed = scenario_controls.shown(tables, reading, address.what_if)
    values, said = values | assumed, said | scenario_controls.said(assumed)
    events = tables.events
    starts = events.loc[events["event"] == address.event, "start_first"].str[:7]
    marked = next((month for month in starts if month in tables.months), "")
    shown = {"values": values, "chosen": chosen, "changed": reading.changed()}
    return shown | {"marked": marked, "said": said}


def made(tables: Tables, address: Address, texts: dict[str, Markup], uid: str) -> dict[str, Markup]:
    """All controls by name, as in CONTROLS."""
    state = shown(address, tables)
    return scenario_controls.made(tables, state["values"], state["said"]) | {
        "bar": _bar(tables, state, texts, uid),
        "filters": _filters(tables, state["values"]),
        "claim-filters": _claim_filters(tables, state["values"]),
        "picker": _select("event", addresses.NAMES["event"], "", texts.get("event-options", "")),  # pyright: ignore[reportArgumentType] - Markup, or nothing
        "month": _select(
            "month",
            addresses.NAMES["month"],
            state["values"]["month"],
            [("", "none"), *((m, dates.month_short(m)) for m in tables.months)],
        ),
        "span": _select(
            "span",
            addresses.NAMES["span"],
            state["values"]["span"],
            [(str(months), f"{name} months") for months, name in SPANS.items()],
        ),
        "flow-split": _group(
            "How the flows are drawn",
            [
                _select("by", addresses.NAMES["by"], address.flow.by, [*BY.items()]),
                _select("form", addresses.NAMES["form"], address.flow.form, [*FORMS.items()]),
            ],
        ),
        "flow-diagram": _group(
            "What the flow diagram shows",
            [
                _select("named", addresses.NAMES["named"], address.flow.named, [*NAMED.items()]),
                _select("upto", addresses.NAMES["upto"], address.flow.upto, _months_upto(tables)),
                PLAY,
            ],
        ),
        "donor": _select(
            "donor",
            addresses.NAMES["donor"],
            state["values"]["donor"],
            list(zip(tables.donors["iso3"], tables.donors["donor"], strict=True)),
        ),
        "ranked": _select(
            "ranked", addresses.NAMES["ranked"], state["values"]["ranked"], [*RANKED.items()]
        ),
        "asof": _asof(tables, state, uid),
        "who": _select("who", addresses.NAMES["who"], state["values"]["who"], _actors(tables)),
        "towns": _group(
            "Which distance",
            [
                _select("here", addresses.NAMES["here"], address.pick.here, _towns(tables)),
                _select("there", addresses.NAMES["there"], address.pick.there, _towns(tables)),
                _select("ends", addresses.NAMES["ends"], address.pick.ends, [*picks.ENDS.items()]),
            ],
        ),
        "rings": _group(
            "Which ranges",
            [
                _select("rings", addresses.NAMES["rings"], address.pick.rings, _systems(tables)),
                _select(
                    "base",
                    addresses.NAMES["base"],
                    address.pick.base,
                    [(b, b) for b in picks.BASES],
                ),
            ],
        ),
    }


PLAY = Markup(
    '<button type="button" class="link" data-run="upto" data-of="flows-sankey" hidden>'
    "Play month by month</button>"
)


def _months_upto(tables: Tables) -> list[tuple[str, str]]:
    return [("", "the whole window"), *((m, dates.month_short(m)) for m in tables.months)]


def _group(name: str, selects: list[Markup]) -> Markup:
    return Markup('<div class="choices" role="group" aria-label="{}">{}</div>').format(
        name, Markup("").join(selects)
    )


def _actors(tables: Tables) -> list[tuple[str, str]]:
    """By name; the full one, so that it can be found by its first letters."""
    rows = tables.actors.sort_values("name", key=lambda names: names.str.lower())
    named = rows[["actor", "name", "full_name"]].itertuples(index=False, name=None)
    return [("", "none"), *((a, n if n in f else f"{n}: {f}") for a, n, f in named)]


def _towns(tables: Tables) -> list[tuple[str, str]]:
    return [(town, town) for town in tables.places["place"]]


def _systems(tables: Tables) -> list[tuple[str, str]]:
    named = tables.systems[["system", "name", "operator"]].itertuples(index=False, name=None)
    return [
        (picks.ANNOUNCED, "those announced for Germany in 2024"),
        *((system, f"{name} ({operator})") for system, name, operator in named),
    ]


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
        name=addresses.NAMES["asof"],
        value=values["asof"],
        first=first,
        last=last,
        begin=dates.day_name(first),
        end=dates.day_name(last),
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


def options(choices: list[tuple[str, str]], value: str = "") -> Markup:
    """`(value, name)` pairs as the options of a select."""
    return Markup("").join(
        Markup('<option value="{}"{}>{}</option>').format(
            key, Markup(" selected") if key == value else "", name
        )
        for key, name in choices
    )


def _select(name: str, label: str, value: str, choices: list[tuple[str, str]] | Markup) -> Markup:
    inner = choices if isinstance(choices, Markup) else options(choices, value)
    place = Markup(' data-text="event-options"') if name == "event" else ""
    return Markup(
        '<label class="control"><span class="bar-name">{}</span>'
        '<select data-field="{}"{}>{}</select></label>'
    ).format(label, name, place, inner)


def _filters(tables: Tables, values: dict[str, str]) -> Markup:
    everything = ("", "all")
    lists = {
        "lane": [everything, *lanes_of(tables).items()],
        "importance": [(str(key), name) for key, name in IMPORTANCE.items()],
        "confidence": [everything, ("confirmed", "confirmed"), ("reported", "reported")],
        "actor": [everything, *((a, a) for a in actors(tables))],
    }
    search = Markup(
        '<label class="control"><span class="bar-name">{}</span><input type="search" '
        'data-field="text" value="{}" placeholder="words, names, places" maxlength="100"></label>'
    ).format(addresses.NAMES["text"], values["text"])
    selects = [_select(n, addresses.NAMES[n], values[n], c) for n, c in lists.items()]
    reset = Markup(
        '<button type="button" class="link" data-reset="{}">Show all events</button>'
    ).format(" ".join(["text", *lists]))
    return Markup('<div class="filters" role="group" aria-label="Which events">{}</div>').format(
        Markup("").join([search, *selects, reset])
    )


def _claim_filters(tables: Tables, values: dict[str, str]) -> Markup:
    rows = tables.claims.sort_values("order")
    numbered = [(r.claim, f"{r.order}: {r.title}") for r in rows.itertuples()]
    lists = {
        "claim": numbered,
        "claim_kind": [("", "all"), *KINDS.items()],
        "verdict": [("", "all"), *VERDICTS.items()],
    }
    selects = [_select(n, addresses.NAMES[n], values[n], c) for n, c in lists.items()]
    reset = Markup(
        '<button type="button" class="link" data-reset="claim_kind verdict">'
        "Show all statements</button>"
    )
    return Markup(
        '<div class="filters claim-filters" role="group" aria-label="Which statements">{}</div>'
    ).format(Markup("").join([*selects, reset]))


def _bar(tables: Tables, state: dict, texts: dict[str, Markup], uid: str) -> Markup:
    """The Reading's eight controls, reset, copy link; narrow: folded under a sentence."""
    fields = Markup("").join(
        _bar_field(tables, name, label, state, uid) for name, label in readings.NAMES.items()
    )
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


def _bar_field(tables: Tables, name: str, label: str, state: dict, uid: str) -> Markup:
    months = [(month, dates.month_short(month)) for month in tables.months]
    choices = list(_CHOICES[name].items()) if name in _CHOICES else months
    edit = ""
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
        label,
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
