"""One donor: its months by kind as small multiples, and a card with all that the tables say."""

from functools import lru_cache, partial
from pathlib import Path

import pandas as pd

from widgets import words
from widgets.board.board import Part
from widgets.board.view import Caption, View, refused
from widgets.chapters.carries import ranking
from widgets.chapters.carries.drawings import donor as multiples
from widgets.chapters.timeline import events
from widgets.reading import in_words
from widgets.reading import reading as readings
from widgets.reading.address import Address
from widgets.reading.reading import Reading
from widgets.sums import donors, flows, ranks
from widgets.tables.package import Tables
from widgets.words.messages import message, sentence
from widgets.words.templates import macros

NAME, CARD = "flows-donor", "donor-card"
PLACE = "one-donor"
NEAR_EVENTS = 2  # events named beside a month
_HTML = macros(Path(__file__).parent / "templates", "donor.html")


# --- small multiples -------------------------------------------------------------------


@lru_cache(maxsize=64)
def view(tables: Tables, reading: Reading, iso3: str) -> View:
    """A donor's months, a panel for each kind of aid, whoever else the Reading counts."""
    donor = tables.donor_of[iso3]
    fixed = {"donors": (iso3,), "eu_institutions": "own", "rhythm": "monthly"}
    if refusal := refused(NAME, donor, reading, tables, **fixed):
        return refusal
    own, scope = _unit_of(tables, donors.alone(reading, iso3))
    kinds = donors.by_kind(tables, iso3, reading.measure)
    values = pd.concat(
        [
            flows.in_unit(tables, own, kinds[[k]].set_axis([donor], axis=1), [donor], "donor")
            for k in kinds
        ],
        axis=1,
        keys=list(kinds),
    ).droplevel(1, axis=1)
    window = reading.window(tables)
    heads = {
        kind: f"{name} <b>{_sum(values.loc[window[0] : window[1], kind], own.unit)}</b>"
        for kind, name in _names(reading).items()
    }
    counted = set(kinds) if reading.kind == "all" else {reading.kind}
    title = _title(tables, reading, iso3)
    subtitle = message(
        "donor-subtitle",
        donor=words.capital(words.the(donor)),
        measure=reading.measure,
        unit=in_words.unit_name(own),
        months=words.span(*window),
    )
    draw = partial(
        multiples.draw,
        values,
        heads,
        group=tables.group_of[donor],
        donor=donor,
        unit=own.unit,
        counted=counted,
        window=window,
    )
    what = message("donor-what") if reading.measure == "allocations" else ""
    caption = Caption(
        title,
        subtitle,
        tables.source_line,
        message("donor-alt", title=title, subtitle=subtitle),
        scope,
        sentence=_sentence(tables, reading, iso3),
        note=message("donor-note"),
        shows=in_words.shows(tables, own, message("donor-how"), what),
    )
    months = set(flows.window_months(tables, reading))
    unit = readings.UNITS[own.unit]
    table = pd.DataFrame(
        {message("donor-column-month"): list(values.index)}
        | {
            message("donor-column-kind", kind=name, unit=unit): list(values[kind])
            for kind, name in _names(reading).items()
        }
        | {
            message("donor-column-in-window"): [
                message("donor-yes" if month in months else "donor-no") for month in values.index
            ]
        }
    )
    return View(NAME, caption, draw, table)


def _unit_of(tables: Tables, own: Reading) -> tuple[Reading, str]:
    """The donor's Reading in a unit that it has, and what of the reader's is not followed."""
    if own.unit == "share":
        return own.but(unit="eur-bn"), message("donor-scope-share")
    if flows.totals(tables, own, "donor").isna().all():
        return own.but(unit="eur-bn"), message("donor-scope-unknown")
    return own, ""


def _names(reading: Reading) -> dict[str, str]:
    if reading.measure == "commitments":
        return {"all": message("donor-panel-commitments")}
    return {kind: readings.KINDS[kind] for kind in donors.KINDS}


def _sum(values: pd.Series, unit: str) -> str:
    return words.amount(float(values.sum()), unit)


def _title(tables: Tables, reading: Reading, iso3: str) -> str:
    name = words.the(tables.donor_of[iso3])
    values = donors.months_of(tables, reading, iso3)
    half = donors.half(values)
    every = reading.kind == "all" and reading.measure == "allocations"
    aid = message("donor-aid") if every else _aid(reading)
    first, last = reading.window(tables)
    if half is None:
        return message("donor-nothing", donor=words.capital(name), aid=aid)
    if first == last:
        return message(
            "donor-one-month",
            donor=words.capital(name),
            amount=words.amount(float(values.sum()), "eur-bn"),
            aid=aid,
            month=words.month_name(first),
        )
    return message(
        "donor-half-in-window" if reading.first or reading.last else "donor-half",
        number=half.months,
        months=words.capital(message("donor-number", number=half.months)),
        share=words.pct(half.pct, 0),
        donor=message("donor-of", donor=name, ending=name[-1]),
        aid=aid,
    )


def _aid(reading: Reading) -> str:
    """What is counted, of one donor: `military aid`, `aid of all kinds`, `commitments`."""
    is_aid = reading.measure == "allocations"
    return message(f"donor-aid-{reading.kind if is_aid else reading.measure}")


def _sentence(tables: Tables, reading: Reading, iso3: str) -> words.Markup:
    donor = tables.donor_of[iso3]
    values = donors.months_of(tables, reading, iso3)
    said = {
        "when": words.when(*reading.window(tables)),
        "donor": words.the(donor),
        "measure": reading.measure,
        "aid": _aid(reading),
    }
    given = int((values > 0).sum())
    if not given:
        return sentence("donor-answer-nothing", **said)
    total = words.amount(float(values.sum()), "eur-bn")
    said["amount"] = words.figure(total, tables.group_of[donor])
    if len(values) == 1:
        return sentence("donor-answer-one-month", **said)
    largest = donors.largest(values, 1)
    return sentence(
        "donor-answer",
        **said,
        given=given,
        number=len(values),
        month=words.month_name(largest.index[0]),
        most=words.amount(float(largest.iloc[0]), "eur-bn"),
    )


# --- the card --------------------------------------------------------------------------


def card(tables: Tables, address: Address) -> words.Markup:
    """All that the tables say of the donor under the Reading, as a list of facts."""
    iso3, reading = address.donor_iso3, address.reading
    donor = tables.donor_of[iso3]
    facts = [
        *_facts(tables, reading.but(rhythm="monthly"), iso3),
        (message("donor-fact-months"), _largest(tables, address)),
        *_instruments(tables, address),
        (message("donor-fact-gaps"), _gaps(tables, iso3)),
    ]
    about = tables.group_names[tables.group_of[donor]] + _memberships(tables, iso3)
    is_us = iso3 == readings.US_ISO3
    return _HTML.card(about, donor, facts, _links(tables, address), is_us)


def _memberships(tables: Tables, iso3: str) -> str:
    since = donors.member_since(tables, iso3)
    said = [message(f"donor-member-{body.lower()}", year=day[:4]) for body, day in since.items()]
    return "".join(f" · {text}" for text in said)


@lru_cache(maxsize=128)
def _facts(tables: Tables, reading: Reading, iso3: str) -> list[tuple[str, words.Markup | str]]:
    """The facts that name no event, so that they are the same whatever is open."""
    window = words.span(*reading.window(tables))
    return [
        (message("donor-fact-reading", months=window), _counted(tables, reading, iso3)),
        *_own_group(tables, reading, iso3),
        (message("donor-fact-kinds"), _kinds(tables, reading, iso3)),
        (message("donor-fact-promised"), _promised(tables, reading, iso3)),
        (message("donor-fact-eu"), _eu_level(tables, reading, iso3)),
        (message("donor-fact-weapons"), _weapons(tables, iso3)),
    ]


def _counted(tables: Tables, reading: Reading, iso3: str) -> words.Markup:
    """The donor's sum in every unit and its rank, as the Reading counts."""
    donor = tables.donor_of[iso3]
    if refusal := readings.refusal(reading, tables):
        return sentence("donor-not-computed", reason=refusal.sentence)
    all_units = ranks.all_units(tables, reading)
    if donor not in all_units.index:
        return sentence("donor-not-counted", donor=words.capital(words.the(donor)))
    bold = words.Markup("<b>{}</b>").format
    values = all_units.loc[donor]
    if not values["eur-bn"]:
        nothing = bold(message("donor-nothing-at-all"))
        return sentence(
            "donor-counted-nothing", nothing=nothing, measure=reading.measure, aid=_aid(reading)
        )
    said = [bold(words.amount(float(values["eur-bn"]), "eur-bn"))]
    for unit in ("share", "pct-gdp", "per-head"):
        if values[unit] == values[unit]:
            said.append(sentence(f"donor-value-{unit}", amount=words.amount(values[unit], unit)))
        elif unit == "pct-gdp":
            said.append(sentence("donor-value-no-gdp"))
    counted = words.Markup(", ").join(said)
    if len(all_units) == 1:
        return sentence("donor-counted-alone", values=counted)
    ranked = [
        message(f"donor-rank-{unit}", rank=place, number=len(places))
        for unit in ("eur-bn", "pct-gdp")
        if (place := (places := ranks.ranked(all_units[unit])).get(donor))
    ]
    if not ranked:
        return sentence("donor-counted-no-rank", values=counted)
    return sentence("donor-counted", values=counted, ranks=words.listed(ranked))


def _own_group(tables: Tables, reading: Reading, iso3: str) -> list[tuple[str, str]]:
    """The group of the reader's own that the donor is in, and its part of what that gave."""
    name = next((group.name for group in reading.groups if iso3 in group.codes), "")
    if not name or readings.refusal(reading, tables):
        return []
    donor, together = tables.donor_of[iso3], ranks.own_groups(tables, reading)["eur-bn"]
    given = ranks.all_units(tables, reading)["eur-bn"]
    if donor not in given.index or not together.get(name, 0.0) > 0:
        return []
    part = message(
        "donor-part-of-group",
        share=words.pct(float(100 * given[donor] / together[name])),
        amount=words.amount(float(together[name]), "eur-bn"),
        group=name,
    )
    return [(message("donor-fact-group"), part)]


def _kinds(tables: Tables, reading: Reading, iso3: str) -> str:
    sums = donors.by_kind(tables, iso3).loc[flows.window_months(tables, reading)].sum()
    if not sums.sum() > 0:
        return message("donor-no-kind")
    return ", ".join(
        message(
            "donor-kind" if value else "donor-kind-none",
            kind=readings.KINDS[kind].lower(),
            amount=words.amount(value, "eur-bn"),
        )
        for kind, value in sums.items()
    )


def _promised(tables: Tables, reading: Reading, iso3: str) -> str:
    months = flows.window_months(tables, reading)
    allocated = float(donors.by_kind(tables, iso3).loc[months].sum().sum())
    committed = float(donors.by_kind(tables, iso3, "commitments").loc[months].sum().sum())
    return message(
        "donor-promised",
        committed=words.amount(committed, "eur-bn"),
        allocated=words.amount(allocated, "eur-bn"),
    )


def _eu_level(tables: Tables, reading: Reading, iso3: str) -> str:
    last = words.month_name(tables.release["last_month"])
    if iso3 == readings.EU_ISO3:
        total = words.eur_bn(float(tables.eu_shares["imputed_eur_bn"].sum()))
        members = len(tables.eu_shares)
        return message("donor-eu-imputed", amount=total, month=last, number=members)
    imputed = donors.imputed_eur_bn(tables, iso3)
    if imputed is None:
        return message("donor-eu-no-member")
    return message(
        "donor-eu-part",
        amount=words.amount(imputed, "eur-bn"),
        month=last,
        eu=reading.eu_institutions,
    )


def _weapons(tables: Tables, iso3: str) -> str:
    counts = donors.weapons(tables)
    donor = tables.donor_of[iso3]
    if donor not in counts.index:
        return message("donor-no-weapons")
    listed = counts.loc[donor].dropna()
    return ", ".join(donors.items(category, n) for category, n in listed.items())


def _largest(tables: Tables, address: Address) -> words.Markup | str:
    """The largest months under the Reading, each with events of that month."""
    iso3, reading = address.donor_iso3, address.reading
    if readings.refusal(donors.alone(reading, iso3), tables):
        return ""
    largest = donors.largest(donors.months_of(tables, reading, iso3))
    rows = []
    for month, value in largest.items():
        near = _near(tables, iso3, month)
        said = sentence(
            "donor-month-events" if near else "donor-month",
            month=events.set_link(address, "month", month, words.month_name(month)),
            amount=words.amount(value, "eur-bn"),
            events=near,
        )
        rows.append(said)
    if not rows:
        return message("donor-no-months")
    return _HTML.entries(rows, "", message("donor-months-note"))


@lru_cache(maxsize=512)
def _near(tables: Tables, iso3: str, month: str) -> words.Markup:
    """Events that certainly begin in a month and name the donor, or are weighty and name no other:
    the weightiest first, of equals those that name it.
    """
    donor = tables.donor_of[iso3]
    certain, _, _ = events.in_month(tables, month)
    naming = [e for e in certain if isinstance(e.actors, str) and donor in e.actors.split(";")]
    others = set(tables.group_of) - {donor}
    weighty = [
        e
        for e in certain
        if e.importance < 3
        and e.lane in ("aid", "coordination")
        and not (isinstance(e.actors, str) and others & set(e.actors.split(";")))
    ]
    near = sorted([*naming, *weighty], key=lambda event: event.importance)
    chosen = {e.event: e.title for e in near}
    links = [events.event_link(*pair) for pair in list(chosen.items())[:NEAR_EVENTS]]
    return words.Markup("; ").join(links)


def _instruments(tables: Tables, address: Address) -> list[tuple[str, words.Markup]]:
    """What only one donor has: the packages and laws of the US, the loans of the EU."""
    is_us = address.donor_iso3 == readings.US_ISO3
    own = tables.instruments[tables.instruments["iso3"] == address.donor_iso3]
    said = _laws if is_us else _event_list
    return ([(message("donor-fact-packages"), _packages(tables))] if is_us else []) + [
        (name, said(tables, tuple(chosen)))
        for name, chosen in own.groupby("name", sort=False)["event"]
    ]


@lru_cache(maxsize=4)
def _packages(tables: Tables) -> words.Markup:
    by_year = donors.packages_by_year(tables)
    columns = [(p, what) for p in ("drawdown", "usai") for what in ("number", "usd_bn")]
    decimals = {"number": 0, "usd_bn": 1}
    return _HTML.packages(
        [
            (year, [words.number(row[column], decimals[column[1]]) for column in columns])
            for year, row in [*by_year.iterrows(), (message("donor-packages-all"), by_year.sum())]
        ]
    )


@lru_cache(maxsize=4)
def _laws(tables: Tables, laws: tuple[str, ...]) -> words.Markup:
    total = tables.events.set_index("event").loc[list(laws), "figure"].sum()
    said = message(
        "donor-laws",
        number=words.capital(message("donor-number", number=len(laws))),
        amount=words.brief(total, "eur-bn"),
    )
    return _event_list(tables, laws, said)


@lru_cache(maxsize=8)
def _event_list(tables: Tables, chosen: tuple[str, ...], before: str = "") -> words.Markup:
    rows = tables.events[tables.events["event"].isin(chosen)].sort_values("start_first")
    items = [
        sentence(
            "donor-event" if pd.isna(row.figure) else "donor-event-amount",
            date=events.spoken_date(row),
            event=events.event_link(row.event, row.title),
            amount=f"{words.exact(row.figure)} {row.unit}",
        )
        for row in rows.itertuples()
    ]
    return _HTML.entries(items, before, "")


@lru_cache(maxsize=64)
def _gaps(tables: Tables, iso3: str) -> str:
    """What the tables do not say of a donor, or say in a way that needs a word."""
    donor = tables.donor_of[iso3]
    kinds = donors.by_kind(tables, iso3)
    empty = int((kinds.sum(axis=1) == 0).sum())
    gaps = []
    if empty:
        gaps.append(message("donor-gap-months", empty=empty, number=len(kinds)))
    row = tables.donors.set_index("donor").loc[donor]
    if pd.isna(row["gdp_2021_eur_bn"]):
        gaps.append(message("donor-gap-gdp"))
    if iso3 == readings.EU_ISO3:
        gaps.append(message("donor-gap-peace-facility"))
    committed = donors.by_kind(tables, iso3, "commitments").sum().sum()
    if committed < kinds.sum().sum():
        gaps.append(message("donor-gap-commitments"))
    if iso3 == readings.US_ISO3:
        gaps.append(_package_gaps(tables))
    return " ".join(gaps) or message("donor-no-gaps")


def _package_gaps(tables: Tables) -> str:
    packages = tables.us_packages
    differs = packages.loc[packages["tracker"] == "differs", "date"].unique()
    days = words.listed([words.day_name(pd.Timestamp(day).date()) for day in differs])
    before = int((packages["tracker"] == "not covered").sum())
    return message("donor-gap-packages", days=days, number=message("donor-number", number=before))


def _links(tables: Tables, address: Address) -> list[words.Markup]:
    """Make the donor the focus of the whole page, or leave it."""
    iso3, reading = address.donor_iso3, address.reading
    donor = words.the(tables.donor_of[iso3])
    links = []
    if reading.donors != (iso3,):
        links.append((reading.but(donors=(iso3,)), message("donor-count-only", donor=donor)))
    if reading.donors != "all":
        links.append((reading.but(donors="all"), message("donor-count-all")))
    return [words.step_link(text, "query", there.to_query()) for there, text in links]


def texts(tables: Tables, address: Address) -> dict[str, str]:
    """The passages about one donor that follow the Address."""
    return {CARD: str(card(tables, address))}


def _kept(reading: Reading) -> Reading:
    """Without what plays no part; as it is where it may be refused, for the way back."""
    own = reading.but(eu_institutions="own")
    return ranking.settled(own, donors="all") if ranking.is_answered(own) else reading


PARTS = {
    NAME: Part(
        lambda tables, address: view(tables, address.reading, address.donor_iso3),
        lambda address: Address(
            _kept(address.reading),
            donor=address.donor_iso3,
        ),
    )
}
