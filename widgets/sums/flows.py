"""Sums over (tables, Reading): who gave how much, when, of what kind. Pure.

Money is nominal EUR bn of the month of decision. All functions raise `Refused` with one
sentence where the data cannot answer the Reading.
"""

import difflib
import itertools
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from widgets.reading import reading as readings
from widgets.reading.own_group import OwnGroup
from widgets.reading.reading import Reading, Refused
from widgets.tables import dates
from widgets.tables.package import Tables
from widgets.words.messages import message

MONTHS_PER_YEAR = 12
ORIGINS = ("stockpile", "procurement", "purl", "unspecified")
BLOCS = {bloc: message(f"flows-bloc-{bloc}") for bloc in ("us", "europe", "other")}
SETTLED_MONTHS = 3
LEAST_LEAD = 1e-9  # the last bits of a sum are no lead


def _answerable(tables: Tables, reading: Reading, by_month: bool) -> None:
    rule = readings.refusal_by_month if by_month else readings.refusal
    if refusal := rule(reading, tables):
        raise Refused(refusal.sentence)


def window_months(tables: Tables, reading: Reading) -> list[str]:
    """The months of the Reading's window, `YYYY-MM`, in order.

    >>> from widgets import Reading, flows, load
    >>> flows.window_months(load(), Reading(first="2024-08", last="2024-09"))
    ['2024-08', '2024-09']
    """
    first, last = reading.window(tables)
    return [month for month in tables.months if first <= month <= last]


def _accession_months(tables: Tables, body: str) -> dict[str, str]:
    members = tables.memberships[tables.memberships["body"] == body]
    return dict(zip(members["iso3"], members["from"].str[:7], strict=True))


@lru_cache(maxsize=64)
def _eur_bn(tables: Tables, reading: Reading, kind: str) -> pd.DataFrame:
    """Months x counted donors, EUR bn; empty where a donor is not (yet) counted."""
    if reading.measure == "commitments":
        rows, value = tables.commitments, "commitments_eur_bn"
    else:
        rows, value = tables.aid, "allocations_eur_bn"
        if kind != "all":
            rows = rows[rows["kind"] == kind]
    donors = readings.counted_donors(reading, tables)
    wide = rows.pivot_table(index="month", columns="donor", values=value, aggfunc="sum")
    wide = wide.reindex(index=list(tables.months), columns=donors, fill_value=0.0)
    if reading.donors == "nato":
        iso3 = dict(zip(tables.donors["donor"], tables.donors["iso3"], strict=True))
        since = _accession_months(tables, "NATO")
        for donor in donors:
            wide.loc[wide.index < since[iso3[donor]], donor] = float("nan")
    return wide.rename_axis(index="month", columns=None)


@lru_cache(maxsize=128)
def _eur_bn_by(tables: Tables, reading: Reading, kind: str, by: str) -> pd.DataFrame:
    return _grouped(tables, _eur_bn(tables, reading.but(groups=()), kind), by, reading.groups)


def _monthly_by(tables: Tables, reading: Reading, by: str, kind: str | None = None) -> pd.DataFrame:
    """Months of the whole release x keys, EUR bn. Do not change the frame."""
    _answerable(tables, reading, by_month=True)
    if by == "kind":
        return _by_kind(tables, _months_only(reading))
    if by == "origin":
        return _by_origin(tables, _months_only(reading))
    counted = _months_only(reading).but(groups=reading.groups if by == "own" else ())
    return _eur_bn_by(tables, counted, kind or reading.kind, by)


def kinds(reading: Reading) -> list[str]:
    """The kinds of aid that a Reading counts; commitments have none, so it is `all`.

    >>> from widgets import Reading, flows
    >>> flows.kinds(Reading(kind="all"))
    ['military', 'financial', 'humanitarian']
    >>> flows.kinds(Reading("commitments", "all"))
    ['all']
    """
    if reading.kind == "all" and reading.measure == "allocations":
        return [kind for kind in readings.KINDS if kind != "all"]
    return [reading.kind]


@lru_cache(maxsize=64)
def _by_kind(tables: Tables, reading: Reading) -> pd.DataFrame:
    """Months x kinds, EUR bn of all donors counted."""
    sums = {
        kind: _eur_bn(tables, reading, kind).sum(axis=1, min_count=1) for kind in kinds(reading)
    }
    return pd.DataFrame(sums)


def has_origins(reading: Reading) -> bool:
    """Whether origins are known of what a Reading counts: no donor's own are.

    >>> from widgets import Reading, flows
    >>> flows.has_origins(Reading()), flows.has_origins(Reading(donors=("DEU",)))
    (True, False)
    """
    military = reading.measure == "allocations" and reading.kind in ("military", "all")
    return military and reading.donors == "all"


@lru_cache(maxsize=16)
def _by_origin(tables: Tables, reading: Reading) -> pd.DataFrame:
    """Months x origins, EUR bn: the published shares applied to the military sums of all donors."""
    if not has_origins(reading):
        raise Refused(message("flows-no-origins"))
    sums = _eur_bn(tables, reading, "military").sum(axis=1)
    return _origin_shares(tables)[list(ORIGINS)].mul(sums, axis=0).loc[list(tables.months)]


def _months_only(reading: Reading) -> Reading:
    """A Reading without what plays no part in its months' sums, so that they are kept once."""
    return reading.but(unit="eur-bn", rhythm="monthly", first=None, last=None, groups=())


def monthly(tables: Tables, reading: Reading, kind: str | None = None) -> pd.DataFrame:
    """Months of the whole release x counted donors, EUR bn in each month.

    Under "NATO members" a donor counts from the month of its accession; before it the
    value is missing. `kind` overrides the Reading's own. Do not change the frame.

    >>> from widgets import Reading, flows, load
    >>> flows.monthly(load(), Reading()).loc["2024-09", ["Germany", "Poland"]].round(2).to_dict()
    {'Germany': 0.19, 'Poland': 0.0}
    """
    _answerable(tables, reading, by_month=True)
    return _eur_bn(tables, _months_only(reading), kind or reading.kind)


def partition(reading: Reading) -> str:
    """What donors are put together by: the usual groups, or the reader's own and what is left.

    >>> from widgets import Reading, flows
    >>> flows.partition(Reading())
    'group'
    """
    return "own" if reading.groups else "group"


def group_names(tables: Tables, reading: Reading) -> dict[str, str]:
    """Key -> printed name of the groups of `partition`, in display order.

    >>> from widgets import Reading, flows, load
    >>> flows.group_names(load(), Reading())["eu"]
    'EU members'
    """
    own = {f"own-{i}": group.name for i, group in enumerate(reading.groups)}
    if not own:
        return tables.group_names
    keys = group_of(tables, reading)
    cut = {tables.group_of[d] for d, key in keys.items() if key in own}
    rest = {k: rest_of(name) if k in cut else name for k, name in tables.group_names.items()}
    return own | {k: name for k, name in rest.items() if k in set(keys.values())}


def rest_of(name: str) -> str:
    """What is left of a group: `Other EU members`, `Rest of other Europe`.

    >>> from widgets import flows
    >>> flows.rest_of("Other donors"), flows.rest_of("EU members")
    ('Rest of other donors', 'Other EU members')
    """
    if name.startswith("Other"):
        return message("flows-rest-of-other", group=f"{name[0].lower()}{name[1:]}")
    return message("flows-rest", group=name)


def group_of(tables: Tables, reading: Reading) -> dict[str, str]:
    """Donor -> key of its group in `partition`.

    >>> from widgets import Reading, flows, load
    >>> flows.group_of(load(), Reading())["Germany"]
    'eu'
    """
    return _key(tables, partition(reading), reading.groups)


def _key(tables: Tables, by: str, groups: tuple[OwnGroup, ...] = ()) -> dict[str, str]:
    if by == "own":
        own = {tables.donor_of[c]: f"own-{i}" for i, g in enumerate(groups) for c in g.codes}
        return tables.group_of | own
    if by == "donor":
        return {donor: donor for donor in tables.group_of}
    if by == "group":
        return tables.group_of
    if by == "bloc":
        return {donor: tables.bloc_of[group] for donor, group in tables.group_of.items()}
    raise ValueError(f"Flows are summed by donor, group, own, bloc, kind or origin, not by {by!r}.")


def _grouped(
    tables: Tables, wide: pd.DataFrame, by: str, groups: tuple[OwnGroup, ...] = ()
) -> pd.DataFrame:
    """Sums of donor columns; a month in which no member of a group counts stays missing."""
    if by == "donor":
        return wide
    key = _key(tables, by, groups)
    members = {name: [d for d in wide if key[d] == name] for name in _order(tables, by, groups)}  # pyright: ignore[reportArgumentType] - columns are donors, text
    sums = {name: wide[own].sum(axis=1, min_count=1) for name, own in members.items() if own}
    return pd.DataFrame(sums, index=wide.index)


def _order(tables: Tables, by: str, groups: tuple[OwnGroup, ...] = ()) -> list[str]:
    if by == "bloc":
        return ["us", "europe", "other"]
    return [f"own-{i}" for i in range(len(groups))] + list(tables.group_names)


@lru_cache(maxsize=64)
def _denominators(
    tables: Tables, donors: tuple[str, ...], by: str, unit: str, groups: tuple[OwnGroup, ...] = ()
) -> pd.Series:
    """GDP of 2021 in EUR bn or population by key; missing where a donor's is not known.

    The EU institutions have neither: in a bloc they count over their members', alone not.
    """
    column = "gdp_2021_eur_bn" if unit == "pct-gdp" else "population_2024"
    values = tables.donors.set_index("donor")[column].astype(float).reindex(list(donors))
    eu = tables.donor_of[readings.EU_ISO3]
    key = _key(tables, by, groups)
    unknown = {key[d] for d in donors if d != eu and pd.isna(values[d])}
    sums = values.groupby([key[d] for d in donors]).sum(min_count=1)
    return sums.drop(index=[k for k in unknown if k in sums.index])


def in_unit(
    tables: Tables, reading: Reading, eur_bn: pd.DataFrame, donors: list[str], by: str
) -> pd.DataFrame:
    """EUR bn (rows x keys) in the Reading's unit; missing where it has no denominator.

    Shares are percent of the row's sum, `pct-gdp` percent of GDP 2021, `per-head` EUR.

    >>> from widgets import Reading, flows, load
    >>> eur_bn = flows.monthly(load(), Reading()).loc[["2024-09"], ["Denmark", "Germany"]]
    >>> made = flows.in_unit(load(), Reading(unit="share"), eur_bn, list(eur_bn), "donor")
    >>> made.iloc[0].round(1).to_dict()
    {'Denmark': 35.9, 'Germany': 64.1}
    """
    if reading.unit == "eur-bn":
        return eur_bn
    if reading.unit == "share":
        total = eur_bn.sum(axis=1, min_count=1)
        return eur_bn.div(total.where(total > 0), axis=0) * 100
    if by in ("kind", "origin"):  # parts of the same donors, so over all of them
        whole = _denominators(tables, tuple(donors), "donor", reading.unit)
        eu = tables.donor_of[readings.EU_ISO3]
        missing = whole.reindex([d for d in donors if d != eu]).isna().any()
        below = pd.Series(float("nan") if missing else whole.sum(min_count=1), eur_bn.columns)
    else:
        groups = reading.groups if by == "own" else ()
        below = _denominators(tables, tuple(donors), by, reading.unit, groups)
        below = below.reindex(eur_bn.columns)
    return eur_bn.div(below, axis=1) * (100 if reading.unit == "pct-gdp" else 1e9)


def series(
    tables: Tables, reading: Reading, by: str = "group", rhythm: str | None = None
) -> pd.DataFrame:
    """Months x keys in the Reading's unit and rhythm.

    `by`: donor, group, own (the reader's groups, and what they leave of the usual ones), bloc,
    kind, or origin (of military aid of all donors; another Reading raises Refused).

    Monthly and rolling sums cover the whole release; a rolling sum is missing until twelve
    months exist. Cumulative sums begin at the window's first month and go on to the
    release's end, so that what followed the window can be seen; before it they are missing.

    >>> from widgets import Reading, flows, load
    >>> cumulative = flows.series(load(), Reading(unit="share", rhythm="cumulative"), "bloc")
    >>> cumulative.loc["2024-09"].round(1).to_dict()
    {'us': 51.3, 'europe': 45.7, 'other': 3.0}
    """
    rhythm = rhythm or reading.rhythm
    donors = list(monthly(tables, reading))
    eur_bn = _monthly_by(tables, reading, by)
    if rhythm == "cumulative":
        eur_bn = eur_bn.loc[reading.window(tables)[0] :].fillna(0).cumsum()
        eur_bn = eur_bn.reindex(list(tables.months))
    elif rhythm == "rolling-12":
        eur_bn = eur_bn.fillna(0).rolling(MONTHS_PER_YEAR).sum()
    return in_unit(tables, reading, eur_bn, donors, by).rename_axis("month")  # pyright: ignore[reportArgumentType] - columns are donors, text


def rows(tables: Tables, reading: Reading) -> pd.DataFrame:
    """Everything that a Reading counts, row by row: month, donor, group, what, EUR bn.

    Zero is a month in which nothing is booked; a donor that is not counted yet has no row.

    >>> from widgets import Reading, flows, load
    >>> list(flows.rows(load(), Reading(donors=("DEU",), last="2022-02")).columns)
    ['month', 'donor', 'group', 'measure', 'kind', 'eur_bn']
    """
    _answerable(tables, reading, by_month=True)
    wide = _eur_bn(tables, _months_only(reading), reading.kind).loc[window_months(tables, reading)]
    long = wide.stack().rename("eur_bn").rename_axis(["month", "donor"]).reset_index()  # pyright: ignore[reportArgumentType] - one level of columns: a Series
    groups = tables.donors.set_index("donor")["group"]
    long.insert(2, "group", long["donor"].map(groups))
    long.insert(3, "measure", reading.measure)
    long.insert(4, "kind", reading.kind)
    return long


def window_sums(tables: Tables, reading: Reading, by: str = "group") -> pd.Series:
    """Sum over the window by key, EUR bn, whatever the Reading's unit.

    With imputation a member's part of EU-level aid is added to its own.

    >>> from widgets import Reading, flows, load
    >>> flows.window_sums(load(), Reading(last="2024-09"), "bloc").round(1).to_dict()
    {'us': 59.2, 'europe': 52.8, 'other': 3.5}
    """
    groups = reading.groups if by == "own" else ()
    counted = reading.but(unit="eur-bn", rhythm="monthly", groups=groups)
    _answerable(tables, reading, by_month=False)
    return _window_sums(tables, counted, by).copy()


@lru_cache(maxsize=512)
def _window_sums(tables: Tables, reading: Reading, by: str) -> pd.Series:
    first, last = reading.window(tables)
    if not readings.imputes(reading, tables):
        return _monthly_by(tables, reading, by).loc[first:last].sum(min_count=1).rename("eur_bn")
    own = reading.but(eu_institutions="out")
    sums = monthly(tables, own).loc[first:last].sum(min_count=1)
    imputed = tables.eu_shares.set_index("donor")["imputed_eur_bn"]
    sums = sums.add(imputed.reindex(sums.index).fillna(0.0))
    if by != "donor":
        key = _key(tables, by, reading.groups)
        sums = sums.groupby(sums.index.map(key)).sum(min_count=1)
        sums = sums.reindex([k for k in _order(tables, by, reading.groups) if k in sums.index])
    return sums.rename("eur_bn")


def totals(tables: Tables, reading: Reading, by: str = "group") -> pd.Series:
    """Sum over the window by key in the Reading's unit.

    >>> from widgets import Reading, flows, load
    >>> per_head = flows.totals(load(), Reading(unit="per-head"), "donor")
    >>> per_head[["Denmark", "Germany"]].round().to_dict()
    {'Denmark': 1665.0, 'Germany': 290.0}
    """
    sums = window_sums(tables, reading, by)
    donors = readings.counted_donors(reading, tables)
    return in_unit(tables, reading, sums.to_frame().T, donors, by).iloc[0].rename(reading.unit)


def total_eur_bn(tables: Tables, reading: Reading) -> float:
    """All counted donors together over the window, EUR bn.

    >>> from widgets import Reading, flows, load
    >>> round(flows.total_eur_bn(load(), Reading(last="2024-09")), 1)
    115.4
    """
    return float(window_sums(tables, reading, "donor").sum())


def share_pct(tables: Tables, reading: Reading, key: str = "us", by: str = "group") -> float:
    """A donor's, group's or bloc's share of the window's sum, percent; nan if the sum is 0.

    Raises ValueError for a key that there is not, and Refused where a share says nothing: the key
    is not counted, or nobody besides it.

    >>> from widgets import Reading, flows, load
    >>> round(flows.share_pct(load(), Reading(last="2024-09"), "us"), 1)
    51.3
    >>> round(flows.share_pct(load(), Reading(), "Germany", "donor"), 1)
    14.0
    """
    sums = window_sums(tables, reading, by)
    known = list(_key(tables, by)) if by == "donor" else _keys(tables, reading, by)
    if key not in known:
        near = difflib.get_close_matches(str(key), known) or known
        raise ValueError(message("flows-no-key", by=by, key=repr(key), choices=", ".join(near)))
    name = (group_names(tables, reading) | BLOCS).get(key, key)
    if key not in sums:
        raise Refused(message("flows-not-counted", donor=name))
    if list(sums.index) == [key]:
        raise Refused(message("flows-counted-alone", donor=name))
    return float(100 * sums[key] / sums.sum()) if sums.sum() > 0 else float("nan")


def _keys(tables: Tables, reading: Reading, by: str) -> list[str]:
    """All keys that sums can have; not those of donors."""
    if by == "kind":
        return list(readings.KINDS)
    return list(ORIGINS) if by == "origin" else _order(tables, by, reading.groups)


def europe_pct(tables: Tables, reading: Reading) -> float:
    """Europe's share of the window's sum, percent; nan if the sum is 0.

    >>> from widgets import Reading, flows, load
    >>> round(flows.europe_pct(load(), Reading(first="2025-02")), 1)
    95.1
    """
    return share_pct(tables, reading, "europe", "bloc")


def _parts(tables: Tables, reading: Reading, key: str, by: str) -> pd.DataFrame:
    """Months of the window x (`own`, `all`), EUR bn in each month."""
    eur_bn = _monthly_by(tables, reading, by).loc[window_months(tables, reading)]
    own = eur_bn[key] if key in eur_bn else pd.Series(0.0, eur_bn.index)
    return pd.DataFrame({"own": own.fillna(0), "all": eur_bn.sum(axis=1)})


def shares_by_last_month(
    tables: Tables, reading: Reading, key: str = "us", by: str = "group"
) -> pd.Series:
    """Month -> `share_pct` of the window from the Reading's first month to it, percent.

    Missing where the sum is not above 0; empty where there is no month-by-month answer.

    >>> from widgets import Reading, flows, load
    >>> flows.shares_by_last_month(load(), Reading())[["2022-12", "2024-09"]].round(1).to_dict()
    {'2022-12': 55.3, '2024-09': 51.3}
    """
    if readings.refusal_by_month(reading, tables):
        return pd.Series(dtype=float)
    sums = _parts(tables, reading, key, by).cumsum()
    return 100 * sums["own"] / sums["all"].where(sums["all"] > 0)


def shares_by_first_month(
    tables: Tables, reading: Reading, key: str = "us", by: str = "group"
) -> pd.Series:
    """Month -> `share_pct` of the window from it to the Reading's last month, percent.

    Covers every month of the release up to the last of the window; missing and empty as in
    `shares_by_last_month`.

    >>> from widgets import Reading, flows, load
    >>> flows.shares_by_first_month(load(), Reading())[["2022-01", "2025-01"]].round(1).to_dict()
    {'2022-01': 37.4, '2025-01': 1.0}
    """
    if readings.refusal_by_month(reading, tables):
        return pd.Series(dtype=float)
    parts = _parts(tables, reading.but(first=None), key, by)
    sums = parts.iloc[::-1].cumsum().iloc[::-1]
    return 100 * sums["own"] / sums["all"].where(sums["all"] > 0)


def shares_without_a_month(
    tables: Tables, reading: Reading, key: str = "us", by: str = "group"
) -> pd.Series:
    """Month of the window -> `share_pct` of the window without that month, percent.

    >>> from widgets import Reading, flows, load
    >>> rest = flows.shares_without_a_month(load(), Reading(last="2024-09"))
    >>> rest.agg(["min", "max"]).round(1).to_dict()
    {'min': 49.4, 'max': 53.2}
    """
    parts = _parts(tables, reading, key, by)
    rest = parts.sum() - parts
    return 100 * rest["own"] / rest["all"].where(rest["all"] > 0)


def by_kind(tables: Tables, reading: Reading) -> pd.DataFrame:
    """Groups of `partition` x kinds over the window, EUR bn: one column if one kind is counted.

    Commitments have no kind: their only column is `all`.

    >>> from widgets import Reading, flows, load
    >>> flows.by_kind(load(), Reading(kind="all")).loc["us"].round(1).to_dict()
    {'military': 64.6, 'financial': 47.3, 'humanitarian': 3.5}
    """
    _answerable(tables, reading, by_month=True)
    months, by = window_months(tables, reading), partition(reading)
    sums = {k: _monthly_by(tables, reading, by, k).loc[months].sum() for k in kinds(reading)}
    return pd.DataFrame(sums)


def origins(tables: Tables, reading: Reading) -> pd.Series:
    """Military allocations over the window by origin, EUR bn.

    The published monthly shares of all donors together, applied to the military sums of
    this release: the published levels do not reconcile. Empty unless the Reading counts
    military allocations of all donors, since no donor's own split is known.

    >>> from widgets import Reading, flows, load
    >>> flows.origins(load(), Reading(last="2024-09")).round(1).to_dict()
    {'stockpile': 51.3, 'procurement': 51.1, 'purl': 0.0, 'unspecified': 13.0}
    """
    if not has_origins(reading):
        return pd.Series(dtype=float, name="eur_bn")
    months = window_months(tables, reading)
    return _monthly_by(tables, reading, "origin").loc[months].sum().rename("eur_bn")


class Rest(NamedTuple):
    """Commitments beside allocations of all kinds, EUR bn: months x (committed, allocated, rest)
    added up from the window's first month on, and the same for each donor over the window.

    >>> from widgets import Reading, flows, load
    >>> flows.to_be_allocated(load(), Reading())._fields
    ('over_time', 'by_donor')
    """

    over_time: pd.DataFrame
    by_donor: pd.DataFrame


def to_be_allocated(tables: Tables, reading: Reading) -> Rest:
    """What was promised, what of it is allocated, and what is left, whatever the measure or kind.

    `rest` is what the table calls the change of the sum not yet allocated, added up: it is below
    zero where more was allocated in the window than newly promised.

    >>> from widgets import Reading, flows, load
    >>> rest = flows.to_be_allocated(load(), Reading())
    >>> rest.by_donor.loc["Germany"].round(1).to_dict()
    {'committed': 47.7, 'allocated': 29.9, 'rest': 17.7}
    """
    both = {
        name: _eur_bn(tables, _months_only(reading).but(measure=name, kind="all"), "all")
        for name in ("commitments", "allocations")
    }
    _answerable(tables, reading.but(measure="commitments", kind="all"), by_month=True)
    months = window_months(tables, reading)
    committed, allocated = (both[n].loc[months] for n in ("commitments", "allocations"))

    def table(one: pd.Series, two: pd.Series) -> pd.DataFrame:
        return pd.DataFrame({"committed": one, "allocated": two, "rest": one - two})

    added = [frame.sum(axis=1).cumsum() for frame in (committed, allocated)]
    return Rest(table(*added), table(committed.sum(), allocated.sum()))


@lru_cache(maxsize=4)
def _origin_shares(tables: Tables) -> pd.DataFrame:
    return tables.origins.pivot(index="month", columns="origin", values="share")


class Passing(NamedTuple):
    """The month `YYYY-MM` in which one series comes to lie above another.

    >>> from widgets import flows
    >>> flows.Passing("2022-03", "Europe", "United States").ahead
    'Europe'
    """

    month: str
    ahead: str
    behind: str


def passings(ahead: pd.Series, behind: pd.Series) -> list[Passing]:
    """Every month in which one of two series comes to lie above the other, which it lay below.

    Months in which they are equal, or one is missing, decide nothing.

    >>> import pandas as pd
    >>> from widgets import flows
    >>> one = pd.Series([1, 3], ["2024-01", "2024-02"], name="one")
    >>> flows.passings(one, pd.Series([2, 2], one.index, name="two"))
    [Passing(month='2024-02', ahead='one', behind='two')]
    """
    found, was_above = [], None
    for month, one, two in zip(ahead.index, ahead.tolist(), behind.tolist(), strict=True):
        if not abs(one - two) > LEAST_LEAD:  # equal, or missing
            continue
        is_above = one > two
        if was_above is not None and is_above != was_above:
            names = (str(ahead.name), str(behind.name))
            found.append(Passing(month, *(names if is_above else names[::-1])))
        was_above = is_above
    return found


def all_passings(lines: pd.DataFrame) -> list[Passing]:
    """`passings` of every two columns, by month.

    >>> import pandas as pd
    >>> from widgets import flows
    >>> lines = pd.DataFrame({"one": [1, 3], "two": [2, 2]}, ["2024-01", "2024-02"])
    >>> flows.all_passings(lines)
    [Passing(month='2024-02', ahead='one', behind='two')]
    """
    pairs = itertools.combinations(lines, 2)
    found = [one for a, b in pairs for one in passings(lines[a], lines[b])]
    return sorted(found, key=lambda one: one.month)


def passes_to_stay_ahead(ahead: pd.Series, behind: pd.Series) -> str | None:
    """The month from which `ahead` stays above `behind`.

    None if it never does, never was below, or is above for less than `SETTLED_MONTHS`.

    >>> import pandas as pd
    >>> from widgets import flows
    >>> months = ["2024-01", "2024-02", "2024-03", "2024-04"]
    >>> one = pd.Series([1, 3, 3, 3], months)
    >>> flows.passes_to_stay_ahead(one, pd.Series(2, months))
    '2024-02'
    """
    both = ahead.notna() & behind.notna()
    above, below = (ahead > behind)[both], (ahead < behind)[both]
    if not below.any() or not above.iloc[-SETTLED_MONTHS:].all() or len(above) < SETTLED_MONTHS:
        return None
    return above.index[above.index.get_loc(above[~above].index[-1]) + 1]  # pyright: ignore[reportOperatorIssue, reportReturnType] - months are unique: one place


def last_month_given(tables: Tables, reading: Reading, donor: str) -> str | None:
    """The last month of the release in which a donor's value is not zero.

    >>> from widgets import Reading, flows, load
    >>> flows.last_month_given(load(), Reading(), "United States")
    '2025-01'
    """
    values = monthly(tables, reading).get(donor, pd.Series(dtype=float))
    given = values[values > 0]
    return given.index[-1] if len(given) else None


def twelve_months_to(month: str) -> str:
    """The first of the twelve months that end with `month`, both `YYYY-MM`.

    >>> from widgets import flows
    >>> flows.twelve_months_to("2024-09")
    '2023-10'
    """
    return dates.month_of(dates.month_number(month) - MONTHS_PER_YEAR + 1)


def last_full_month(day: date) -> str:
    """The last month that was over before a day: September 2024 for 14 October 2024.

    >>> from datetime import date
    >>> from widgets import flows
    >>> flows.last_full_month(date(2024, 10, 14))
    '2024-09'
    """
    return (day.replace(day=1) - timedelta(days=1)).isoformat()[:7]


def changes_at_cuts(tables: Tables, reading: Reading, span: int) -> pd.Series:
    """Change of the monthly average at every possible cut: month -> EUR bn a month.

    The sum of all donors counted, `span` months from the cut on, less `span` months before
    it. Months too near either end of the release to have both spans are left out; the
    window plays no part.

    >>> from widgets import Reading, flows, load
    >>> round(float(flows.changes_at_cuts(load(), Reading(), 6)["2025-01"]), 2)
    0.7
    """
    total = monthly(tables, reading).sum(axis=1)
    averages = total.rolling(span).mean()
    return (averages.shift(1 - span) - averages.shift(1)).dropna()


REPORT_DAY = dates.REPORT_DAY


def rise_needed_pct(tables: Tables, reading: Reading, first: str, last: str) -> float:
    """By how much Europe's monthly level of first..last must rise to make up for the US.

    Percent of Europe's own level in those months: its sum plus the United States', over its
    sum. Closed form, nominal.

    >>> from widgets import Reading, flows, load
    >>> round(flows.rise_needed_pct(load(), Reading(), "2024-01", "2024-12"), 1)
    97.6
    """
    sums = window_sums(tables, reading.but(first=first, last=last), "bloc")
    return float(100 * sums["us"] / sums["europe"])


def level_change_pct(
    tables: Tables, reading: Reading, bloc: str, base: tuple[str, str], then: tuple[str, str]
) -> float:
    """Change of a bloc's monthly average from one span of months to another, percent.

    >>> from widgets import Reading, flows, load
    >>> spans = ("2024-01", "2024-12"), ("2025-03", "2025-08")
    >>> round(flows.level_change_pct(load(), Reading(), "europe", *spans), 1)
    132.9
    """

    def level(span: tuple[str, str]) -> float:
        window = reading.but(first=span[0], last=span[1])
        return window_sums(tables, window, "bloc")[bloc] / len(window_months(tables, window))

    return float(100 * (level(then) / level(base) - 1))
