"""Aid over time: added up or over twelve months, and month by month; split as the reader likes."""

from dataclasses import dataclass
from functools import lru_cache, partial

import pandas as pd

from widgets import words
from widgets.board.board import Part
from widgets.board.view import Caption, View, refused
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
from widgets.words.messages import message

NAME = "flows-over-time"
FEW_DONORS = 5  # so many of the reader's own choice have a line each
LARGEST = 6
MOST_RINGS = 12
MOST_SAID = 4
REST = "rest"
ADDITIVE = ("eur-bn", "share")
ORIGIN_NAMES = {
    origin: message(f"over-time-origin-{origin}")
    for origin in ("stockpile", "procurement", "purl", "unspecified")
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
            names = names | {"all": message("over-time-kinds-not-split")}
        return Split(by, names, KIND_COLOURS)
    if by == "origin":
        return Split(by, ORIGIN_NAMES, ORIGIN_COLOURS)
    own = {f"own-{i}": colour for i, colour in enumerate(OWN_COLOURS)}
    if by == "donor":
        key = flows.group_of(tables, reading)
        colours = {d: own.get(key[d], colour) for d, colour in _shades(tables, reading).items()}
        return Split(
            by, {d: d for d in key} | {REST: message("over-time-others")}, colours | {REST: "rule2"}
        )
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
    title = message("over-time-subject", what=words.capital(in_words.subject(reading)))
    if refusal := refused(NAME, title, reading, tables):
        return refusal
    if choice.by == "origin" and not flows.has_origins(reading):
        return View(
            NAME, Caption(title), refusal=NO_ORIGINS._replace(remedy=_with_origins(reading))
        )
    of_lines, of_columns = (split(tables, reading, by) for by in _splits(reading, choice))
    rhythm = "cumulative" if reading.rhythm == "monthly" else reading.rhythm
    lines = _series(tables, reading, of_lines, rhythm)
    columns = _series(tables, reading, of_columns, "monthly")
    if columns.empty and not lines.notna().any(axis=None):
        return View(NAME, Caption(title), refusal=ranking.nothing(tables, reading))
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
    table = _table(tables, reading, (lines, of_lines), (columns, of_columns), options.lines_title)
    table[message("over-time-column-passes")] = _passes(list(columns.index), passings, names)
    said = [shares.us_and_europe(tables, reading), _crossings(donors_lines, crossing, of_lines)]
    caption = Caption(
        title,
        subtitle=_counted_from(reading, in_words.subtitle(reading, tables, first, last)),
        source=tables.source_line,
        alt=message(
            "over-time-alt",
            what=in_words.subject(reading),
            title=title,
            ends=_ends(lines, names, reading.unit),
        ),
        sentence=words.Markup(" ").join(filter(None, said)),
        note=_note(tables, reading, choice, options, can_stack),
        shows=in_words.shows(tables, reading),
    )
    draw = partial(over_time.draw, lines, columns, event_marks(tables), options)
    return View(NAME, caption, draw, table)


def _note(
    tables: Tables,
    reading: Reading,
    choice: FlowChoice,
    options: over_time.Options,
    can_stack: bool,
) -> str:
    parts = [message("over-time-note")]
    if options.rings or options.crossing:
        parts.append(message("over-time-note-rings"))
    if reading.last:
        runs_on_to = words.month_name(tables.release["last_month"])
        parts.append(message("over-time-note-runs-on", month=runs_on_to))
    if choice.form == "stacked" and not can_stack:
        why = "negative" if reading.unit in ADDITIVE else "unit"
        parts.append(message(f"over-time-not-stacked-{why}"))
    if choice.by == "origin":
        parts.append(message("over-time-note-origin"))
    return " ".join(parts)


NO_ORIGINS = readings.Refusal(
    message("over-time-no-origins"), None, message("over-time-no-origins-remedy")
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


def _counted_from(reading: Reading, subtitle: str) -> str:
    """From which month the lines are added up, where it is not the release's first."""
    if reading.rhythm == "rolling-12" or not reading.first:
        return subtitle
    first = words.month_name(reading.first)
    return message("over-time-counted-since", subtitle=subtitle, month=first)


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


def _crossings(lines: pd.DataFrame, crossing: over_time.Crossing | None, by: Split) -> words.Markup:
    """How often the two lines in the title, or the two highest, crossed, and when."""
    last = lines.iloc[-1].dropna() if len(lines) else pd.Series(dtype=float)
    pair = (crossing.ahead, crossing.behind) if crossing else tuple(last.nlargest(2).index)
    if len(pair) < 2:
        return words.Markup("")
    found = flows.passings(lines[pair[0]], lines[pair[1]])
    if not found:
        return words.Markup("")
    shown = found[-MOST_SAID:]
    return words.sentence(
        "over-time-crossed-last" if len(found) > len(shown) else "over-time-crossed",
        times=len(found),
        number=str(len(found)),
        shown=len(shown),
        both=words.listed([_in_sentence(by.names[key], by) for key in pair]),
        said="; ".join(_passed(one, by) for one in shown),
    )


def _passed(one: flows.Passing | over_time.Crossing, by: Split, **since: str) -> str:
    """Who passed whom in which month, counted from another if that is given."""
    return message(
        "over-time-passed-since" if since else "over-time-passed",
        ahead=_in_sentence(by.names[one.ahead], by),
        behind=_in_sentence(by.names[one.behind], by),
        month=words.month_name(one.month),
        **since,
    )


def _passes(months: list[str], passings: list[flows.Passing], names: dict[str, str]) -> list[str]:
    """Who passes whom in each month, among the lines drawn."""
    by_month: dict[str, list[str]] = {}
    for month, ahead, behind in passings:
        passes = message("over-time-passes", ahead=names[ahead], behind=words.the(names[behind]))
        by_month.setdefault(month, []).append(passes)
    return ["; ".join(by_month.get(month, [])) for month in months]


BY_SIZE = {"pct-gdp": "over-time-by-size", "per-head": "over-time-per-head"}
"""What a title is put into whose values are by size, by unit."""


def _title(
    tables: Tables,
    reading: Reading,
    lines: pd.DataFrame,
    names: dict,
    crossing: over_time.Crossing | None,
    by: Split,
) -> str:
    """What the lines show: who passed whom to stay ahead, or who leads when the window ends."""

    def sized(title: str) -> str:
        name = None if by.adds_up else BY_SIZE.get(reading.unit)
        return message(name, title=title) if name else title

    if crossing and not reading.groups:
        passed = words.capital(_passed(crossing, by))
        if reading.first and reading.rhythm != "rolling-12":
            since = _passed(crossing, by, first=words.month_name(reading.first))
            return words.fitting(sized(since), since, passed)
        return sized(passed)
    first, last = reading.window(tables)
    when, month = "in" if first == last else "by", words.month_name(last)
    if reading.groups and by.adds_up:
        sums = lines.loc[last]
        own = [key for key in lines if key.startswith("own-") and sums[key] == sums[key]]
        said = [f"{names[key]} {words.amount(float(sums[key]), reading.unit)}" for key in own]
        if said:
            return message(f"over-time-own-{when}", month=month, values=words.listed(said))
    ends = lines.loc[last].drop(REST, errors="ignore").dropna()
    if ends.empty or not ends.max() > 0:
        return ""
    name = names[ends.idxmax()]
    given = {
        "leader": words.capital(_in_sentence(name, by)),
        "value": words.amount(float(ends.max()), reading.unit),
        "month": month,
    }
    if len(lines.columns) == 1:
        return message(f"over-time-alone-{when}", **given)
    return sized(message(f"over-time-leads-{when}", number=words.how_many(name), **given))


def _in_sentence(name: str, by: Split) -> str:
    """A kind is said to be aid; what arms come from is set off."""
    if by.by == "kind":
        if name == readings.KINDS["all"]:
            return message("over-time-kind-all")
        return message("over-time-kind", kind=f"{name[0].lower()}{name[1:]}")
    if words.is_rest(name):
        return message("over-time-group", group=f"{name[0].lower()}{name[1:]}")
    if by.by == "origin" and name != ORIGIN_NAMES["purl"]:
        return message("over-time-origin", origin=name)
    return words.the(name)


def _ends(lines: pd.DataFrame, names: dict, unit: str) -> str:
    known = [k for k in lines if lines[k].notna().any()]
    said = [f"{names[k]} {words.amount(lines[k].dropna().iloc[-1], unit)}" for k in known]
    return words.listed(said or [message("over-time-no-data")])


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
            every = reading.kind == "all"
            given = {} if every else {"kind": readings.KINDS[reading.kind].lower()}
            name = "over-time-us-ended-all" if every else "over-time-us-ended"
            month = words.month_name(last)
            ended = (
                "us",
                last,
                *(message(name, month=month, gap=g, **given) for g in (" ", "<br>")),
            )
    return {
        "unit": reading.unit,
        "window": reading.window(tables),
        "line_names": of_lines.names,
        "line_colours": of_lines.colours,
        "column_names": of_columns.names,
        "column_colours": of_columns.colours,
        "lines_title": message("over-time-added-up", month=start)
        if rhythm == "cumulative"
        else message("over-time-twelve-months"),
        "lines_title_short": message("over-time-added-up-short")
        if rhythm == "cumulative"
        else message("over-time-twelve-months"),
        "short_names": dict.fromkeys(
            ("us", tables.donor_of.get(readings.US_ISO3, "")), message("over-time-us-short")
        )
        | dict.fromkeys(("other", "od"), message("over-time-other-short")),
        "columns_title": message("over-time-month-by-month"),
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
    table: dict[str, list] = {message("over-time-column-month"): list(columns[0].index)}
    for key, values in columns[0].items():
        name = message("over-time-column", name=columns[1].names[key], unit=unit)
        table[name] = list(values)
    for key, values in lines[0].items():
        named = {"lines": lines_title, "name": lines[1].names[key], "unit": unit}
        table[message("over-time-column-lines", **named)] = list(values)
    yes, no = message("over-time-yes"), message("over-time-no")
    inside = [yes if month in window else no for month in columns[0].index]
    table[message("over-time-column-window")] = inside
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
