"""Who carries the aid: share, flows over time, Sankey, and the donors. One View a chart."""

from collections.abc import Callable
from functools import lru_cache, partial

import pandas as pd

from widgets import dates, flows, words
from widgets import reading as readings
from widgets.address import Address
from widgets.board import Part, Put, slot
from widgets.explorer import Explorer, chapter
from widgets.explorers import donor as one_donor
from widgets.explorers import donor_map, ranking, weapons
from widgets.figures import over_time, sankey, share
from widgets.link import Link
from widgets.reading import Reading
from widgets.tables import Tables
from widgets.view import View, refused

NAMED_DONORS_FROM_PCT = 2.0
NOTE = "Months of decision, not of delivery. Money is nominal."


def explorer(link: Link | Reading | None = None) -> Explorer:
    """The chapter for a notebook; a `Link` joins it to others, a Reading is its first."""
    return chapter(PARTS, link, one_donor.texts, after=("ranked", "donor", one_donor.CARD))


# --- share ---------------------------------------------------------------------------


def share_view(tables: Tables, reading: Reading) -> View:
    """The United States' share, twelve months to each month, whatever rhythm or window."""
    name, title = "us-share", "The share of the United States"
    fixed = {"rhythm": "rolling-12", "unit": "share", "first": None, "last": None}
    if refusal := refused(name, title, reading, tables, **fixed):
        return refusal
    twelve = reading.but(**fixed)
    shares = flows.series(tables, twelve, "bloc")
    if "us" not in shares:
        return View(
            name,
            title,
            refusal=readings.Refusal(
                "The United States is not among the donors you count.",
                reading.but(donors="all"),
                "Count all donors",
            ),
        )
    us = shares["us"]
    known = us.dropna()
    if known.empty:
        return View(name, title, refusal=_nothing(reading))
    before = flows.last_full_month(flows.REPORT_DAY)
    title = (
        f"The US share: {words.pct(known.max())} at its height, "
        f"{words.pct(known.iloc[-1])} in the year to {dates.month_name(known.index[-1])}"
    )
    table = pd.DataFrame({"Twelve months to": list(us.index), "United States, %": list(us)})
    draw = partial(
        share.draw,
        known,
        name="United States",
        colour="us",
        title=title,
        subtitle=words.capital(
            f"United States, per cent of {words.subject(reading)} of "
            f"{words.donors_name(reading, tables)}, twelve months to each date"
        ),
        source=words.source_line(tables),
        scope="whole release: not your window" if reading.first or reading.last else "",
    )
    sentence = _share_sentence(tables, reading, known, before)
    return View(name, title, draw, table, sentence, decimals=1)


def _nothing(reading: Reading) -> readings.Refusal:
    return readings.Refusal(
        "The donors you count gave nothing of this kind.", Reading(), "Reset the reading"
    )


def _share_sentence(
    tables: Tables, reading: Reading, known: pd.Series, before: str
) -> words.Markup:
    if before not in known.index:
        return words.Markup("")
    added = flows.share_pct(tables, reading.but(first=None, last=before), "us", "bloc")
    text = "Over the twelve months before the report the share was {}; added up from {} it was {}."
    return words.Markup(text).format(
        words.figure(words.pct(known[before]), "us"),
        dates.month_name(tables.release["first_month"]),
        words.figure(words.pct(added), "us"),
    )


# --- over time -----------------------------------------------------------------------


def over_time_view(tables: Tables, reading: Reading) -> View:
    """Added up (or over twelve months) as lines, month by month as columns."""
    name, title = "flows-over-time", f"{words.capital(words.subject(reading))} over time"
    if refusal := refused(name, title, reading, tables):
        return refusal
    by = "donor" if isinstance(reading.donors, tuple) and len(reading.donors) <= 5 else "bloc"
    rhythm = "cumulative" if reading.rhythm == "monthly" else reading.rhythm
    lines = flows.series(tables, reading, by, rhythm)
    columns = flows.series(tables, reading, "group", "monthly")
    columns = columns[[key for key in columns if columns[key].notna().any() and columns[key].any()]]
    if columns.empty and not lines.notna().any(axis=None):
        return View(name, title, refusal=_nothing(reading))
    crossing = _crossing(lines)
    names = words.BLOC_NAMES if by == "bloc" else {d: d for d in lines}
    title = _over_time_title(tables, reading, lines, names, crossing) or title
    first, last = tables.release["first_month"], tables.release["last_month"]
    options = _options(tables, reading, by, names, rhythm, crossing)
    ends = words.listed(
        [
            f"{names[k]} {words.amount(lines[k].dropna().iloc[-1], reading.unit)}"
            for k in lines
            if lines[k].notna().any()
        ]
        or ["no data"]
    )
    draw = partial(
        over_time.draw,
        lines,
        columns,
        event_marks(tables),
        options,
        title=title,
        subtitle=words.subtitle(reading, tables, first, last) + _counted_from(tables, reading),
        source=words.source_line(tables),
        alt=f"Lines and columns: {words.subject(reading)} by donors. {title}. At the end: {ends}.",
    )
    table = _over_time_table(tables, reading, lines, columns, names, options.lines_title)
    note = f"{NOTE} The shaded band is your window: drag its ends to change it."
    if reading.last:
        note += f" Lines and columns run on to {dates.month_name(last)}."
    return View(name, title, draw, table, words.us_and_europe(tables, reading), note)


def _counted_from(tables: Tables, reading: Reading) -> str:
    """From which month the lines are added up, where it is not the release's first."""
    if reading.rhythm == "rolling-12" or not reading.first:
        return ""
    return f"; lines added up since {dates.month_name(reading.first)}"


def _crossing(lines: pd.DataFrame) -> over_time.Crossing | None:
    """Where Europe and the US, or else the two largest lines, pass each other to stay ahead."""
    pair = ["europe", "us"] if {"europe", "us"} <= set(lines) else list(lines)
    last = lines[pair].iloc[-1].dropna()
    if len(last) < 2:
        return None
    ahead, behind = last.nlargest(2).index
    month = flows.passes_to_stay_ahead(lines[ahead], lines[behind])
    return over_time.Crossing(month, ahead, behind) if month else None


BY_UNIT = {"eur-bn": "", "share": "", "pct-gdp": " by size of economy", "per-head": " per head"}


def _over_time_title(
    tables: Tables,
    reading: Reading,
    lines: pd.DataFrame,
    names: dict,
    crossing: over_time.Crossing | None,
) -> str:
    """What the lines show: who passed whom to stay ahead, or who leads when the window ends."""
    if crossing:
        ahead, behind = (words.the(names[k]) for k in (crossing.ahead, crossing.behind))
        month = dates.month_name(crossing.month)
        return f"{words.capital(ahead)} passed {behind} in {month}{BY_UNIT[reading.unit]}"
    month = reading.window(tables)[1]
    ends = lines.loc[month].dropna()
    if ends.empty or not ends.max() > 0:
        return ""
    value = words.amount(float(ends.max()), reading.unit)
    leader = words.the(names[ends.idxmax()])
    if len(lines.columns) == 1:
        return f"{words.capital(leader)}: {value} by {dates.month_name(month)}"
    return (
        f"{words.capital(leader)} {_leads(leader)} by {dates.month_name(month)}: "
        f"{value}{BY_UNIT[reading.unit]}"
    )


def _leads(leader: str) -> str:
    return "lead" if leader == "the EU institutions" else "leads"


def _options(
    tables: Tables,
    reading: Reading,
    by: str,
    names: dict,
    rhythm: str,
    crossing: over_time.Crossing | None,
) -> over_time.Options:
    start = dates.month_name(reading.window(tables)[0])
    colours = words.BLOC_COLOURS if by == "bloc" else tables.group_of
    stacked = reading.unit in ("eur-bn", "share")
    ended = None
    if reading.measure == "allocations" and stacked:
        last = flows.last_month_given(tables, reading, tables.donor_of["USA"])
        months = list(tables.months)
        if last and len(months) - 1 - months.index(last) >= 6:
            kind = "" if reading.kind == "all" else f"{reading.kind} "
            ended = ("us", last, f"No US {kind}allocation after {dates.month_name(last)}")
    return over_time.Options(
        unit=reading.unit,
        window=reading.window(tables),
        line_names=names,
        line_colours=colours,
        column_names=tables.group_names,
        lines_title=f"Added up since {start}"
        if rhythm == "cumulative"
        else "Twelve months to date",
        columns_title="Month by month",
        columns_first=reading.rhythm == "monthly",
        stacked=stacked,
        crossing=crossing,
        ended=ended,
    )


def _over_time_table(
    tables: Tables,
    reading: Reading,
    lines: pd.DataFrame,
    columns: pd.DataFrame,
    names: dict,
    lines_title: str,
) -> pd.DataFrame:
    unit = readings.UNITS[reading.unit]
    window = set(flows.window_months(tables, reading))
    table = {"Month": list(columns.index)}
    table |= {f"{tables.group_names[k]}, {unit}": list(columns[k]) for k in columns}
    table |= {f"{lines_title}: {names[k]}, {unit}": list(lines[k]) for k in lines}
    table["In your window"] = ["yes" if m in window else "no" for m in columns.index]
    return pd.DataFrame(table)


MARKED_EVENTS = (
    "nsatu-takes-over",
    "full-scale-invasion",
    "purl-announced",
    "supplemental-5",
    "us-funding-gap",
)


@lru_cache(maxsize=4)
def event_marks(tables: Tables) -> pd.DataFrame:
    """The events named above the flows, as `label` and `day` (their first possible one).

    The weightier stand first: where labels would collide, the later one is left out.
    """
    events = tables.events.set_index("event").loc[list(MARKED_EVENTS)]
    return events[["label", "start_first"]].rename(columns={"start_first": "day"})


# --- sankey --------------------------------------------------------------------------


def sankey_view(tables: Tables, reading: Reading) -> View:
    """Donors -> group -> kind of aid (-> origin of arms) over the window, EUR bn."""
    name, title = "flows-sankey", f"Where the {words.subject(reading)} came from"
    if refusal := refused(name, title, reading, tables):
        return refusal
    total = flows.total_eur_bn(tables, reading)
    if not total > 0:
        return View(name, title, refusal=_nothing(reading))
    donors = flows.window_sums(tables, reading, "donor")
    if (donors < 0).any():
        return View(name, title, refusal=TAKEN_BACK)
    nodes, links, heads = _sankey_parts(tables, reading, donors)
    end = "and what it was for" if reading.kind == "all" else ""
    title = f"Where {words.eur_bn(total)}{words.aid_name(reading)} came from {end}".strip()
    scope = "" if reading.unit == "eur-bn" else "in EUR bn: not your unit"
    eur = reading.but(unit="eur-bn")
    subtitle = words.subtitle(eur, tables, *reading.window(tables))
    largest = donors.idxmax()
    alt = (
        f"Flow diagram: {words.subject(reading)} from donors to groups to kinds of aid, "
        f"{words.eur_bn(total)} in all; largest donor {largest}, {words.eur_bn(donors[largest])}."
    )
    draw = partial(
        sankey.draw,
        nodes,
        links,
        heads,
        title=title,
        subtitle=subtitle,
        source=words.source_line(tables),
        alt=alt,
        scope=scope,
    )
    table = _sankey_table(nodes, links)
    note = (
        "The split by origin applies published monthly shares to military totals; it is not "
        "known by donor."
        if len(heads) > 3
        else ""
    )
    return View(name, title, draw, table, _sankey_sentence(tables, reading, donors), note)


TAKEN_BACK = readings.Refusal(
    "A donor took back more than it promised in these months, so the parts make no whole."
)
ORIGIN_NAMES = {
    "stockpile": "From stockpiles",
    "procurement": "Newly procured",
    "purl": "PURL",
    "unspecified": "Not specified",
}


def _sankey_parts(
    tables: Tables, reading: Reading, donors: pd.Series
) -> tuple[list[sankey.Node], list[sankey.Link], list[str]]:
    kinds = flows.by_kind(tables, reading)
    given = {group: sum for group, sum in kinds.sum(axis=1).items() if sum > 0}
    groups, donors = list(given), donors.to_dict()
    nodes, links = [], []
    for group in groups:
        named, rest = _named(tables, donors, group)
        for donor in named:
            nodes.append(sankey.Node(donor, 0, donor, group, donors[donor], group))
            links.append(sankey.Link(donor, group, donors[donor], group))
        if rest:
            key, value = f"rest-{group}", sum(donors[donor] for donor in rest)
            name = ", ".join(rest) if len(rest) < 3 else _rest_name(tables, group, named)
            nodes.append(sankey.Node(key, 0, name, group, value, group))
            links.append(sankey.Link(key, group, value, group))
    for group in groups:
        alone = len([n for n in nodes if n.column == 0 and n.family == group]) == 1
        nodes.append(
            sankey.Node(
                group,
                1,
                tables.group_names[group],
                group,
                given[group],
                labelled=not alone,
            )
        )
    for kind, values in kinds.to_dict().items():
        label = "Kind not split" if reading.measure == "commitments" else readings.KINDS[kind]
        nodes.append(sankey.Node(kind, 2, label, "rule2", sum(values[g] for g in groups)))
        links += [sankey.Link(g, kind, values[g], g) for g in groups]
    origins = flows.origins(tables, reading)
    for origin, value in origins.items():
        nodes.append(sankey.Node(origin, 3, ORIGIN_NAMES[origin], "rule2", value))
        links.append(sankey.Link("military", origin, value, "rule2"))
    heads = ["Donor", "Group", "Kind of aid"] + (["Where arms come from"] if len(origins) else [])
    return nodes, links, heads


def _named(tables: Tables, donors: dict[str, float], group: str) -> tuple[list[str], list[str]]:
    """A group's donors by name, largest first, and those folded into one node."""
    members = [d for d, value in donors.items() if value > 0 and tables.group_of[d] == group]
    members.sort(key=donors.get, reverse=True)
    least = sum(donors.values()) * NAMED_DONORS_FROM_PCT / 100
    large = [d for d in members if donors[d] >= least]
    rest = [d for d in members if d not in large]
    if len(rest) == 1 or not large:
        large, rest = (large + rest, []) if len(rest) == 1 else ([], rest)
    return large, rest


def _rest_name(tables: Tables, group: str, named: list[str]) -> str:
    name = tables.group_names[group]
    if not named:
        return name
    return f"Rest of {name[0].lower()}{name[1:]}" if name.startswith("Other") else f"Other {name}"


def _sankey_table(nodes: list[sankey.Node], links: list[sankey.Link]) -> pd.DataFrame:
    names = {node.key: node.name for node in nodes}
    kept = [k for k in links if k.eur_bn > 0]
    return pd.DataFrame(
        {
            "From": [names[k.source] for k in kept],
            "To": [names[k.target] for k in kept],
            "EUR bn": [float(k.eur_bn) for k in kept],
        }
    )


def _sankey_sentence(tables: Tables, reading: Reading, donors: pd.Series) -> words.Markup:
    total = donors.sum()
    if reading.kind == "all" and reading.measure == "allocations":
        military = flows.by_kind(tables, reading)["military"].sum()
        return words.Markup("Of this, {} was military aid.").format(
            words.pct(100 * military / total)
        )
    given = donors[donors > 0]
    top = given.nlargest(1 if len(given) < 4 else 3)
    return words.Markup("{} {} {} of the {}.").format(
        words.capital(words.listed([words.the(d) for d in top.index])),
        words.verb(reading),
        words.pct(100 * top.sum() / total),
        words.eur_bn(total),
    )


def layout(tables: Tables, put: Put) -> words.Markup:
    """The chapter around its charts, texts and controls, as it stands on the page."""
    return words.Markup("").join(
        [
            words.Markup('<div class="beside"><div>'),
            words.prose(
                "Coordination is not the same as carrying. These charts count what donors "
                "decided to give, month by month, under your reading."
            ),
            words.Markup("</div>"),
            words.definitions(tables, ["military-aid", "stockpile", "procurement", "purl"]),
            words.Markup("</div>"),
            slot("flows-over-time", put),
            slot("month", put),
            words.Markup('<div data-text="month-events" aria-live="polite">{}</div>').format(
                put["month-events"]
            ),
            slot("flows-sankey", put),
            ranking.layout(put),
            donor_map.layout(put),
            one_donor.layout(put),
            weapons.layout(put),
        ]
    )


def _part(make: Callable[[Tables, Reading], View]) -> Part:
    return Part(
        lambda tables, address: make(tables, address.reading),
        lambda address: Address(address.reading),
    )


PARTS = {
    "us-share": _part(share_view),
    "flows-over-time": _part(over_time_view),
    "flows-sankey": _part(sankey_view),
    **ranking.PARTS,
    **donor_map.PARTS,
    **one_donor.PARTS,
    **weapons.PARTS,
}
