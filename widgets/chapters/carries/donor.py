"""One donor: its months by kind as small multiples, and a card with all that the tables say."""

from functools import lru_cache, partial

import pandas as pd

from widgets import words
from widgets.board.board import Part
from widgets.board.view import View, refused
from widgets.chapters.carries import ranking
from widgets.chapters.carries.drawings import donor as multiples
from widgets.chapters.timeline import events
from widgets.reading import in_words
from widgets.reading import reading as readings
from widgets.reading.address import Address
from widgets.reading.reading import Reading
from widgets.sums import donors, flows, ranks
from widgets.tables.package import Tables

NAME, CARD = "flows-donor", "donor-card"
PLACE = "one-donor"
NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
NEAR_EVENTS = 2  # events named beside a month
NOTE = (
    "Months of decision, not of delivery. No bar: nothing in that month. A bar "
    "lists the events of its month."
)


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
    measure = (
        "Commitments by month"
        if reading.measure == "commitments"
        else ("Allocations by month and kind")
    )
    subtitle = (
        f"{words.capital(words.the(donor))}. {measure}, {in_words.unit_name(own)}, same scale; "
        f"sums of {words.span(*window)}"
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
        title=title,
        subtitle=subtitle,
        source=tables.source_line,
        alt=f"Bars by month. {title}. {subtitle}.",
        scope=scope,
    )
    months = flows.window_months(tables, reading)
    table = pd.DataFrame(
        {"Month": list(values.index)}
        | {
            f"{name}, {readings.UNITS[own.unit]}": list(values[kind])
            for kind, name in _names(reading).items()
        }
        | {"In your window": ["yes" if m in set(months) else "no" for m in values.index]}
    )
    what = "allocations by kind" if reading.measure == "allocations" else ""
    shows = in_words.shows(tables, own, "month by month", what)
    return View(NAME, title, draw, table, _sentence(tables, reading, iso3), NOTE, shows=shows)


def _unit_of(tables: Tables, own: Reading) -> tuple[Reading, str]:
    """The donor's Reading in a unit that it has, and what of the reader's is not followed."""
    if own.unit == "share":
        return own.but(unit="eur-bn"), "in EUR bn: a donor alone has no share"
    if flows.totals(tables, own, "donor").isna().all():
        return own.but(unit="eur-bn"), "in EUR bn: no GDP or population for this donor"
    return own, ""


def _names(reading: Reading) -> dict[str, str]:
    if reading.measure == "commitments":
        return {"all": "Commitments"}
    return {kind: readings.KINDS[kind] for kind in donors.KINDS}


def _sum(values: pd.Series, unit: str) -> str:
    return words.amount(float(values.sum()), unit)


def of(name: str) -> str:
    """A donor's name in the genitive: `Germany’s`, `the United States’`."""
    return f"{words.the(name)}’" if name.endswith("s") else f"{words.the(name)}’s"


def _title(tables: Tables, reading: Reading, iso3: str) -> str:
    donor = tables.donor_of[iso3]
    half = donors.half(donors.months_of(tables, reading, iso3))
    what = {"all": "aid"}.get(reading.kind, f"{reading.kind} aid")
    what = "commitments" if reading.measure == "commitments" else what
    first, last = reading.window(tables)
    if half is None:
        return f"{words.capital(words.the(donor))}: no {what} in these months"
    if first == last:
        value = words.amount(float(donors.months_of(tables, reading, iso3).sum()), "eur-bn")
        return f"{words.capital(words.the(donor))}: {value} of {what} in {words.month_name(first)}"
    number = NUMBERS[half.months] if half.months < len(NUMBERS) else str(half.months)
    window = " in your window" if reading.first or reading.last else ""
    does = "month holds" if half.months == 1 else "months hold"
    return f"{words.capital(number)} {does} {words.pct(half.pct, 0)} of {of(donor)} {what}{window}"


def _sentence(tables: Tables, reading: Reading, iso3: str) -> words.Markup:
    donor = tables.donor_of[iso3]
    values = donors.months_of(tables, reading, iso3)
    given = int((values > 0).sum())
    total = float(values.sum())
    if not given:
        return words.Markup("{} {} {} nothing{}.").format(
            words.when(*reading.window(tables)),
            words.the(donor),
            in_words.verb(reading),
            in_words.aid_name(reading),
        )
    largest = donors.largest(values, 1)
    said = words.Markup("{} {} {} {}{}").format(
        words.when(*reading.window(tables)),
        words.the(donor),
        in_words.verb(reading),
        words.figure(words.amount(total, "eur-bn"), tables.group_of[donor]),
        in_words.aid_name(reading),
    )
    if len(values) == 1:
        return said + "."
    return said + words.Markup(", in {} of {} months; most in {}, {}.").format(
        given,
        len(values),
        words.month_name(largest.index[0]),
        words.amount(float(largest.iloc[0]), "eur-bn"),
    )


# --- the card --------------------------------------------------------------------------


def card(tables: Tables, address: Address) -> words.Markup:
    """All that the tables say of the donor under the Reading, as a list of facts."""
    iso3, reading = address.donor_iso3, address.reading
    donor = tables.donor_of[iso3]
    facts = words.Markup("").join(
        words.Markup("<dt>{}</dt><dd>{}</dd>").format(name, said)
        for name, said in [
            *_facts(tables, reading.but(rhythm="monthly"), iso3),
            ("Largest months", _largest(tables, address)),
            *_instruments(tables, address),
            ("Gaps in the data", _gaps(tables, iso3)),
        ]
        if said
    )
    return words.Markup(
        '<article class="card donor"><p class="card-date">{}{}</p><h4>{}</h4>'
        '<dl class="facts">{}</dl>{}</article>'
    ).format(
        tables.group_names[tables.group_of[donor]],
        _memberships(tables, iso3),
        donor,
        facts,
        _tools(tables, address),
    )


def _memberships(tables: Tables, iso3: str) -> str:
    names = {"EU": "the EU", "NATO": "NATO"}
    since = donors.member_since(tables, iso3)
    return "".join(f" · in {names[body]} since {day[:4]}" for body, day in since.items())


@lru_cache(maxsize=128)
def _facts(tables: Tables, reading: Reading, iso3: str) -> list[tuple[str, words.Markup | str]]:
    """The facts that name no event, so that they are the same whatever is open."""
    window = words.span(*reading.window(tables))
    return [
        (f"Your reading, {window}", _counted(tables, reading, iso3)),
        *_own_group(tables, reading, iso3),
        ("By kind, its own", _kinds(tables, reading, iso3)),
        ("Promised, allocated", _promised(tables, reading, iso3)),
        ("EU-level aid", _eu_level(tables, reading, iso3)),
        ("Heavy weapons", _weapons(tables, iso3)),
    ]


def _counted(tables: Tables, reading: Reading, iso3: str) -> words.Markup:
    """The donor's sum in every unit and its rank, as the Reading counts."""
    donor = tables.donor_of[iso3]
    if refusal := readings.refusal(reading, tables):
        return words.Markup("Not computed: {}").format(refusal.sentence)
    all_units = ranks.all_units(tables, reading)
    if donor not in all_units.index:
        return words.Markup("{} is not among the donors you count.").format(
            words.capital(words.the(donor))
        )
    values = all_units.loc[donor]
    total = float(values["eur-bn"])
    if not total:
        return words.Markup("<b>nothing</b>{}; no rank").format(in_words.aid_name(reading))
    said = [words.amount(total, "eur-bn")]
    if values["share"] == values["share"]:
        said.append(f"{words.amount(values['share'], 'share')} of all")
    said.append(
        f"{words.amount(values['pct-gdp'], 'pct-gdp')} of its GDP of 2021"
        if values["pct-gdp"] == values["pct-gdp"]
        else "share of GDP not known"
    )
    if values["per-head"] == values["per-head"]:
        said.append(f"{words.amount(values['per-head'], 'per-head')} per head")
    ranked = [
        f"{place} of {len(places)} {name}"
        for unit, name in (("eur-bn", "in euros"), ("pct-gdp", "by share of GDP"))
        if (place := (places := ranks.ranked(all_units[unit])).get(donor))
    ]
    if len(all_units) == 1:
        rank = "; no rank, since you count it alone"
    else:
        rank = f"; rank {words.listed(ranked)}" if ranked else "; no rank"
    return words.Markup("<b>{}</b>, {}{}").format(said[0], ", ".join(said[1:]), rank)


def _own_group(tables: Tables, reading: Reading, iso3: str) -> list[tuple[str, str]]:
    """The group of the reader's own that the donor is in, and its part of what that gave."""
    name = next((group.name for group in reading.groups if iso3 in group.codes), "")
    if not name or readings.refusal(reading, tables):
        return []
    donor, together = tables.donor_of[iso3], ranks.own_groups(tables, reading)["eur-bn"]
    given = ranks.all_units(tables, reading)["eur-bn"]
    if donor not in given.index or not together.get(name, 0.0) > 0:
        return []
    part = words.pct(float(100 * given[donor] / together[name]))
    total = words.amount(float(together[name]), "eur-bn")
    return [("Your group", f"{part} of the {total} of “{name}”")]


def _kinds(tables: Tables, reading: Reading, iso3: str) -> str:
    sums = donors.by_kind(tables, iso3).loc[flows.window_months(tables, reading)].sum()
    if not sums.sum() > 0:
        return "nothing of any kind allocated in these months"
    return ", ".join(
        f"{readings.KINDS[kind].lower()} {words.amount(v, 'eur-bn') if v else 'none'}"
        for kind, v in sums.items()
    )


def _promised(tables: Tables, reading: Reading, iso3: str) -> str:
    months = flows.window_months(tables, reading)
    allocated = float(donors.by_kind(tables, iso3).loc[months].sum().sum())
    committed = float(donors.by_kind(tables, iso3, "commitments").loc[months].sum().sum())
    return (
        f"{words.amount(committed, 'eur-bn')} committed, "
        f"{words.amount(allocated, 'eur-bn')} allocated, all kinds"
    )


def _eu_level(tables: Tables, reading: Reading, iso3: str) -> str:
    last = words.month_name(tables.release["last_month"])
    if iso3 == readings.EU_ISO3:
        total = float(tables.eu_shares["imputed_eur_bn"].sum())
        return f"{words.eur_bn(total)} to {last}, imputed to {len(tables.eu_shares)} members"
    imputed = donors.imputed_eur_bn(tables, iso3)
    if imputed is None:
        return "no part: not an EU member"
    inside = "in" if reading.eu_institutions == "imputed" else "not in"
    return (
        f"{words.amount(imputed, 'eur-bn')} of the EU institutions’ aid to {last} is imputed to "
        f"it; this is {inside} the sums above"
    )


def _weapons(tables: Tables, iso3: str) -> str:
    counts = donors.weapons(tables)
    donor = tables.donor_of[iso3]
    if donor not in counts.index:
        return "none listed; the list has five heavy categories and names no zeros"
    listed = counts.loc[donor].dropna()
    return ", ".join(donors.items(category, n) for category, n in listed.items())


def _largest(tables: Tables, address: Address) -> words.Markup | str:
    """The largest months under the Reading, each with events of that month."""
    iso3, reading = address.donor_iso3, address.reading
    if readings.refusal(donors.alone(reading, iso3), tables):
        return ""
    largest = donors.largest(donors.months_of(tables, reading, iso3))
    rows = [
        words.Markup("<li>{}: {}{}</li>").format(
            events.set_link(address, "month", month, words.month_name(month)),
            words.amount(value, "eur-bn"),
            _near(tables, iso3, month),
        )
        for month, value in largest.items()
    ]
    if not rows:
        return "none in your window"
    return words.Markup(
        "<ul>{}</ul><p>An event in the same month need not be the reason.</p>"
    ).format(words.Markup("").join(rows))


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
    return (
        words.Markup(" ({})").format(words.Markup("; ").join(links)) if links else words.Markup("")
    )


def _instruments(tables: Tables, address: Address) -> list[tuple[str, words.Markup]]:
    """What only one donor has: the packages and laws of the US, the loans of the EU."""
    is_us = address.donor_iso3 == readings.US_ISO3
    own = tables.instruments[tables.instruments["iso3"] == address.donor_iso3]
    said = _laws if is_us else _event_list
    return ([("Packages announced", _packages(tables))] if is_us else []) + [
        (name, said(tables, tuple(chosen)))
        for name, chosen in own.groupby("name", sort=False)["event"]
    ]


@lru_cache(maxsize=4)
def _packages(tables: Tables) -> words.Markup:
    by_year = donors.packages_by_year(tables)
    cells = words.Markup("").join(
        words.Markup(
            '<tr><th scope="row">{}</th><td class="n">{}</td><td class="n">{}</td>'
            '<td class="n">{}</td><td class="n">{}</td></tr>'
        ).format(
            year,
            *(
                words.number(row[programme, what], decimals)
                for programme in ("drawdown", "usai")
                for what, decimals in (("number", 0), ("usd_bn", 1))
            ),
        )
        for year, row in [*by_year.iterrows(), ("All", by_year.sum())]
    )
    return words.Markup(
        '<div class="scroll" tabindex="0" role="region" aria-label="US packages by year"><table>'
        "<caption>Announced value, USD bn. Drawdowns come from stocks, USAI packages are bought."
        '</caption><thead><tr><th scope="col">Year</th><th scope="col" class="n">Drawdowns</th>'
        '<th scope="col" class="n">USD bn</th><th scope="col" class="n">USAI</th>'
        '<th scope="col" class="n">USD bn</th></tr></thead><tbody>{}</tbody></table></div>'
    ).format(cells)


@lru_cache(maxsize=4)
def _laws(tables: Tables, laws: tuple[str, ...]) -> words.Markup:
    total = tables.events.set_index("event").loc[list(laws), "figure"].sum()
    said = words.Markup("<p>{} laws, USD {}{}bn. Each also pays for other purposes.</p>").format(
        words.capital(NUMBERS[len(laws)]), words.brief(total, "eur-bn"), words.NBSP
    )
    return said + _event_list(tables, laws)


@lru_cache(maxsize=8)
def _event_list(tables: Tables, chosen: tuple[str, ...]) -> words.Markup:
    rows = tables.events[tables.events["event"].isin(chosen)].sort_values("start_first")
    items = [
        words.Markup("<li>{}: {}{}</li>").format(
            events.spoken_date(row),
            events.event_link(row.event, row.title),
            "" if pd.isna(row.figure) else f": {words.exact(row.figure)} {row.unit}",
        )
        for row in rows.itertuples()
    ]
    return words.Markup("<ul>{}</ul>").format(words.Markup("").join(items))


@lru_cache(maxsize=64)
def _gaps(tables: Tables, iso3: str) -> str:
    """What the tables do not say of a donor, or say in a way that needs a word."""
    donor = tables.donor_of[iso3]
    kinds = donors.by_kind(tables, iso3)
    empty = int((kinds.sum(axis=1) == 0).sum())
    gaps = []
    if empty:
        gaps.append(
            f"{empty} of {len(kinds)} months hold no allocation; the source leaves them out, and "
            "they count as zero."
        )
    row = tables.donors.set_index("donor").loc[donor]
    if pd.isna(row["gdp_2021_eur_bn"]):
        gaps.append("It has no GDP and no population, so no value by either.")
    if iso3 == readings.EU_ISO3:
        gaps.append(
            "Money of the European Peace Facility for arms is booked at the member states, so no "
            "military aid stands here."
        )
    committed = donors.by_kind(tables, iso3, "commitments").sum().sum()
    if committed < kinds.sum().sum():
        gaps.append(
            "Its commitments add up to less than its allocations, which is a matter of recording."
        )
    if iso3 == readings.US_ISO3:
        gaps.append(_package_gaps(tables))
    return " ".join(gaps) or "none known"


def _package_gaps(tables: Tables) -> str:
    packages = tables.us_packages
    differs = packages.loc[packages["tracker"] == "differs", "date"].unique()
    days = words.listed([words.day_name(pd.Timestamp(day).date()) for day in differs])
    before = int((packages["tracker"] == "not covered").sum())
    return (
        f"On {days} the packages announced and what the tracker books differ; {NUMBERS[before]} "
        "packages lie before its first month. Announced values were revalued in part later, and "
        "add up neither to the laws nor to the tracker’s sums."
    )


def _tools(tables: Tables, address: Address) -> words.Markup:
    """Make the donor the focus of the whole page, or leave it."""
    iso3, reading = address.donor_iso3, address.reading
    donor = words.the(tables.donor_of[iso3])
    links = []
    if reading.donors != (iso3,):
        links.append((reading.but(donors=(iso3,)), f"Count only {donor} on the whole page"))
    if reading.donors != "all":
        links.append((reading.but(donors="all"), "Count all donors again"))
    made = [
        words.Markup('<a href="?{0}" data-query="{0}">{1}</a>').format(there.to_query(), text)
        for there, text in links
    ]
    more = words.Markup(
        ' <a class="link" data-table="us_packages" href="table/us_packages.csv" download>'
        "All packages as CSV</a>"
    )
    return words.Markup('<p class="card-tools">{}{}</p>').format(
        words.Markup(" ").join(made), more if iso3 == readings.US_ISO3 else ""
    )


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
