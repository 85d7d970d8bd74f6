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

from functools import lru_cache

import numpy as np
import pandas as pd

from widgets import bootstrap, dates, flows, what_if
from widgets.reading import EU_ISO3, Reading
from widgets.tables import Tables
from widgets.what_if import LEAST_PAST_MONTHS, NUMBERS, WhatIf

REFERENCE = ("2022-01", "2024-12")
"""The years whose monthly average is to be held."""
BLOCS = ("us", "europe", "other")
BANDS_PCT = (50, 90)
_QUANTILES = {"low_90": 0.05, "low_50": 0.25, "middle": 0.5, "high_50": 0.75, "high_90": 0.95}
_OUTCOMES = {"all": BLOCS, "rest": ("europe", "other"), "europe": ("europe",)}
_MONTHS_A_YEAR = 12


def counted(reading: Reading) -> Reading:
    """What of a Reading a scenario follows: measure, kind and EU institutions."""
    return Reading(
        measure=reading.measure, kind=reading.kind, eu_institutions=reading.eu_institutions
    )


@lru_cache(maxsize=64)
def blocs(tables: Tables, reading: Reading) -> pd.DataFrame:
    """Months of the release x (us, europe, other), EUR bn in each month."""
    made = flows.series(tables, counted(reading), "bloc", "monthly")
    return made.reindex(columns=list(BLOCS)).fillna(0.0)


def past(tables: Tables, reading: Reading, assumed: WhatIf) -> pd.DataFrame:
    """The months that stand for the past: the last `past` of them up to the cut-off; 0 is all."""
    known = blocs(tables, reading).loc[: assumed.cutoff]
    return known.iloc[-assumed.past :] if assumed.past else known


def averages(tables: Tables, reading: Reading, assumed: WhatIf) -> pd.Series:
    """The average month of the past by bloc, EUR bn."""
    return past(tables, reading, assumed).mean()


def months(assumed: WhatIf) -> list[str]:
    """The months after the cut-off, up to the horizon."""
    first = dates.month_number(assumed.cutoff) + 1
    return [dates.month_of(first + k) for k in range(assumed.horizon)]


def factors(assumed: WhatIf) -> pd.DataFrame:
    """Months ahead x (us, europe, other): what each average is multiplied by."""
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
    """Months ahead x (us, europe, other), EUR bn: the formulas above with the averages."""
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
    """What is counted of months x blocs, EUR bn in each month."""
    return monthly[list(_OUTCOMES[assumed.outcome])].sum(axis=1)


@lru_cache(maxsize=32)
def draws(tables: Tables, reading: Reading, assumed: WhatIf) -> np.ndarray:
    """`bootstrap.DRAWS` x months ahead: what is counted, EUR bn in each month of each draw."""
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
    """
    return _bands(tables, counted(reading), assumed.scenario()).copy()


@lru_cache(maxsize=64)
def _bands(tables: Tables, reading: Reading, assumed: WhatIf) -> pd.DataFrame:
    sums = draws(tables, reading, assumed).cumsum(axis=1)
    found = np.quantile(sums, list(_QUANTILES.values()), axis=0)
    return pd.DataFrame(found.T, months(assumed), list(_QUANTILES))


def happened(tables: Tables, reading: Reading, assumed: WhatIf) -> pd.Series:
    """What was counted after the cut-off, EUR bn added up, as far as the release and horizon go."""
    seen = blocs(tables, reading).reindex(months(assumed)).dropna()
    return outcome(seen, assumed).cumsum()


def share_of_draws_reaching_pct(
    tables: Tables, reading: Reading, assumed: WhatIf, eur_bn: float, month: str
) -> float:
    """How many of a hundred draws add up to at least so much by a month ahead."""
    place = months(assumed).index(month) + 1
    sums = draws(tables, counted(reading), assumed.scenario())[:, :place].sum(axis=1)
    return float(100 * np.mean(sums >= eur_bn))


# --- does the range hold what came? ----------------------------------------------------------


def unchanged(assumed: WhatIf) -> WhatIf:
    """The same range of the same sum with nothing assumed: all give on as before."""
    kept = ("cutoff", "horizon", "past", "block", "seed", "outcome")
    return WhatIf(us=100, **{name: getattr(assumed, name) for name in kept})


def backtest(tables: Tables, reading: Reading, assumed: WhatIf) -> pd.DataFrame:
    """Cut-offs x (low_90, low_50, middle, high_50, high_90, happened, is_inside), EUR bn.

    From each month with a year before it and the whole horizon after it: the range of the sum over
    the horizon if all give on as before, drawn from the months known then, and the sum that came.
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


# --- what matters most -----------------------------------------------------------------------


def total_eur_bn(tables: Tables, reading: Reading, assumed: WhatIf) -> float:
    """What is counted over the whole horizon, expected, EUR bn."""
    return float(_outcome(tables, reading, assumed).sum())


def level_eur_bn(tables: Tables, reading: Reading, assumed: WhatIf) -> float:
    """What is counted in the last month of the horizon, expected, EUR bn."""
    return float(_outcome(tables, reading, assumed)[-1])


def reference_eur_bn(tables: Tables, reading: Reading, assumed: WhatIf) -> float:
    """The average month of 2022 to 2024 of what is counted, EUR bn."""
    first, last = REFERENCE
    return float(outcome(blocs(tables, reading).loc[first:last], assumed).mean())


def ends(tables: Tables, assumed: WhatIf) -> dict[str, tuple[WhatIf, WhatIf]]:
    """Every assumption that can matter, moved to its low and its high end, the others as they are.

    The ends stand in `what_if.NUMBERS`; the US assumption can begin at once or never, and the past
    can be twelve months or all.
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
        return dates.month_short(made.us_from)
    if name == "past":
        return what_if.CHOICES["past"].options[str(made.past)]
    unit, value = NUMBERS[name].unit, getattr(made, name)
    if unit.startswith("EUR"):
        return f"€{value}\u00a0bn a year"
    return f"{value}\u00a0{unit}".replace("-", "\u2212")


# --- what would hold the level ---------------------------------------------------------------


def without_europe_eur_bn(tables: Tables, reading: Reading, assumed: WhatIf) -> float:
    """What all but Europe's own give in the last month of the horizon, expected, EUR bn."""
    average = averages(tables, reading, assumed)
    own = average["europe"] * factors(assumed)["europe"].iloc[-1]
    return float(expected(tables, reading, assumed).iloc[-1].sum() - own)


def europe_needed_pct(tables: Tables, reading: Reading, assumed: WhatIf) -> float:
    """By how much Europe's own must change for all donors to hold the level of 2022 to 2024, %.

    Closed form: in the horizon's last month, (level - what all others give) / b_eu - 1. Below 0
    where the level is held with less; nan if Europe gave nothing in the past.
    """
    average = averages(tables, reading, assumed)["europe"]
    level = reference_eur_bn(tables, reading, assumed.but(outcome="all"))
    if not average > 0:
        return float("nan")
    return float(100 * ((level - without_europe_eur_bn(tables, reading, assumed)) / average - 1))


def europe_for_level_pct(
    tables: Tables, reading: Reading, assumed: WhatIf, eur_bn_a_year: float
) -> float:
    """By how much Europe's own must change for all donors to give so much a year, %."""
    average = averages(tables, reading, assumed)["europe"]
    rest = without_europe_eur_bn(tables, reading, assumed)
    return float(100 * ((eur_bn_a_year / _MONTHS_A_YEAR - rest) / average - 1))


# --- who would pay ---------------------------------------------------------------------------


def europe_need_eur_bn(tables: Tables, reading: Reading, assumed: WhatIf) -> float:
    """What Europe's states must give a year to hold the level of 2022 to 2024, EUR bn; 0 at least.

    The level less what the United States and others give in the horizon's last month; an EU loan
    counts for the EU institutions, or for its members if they are credited; PURL paid by Europe
    counts for it unless the United States is credited.
    """
    last = expected(tables, reading, assumed).iloc[-1]
    level = reference_eur_bn(tables, reading, assumed.but(outcome="all"))
    need = _MONTHS_A_YEAR * (level - last["us"] - last["other"])
    return max(0.0, float(need - (assumed.loan if assumed.loan_credit == "eui" else 0)))


def burden(tables: Tables, reading: Reading, assumed: WhatIf) -> pd.DataFrame:
    """European donors x (need_eur_bn, need_pct_gdp, gave_pct_gdp, defence_pct_gdp), largest first.

    `need`: a year's part of `europe_need_eur_bn` by the sharing rule, and a credited loan by GDP of
    EU members. `gave`: allocated or committed in 2024. Both over the GDP of 2021; defence spending
    of 2024 over that year's GDP, NATO's figure, missing for who is no member.
    """
    donors = tables.donors.set_index("donor")
    own = donors[donors["group"].map(tables.bloc_of).eq("europe") & donors["iso3"].ne(EU_ISO3)]
    gdp = own["gdp_2021_eur_bn"].astype(float)
    in_2024 = counted(reading).but(first="2024-01", last="2024-12")
    given = flows.window_sums(tables, in_2024, "donor").reindex(own.index).fillna(0.0)
    weights = {"gdp": gdp, "as-2024": given, "population": own["population_2024"].astype(float)}
    loan = assumed.loan if assumed.loan_credit == "members" else 0
    need = (europe_need_eur_bn(tables, reading, assumed) - loan) * _parts(weights[assumed.rule])
    need += loan * _parts(gdp.where(own["group"].eq("eu"), 0.0))
    defence = _latest_defence(tables)
    made = pd.DataFrame(
        {
            "need_eur_bn": need,
            "need_pct_gdp": 100 * need / gdp,
            "gave_pct_gdp": 100 * given / gdp,
            "defence_pct_gdp": own["iso3"].map(defence),
        }
    )
    return made.sort_values("need_eur_bn", ascending=False, kind="stable")


def _parts(weights: pd.Series) -> pd.Series:
    total = weights.sum()
    return weights / total if total > 0 else weights * 0.0


def _latest_defence(tables: Tables) -> pd.Series:
    """ISO3 -> defence spending of the latest year and edition, % of GDP."""
    rows = tables.defence_spending
    rows = rows[rows["year"] == rows["year"].max()]
    return rows[rows["edition"] == rows["edition"].iloc[-1]].set_index("iso3")["pct_gdp"]


# --- presets ---------------------------------------------------------------------------------


def pledge_eur_bn(tables: Tables) -> float:
    """What NATO's allies promised in July 2024 for the year ahead, EUR bn, from the events."""
    rows = tables.events.set_index("event")
    return float(rows.loc["washington-40bn-pledge", "figure"])


def presets(tables: Tables, reading: Reading, assumed: WhatIf) -> dict[str, WhatIf]:
    """Scenarios by name; where the reader stands and how chance is drawn stay as they are."""
    kept = ("cutoff", "horizon", "past", "block", "seed", "outcome", "rule")
    stands = WhatIf(us=100, **{name: getattr(assumed, name) for name in kept})
    stop = stands.but(us=0)
    pledge = pledge_eur_bn(tables)
    for_pledge = europe_for_level_pct(tables, reading, stop, pledge)
    made = {
        "nothing changes": stands,
        "the US stops in January 2025": stop,
        "the US stops, Europe doubles": stop.but(europe=100),
        f"the US stops, Europe holds NATO’s pledge of EUR {pledge:.0f} bn a year": stop.but(
            europe=_within("europe", for_pledge)
        ),
    }
    if as_it_was := _as_it_happened(tables, reading, stands):
        made["as it happened"] = as_it_was
    return made


def _within(name: str, value: float) -> int:
    number = NUMBERS[name]
    if value != value:
        return 0
    return int(min(max(round(value / number.step) * number.step, number.low), number.high))


def _as_it_happened(tables: Tables, reading: Reading, stands: WhatIf) -> WhatIf | None:
    """The levels that came after the cut-off, as far as they are known, against the past's."""
    came = blocs(tables, reading).reindex(months(stands)).dropna()
    if came.empty:
        return None
    average, us_from = averages(tables, reading, stands), what_if.DEFAULTS["us_from"]
    change = {b: 100 * (came[b].mean() / average[b] - 1) if average[b] > 0 else 0.0 for b in BLOCS}
    late = came.loc[us_from:]["us"] if us_from > stands.cutoff else came["us"]
    us = 100 * late.mean() / average["us"] if len(late) and average["us"] > 0 else 100.0
    return stands.but(
        us=_within("us", us),
        europe=_within("europe", change["europe"]),
        others=_within("others", change["other"]),
    )
