"""What if: what donors would give from a month on, as a range; what matters; who would pay. Pure.

For month k = 1, 2, ... after the cut-off, with b the average month of a bloc's past:

    US      b_us * (1 + (us/100 - 1) * r(k))         r: 0 before `us_from` and after `us_end`, and
                                                     on the way there k/(us_ramp + 1), at most 1
    Europe  b_eu * (1 + europe/100 * q(k)) + filled(k) + loan/12       q(k) = k/(ramp+1), at most 1
    others  b_ot * (1 + others/100 * q(k))
    filled  replaced/100 * (what the US gave less than b_us, `delay` months before)

A draw puts months seen in the past, in runs (`bootstrap`), in the place of b; `filled` and the loan
have no chance. The blocs of one month are drawn together. PURL moves money from Europe's account to
the United States' if it is credited there, and adds none. All money is nominal EUR bn. Measure,
kind and EU institutions follow the Reading; all donors are counted. What the Reading refuses raises
`Refused`.
"""

import itertools
import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from widgets import words
from widgets.reading import what_if
from widgets.reading.reading import EU_ISO3, Reading
from widgets.reading.what_if import LEAST_PAST_MONTHS, NUMBERS, SHARED_YEAR, WhatIf
from widgets.sums import bootstrap, flows
from widgets.tables import dates
from widgets.tables.package import Tables
from widgets.words.messages import message

REFERENCE = ("2022-01", "2024-12")
"""The years whose monthly average is to be held."""
REFERENCE_YEARS = {"first": REFERENCE[0][:4], "last": REFERENCE[1][:4]}
BLOCS = ("us", "europe", "other")
BANDS_PCT = (50, 90)
_QUANTILES = {"low_90": 0.05, "low_50": 0.25, "middle": 0.5, "high_50": 0.75, "high_90": 0.95}
_OUTCOMES = {"all": BLOCS, "rest": ("europe", "other"), "europe": ("europe",)}
_MONTHS_A_YEAR = 12
AS_IT_HAPPENED = message("what-if-preset-as-it-happened")
AS_NEAR_AS_CAN_BE = message("what-if-preset-as-near")
NEAR_PCT = 1.0


def counted(reading: Reading) -> Reading:
    """What of a Reading a scenario follows: measure, kind and EU institutions.

    >>> from widgets import Reading, scenario
    >>> scenario.counted(Reading(kind="all", unit="share")).changed()
    ['kind']
    """
    return Reading(
        measure=reading.measure, kind=reading.kind, eu_institutions=reading.eu_institutions
    )


@lru_cache(maxsize=64)
def blocs(tables: Tables, reading: Reading) -> pd.DataFrame:
    """Months of the release x (us, europe, other), EUR bn in each month.

    >>> from widgets import Reading, load, scenario
    >>> scenario.blocs(load(), Reading()).loc["2024-09"].round(2).to_dict()
    {'us': 2.72, 'europe': 1.63, 'other': 0.08}
    """
    made = flows.series(tables, counted(reading), "bloc", "monthly")
    return made.reindex(columns=list(BLOCS)).fillna(0.0)


def past(tables: Tables, reading: Reading, assumed: WhatIf) -> pd.DataFrame:
    """The months that stand for the past: the last `past` of them up to the cut-off; 0 is all.

    >>> from widgets import Reading, WhatIf, load, scenario
    >>> scenario.past(load(), Reading(), WhatIf(us=50)).shape
    (24, 3)
    """
    known = blocs(tables, reading).loc[: assumed.cutoff]
    return known.iloc[-assumed.past :] if assumed.past else known


def averages(tables: Tables, reading: Reading, assumed: WhatIf) -> pd.Series:
    """The average month of the past by bloc, EUR bn.

    >>> from widgets import Reading, WhatIf, load, scenario
    >>> scenario.averages(load(), Reading(), WhatIf(us=50)).round(2).to_dict()
    {'us': 1.8, 'europe': 1.8, 'other': 0.11}
    """
    return past(tables, reading, assumed).mean()


def months(assumed: WhatIf) -> list[str]:
    """The months after the cut-off, up to the horizon.

    >>> from widgets import WhatIf, scenario
    >>> scenario.months(WhatIf(cutoff="2024-09", horizon=6))[-1]
    '2025-03'
    """
    first = dates.month_number(assumed.cutoff) + 1
    return [dates.month_of(first + k) for k in range(assumed.horizon)]


def factors(assumed: WhatIf) -> pd.DataFrame:
    """Months ahead x (us, europe, other): what each average is multiplied by.

    >>> from widgets import WhatIf, scenario
    >>> scenario.factors(WhatIf(us=50)).loc["2025-02"].to_dict()
    {'us': 0.5, 'europe': 1.0, 'other': 1.0}
    """
    return pd.DataFrame(_factors(assumed), months(assumed), list(BLOCS))


def _factors(assumed: WhatIf) -> np.ndarray:
    cutoff = dates.month_number(assumed.cutoff)
    ahead = np.arange(cutoff + 1, cutoff + 1 + assumed.horizon)
    began = max(dates.month_number(assumed.us_from), cutoff + 1)
    on_the_way = np.clip((ahead - began + 1) / (assumed.us_ramp + 1), 0, 1)
    if assumed.us_end:
        on_the_way = np.where(ahead > dates.month_number(assumed.us_end), 0, on_the_way)
    changed = np.clip((ahead - cutoff) / (assumed.ramp + 1), 0, 1)
    us = 1 + (assumed.us / 100 - 1) * on_the_way
    return np.column_stack(
        [us, 1 + assumed.europe / 100 * changed, 1 + assumed.others / 100 * changed]
    )


def _added(assumed: WhatIf, us_average: float, us_factors: np.ndarray) -> np.ndarray:
    """What Europe gives beside its own, each month: the gap that it fills, and the loan."""
    gap = us_average * np.clip(1 - us_factors, 0, None)
    late = np.concatenate([np.zeros(assumed.delay), gap])[: len(gap)]
    return assumed.replaced / 100 * late + assumed.loan / _MONTHS_A_YEAR


def _purl(assumed: WhatIf) -> float:
    """EUR bn a month that count for the United States though Europe pays."""
    return assumed.purl / _MONTHS_A_YEAR if assumed.purl_credit == "us" else 0.0


def expected(tables: Tables, reading: Reading, assumed: WhatIf) -> pd.DataFrame:
    """Months ahead x (us, europe, other), EUR bn: the formulas above with the averages.

    >>> from widgets import Reading, WhatIf, load, scenario
    >>> scenario.expected(load(), Reading(), WhatIf(us=50)).loc["2025-02"].round(2).to_dict()
    {'us': 0.9, 'europe': 1.8, 'other': 0.11}
    """
    made = _expected(_averages(tables, counted(reading), assumed.cutoff, assumed.past), assumed)
    return pd.DataFrame(made, months(assumed), list(BLOCS))


@lru_cache(maxsize=256)
def _averages(tables: Tables, reading: Reading, cutoff: str, past_months: int) -> np.ndarray:
    return averages(tables, reading, WhatIf(cutoff=cutoff, past=past_months)).to_numpy()


def _expected(average: np.ndarray, assumed: WhatIf) -> np.ndarray:
    changes = _factors(assumed)
    made, purl = changes * average, _purl(assumed)
    made[:, 0] += purl
    made[:, 1] += _added(assumed, average[0], changes[:, 0]) - purl
    return made


def _outcome(tables: Tables, reading: Reading, assumed: WhatIf) -> np.ndarray:
    """What is counted in each month ahead, expected, EUR bn."""
    made = _expected(_averages(tables, counted(reading), assumed.cutoff, assumed.past), assumed)
    return made[:, [BLOCS.index(bloc) for bloc in _OUTCOMES[assumed.outcome]]].sum(axis=1)


def outcome(monthly: pd.DataFrame, assumed: WhatIf) -> pd.Series:
    """What is counted of months x blocs, EUR bn in each month.

    >>> from widgets import Reading, WhatIf, load, scenario
    >>> assumed = WhatIf(outcome="europe")
    >>> monthly = scenario.blocs(load(), Reading())
    >>> round(float(scenario.outcome(monthly, assumed)["2024-09"]), 2)
    1.63
    """
    return monthly[list(_OUTCOMES[assumed.outcome])].sum(axis=1)


@lru_cache(maxsize=32)
def draws(tables: Tables, reading: Reading, assumed: WhatIf) -> np.ndarray:
    """`bootstrap.DRAWS` x months ahead: what is counted, EUR bn in each month of each draw.

    >>> from widgets import Reading, WhatIf, load, scenario
    >>> scenario.draws(load(), Reading(), WhatIf(us=50)).shape
    (1000, 18)
    """
    seen = past(tables, reading, assumed)
    picked = bootstrap.rows(len(seen), assumed.block, assumed.horizon, assumed.seed)
    changes = _factors(assumed)
    made = np.zeros(picked.shape)
    for bloc in _OUTCOMES[assumed.outcome]:
        made += seen[bloc].to_numpy()[picked] * changes[:, BLOCS.index(bloc)]
    made += _added(assumed, seen["us"].mean(), changes[:, 0])
    return made if assumed.outcome == "all" else made - _purl(assumed)


def bands(tables: Tables, reading: Reading, assumed: WhatIf) -> pd.DataFrame:
    """Months ahead x (low_90, low_50, middle, high_50, high_90), EUR bn added up from the cut-off.

    Half of the draws lie between `low_50` and `high_50`, nine in ten between the outer two.

    >>> from widgets import Reading, WhatIf, load, scenario
    >>> scenario.bands(load(), Reading(), WhatIf(us=50)).iloc[-1].round().to_dict()
    {'low_90': 44.0, 'low_50': 50.0, 'middle': 55.0, 'high_50': 60.0, 'high_90': 68.0}
    """
    return _bands(tables, counted(reading), assumed.scenario()).copy()


@lru_cache(maxsize=64)
def _bands(tables: Tables, reading: Reading, assumed: WhatIf) -> pd.DataFrame:
    sums = draws(tables, reading, assumed).cumsum(axis=1)
    found = np.quantile(sums, list(_QUANTILES.values()), axis=0)
    return pd.DataFrame(found.T, months(assumed), list(_QUANTILES))


def happened(tables: Tables, reading: Reading, assumed: WhatIf) -> pd.Series:
    """What was counted after the cut-off, EUR bn added up, as far as the release and horizon go.

    >>> from widgets import Reading, WhatIf, load, scenario
    >>> round(float(scenario.happened(load(), Reading(), WhatIf()).iloc[-1]), 1)
    51.5
    """
    seen = blocs(tables, reading).reindex(months(assumed)).dropna()
    return outcome(seen, assumed).cumsum()


def share_of_draws_reaching_pct(
    tables: Tables, reading: Reading, assumed: WhatIf, eur_bn: float, month: str
) -> float:
    """How many of a hundred draws add up to at least so much by a month ahead.

    >>> from widgets import Reading, WhatIf, load, scenario
    >>> scenario.share_of_draws_reaching_pct(load(), Reading(), WhatIf(), 0, "2024-12")
    100.0
    """
    place = months(assumed).index(month) + 1
    sums = draws(tables, counted(reading), assumed.scenario())[:, :place].sum(axis=1)
    return float(100 * np.mean(sums >= eur_bn))


# --- does the range hold what came? ----------------------------------------------------------


def unchanged(assumed: WhatIf) -> WhatIf:
    """The same range of the same sum with nothing assumed: all give on as before.

    >>> from widgets import WhatIf, scenario
    >>> scenario.unchanged(WhatIf(us=50, europe=20)).text(("us", "europe"))
    'us.100'
    """
    kept = ("cutoff", "horizon", "past", "block", "seed", "outcome")
    return WhatIf(us=100, **{name: getattr(assumed, name) for name in kept})


def backtest(tables: Tables, reading: Reading, assumed: WhatIf) -> pd.DataFrame:
    """Cut-offs x (low_90, low_50, middle, high_50, high_90, happened, is_inside), EUR bn.

    From each month with a year before it and the whole horizon after it: the range of the sum over
    the horizon if all give on as before, drawn from the months known then, and the sum that came.

    >>> from widgets import Reading, WhatIf, load, scenario
    >>> int(scenario.backtest(load(), Reading(), WhatIf())["is_inside"].sum())
    21
    """
    return _backtest(tables, counted(reading), unchanged(assumed).but(cutoff=WhatIf.cutoff)).copy()


@lru_cache(maxsize=64)
def _backtest(tables: Tables, reading: Reading, assumed: WhatIf) -> pd.DataFrame:
    seen = outcome(blocs(tables, reading), assumed).to_numpy()
    found, kept = [], []
    for end in range(LEAST_PAST_MONTHS, len(seen) - assumed.horizon + 1):
        known = seen[max(0, end - assumed.past) if assumed.past else 0 : end]
        picked = bootstrap.rows(len(known), assumed.block, assumed.horizon, assumed.seed)
        sums = known[picked].sum(axis=1)
        kept.append(tables.months[end - 1])
        came = seen[end : end + assumed.horizon].sum()
        found.append([*np.quantile(sums, list(_QUANTILES.values())), came])
    made = pd.DataFrame(found, kept, [*_QUANTILES, "happened"], dtype=float)
    return made.assign(is_inside=made["happened"].between(made["low_90"], made["high_90"]))


def known_tests(tested: pd.DataFrame, cutoff: str, horizon: int) -> pd.DataFrame:
    """Those of `backtest` whose whole horizon lies before the end of a month.

    >>> from widgets import Reading, WhatIf, load, scenario
    >>> tested = scenario.backtest(load(), Reading(), WhatIf(horizon=6))
    >>> scenario.known_tests(tested, "2024-09", 6).index[-1]
    '2024-03'
    """
    last = dates.month_of(dates.month_number(cutoff) - horizon)
    return tested.loc[:last]


def apart(tests: int, horizon: int) -> int:
    """How many spans of so many months, one beginning each month, have no month in common.

    >>> from widgets import scenario
    >>> scenario.apart(20, 6)
    4
    """
    return -(-tests // horizon)


def chance_of_at_most_pct(held: int, of: int, meant_pct: float) -> float:
    """If each of so many tests holds with a chance of `meant_pct`, on its own: that so few do, %.

    The binomial distribution, added up; spans that overlap make few more likely than this.

    >>> from widgets import scenario
    >>> round(scenario.chance_of_at_most_pct(7, 10, 90), 1)
    7.0
    """
    p = meant_pct / 100
    return 100 * sum(math.comb(of, k) * p**k * (1 - p) ** (of - k) for k in range(held + 1))


# --- what matters most -----------------------------------------------------------------------


def total_eur_bn(tables: Tables, reading: Reading, assumed: WhatIf) -> float:
    """What is counted over the whole horizon, expected, EUR bn.

    >>> from widgets import Reading, WhatIf, load, scenario
    >>> round(scenario.total_eur_bn(load(), Reading(), WhatIf(us=50)), 1)
    54.0
    """
    return float(_outcome(tables, reading, assumed).sum())


def level_eur_bn(tables: Tables, reading: Reading, assumed: WhatIf) -> float:
    """What is counted in the last month of the horizon, expected, EUR bn.

    >>> from widgets import Reading, WhatIf, load, scenario
    >>> round(scenario.level_eur_bn(load(), Reading(), WhatIf(us=50)), 2)
    2.8
    """
    return float(_outcome(tables, reading, assumed)[-1])


def reference_eur_bn(tables: Tables, reading: Reading, assumed: WhatIf) -> float:
    """The average month of 2022 to 2024 of what is counted, EUR bn.

    >>> from widgets import Reading, WhatIf, load, scenario
    >>> round(scenario.reference_eur_bn(load(), Reading(), WhatIf()), 2)
    3.49
    """
    first, last = REFERENCE
    return float(outcome(blocs(tables, reading).loc[first:last], assumed).mean())


def ends(tables: Tables, assumed: WhatIf) -> dict[str, tuple[WhatIf, WhatIf]]:
    """Every assumption that can matter, moved to its low and its high end, the others as they are.

    The ends stand in `what_if.NUMBERS`; the US assumption can begin at once or never, and the past
    can be twelve months or all.

    >>> from widgets import WhatIf, load, scenario
    >>> low, high = scenario.ends(load(), WhatIf())["europe"]
    >>> low.europe, high.europe
    (-50, 100)
    """
    numbers = {name: number.ends for name, number in NUMBERS.items() if number.ends}
    moved = {
        name: (assumed.but(**{name: low}), assumed.but(**{name: high}))
        for name, (low, high) in numbers.items()
    }
    first, last = months(assumed)[0], months(assumed)[-1]
    moved["us_from"] = (
        assumed.but(us_from=first),
        assumed.but(us_from=last, us_end="" if not assumed.us_end else max(last, assumed.us_end)),
    )
    moved["past"] = (assumed.but(past=LEAST_PAST_MONTHS), assumed.but(past=0))
    return moved


def tornado(tables: Tables, reading: Reading, assumed: WhatIf) -> pd.DataFrame:
    """Assumptions x (low, high, total_low, total_high, level_low, level_high), weightiest first.

    `low`, `high`: the ends as text; the others the change against the scenario, EUR bn: of the
    total over the horizon, and of its last month as % of the average month of 2022 to 2024.

    >>> from widgets import Reading, WhatIf, load, scenario
    >>> scenario.tornado(load(), Reading(), WhatIf()).index[0]
    'europe'
    """
    total, level = (f(tables, reading, assumed) for f in (total_eur_bn, level_eur_bn))
    reference = reference_eur_bn(tables, reading, assumed)
    rows = {}
    for name, both in ends(tables, assumed).items():
        row = {}
        for end, made in zip(("low", "high"), both, strict=True):
            row[end] = _end_text(name, made)
            row[f"total_{end}"] = total_eur_bn(tables, reading, made) - total
            change = level_eur_bn(tables, reading, made) - level
            row[f"level_{end}"] = 100 * change / reference if reference else float("nan")
        rows[name] = row
    made = pd.DataFrame(list(rows.values()), list(rows))
    spread = (made["total_high"] - made["total_low"]).abs()
    return made.loc[spread.sort_values(ascending=False, kind="stable").index]


def _end_text(name: str, made: WhatIf) -> str:
    if name == "us_from":
        return words.month_short(made.us_from)
    if name == "past":
        return what_if.FIELDS["past"].words(made.past)
    unit, value = NUMBERS[name].unit, getattr(made, name)
    if unit == what_if.EUR_BN_A_YEAR:
        return message("tornado-end-money", money=words.eur_bn(value, 0))
    if unit == what_if.MONTHS:
        return message("tornado-end-months", number=value)
    return words.pct(value, 0)


# --- what would hold the level ---------------------------------------------------------------


def without_europe_eur_bn(tables: Tables, reading: Reading, assumed: WhatIf) -> float:
    """What all but Europe's own give in the last month of the horizon, expected, EUR bn.

    >>> from widgets import Reading, WhatIf, load, scenario
    >>> round(scenario.without_europe_eur_bn(load(), Reading(), WhatIf(us=0)), 2)
    0.11
    """
    average = averages(tables, reading, assumed)
    own = average["europe"] * factors(assumed)["europe"].iloc[-1]
    return float(expected(tables, reading, assumed).iloc[-1].sum() - own)


def europe_needed_pct(tables: Tables, reading: Reading, assumed: WhatIf) -> float:
    """By how much Europe's own must change for all donors to hold the level of 2022 to 2024, %.

    Closed form: in the horizon's last month, (level - what all others give) / b_eu - 1. Below 0
    where the level is held with less; nan if Europe gave nothing in the past.

    >>> from widgets import Reading, WhatIf, load, scenario
    >>> round(scenario.europe_needed_pct(load(), Reading(), WhatIf(us=0)), 1)
    88.2
    """
    average = averages(tables, reading, assumed)["europe"]
    level = reference_eur_bn(tables, reading, assumed.but(outcome="all"))
    if not average > 0:
        return float("nan")
    return float(100 * ((level - without_europe_eur_bn(tables, reading, assumed)) / average - 1))


def europe_for_level_pct(
    tables: Tables, reading: Reading, assumed: WhatIf, eur_bn_a_year: float
) -> float:
    """By how much Europe's own must change for all donors to give so much a year, %.

    >>> from widgets import Reading, WhatIf, load, scenario
    >>> round(scenario.europe_for_level_pct(load(), Reading(), WhatIf(us=0), 40), 1)
    79.4
    """
    average = averages(tables, reading, assumed)["europe"]
    rest = without_europe_eur_bn(tables, reading, assumed)
    return float(100 * ((eur_bn_a_year / _MONTHS_A_YEAR - rest) / average - 1))


# --- who would pay ---------------------------------------------------------------------------


def eu_institutions_eur_bn(tables: Tables, reading: Reading, assumed: WhatIf) -> float:
    """What the EU institutions give a year if they go on as in the past, EUR bn; 0 if left out.

    >>> from widgets import Reading, WhatIf, load, scenario
    >>> round(scenario.eu_institutions_eur_bn(load(), Reading(kind="all"), WhatIf()), 1)
    19.4
    """
    donor = tables.donor_of[EU_ISO3]
    monthly = flows.monthly(tables, counted(reading))
    if donor not in monthly:
        return 0.0
    return float(_MONTHS_A_YEAR * monthly[donor].loc[past(tables, reading, assumed).index].mean())


def europe_need_eur_bn(tables: Tables, reading: Reading, assumed: WhatIf) -> float:
    """What Europe's states must give a year to hold the level of 2022 to 2024, EUR bn; 0 at least.

    The level less what the United States and others give in the horizon's last month and what the
    EU institutions give on average; an EU loan counts for the EU institutions, or for its members
    if they are credited; PURL paid by Europe counts for it unless the United States is credited.

    >>> from widgets import Reading, WhatIf, load, scenario
    >>> round(scenario.europe_need_eur_bn(load(), Reading(), WhatIf(us=0)), 1)
    40.6
    """
    last = expected(tables, reading, assumed).iloc[-1]
    level = reference_eur_bn(tables, reading, assumed.but(outcome="all"))
    need = _MONTHS_A_YEAR * (level - last["us"] - last["other"])
    need -= eu_institutions_eur_bn(tables, reading, assumed)
    return max(0.0, float(need - (assumed.loan if assumed.loan_credit == "eui" else 0)))


def burden(tables: Tables, reading: Reading, assumed: WhatIf) -> pd.DataFrame:
    """European states x (need_eur_bn, need_pct_gdp, gave_pct_gdp, defence_pct_gdp,
    need_pct_defence), largest first.

    `need`: a year's part of `europe_need_eur_bn` by the sharing rule, and a credited loan by GDP of
    EU members. `gave`: allocated or committed in 2024. Both over the GDP of 2021; defence spending
    of 2024 over that year's GDP, NATO's figure, missing for who is no member. `need_pct_defence`:
    euros over euros, the spending turned into them at the rate of the table.

    >>> from widgets import Reading, WhatIf, load, scenario
    >>> shared = scenario.burden(load(), Reading(), WhatIf(us=0))
    >>> shared["need_eur_bn"].head(2).round(1).to_dict()
    {'Germany': 8.0, 'United Kingdom': 5.9}
    """
    donors = tables.donors.set_index("donor")
    own = donors[donors["group"].map(tables.bloc_of).eq("europe") & donors["iso3"].ne(EU_ISO3)]
    gdp = own["gdp_2021_eur_bn"].astype(float)
    in_year = counted(reading).but(first=f"{SHARED_YEAR}-01", last=f"{SHARED_YEAR}-12")
    given = flows.window_sums(tables, in_year, "donor").reindex(own.index).fillna(0.0)
    people = own["population_2024"].astype(float)
    weights = {"gdp": gdp, f"as-{SHARED_YEAR}": given, "population": people}
    loan = assumed.loan if assumed.loan_credit == "members" else 0
    whole = europe_need_eur_bn(tables, reading, assumed)
    loan = min(loan, whole)
    need = (whole - loan) * _parts(weights[assumed.rule])
    need += loan * _parts(gdp.where(own["group"].eq("eu"), 0.0))
    defence = _latest_defence(tables)
    defence_eur_bn = (
        defence["pct_gdp"] / 100 * defence["gdp_usd_bn"] * defence["eur_per_usd"]
    ).reindex(own["iso3"])
    made = pd.DataFrame(
        {
            "need_eur_bn": need,
            "need_pct_gdp": 100 * need / gdp,
            "gave_pct_gdp": 100 * given / gdp,
            "defence_pct_gdp": own["iso3"].map(defence["pct_gdp"]),
            "need_pct_defence": 100 * need / defence_eur_bn.set_axis(own.index),
        }
    )
    return made.sort_values("need_eur_bn", ascending=False, kind="stable")


def _parts(weights: pd.Series) -> pd.Series:
    total = weights.sum()
    return weights / total if total > 0 else weights * 0.0


def _latest_defence(tables: Tables) -> pd.DataFrame:
    """ISO3 x the table's columns: defence spending of the latest year and edition."""
    rows = tables.defence_spending
    rows = rows[rows["year"] == rows["year"].max()]
    return rows[rows["edition"] == rows["edition"].iloc[-1]].set_index("iso3")


# --- presets ---------------------------------------------------------------------------------


def pledge_eur_bn(tables: Tables) -> float | None:
    """What NATO's allies promised in July 2024 for the year ahead, EUR bn, from the event that is
    marked as the pledge; None where none is.

    >>> from widgets import load, scenario
    >>> scenario.pledge_eur_bn(load())
    40.0
    """
    rows = tables.events[tables.events["scenario"] == "pledge"]
    return None if rows.empty else float(rows["figure"].iloc[0])


def presets(tables: Tables, reading: Reading, assumed: WhatIf) -> dict[str, WhatIf]:
    """Scenarios by name; where the reader stands and how chance is drawn stay as they are.

    The pledge is one of military aid, so it is offered there alone, and only where Europe's change
    lies in the range that can be assumed.

    >>> from widgets import Reading, WhatIf, load, scenario
    >>> list(scenario.presets(load(), Reading(), WhatIf()))[:2]
    ['nothing changes', 'the US stops after January 2025']
    """
    stands = _stands(assumed)
    begin = _stop_from(stands)
    stop = stands.but(us=0, us_from=begin)
    before = words.month_name(dates.month_of(dates.month_number(begin) - 1))
    made = {
        message("what-if-preset-unchanged"): stands,
        message("what-if-preset-us-stops", month=before): stop,
        message("what-if-preset-europe-doubles"): stop.but(europe=100),
    }
    for_pledge = pledge_needs_pct(tables, reading, assumed)
    if for_pledge is not None and _is_within("europe", for_pledge):
        pledge = words.number(pledge_eur_bn(tables) or 0, 0)
        made[message("what-if-preset-pledge", eur_bn=pledge)] = stop.but(europe=round(for_pledge))
    if fitted := as_it_happened(tables, reading, assumed):
        made[AS_IT_HAPPENED if fitted.is_near else AS_NEAR_AS_CAN_BE] = fitted.assumed
    return made


def _stands(assumed: WhatIf) -> WhatIf:
    return unchanged(assumed).but(rule=assumed.rule)


def _stop_from(stands: WhatIf) -> str:
    """The default month, or the first one ahead if the default is not ahead."""
    ahead, usual = months(stands), what_if.FIELDS["us_from"].default
    return usual if usual in ahead else ahead[0]


def pledge_needs_pct(tables: Tables, reading: Reading, assumed: WhatIf) -> float | None:
    """By how much Europe's own must change to hold the pledge without the US, %.

    None where there is no pledge, where it is not military aid that is counted, or where Europe
    gave none in the past.

    >>> from widgets import Reading, WhatIf, load, scenario
    >>> round(scenario.pledge_needs_pct(load(), Reading(), WhatIf()), 1)
    79.4
    """
    pledge = pledge_eur_bn(tables)
    if pledge is None or (reading.measure, reading.kind) != ("allocations", "military"):
        return None
    stop = _stands(assumed).but(us=0, us_from=_stop_from(assumed))
    needed = europe_for_level_pct(tables, reading, stop, pledge)
    return needed if np.isfinite(needed) else None


def _is_within(name: str, value: float) -> bool:
    return NUMBERS[name].low <= round(value) <= NUMBERS[name].high


class AsItHappened(NamedTuple):
    """`assumed`: the level of each bloc that came, in whole per cents of its past, `sum_eur_bn`: to
    what it adds up by `month`, `came_eur_bn`: what came by then.

    `out_of_range`: by field, the per cents that would have been needed and cannot be assumed; nan
    where the bloc gave nothing in the past.

    >>> from widgets import Reading, WhatIf, load, scenario
    >>> came = scenario.as_it_happened(load(), Reading(), WhatIf())
    >>> came.month, came.is_near
    ('2026-03', True)
    """

    assumed: WhatIf
    month: str
    sum_eur_bn: float
    came_eur_bn: float
    out_of_range: dict[str, float]

    @property
    def is_near(self) -> bool:
        """True if the sum is what came, but for `NEAR_PCT` of it."""
        off = abs(self.sum_eur_bn - self.came_eur_bn)
        return off <= NEAR_PCT / 100 * abs(self.came_eur_bn) + 1e-9


def as_it_happened(tables: Tables, reading: Reading, assumed: WhatIf) -> AsItHappened | None:
    """The levels that came after the cut-off, as far as they are known; None if nothing is.

    The United States from the first month on, so that the months before it stopped count as well.
    Of the whole per cents beside each level, those that together come nearest to the sum.

    >>> from widgets import Reading, WhatIf, load, scenario
    >>> came = scenario.as_it_happened(load(), Reading(), WhatIf())
    >>> came.assumed.us, came.assumed.europe
    (17, 34)
    """
    stands = _stands(assumed)
    came = blocs(tables, reading).reindex(months(stands)).dropna()
    if came.empty:
        return None
    average = averages(tables, reading, stands)
    fields = {"us": ("us", 0), "europe": ("europe", 100), "other": ("others", 100)}
    could, out_of_range = {}, {}
    for bloc, (field, base) in fields.items():
        if not average[bloc] > 0:
            could[field] = [100 - base]
            if came[bloc].sum() != 0:
                out_of_range[field] = float("nan")
            continue
        exact = 100 * came[bloc].mean() / average[bloc] - base
        if not _is_within(field, exact):
            out_of_range[field] = float(exact)
        low, high = NUMBERS[field].low, NUMBERS[field].high
        near = (int(np.floor(exact)), int(np.ceil(exact)))
        could[field] = sorted({min(max(value, low), high) for value in near})
    seen = float(outcome(came, stands).sum())
    begins = stands.but(us_from=came.index[0])
    tried = [
        begins.but(**dict(zip(could, values, strict=True)))
        for values in itertools.product(*could.values())
    ]

    def added(one: WhatIf) -> np.ndarray:
        return _expected(average.to_numpy(), one)[: len(came)].sum(axis=0)

    places = [BLOCS.index(bloc) for bloc in _OUTCOMES[stands.outcome]]
    wanted = came.sum().to_numpy()

    def off(one: WhatIf) -> tuple[float, float]:
        made = added(one)
        return abs(float(made[places].sum()) - seen), float(np.abs(made - wanted).sum())

    best = min(tried, key=off)
    total = float(added(best)[places].sum())
    return AsItHappened(best, came.index[-1], total, seen, out_of_range)
