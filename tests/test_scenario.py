"""What if: formulas, ranges, their test on the past, break-even and burden, each by another way."""

import itertools
import random
import time

import numpy as np
import pytest
from hypothesis import given, settings

from tests.test_address import all_what_ifs
from widgets.reading import what_if
from widgets.reading.reading import Reading, Refused
from widgets.reading.what_if import WhatIf
from widgets.sums import bootstrap, flows, scenario
from widgets.tables.package import load

TABLES = load()
READING = Reading()
AS_BEFORE = WhatIf(us=100)
READINGS = [Reading(), Reading(kind="all"), Reading(measure="commitments", kind="all")]


def monthly(bloc: str, first: str, last: str, reading: Reading = READING) -> list[float]:
    """One bloc's months straight from the table of aid."""
    aid = TABLES.aid[TABLES.aid["kind"] == reading.kind]
    blocs = aid["donor"].map(TABLES.group_of).map(TABLES.bloc_of)
    own = aid[(blocs == bloc) & aid["month"].between(first, last)]
    return own.groupby("month")["allocations_eur_bn"].sum().tolist()


def test_the_blocs_are_the_data():
    found = scenario.blocs(TABLES, READING)
    for bloc in scenario.BLOCS:
        assert found[bloc].tolist() == pytest.approx(monthly(bloc, "2022-01", "2026-04"))


def test_nothing_changed_gives_the_data_back():
    found = scenario.expected(TABLES, READING, AS_BEFORE)
    for bloc in scenario.BLOCS:
        average = np.mean(monthly(bloc, "2022-10", "2024-09"))
        assert found[bloc].tolist() == pytest.approx([average] * 18)
    rows = bootstrap.rows(24, 3, 18, 1)
    seen = scenario.blocs(TABLES, READING).loc["2022-10":"2024-09"].sum(axis=1).to_numpy()
    assert scenario.draws(TABLES, READING, AS_BEFORE) == pytest.approx(seen[rows])


def test_what_happened_is_the_data_as_far_as_it_goes():
    found = scenario.happened(TABLES, READING, WhatIf(outcome="rest"))
    months = [m for b in ("europe", "other") for m in monthly(b, "2024-10", "2026-03")]
    assert found.iloc[-1] == pytest.approx(sum(months))
    assert len(found) == 18
    assert len(scenario.happened(TABLES, READING, WhatIf(cutoff="2026-01"))) == 3
    assert scenario.happened(TABLES, READING, WhatIf(cutoff="2026-04")).empty


def by_hand(assumed: WhatIf, average: dict[str, float]) -> list[tuple[float, float, float]]:
    """The formulas of the module's docstring, month by month, in words of one month."""
    ahead = scenario.months(assumed)
    us_factor = []
    for month in ahead:
        begun = [m for m in ahead if max(assumed.us_from, ahead[0]) <= m <= month]
        part = min(1.0, len(begun) / (assumed.us_ramp + 1))
        if assumed.us_end and month > assumed.us_end:
            part = 0.0
        us_factor.append(1 + (assumed.us / 100 - 1) * part)
    made = []
    for k in range(len(ahead)):
        part = min(1.0, (k + 1) / (assumed.ramp + 1))
        gap = max(0.0, 1 - us_factor[k - assumed.delay]) if k >= assumed.delay else 0.0
        purl = assumed.purl / 12 if assumed.purl_credit == "us" else 0.0
        europe = average["europe"] * (1 + assumed.europe / 100 * part) + assumed.loan / 12
        europe += assumed.replaced / 100 * average["us"] * gap
        other = average["other"] * (1 + assumed.others / 100 * part)
        made.append((average["us"] * us_factor[k] + purl, europe - purl, other))
    return made


@given(all_what_ifs())
@settings(max_examples=60)
def test_the_formulas_month_by_month(assumed):
    average = scenario.averages(TABLES, READING, assumed).to_dict()
    found = scenario.expected(TABLES, READING, assumed)
    assert list(found.index) == scenario.months(assumed)
    assert found.to_numpy().ravel().tolist() == pytest.approx(
        list(itertools.chain(*by_hand(assumed, average)))
    )


@given(all_what_ifs())
@settings(max_examples=25)
def test_the_expected_sum_lies_in_the_draws_and_quantiles_are_in_order(assumed):
    bands = scenario.bands(TABLES, READING, assumed).to_numpy()
    assert (np.diff(bands, axis=1) >= -1e-9).all()
    total = scenario.total_eur_bn(TABLES, READING, assumed)
    sums = scenario.draws(TABLES, READING, assumed.scenario()).sum(axis=1)
    assert sums.min() - 1e-9 <= total <= sums.max() + 1e-9


@pytest.mark.parametrize("name", ["us", "europe", "others", "replaced", "loan"])
def test_the_sum_is_linear_where_the_model_is(name):
    number = what_if.NUMBERS[name]
    middle = (number.low + min(number.high, 100)) // 2 // number.step * number.step
    low, high = middle - 4 * number.step, middle + 4 * number.step
    base = WhatIf(us=50, replaced=30, europe=10)
    at = [
        scenario.total_eur_bn(TABLES, READING, base.but(**{name: v})) for v in (low, middle, high)
    ]
    assert at[1] == pytest.approx((at[0] + at[2]) / 2)
    assert at[0] != pytest.approx(at[2])


def test_bands_widen_with_the_horizon_and_hold_their_share():
    bands = scenario.bands(TABLES, READING, WhatIf(horizon=36))
    width = (bands["high_90"] - bands["low_90"]).to_numpy()
    assert width[-1] > 1.5 * width[5] > 1.5 * width[0] > 0
    assert (width[6:] >= np.maximum.accumulate(width)[6:] * 0.9).all()
    sums = scenario.draws(TABLES, READING, WhatIf(horizon=36)).sum(axis=1)
    inside = np.mean((sums >= bands["low_90"].iloc[-1]) & (sums <= bands["high_90"].iloc[-1]))
    assert inside == pytest.approx(0.9, abs=0.005)
    middle = np.mean((sums >= bands["low_50"].iloc[-1]) & (sums <= bands["high_50"].iloc[-1]))
    assert middle == pytest.approx(0.5, abs=0.005)


def test_the_same_seed_gives_the_same_picture():
    first = scenario.bands(TABLES, READING, WhatIf(seed=7))
    for cached in (scenario._bands, scenario.draws, bootstrap.rows):
        cached.cache_clear()
    assert scenario.bands(TABLES, READING, WhatIf(seed=7)).equals(first)
    assert not scenario.bands(TABLES, READING, WhatIf(seed=8)).equals(first)


def test_a_band_is_counted_by_hand():
    """Quantiles of the draws, each added up in a loop of its own."""
    assumed = WhatIf(us=50, europe=20, horizon=7, past=12, block=2, seed=3)
    seen = scenario.blocs(TABLES, READING).loc["2023-10":"2024-09"]
    sums = []
    for rows in bootstrap.rows(12, 2, 7, 3):
        total = 0.0
        for k, row in enumerate(rows):
            us = 0.5 if scenario.months(assumed)[k] >= "2025-02" else 1.0
            month = seen.iloc[int(row)]
            total += month["us"] * us + month["europe"] * 1.2 + month["other"]
        sums.append(total)
    sums.sort()
    end = scenario.bands(TABLES, READING, assumed).iloc[-1]
    assert sums[49] <= end["low_90"] <= sums[50]
    assert sums[949] <= end["high_90"] <= sums[950]
    reach = scenario.share_of_draws_reaching_pct(TABLES, READING, assumed, sums[900], "2025-04")
    assert reach == pytest.approx(10.0, abs=0.2)


# --- the test on the past ------------------------------------------------------------------


def covered(outcome: str, horizon: int, past: int, seed: int) -> tuple[int, int]:
    """How often the range held, by another route: plain lists, own draws, own quantiles."""
    blocs = {"all": ("us", "europe", "other"), "rest": ("europe", "other"), "europe": ("europe",)}
    columns = [monthly(bloc, "2022-01", "2026-04") for bloc in blocs[outcome]]
    months = [sum(values) for values in zip(*columns, strict=True)]
    chance, held, of = random.Random(seed), 0, 0
    for end in range(12, len(months) - horizon + 1):
        known = months[max(0, end - past) : end] if past else months[:end]
        sums = []
        for _ in range(2000):
            drawn = []
            while len(drawn) < horizon:
                begin = chance.randrange(len(known) - 2)
                drawn += known[begin : begin + 3]
            sums.append(sum(drawn[:horizon]))
        sums.sort()
        held += sums[100] <= sum(months[end : end + horizon]) <= sums[1899]
        of += 1
    return held, of


@pytest.mark.parametrize(
    ("outcome", "horizon", "past"), [("all", 18, 24), ("rest", 18, 24), ("europe", 6, 12)]
)
def test_the_coverage_is_found_by_an_independent_computation(outcome, horizon, past):
    tested = scenario.backtest(TABLES, READING, WhatIf(outcome=outcome, horizon=horizon, past=past))
    held, of = covered(outcome, horizon, past, seed=11)
    assert len(tested) == of
    # other draws: a sum on the very edge of a range may fall on its other side
    assert abs(int(tested["is_inside"].sum()) - held) <= 2


def test_the_test_depends_on_nothing_that_is_assumed():
    one = scenario.backtest(TABLES, READING, WhatIf())
    two = scenario.backtest(TABLES, READING, WhatIf(cutoff="2025-06", us=0, europe=100, loan=30))
    assert one.equals(two)
    assert one.index[0] == "2022-12"
    assert one.index[-1] == "2024-10"


# --- what matters, break-even, burden --------------------------------------------------------


def test_the_tornado_is_the_difference_of_two_scenarios():
    assumed = WhatIf(us=50, europe=20, replaced=20)
    found = scenario.tornado(TABLES, READING, assumed)
    for name in ("us", "europe", "replaced", "loan"):
        low, high = what_if.NUMBERS[name].ends
        for end, value in (("low", low), ("high", high)):
            moved = scenario.expected(TABLES, READING, assumed.but(**{name: value}))
            change = moved.sum().sum() - scenario.expected(TABLES, READING, assumed).sum().sum()
            assert found.loc[name, f"total_{end}"] == pytest.approx(change, abs=1e-9)
    spread = (found["total_high"] - found["total_low"]).abs().tolist()
    assert spread == sorted(spread, reverse=True)
    assert set(found.index) == {n for n, x in what_if.NUMBERS.items() if x.ends} | {
        "us_from",
        "past",
    }


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("us", [0, 50, 100])
def test_break_even_is_where_the_level_is_held(reading, us):
    """Found by halving, without the closed form."""
    assumed = WhatIf(us=us, others=20)
    level = scenario.blocs(TABLES, reading).loc["2022-01":"2024-12"].sum(axis=1).mean()

    def short_of(europe: float) -> float:
        return scenario.level_eur_bn(TABLES, reading, assumed.but(europe=europe)) - level

    low, high = -100.0, 1000.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if short_of(middle) < 0 else (low, middle)
    assert scenario.europe_needed_pct(TABLES, reading, assumed) == pytest.approx(low, abs=1e-6)


def test_with_the_years_of_the_level_as_past_it_is_the_share_that_the_us_gave():
    """The same figure that the chapter begins with, by its own closed form."""
    assumed = WhatIf(cutoff="2024-12", past=0)
    needed = scenario.europe_needed_pct(TABLES, READING, assumed)
    assert needed == pytest.approx(flows.rise_needed_pct(TABLES, READING, "2022-01", "2024-12"))


def test_the_burden_adds_up_under_every_rule_and_is_equal_by_gdp():
    for rule, credit in itertools.product(
        what_if.FIELDS["rule"].choices(TABLES), ("eui", "members")
    ):
        assumed = WhatIf(rule=rule, loan=12, loan_credit=credit)
        found = scenario.burden(TABLES, READING, assumed)
        need = scenario.europe_need_eur_bn(TABLES, READING, assumed)
        assert found["need_eur_bn"].sum() == pytest.approx(need)
    by_gdp = scenario.burden(TABLES, READING, WhatIf())
    assert by_gdp["need_pct_gdp"].max() == pytest.approx(by_gdp["need_pct_gdp"].min())
    as_2024 = scenario.burden(TABLES, READING, WhatIf(rule="as-2024"))
    given = as_2024[as_2024["gave_pct_gdp"] > 0]
    factor = given["need_pct_gdp"] / given["gave_pct_gdp"]
    assert factor.max() == pytest.approx(factor.min())
    level = scenario.reference_eur_bn(TABLES, READING, WhatIf())
    rest = scenario.expected(TABLES, READING, WhatIf()).iloc[-1]
    assert scenario.europe_need_eur_bn(TABLES, READING, WhatIf()) == pytest.approx(
        12 * (level - rest["us"] - rest["other"])
    )


def test_purl_moves_money_and_adds_none_and_the_loan_is_counted_once():
    plain, purl = WhatIf(), WhatIf(purl=12, purl_credit="us")
    one, two = (scenario.expected(TABLES, READING, assumed) for assumed in (plain, purl))
    assert two.sum(axis=1).tolist() == pytest.approx(one.sum(axis=1).tolist())
    assert (two["us"] - one["us"]).tolist() == pytest.approx([1.0] * 18)
    assert scenario.expected(TABLES, READING, WhatIf(purl=12)).equals(one)
    loan = scenario.total_eur_bn(TABLES, READING, WhatIf(loan=12, horizon=12))
    assert loan - scenario.total_eur_bn(TABLES, READING, WhatIf(horizon=12)) == pytest.approx(12)
    need = [
        scenario.europe_need_eur_bn(TABLES, READING, WhatIf(loan=12, loan_credit=credit))
        for credit in ("eui", "members")
    ]
    assert need[1] - need[0] == pytest.approx(12)


# --- presets ---------------------------------------------------------------------------------


def test_presets_do_what_they_say():
    made = list(scenario.presets(TABLES, READING, WhatIf()).items())
    assert [name.split()[0] for name, _ in made] == ["nothing", "the", "the", "the", "as"]
    before, stop, doubled, pledge, _ = (preset for _, preset in made)
    assert before.us == 100
    assert stop == WhatIf()
    assert doubled.europe == 100
    level = 12 * scenario.level_eur_bn(TABLES, READING, pledge)
    assert scenario.pledge_eur_bn(TABLES) == 40
    assert level == pytest.approx(40, abs=0.2)


@pytest.mark.parametrize(
    "reading", [*READINGS, Reading(kind="financial"), Reading(kind="humanitarian")]
)
def test_as_it_happened_gives_the_sum_that_came_or_says_that_it_is_only_near(reading):
    """At every cut-off and sum: within one per cent of the table's months, or not by that name."""
    near = 0
    for cutoff, what in itertools.product(
        what_if.cutoffs(TABLES)[:-1], what_if.FIELDS["outcome"].choices(TABLES)
    ):
        stands = WhatIf(cutoff=cutoff, outcome=what)
        made = scenario.presets(TABLES, reading, stands)
        came = scenario.happened(TABLES, reading, stands)
        names = {scenario.AS_IT_HAPPENED, scenario.AS_NEAR_AS_CAN_BE} & set(made)
        assert len(names) == 1
        (name,) = names
        expected = scenario.expected(TABLES, reading, made[name]).loc[came.index]
        total, seen = scenario.outcome(expected, stands).sum(), came.iloc[-1]
        is_near = abs(total - seen) <= abs(seen) / 100 + 1e-9
        assert is_near == (name == scenario.AS_IT_HAPPENED)
        near += is_near
        text = made[name].text(what_if.SCENARIO_FIELDS)
        assert what_if.set_field(stands, "scenario", text, TABLES) == made[name]  # in range
    assert near >= 0.85 * 3 * (len(what_if.cutoffs(TABLES)) - 1)
    if reading.kind in ("military", "humanitarian"):
        assert near == 3 * (len(what_if.cutoffs(TABLES)) - 1)


def test_the_pledge_of_military_aid_is_offered_for_it_alone_and_never_cut():
    for reading, cutoff in itertools.product(
        [*READINGS, Reading(kind="humanitarian")], what_if.cutoffs(TABLES)
    ):
        made = scenario.presets(TABLES, reading, WhatIf(cutoff=cutoff))
        pledges = [preset for name, preset in made.items() if "pledge" in name]
        assert not pledges or reading == READING
        for preset in pledges:
            level = 12 * scenario.level_eur_bn(TABLES, reading, preset.but(outcome="all"))
            step = 12 * scenario.averages(TABLES, reading, preset)["europe"] / 100
            assert level == pytest.approx(40, abs=step / 2 + 1e-9)
    assert "pledge" in " ".join(scenario.presets(TABLES, READING, WhatIf()))


@pytest.mark.parametrize(
    ("cutoff", "name"),
    [("2024-09", "January 2025"), ("2022-12", "December 2022"), ("2026-04", "April 2026")],
)
def test_the_us_stops_after_the_month_that_the_preset_names(cutoff, name):
    stop = scenario.presets(TABLES, READING, WhatIf(cutoff=cutoff))[f"the US stops after {name}"]
    factors = scenario.factors(stop)["us"]
    given = [month for month, factor in factors.items() if factor]
    assert (given[-1:] or [cutoff]) == [{"January 2025": "2025-01"}.get(name, cutoff)]
    assert factors.iloc[-1] == 0


def test_at_the_releases_end_nothing_has_happened_yet():
    made = scenario.presets(TABLES, READING, WhatIf(cutoff="2026-04"))
    assert scenario.as_it_happened(TABLES, READING, WhatIf(cutoff="2026-04")) is None
    assert not {scenario.AS_IT_HAPPENED, scenario.AS_NEAR_AS_CAN_BE} & set(made)


def test_a_preset_is_one_step_and_keeps_where_the_reader_stands():
    stands = WhatIf(cutoff="2023-12", horizon=12, outcome="rest", rule="population")
    for preset in scenario.presets(TABLES, READING, stands).values():
        kept = ("cutoff", "horizon", "outcome", "rule")
        assert [getattr(preset, n) for n in kept] == [getattr(stands, n) for n in kept]
        text = preset.text(what_if.SCENARIO_FIELDS)
        assert what_if.set_field(stands, "scenario", text, TABLES) == preset


# --- edges -------------------------------------------------------------------------------------


def test_what_has_no_answer_is_refused():
    with pytest.raises(Refused, match="not split by kind"):
        scenario.bands(TABLES, Reading(measure="commitments"), WhatIf())


def test_a_bloc_that_gave_nothing_has_no_break_even():
    gave_nothing = Reading(kind="humanitarian")
    assumed = WhatIf(cutoff="2026-04", past=12)
    assert scenario.averages(TABLES, gave_nothing, assumed)["us"] == 0
    made = scenario.presets(TABLES, gave_nothing, assumed.but(cutoff="2025-12"))
    assert made[scenario.AS_IT_HAPPENED].us == 100  # no level to take a part of


def test_a_recompute_takes_less_than_fifty_milliseconds():
    """New assumptions at the longest horizon: the draws are kept, the sums are not."""
    scenario.bands(TABLES, READING, WhatIf(horizon=36))
    took = []
    for europe in range(1, 8):
        began = time.process_time()
        scenario.bands(TABLES, READING, WhatIf(horizon=36, europe=europe))
        took.append(1000 * (time.process_time() - began))
    assert min(took) < 50


def test_a_loan_beyond_the_need_leaves_nobody_below_zero():
    assumed = WhatIf(us=100, loan=60, loan_credit="members")
    assert scenario.europe_need_eur_bn(TABLES, READING, assumed) < assumed.loan
    assert scenario.burden(TABLES, READING, assumed)["need_eur_bn"].min() >= 0
