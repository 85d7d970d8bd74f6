"""Every Reading that is admitted gives figures whose sums are the tables': all discrete fields, and
windows, donor sets and own groups by chance.
"""

import itertools

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import states
from tests.test_reading import CODES, own_groups
from widgets.chapters.carries import commitments, origins, over_time, sankey
from widgets.reading import reading as readings
from widgets.reading.address import Address
from widgets.reading.flow_choice import BY, FORMS, NAMED, FlowChoice
from widgets.reading.own_group import OwnGroup
from widgets.reading.reading import Reading, refusal_by_month
from widgets.sums import flows
from widgets.tables.package import load

TABLES = load()
DISCRETE = [
    Reading(measure, kind, donors, eu, unit, rhythm)
    for measure, kind, donors, eu, unit, rhythm in itertools.product(
        readings.MEASURES,
        readings.KINDS,
        [*readings.DONORS, ("USA",), ("DEU", "EUI", "POL")],
        readings.EU_INSTITUTIONS,
        readings.UNITS,
        readings.RHYTHMS,
    )
]
NORDICS = (OwnGroup("Nordics", ("DNK", "FIN", "ISL", "NOR", "SWE")),)


def raw(reading: Reading) -> pd.DataFrame:
    """Month, donor, EUR bn of what a Reading counts, straight from the tables."""
    if reading.measure == "commitments":
        rows = TABLES.commitments.rename(columns={"commitments_eur_bn": "value"})
    else:
        rows = TABLES.aid.rename(columns={"allocations_eur_bn": "value"})
        if reading.kind != "all":
            rows = rows[rows["kind"] == reading.kind]
    rows = rows[rows["donor"].isin(readings.counted_donors(reading, TABLES))]
    first, last = reading.window(TABLES)
    rows = rows[rows["month"].between(first, last)]
    if reading.donors == "nato":
        members = TABLES.memberships[TABLES.memberships["body"] == "NATO"]
        since = dict(zip(members["iso3"], members["from"].str[:7], strict=True))
        code = {donor: iso3 for iso3, donor in TABLES.donor_of.items()}
        rows = rows[rows["month"] >= rows["donor"].map(code).map(since)]
    return rows[["month", "donor", "value"]]


def admitted(reading: Reading) -> bool:
    return refusal_by_month(reading, TABLES) is None


def assert_parts_make_the_whole(reading: Reading) -> None:
    """Whatever the sums are split by, they are what the tables hold."""
    counted = reading.but(unit="eur-bn", rhythm="monthly")
    whole = raw(counted).groupby("month")["value"].sum()
    months = flows.window_months(TABLES, counted)
    splits = ["donor", "group", "bloc", "own", "kind"]
    for by in splits:
        parts = flows.series(TABLES, counted, by).loc[months].sum(axis=1)
        expected = whole.reindex(months, fill_value=0.0)
        pd.testing.assert_series_equal(parts, expected, check_names=False, atol=1e-9)
    if flows.has_origins(counted):
        parts = flows.series(TABLES, counted, "origin").loc[months].sum(axis=1)
        military = raw(counted.but(kind="military")).groupby("month")["value"].sum()
        expected = military.reindex(months, fill_value=0.0)
        pd.testing.assert_series_equal(parts, expected, check_names=False, atol=1e-6)


def assert_diagram_adds_up(reading: Reading, choice: FlowChoice) -> None:
    """In every column of the flow diagram's table the flows make the whole."""
    view = sankey.sankey_view(TABLES, reading, choice)
    if view.refusal:
        return
    played = sankey.played_to(TABLES, reading, choice)
    rows = raw(reading.but(last=played) if played else reading)
    total, table = rows["value"].sum(), view.table
    kinds = {readings.KINDS[k] for k in readings.KINDS} | {"Kind not split"}
    into_kinds = table[table["To"].isin(kinds)]["EUR bn"].sum()
    assert into_kinds == pytest.approx(total, abs=1e-9)
    groups = set(flows.group_names(TABLES, reading).values())
    into_groups = table[table["To"].isin(groups) & ~table["From"].isin(kinds)]["EUR bn"].sum()
    assert into_groups == pytest.approx(total, abs=1e-9)
    out_of_kinds = table[table["From"].isin(kinds)]["EUR bn"].sum()
    if flows.has_origins(reading):
        military = raw((reading.but(last=played) if played else reading).but(kind="military"))
        assert out_of_kinds == pytest.approx(military["value"].sum(), abs=1e-6)
    else:
        assert out_of_kinds == 0


def test_every_discrete_reading_reconciles():
    kept = [reading for reading in DISCRETE if admitted(reading)]
    assert len(DISCRETE) == 1440
    assert len(kept) > 500
    for reading in {r.but(unit="eur-bn", rhythm="monthly") for r in kept}:
        assert_parts_make_the_whole(reading.but(groups=NORDICS))
        assert_diagram_adds_up(reading, FlowChoice())
        assert_diagram_adds_up(reading.but(groups=NORDICS), FlowChoice(named="5"))


def test_units_and_rhythms_are_made_of_the_same_sums():
    """A share is of the row's sum; a sum over twelve months is of twelve; a denominator divides."""
    cases = states.pairs(  # the arithmetic knows nothing of who and what is counted
        counted=[*(("allocations", kind) for kind in readings.KINDS), ("commitments", "all")],
        donors=[*readings.DONORS, ("USA",), ("DEU", "EUI", "POL")],
        eu=["own", "out"],
        unit=["eur-bn", "share"],
        rhythm=list(readings.RHYTHMS),
    )
    for case in cases:
        reading = Reading(
            *(*case["counted"], case["donors"], case["eu"], case["unit"], case["rhythm"])
        )
        assert admitted(reading)
        lines = flows.series(TABLES, reading, "group")
        eur = flows.series(TABLES, reading.but(unit="eur-bn"), "group")
        if reading.unit == "share":
            total = eur.sum(axis=1, min_count=1)
            known = lines.dropna(how="all").index
            assert (lines.loc[known].sum(axis=1) - 100).abs().max() < 1e-6 if len(known) else True
            assert not (set(known) & set(total.index[~(total > 0)]))
        elif reading.rhythm == "rolling-12":
            monthly = flows.series(TABLES, reading, "group", "monthly").fillna(0)
            assert eur.iloc[-1].tolist() == pytest.approx(monthly.iloc[-12:].sum().tolist())


WINDOWS = st.tuples(st.sampled_from(TABLES.months), st.sampled_from(TABLES.months)).map(sorted)


@given(
    st.sampled_from([r for r in DISCRETE if r.unit == "eur-bn" and admitted(r)]),
    WINDOWS,
    st.none() | st.lists(st.sampled_from(CODES), min_size=1, unique=True).map(tuple),
    own_groups(),
    st.sampled_from(list(NAMED)),
    st.sampled_from(["", *TABLES.months]),
)
@settings(max_examples=60)
def test_any_window_and_any_donors_reconcile(reading, window, donors, groups, named, upto):
    reading = reading.but(first=window[0], last=window[1], groups=groups)
    reading = reading.but(donors=donors) if donors else reading
    if not admitted(reading):
        return
    assert_parts_make_the_whole(reading)
    assert_diagram_adds_up(reading, FlowChoice(named=named, upto=upto))


# What a picture of the flows shows follows from the sums, which are reconciled above, and from how
# they are split, drawn and measured: each of these meets each measure and kind, rhythm, choice of
# donors and own groups. More of them at once meet only in the sums.
PICTURES = list(itertools.product(BY, FORMS, readings.UNITS))
DRAWN = list(
    states.pairs(
        picture=PICTURES,
        counted=[*(("allocations", kind) for kind in readings.KINDS), ("commitments", "all")],
        donors=["all", "nato", ("DEU", "EUI", "POL")],
        rhythm=list(readings.RHYTHMS),
        groups=[(), NORDICS],
    )
)


@pytest.mark.parametrize("by", BY)
def test_flows_over_time_are_drawn_or_say_why_not(by):
    drawn = 0
    for case in DRAWN:
        (split, form, unit), (measure, kind) = case["picture"], case["counted"]
        if split != by:
            continue
        reading = Reading(measure, kind, case["donors"], "own", unit, case["rhythm"])
        reading = reading.but(groups=case["groups"])
        view = over_time.over_time_view(TABLES, reading, FlowChoice(by=by, form=form))
        if view.refusal:
            assert by == "origin", case
            assert not flows.has_origins(reading), case
            continue
        named = readings.UNITS[unit]
        monthly = [c for c in view.table if c.endswith(named) and ": " not in c]
        own = flows.series(TABLES, reading.but(rhythm="monthly"), "donor")
        if unit == "eur-bn" and by != "origin":
            assert view.table[monthly].sum().sum() == pytest.approx(own.sum().sum()), case
        figure = view.draw(size="S").json()
        assert figure["data"], case
        assert len(view.title) <= 80, (view.title, case)
        drawn += 1
    assert drawn >= (20 if by == "origin" else 60)


def test_a_picture_of_a_reading_that_is_not_admitted_says_so():
    for by, form in itertools.product(BY, FORMS):
        choice = FlowChoice(by=by, form=form)
        view = over_time.over_time_view(TABLES, Reading(measure="commitments"), choice)
        assert "Commitments are not split" in view.refusal.sentence
        nothing = Reading(donors=("CHN", "IND"))
        view = over_time.over_time_view(TABLES, nothing, choice)
        assert by == "origin" or view.draw or "gave nothing" in view.refusal.sentence


@given(WINDOWS, st.none() | st.lists(st.sampled_from(CODES), min_size=1, unique=True).map(tuple))
@settings(max_examples=25)
def test_promises_are_allocations_and_what_is_left(window, donors):
    reading = Reading(first=window[0], last=window[1], donors=donors or "all")
    sums = flows.to_be_allocated(TABLES, reading)
    rows = raw(reading.but(measure="commitments"))
    assert sums.by_donor["committed"].sum() == pytest.approx(rows["value"].sum(), abs=1e-9)
    rows = raw(reading.but(kind="all"))
    assert sums.by_donor["allocated"].sum() == pytest.approx(rows["value"].sum(), abs=1e-9)
    counted = readings.counted_donors(reading, TABLES)
    rest = TABLES.commitments
    rest = rest[rest["donor"].isin(counted) & rest["month"].between(*window)]
    left = rest["to_be_allocated_eur_bn"].sum()
    assert sums.over_time["rest"].iloc[-1] == pytest.approx(left, abs=2e-4)  # rounded row by row
    for view in (commitments.over_time_view, commitments.by_donor_view):
        made = view(TABLES, reading)
        assert made.refusal or made.draw(size="S").json()["data"]


@given(WINDOWS, st.sampled_from(list(readings.RHYTHMS)))
@settings(max_examples=40)
def test_origins_are_shares_of_a_whole(window, rhythm):
    view = origins.view(TABLES, Reading(first=window[0], last=window[1], rhythm=rhythm))
    if view.refusal:
        return
    shares = view.table.drop(columns="Month").dropna()
    assert (shares.sum(axis=1) - 100).abs().max() < 1e-6
    assert (shares >= 0).all(axis=None)


def test_a_chart_keeps_what_it_does_not_follow():
    """Two addresses that differ only in what a chart leaves out share one computation."""
    one = Address(Reading(), flow=FlowChoice(by="group", named="5", upto="2023-03"))
    assert over_time.PARTS["flows-over-time"].keep(one).flow == FlowChoice(by="group")
    assert sankey.PARTS["flows-sankey"].keep(one).flow == FlowChoice(named="5", upto="2023-03")
    assert origins.PARTS["flows-origins"].keep(one) == Address()
