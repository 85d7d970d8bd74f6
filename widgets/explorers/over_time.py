"""Aid over time: added up or over twelve months as lines, month by month as columns."""

from functools import lru_cache, partial

import pandas as pd

from widgets import dates, flows, words
from widgets import reading as readings
from widgets.figures import over_time
from widgets.reading import Reading
from widgets.tables import Tables
from widgets.view import View, nothing_given, refused

NOTE = "Months of decision, not of delivery. Money is nominal."


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
        return View(name, title, refusal=nothing_given(reading))
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
        f"{words.capital(leader)} {words.leads(leader)} by {dates.month_name(month)}: "
        f"{value}{BY_UNIT[reading.unit]}"
    )


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
