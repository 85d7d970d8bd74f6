"""Aid over time: added up or over twelve months, and month by month; split as the reader likes."""

from dataclasses import dataclass
from functools import lru_cache, partial

import pandas as pd

from widgets import words
from widgets.board.board import Part
from widgets.board.view import View, refused
from widgets.chapters.carries import ranking
from widgets.chapters.carries.drawings import over_time
from widgets.claims import shares
from widgets.reading import in_words
from widgets.reading import reading as readings
from widgets.reading.address import Address
from widgets.reading.flow_choice import AS_IT_COMES, FlowChoice
from widgets.reading.reading import Reading
from widgets.sums import flows
from widgets.tables.package import Tables

NAME = "flows-over-time"
NOTE = "Months of decision, not of delivery."
FEW_DONORS = 5  # so many of the reader's own choice have a line each
LARGEST = 6
MOST_RINGS = 12
MOST_SAID = 4
REST = "rest"
ADDITIVE = ("eur-bn", "share")
ORIGIN_NAMES = {
    "stockpile": "From stockpiles",
    "procurement": "Newly procured",
    "purl": "PURL",
    "unspecified": "Not specified",
}
# what is no donor is grey
KIND_COLOURS = {"military": "ink", "financial": "rule2", "humanitarian": "ink3", "all": "ink"}
ORIGIN_COLOURS = {
    "stockpile": "ink",
    "procurement": "rule2",
    "purl": "nato",  # NATO's list
    "unspecified": "ink3",
}
LIGHTER = ("", ":0.7", ":0.5", ":0.35")
OWN_COLOURS = ("you", "you:0.6", "you:0.35")


@dataclass(frozen=True)
class Split:
    """What lines or columns stand for: by what they are summed, their names and colour tokens."""

    by: str
    names: dict[str, str]
    colours: dict[str, str]

    @property
    def adds_up(self) -> bool:
        """Whether its parts add up whatever the unit: they are parts of the same donors."""
        return self.by in ("kind", "origin")


def split(tables: Tables, reading: Reading, by: str) -> Split:
    """How the sums of `flows.series(by=by)` are called and painted."""
    if by == "bloc":
        return Split(by, tables.bloc_names, tables.bloc_colours)
    if by == "kind":
        names = readings.KINDS
        if reading.measure == "commitments":
            names = names | {"all": "Kinds not split"}
        return Split(by, names, KIND_COLOURS)
    if by == "origin":
        return Split(by, ORIGIN_NAMES, ORIGIN_COLOURS)
    own = {f"own-{i}": colour for i, colour in enumerate(OWN_COLOURS)}
    if by == "donor":
        key = flows.group_of(tables, reading)
        colours = {d: own.get(key[d], colour) for d, colour in _shades(tables, reading).items()}
        return Split(by, {d: d for d in key} | {REST: "All others"}, colours | {REST: "rule2"})
    names = flows.group_names(tables, reading)
    return Split(by, names, {key: own.get(key, key) for key in names})


def _shades(tables: Tables, reading: Reading) -> dict[str, str]:
    """Donors in their group's colour: its largest donor in full, the next ones lighter."""
    given = flows.window_sums(tables, reading, "donor").sort_values(ascending=False, kind="stable")
    place: dict[str, int] = {}
    colours = {}
    for donor in [*given.index, *(d for d in tables.group_of if d not in given.index)]:
        group = tables.group_of[donor]
        place[group] = place.get(group, -1) + 1
        colours[donor] = group + LIGHTER[place[group] % len(LIGHTER)]
    return colours


def _splits(reading: Reading, choice: FlowChoice) -> tuple[str, str]:
    """What the lines are split by, and what the columns."""
    if choice.by == "group" or (reading.groups and not choice.by):
        return (flows.partition(reading),) * 2
    if choice.by:
        return choice.by, choice.by
    few = isinstance(reading.donors, tuple) and len(reading.donors) <= FEW_DONORS
    return "donor" if few else "bloc", "group"


def over_time_view(tables: Tables, reading: Reading, choice: FlowChoice = AS_IT_COMES) -> View:
    """Added up (or over twelve months) in one panel, month by month in the other."""
    title = f"{words.capital(in_words.subject(reading))} over time"
    if refusal := refused(NAME, title, reading, tables):
        return refusal
    if choice.by == "origin" and not flows.has_origins(reading):
        return View(NAME, title, refusal=NO_ORIGINS._replace(remedy=_with_origins(reading)))
    of_lines, of_columns = (split(tables, reading, by) for by in _splits(reading, choice))
    rhythm = "cumulative" if reading.rhythm == "monthly" else reading.rhythm
    lines = _series(tables, reading, of_lines, rhythm)
    columns = _series(tables, reading, of_columns, "monthly")
    if columns.empty and not lines.notna().any(axis=None):
        return View(NAME, title, refusal=ranking.nothing(tables, reading))
    can_stack = reading.unit in ADDITIVE or of_lines.adds_up
    can_stack &= not bool((lines < -1e-9).any(axis=None))
    areas = choice.form == "stacked" and can_stack
    donors_lines = lines.drop(columns=REST, errors="ignore")  # the others together are no donor
    passings = [] if areas else flows.all_passings(donors_lines)
    crossing = None if areas else _crossing(lines)
    names = of_lines.names
    title = _title(tables, reading, lines, names, crossing, of_lines) or title
    first, last = tables.release["first_month"], tables.release["last_month"]
    options = _options(tables, reading, choice, (of_lines, of_columns), rhythm)
    options = over_time.Options(
        **options,
        areas=areas,
        crossing=crossing,
        rings=_rings(donors_lines, passings, crossing),
    )
    draw = partial(
        over_time.draw,
        lines,
        columns,
        event_marks(tables),
        options,
        title=title,
        subtitle=in_words.subtitle(reading, tables, first, last) + _counted_from(tables, reading),
        source=tables.source_line,
        alt=f"Lines and columns: {in_words.subject(reading)}. {title}. "
        f"At the end: {_ends(lines, names, reading.unit)}.",
    )
    table = _table(tables, reading, (lines, of_lines), (columns, of_columns), options.lines_title)
    table["Passes"] = _passes(table["Month"], passings, names)
    note = f"{NOTE} The shaded band is your window: drag its ends to change it."
    if options.rings or crossing:
        note += " A ring marks the month in which one line passes another."
    if reading.last:
        note += f" Lines and columns run on to {words.month_name(last)}."
    if choice.form == "stacked" and not can_stack:
        note += f" {_why_not_stacked(reading)}"
    if of_lines.by == "origin":
        note += " The split by origin applies published monthly shares to military totals."
    sentence = shares.us_and_europe(tables, reading) + _crossings_said(
        donors_lines, crossing, of_lines
    )
    shows = in_words.shows(tables, reading)
    return View(NAME, title, draw, table, sentence, note, shows=shows)


NO_ORIGINS = readings.Refusal(
    "Where arms come from is known of the military aid of all donors together only.",
    None,
    "Count military allocations of all donors",
)


def _with_origins(reading: Reading) -> Reading:
    return reading.but(measure="allocations", kind="military", donors="all")


def _series(tables: Tables, reading: Reading, by: Split, rhythm: str) -> pd.DataFrame:
    """Months x keys; of many donors the largest, and the others together if they add up."""
    sums = flows.series(tables, reading, by.by, rhythm)
    if by.by == "bloc":
        return sums
    if by.by == "donor" and len(sums.columns) > LARGEST:
        largest = flows.window_sums(tables, reading, "donor").nlargest(LARGEST).index
        rest = sums.drop(columns=largest)
        sums = sums[list(largest)]
        if reading.unit in ADDITIVE:
            sums = sums.assign(**{REST: rest.sum(axis=1, min_count=1)})
    some = [key for key in sums if sums[key].notna().any() and sums[key].any()]
    if not some and by.by == "donor":  # the reader's own choice is shown though it is zero
        return sums
    return sums[some]


def _counted_from(tables: Tables, reading: Reading) -> str:
    """From which month the lines are added up, where it is not the release's first."""
    if reading.rhythm == "rolling-12" or not reading.first:
        return ""
    return f"; lines added up since {words.month_name(reading.first)}"


def _why_not_stacked(reading: Reading) -> str:
    if reading.unit in ADDITIVE:
        return "More was taken back than promised in some months, so the parts are not stacked."
    return "In this unit the parts of donors do not add up, so they are not stacked."


def _crossing(lines: pd.DataFrame) -> over_time.Crossing | None:
    """Where Europe and the US, or else the two largest lines, pass each other to stay ahead."""
    pair = ["europe", "us"] if {"europe", "us"} <= set(lines) else [k for k in lines if k != REST]
    last = lines[pair].iloc[-1].dropna()
    if len(last) < 2:
        return None
    ahead, behind = last.nlargest(2).index
    month = flows.passes_to_stay_ahead(lines[ahead], lines[behind])
    return over_time.Crossing(month, ahead, behind) if month else None


def _rings(
    lines: pd.DataFrame, passings: list[flows.Passing], named: over_time.Crossing | None
) -> tuple[over_time.Crossing, ...]:
    """All passings as marks, if there are few; else those of the two lines that end highest."""
    last = lines.iloc[-1].dropna()
    pair = {named.ahead, named.behind} if named else set(last.nlargest(2).index)
    if len(passings) > MOST_RINGS:
        passings = [one for one in passings if {one.ahead, one.behind} == pair]
    rings = [over_time.Crossing(*one) for one in passings]
    return tuple(ring for ring in rings if ring != named)


def _crossings_said(
    lines: pd.DataFrame, crossing: over_time.Crossing | None, by: Split
) -> words.Markup:
    """How often the two lines in the title, or the two highest, crossed, and when."""
    last = lines.iloc[-1].dropna() if len(lines) else pd.Series(dtype=float)
    pair = (crossing.ahead, crossing.behind) if crossing else tuple(last.nlargest(2).index)
    if len(pair) < 2:
        return words.Markup("")
    found = flows.passings(lines[pair[0]], lines[pair[1]])
    if not found:
        return words.Markup("")
    said = [
        f"{_in_sentence(by.names[one.ahead], by)} passed {_in_sentence(by.names[one.behind], by)}"
        f" in {words.month_name(one.month)}"
        for one in found[-MOST_SAID:]
    ]
    times = {1: "once", 2: "twice"}.get(len(found), f"{len(found)} times")
    cut = f", last {len(said)}" if len(found) > len(said) else ""
    both = words.listed([_in_sentence(by.names[key], by) for key in pair])
    return words.Markup(" The lines of {} crossed {}{}: {}.").format(
        both, times, cut, "; ".join(said)
    )


def _passes(months: pd.Series, passings: list[flows.Passing], names: dict[str, str]) -> list[str]:
    """Who passes whom in each month, among the lines drawn."""
    by_month: dict[str, list[str]] = {}
    for month, ahead, behind in passings:
        by_month.setdefault(month, []).append(f"{names[ahead]} passes {words.the(names[behind])}")
    return ["; ".join(by_month.get(month, [])) for month in months]


BY_UNIT = {"eur-bn": "", "share": "", "pct-gdp": " by size of economy", "per-head": " per head"}


def _title(
    tables: Tables,
    reading: Reading,
    lines: pd.DataFrame,
    names: dict,
    crossing: over_time.Crossing | None,
    by: Split,
) -> str:
    """What the lines show: who passed whom to stay ahead, or who leads when the window ends."""
    by_unit = "" if by.adds_up else BY_UNIT[reading.unit]
    if crossing and not reading.groups:
        ahead, behind = (_in_sentence(names[k], by) for k in (crossing.ahead, crossing.behind))
        passed = f"{ahead} passed {behind} in {words.month_name(crossing.month)}"
        if reading.first and reading.rhythm != "rolling-12":
            since = f"Counted from {words.month_name(reading.first)}, {passed}"
            titles = (since + by_unit, since, words.capital(passed))
            return next(title for title in titles if len(title) <= 80 or title == titles[-1])
        return f"{words.capital(passed)}{by_unit}"
    first, month = reading.window(tables)
    when = f"{'in' if first == month else 'by'} {words.month_name(month)}"
    if reading.groups and by.adds_up:
        sums = lines.loc[month]
        own = [key for key in lines if key.startswith("own-") and sums[key] == sums[key]]
        said = [f"{names[key]} {words.amount(float(sums[key]), reading.unit)}" for key in own]
        if said:
            return f"{words.capital(when)}: {words.listed(said)}"
    ends = lines.loc[month].drop(REST, errors="ignore").dropna()
    if ends.empty or not ends.max() > 0:
        return ""
    value = words.amount(float(ends.max()), reading.unit)
    leader = _in_sentence(names[ends.idxmax()], by)
    if len(lines.columns) == 1:
        return f"{words.capital(leader)}: {value} {when}"
    verb = words.leads(names[ends.idxmax()])
    return f"{words.capital(leader)} {verb} {when}: {value}{by_unit}"


def _in_sentence(name: str, by: Split) -> str:
    """A kind is said to be aid; what arms come from is set off."""
    if by.by == "kind":
        return f"{name[0].lower()}{name[1:]} aid" if name != "All kinds" else "aid of all kinds"
    if name.startswith(("Other EU members", "Rest of ")):
        return f"the {name[0].lower()}{name[1:]}"
    return f"“{name}”" if by.by == "origin" and name != "PURL" else words.the(name)


def _ends(lines: pd.DataFrame, names: dict, unit: str) -> str:
    known = [k for k in lines if lines[k].notna().any()]
    said = [f"{names[k]} {words.amount(lines[k].dropna().iloc[-1], unit)}" for k in known]
    return words.listed(said or ["no data"])


def _options(
    tables: Tables,
    reading: Reading,
    choice: FlowChoice,
    splits: tuple[Split, Split],
    rhythm: str,
) -> dict:
    """What the figure is told of the Reading and of how it is split."""
    of_lines, of_columns = splits
    start = words.month_name(reading.window(tables)[0])
    stacked = reading.unit in ADDITIVE or of_columns.adds_up
    stacked &= choice.form != "lines"
    ended = None
    if reading.measure == "allocations" and stacked and not of_columns.adds_up:
        last = flows.last_month_given(tables, reading, tables.donor_of[readings.US_ISO3])
        months = list(tables.months)
        if last and len(months) - 1 - months.index(last) >= 6:
            kind = "" if reading.kind == "all" else f"{reading.kind} "
            ended = ("us", last, f"No US {kind}allocation after {words.month_name(last)}")
    return {
        "unit": reading.unit,
        "window": reading.window(tables),
        "line_names": of_lines.names,
        "line_colours": of_lines.colours,
        "column_names": of_columns.names,
        "column_colours": of_columns.colours,
        "lines_title": f"Added up since {start}"
        if rhythm == "cumulative"
        else "Twelve months to date",
        "columns_title": "Month by month",
        "columns_first": reading.rhythm == "monthly",
        "stacked": stacked,
        "ended": ended,
    }


def _table(
    tables: Tables,
    reading: Reading,
    lines: tuple[pd.DataFrame, Split],
    columns: tuple[pd.DataFrame, Split],
    lines_title: str,
) -> pd.DataFrame:
    unit = readings.UNITS[reading.unit]
    window = set(flows.window_months(tables, reading))
    table = {"Month": list(columns[0].index)}
    table |= {f"{columns[1].names[k]}, {unit}": list(v) for k, v in columns[0].items()}
    table |= {f"{lines_title}: {lines[1].names[k]}, {unit}": list(v) for k, v in lines[0].items()}
    table["In your window"] = ["yes" if m in window else "no" for m in columns[0].index]
    return pd.DataFrame(table)


@lru_cache(maxsize=4)
def event_marks(tables: Tables) -> pd.DataFrame:
    """The events named above the flows, as `label` and `day` (their first possible one).

    The weightier stand first: where labels would collide, the later one is left out.
    """
    events = tables.events.dropna(subset="marked").sort_values("marked")
    return events[["label", "start_first"]].rename(columns={"start_first": "day"})


PARTS = {
    NAME: Part(
        lambda tables, address: over_time_view(tables, address.reading, address.flow),
        lambda address: Address(
            address.reading, flow=FlowChoice(by=address.flow.by, form=address.flow.form)
        ),
    )
}
