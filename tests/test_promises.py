"""Commitments beside allocations, origins over time, PURL: by the tables, and in words."""

import re

import pandas as pd
import pytest

from tests.parsed import parsed
from widgets import words
from widgets.chapters.carries import commitments, origins
from widgets.reading.reading import Reading
from widgets.tables.package import load

TABLES = load()


# --- commitments ---------------------------------------------------------------------------


def test_the_whole_release_as_the_sources_notes_say():
    view = commitments.over_time_view(TABLES, Reading())
    last = view.table.iloc[-1]
    assert last["Promised, EUR bn"] == pytest.approx(547.984, abs=5e-4)
    assert last["Allocated, EUR bn"] == pytest.approx(358.400, abs=5e-4)
    assert last["Still to be allocated, EUR bn"] == pytest.approx(189.584, abs=5e-4)
    assert "€190" in view.title
    assert len(view.title) <= 80


def test_the_two_jumps_of_the_eu_are_marked_and_explained_with_their_sources():
    found = commitments.jumps(TABLES, Reading())
    assert [(j.month, j.donor) for j in found] == [
        ("2023-06", "EU institutions"),
        ("2026-04", "EU institutions"),
    ]
    rows = TABLES.commitments.set_index(["month", "donor"])["to_be_allocated_eur_bn"]
    assert all(j.eur_bn == rows[j.month, j.donor] for j in found)
    view = commitments.over_time_view(TABLES, Reading())
    said = parsed(str(view.sentence))
    assert "Ukraine Facility" in said.text
    assert "loan" in said.text
    assert len(said.having("href")) == 2
    drawn = view.draw(size="L").json()
    notes = " ".join(n["text"] for n in drawn["layout"]["annotations"])
    assert "June 2023" in notes
    assert "April 2026" in notes


def test_without_the_eu_institutions_its_jumps_are_not_explained():
    out = Reading(eu_institutions="out")
    assert all(j.donor != "EU institutions" for j in commitments.jumps(TABLES, out))
    assert "Ukraine Facility" not in commitments.over_time_view(TABLES, out).sentence
    before = Reading(last="2023-05")
    assert all(j.month <= "2023-05" for j in commitments.jumps(TABLES, before))


def test_a_windows_promises_are_not_all_that_is_left():
    view = commitments.over_time_view(TABLES, Reading(first="2023-05", last="2023-05"))
    row = view.table.iloc[0]
    more = row["Promised, EUR bn"] - row["Allocated, EUR bn"]
    assert view.title.startswith(f"{words.eur_bn(more)} more promised than allocated in May 2023")
    assert "still" not in view.title
    found = commitments.jumps(TABLES, Reading(first="2023-05", last="2023-05"))
    assert [jump.donor for jump in found] == ["Germany"]  # the larger of two at one point


def test_what_the_charts_do_not_follow_is_said():
    assert commitments.scope(Reading(kind="all")) == ""
    assert commitments.scope(Reading()) == "all kinds: not your kind"
    assert commitments.scope(Reading(unit="share")) == "all kinds, EUR bn: not your kind and unit"
    assert commitments.over_time_view(TABLES, Reading()).caption.scope == "all kinds: not your kind"


def test_by_donor_filled_is_allocated_and_outlined_is_left():
    view = commitments.by_donor_view(TABLES, Reading(kind="all"))
    allocated, rest, promised = view.draw(size="L").json()["data"]
    table = view.table.set_index("Donor").loc["Germany"]
    at = list(view.table["Donor"]).index("Germany")
    assert allocated["customdata"][at] == pytest.approx(table["Allocated, EUR bn"])
    assert rest["customdata"][at] == pytest.approx(table["Still to be allocated, EUR bn"])
    assert allocated["marker"]["line"]["width"] == 0
    assert rest["marker"]["line"]["width"] == 1
    assert rest["base"][at] == pytest.approx(allocated["base"] + allocated["x"][at])
    assert promised["x"][at] is None  # the end of the outline is the promise


def test_more_allocated_than_promised_is_said_and_not_drawn_as_left():
    view = commitments.by_donor_view(TABLES, Reading(donors=("AUS", "DEU", "IRL", "SVK")))
    assert "For Australia, Slovakia and Ireland more is recorded as allocated" in view.note
    assert view.sentence.striptags().endswith("is still to be allocated.")  # Germany's alone
    allocated, rest, promised = view.draw(size="L").json()["data"]
    at = list(view.table["Donor"]).index("Ireland")
    assert rest["x"][at] is None
    assert rest["customdata"][at] < 0
    row = view.table.set_index("Donor").loc["Ireland"]
    part = row["Promised, EUR bn"] / row["Allocated, EUR bn"]
    assert promised["x"][at] - allocated["base"] == pytest.approx(part * allocated["x"][at])


@pytest.mark.parametrize("size", ["S", "M", "L"])
@pytest.mark.parametrize("month", ["2022-01", "2024-06", "2026-04"])
def test_one_month_is_a_line_from_zero_under_a_unit_and_over_its_name(month, size):
    view = commitments.over_time_view(TABLES, Reading(first=month, last=month))
    drawn = view.draw(size=size).json()
    for trace, column in zip(drawn["data"], ("Allocated", "Promised"), strict=False):
        assert trace["y"] == pytest.approx([0.0, view.table[f"{column}, EUR bn"].iloc[0]])
        assert trace["x"][0] < trace["x"][1]
    low, high = drawn["layout"]["yaxis"]["range"]
    notes = [n for n in drawn["layout"]["annotations"] if n.get("yref") == "y"]
    units = [n["y"] for n in notes if n["text"].startswith("€") and n["text"].endswith("bn")]
    assert any(low < y <= high for y in units)
    assert any(words.month_short(month) in n["text"] for n in drawn["layout"]["annotations"])


def test_nothing_promised_is_a_sentence():
    rows = TABLES.commitments.merge(
        TABLES.aid.groupby(["month", "donor"], as_index=False)["allocations_eur_bn"].sum()
    )
    zero = rows[(rows["commitments_eur_bn"] == 0) & (rows["allocations_eur_bn"] == 0)].iloc[0]
    (code,) = (c for c, name in TABLES.donor_of.items() if name == zero["donor"])
    reading = Reading(donors=(code,), first=zero["month"], last=zero["month"])
    for view in (commitments.over_time_view, commitments.by_donor_view):
        assert "gave nothing" in view(TABLES, reading).refusal.sentence


# --- origins -------------------------------------------------------------------------------


def test_monthly_shares_are_those_of_the_table():
    view = origins.view(TABLES, Reading())
    wide = TABLES.origins.pivot(index="month", columns="origin", values="share")
    table = view.table.set_index("Month")
    for key, name in origins.ORIGIN_NAMES.items():
        known = table[f"{name}, %"].dropna()
        assert known.tolist() == pytest.approx((100 * wide.loc[known.index, key]).tolist())


def test_a_window_weighs_its_months_by_their_aid():
    military = TABLES.aid[TABLES.aid["kind"] == "military"]
    sums = military.groupby("month")["allocations_eur_bn"].sum()
    wide = TABLES.origins.pivot(index="month", columns="origin", values="share")
    months = [m for m in TABLES.months if m <= "2022-12"]
    own = (wide.loc[months, "stockpile"] * sums[months]).sum() / sums[months].sum()
    title = origins.view(TABLES, Reading()).title
    assert title.startswith(f"Stockpiles: {100 * own:.1f}\u00a0% in the first twelve months")


def test_a_short_window_has_another_title_and_rhythms_another_picture():
    short = origins.view(TABLES, Reading(first="2024-02", last="2024-02"))
    assert short.title.startswith("Newly procured: ")
    assert "In February 2024" in short.sentence
    columns = origins.view(TABLES, Reading()).draw(size="L").json()["data"]
    areas = origins.view(TABLES, Reading(rhythm="cumulative")).draw(size="L").json()["data"]
    assert {t["type"] for t in columns} == {"bar"}
    assert all(t["stackgroup"] for t in areas)


@pytest.mark.parametrize(
    ("reading", "scope"),
    [
        (Reading(), ""),
        (Reading(kind="all"), "military allocations of all donors: not your kind"),
        (
            Reading("commitments", "all", "nato"),
            "military allocations of all donors: not your measure, kind and donors",
        ),
    ],
)
def test_the_scope_of_origins_is_said(reading, scope):
    assert origins.scope(reading) == scope
    assert origins.view(TABLES, reading).refusal is None


# --- PURL ----------------------------------------------------------------------------------


def test_every_row_has_its_source_and_types_are_never_added():
    tree = parsed(str(origins.purl(TABLES)))
    bodies = tree.all("tbody")
    kinds = [name for k, name in origins.ROW_TYPES.items() if (TABLES.purl["row_type"] == k).any()]
    assert [body.all("th")[0].text for body in bodies] == kinds
    rows = [row for body in bodies for row in body.all("tr")[1:]]
    assert len(rows) == len(TABLES.purl)
    assert all(row.all("td")[-1].text for row in rows)
    amounts = TABLES.purl["amount_m"].dropna()
    text = re.sub(r"[\s\u2009\u00a0]", "", tree.text)
    totals = {amounts.sum(), *TABLES.purl.groupby("row_type")["amount_m"].sum()} - set(amounts)
    assert not any(re.search(rf"(?<!\d){total:.0f}(?!\d)", text) for total in totals if total)
    assert "not added up" in tree.text


def test_a_sum_that_is_not_stated_is_not_zero():
    missing = TABLES.purl[TABLES.purl["amount_m"].isna()]
    assert len(missing)
    assert (TABLES.purl["amount_m"].dropna() > 0).all()
    html = str(origins.purl(TABLES))
    assert html.count(">not stated<") == len(missing)
    assert html.count('class="reported"') == (TABLES.purl["confidence"] == "reported").sum()


def test_contributors_are_donors_of_ours():
    codes = TABLES.purl["contributors"].dropna().str.split(";").explode()
    assert set(codes) <= set(TABLES.donor_of)
    whole = TABLES.purl["row_type"] == "cumulative"
    assert TABLES.purl.loc[whole, "contributors"].isna().all()
    assert pd.to_datetime(TABLES.purl["date"]).notna().all()
