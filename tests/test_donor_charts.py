"""Ranking, rank by year, map, one donor, weapons: every admitted Reading is drawn and adds up."""

import itertools
import json

import pandas as pd
import pytest

from tests import states
from tests.parsed import parsed
from tests.reader import BOARD
from tests.test_ranks import DONORS, by_hand
from widgets import words
from widgets.board.view import View
from widgets.chapters.carries import blocks as carries
from widgets.chapters.carries import chapter as flows
from widgets.chapters.carries import donor, donor_map, ranking, weapons
from widgets.chapters.carries.drawings import donor_map as drawing
from widgets.chapters.carries.drawings import ranking as bars
from widgets.draw import sheet as frame
from widgets.draw import tokens
from widgets.reading import in_words
from widgets.reading import reading as readings
from widgets.reading.address import Address, read
from widgets.reading.reading import Reading
from widgets.sums import donors, geography, ranks
from widgets.tables.package import load

TABLES = load()
CODES = list(TABLES.donors["iso3"])
OWN = (ranking.NAME, ranking.YEARS, donor_map.NAME, donor.NAME, weapons.NAME)


def view(query: str, name: str) -> View:
    return BOARD.view(TABLES, read(query, TABLES)[0], name)


def figure(query: str, name: str, size: str = "L") -> dict:
    return view(query, name).draw(size=size).json()


def texts(drawn: dict) -> list[str]:
    return [note["text"] for note in drawn["layout"]["annotations"]]


# --- one donor alone ---------------------------------------------------------------------


def test_one_donor_alone_has_no_rank_and_is_not_the_most():
    refused = view("donors=DEU", ranking.YEARS).refusal
    assert "A rank compares donors" in refused.sentence
    assert refused.remedy == Reading()
    assert "most" not in view("donors=DEU", donor_map.NAME).title.lower()
    assert (
        "no rank, since you count it alone"
        in parsed(str(donor.card(TABLES, read("donors=DEU", TABLES)[0]))).text
    )
    assert view("donors=DEU.FRA", ranking.YEARS).refusal is None
    assert view("donors=DEU.FRA", donor_map.NAME).title.startswith("Most of your donors")


def test_who_gave_nothing_has_no_share_of_nothing():
    said = parsed(str(donor.card(TABLES, read("donors=CHN&donor=CHN", TABLES)[0]))).text
    assert "nothing in military aid; no rank" in said
    assert "no data" not in said


def test_one_month_is_not_half_of_all():
    title = view("from=2024-06&to=2024-06&donor=USA", donor.NAME).title
    assert "in June 2024" in title
    assert "%" not in title
    assert view("from=2024-01&donor=USA", donor.NAME).title.endswith("in your window")


def test_the_weightiest_event_of_a_month_comes_first():
    said = parsed(str(donor.card(TABLES, read("kind=financial&donor=USA", TABLES)[0]))).text
    month = said[said.index("October 2024: €18.3") :]
    title = TABLES.events.set_index("event").loc["g7-era-loans", "title"]
    assert title in month[: month.index(")")]


# --- every Reading -----------------------------------------------------------------------


# Every choice of donors in every unit (who has no denominator, and is alone), and with each of the
# two each measure and kind, and each way to count the EU institutions: of these the charts know
# only the sums, which test_ranks compares for all of them.
SHOWN = list(
    states.pairs(
        picture=list(itertools.product(DONORS, readings.UNITS)),
        counted=[*(("allocations", kind) for kind in readings.KINDS), ("commitments", "all")],
        eu=list(readings.EU_INSTITUTIONS),
    )
)


def test_every_discrete_reading_gives_sums_that_are_the_tables():
    counted = 0
    for case in SHOWN:
        (who, unit), (measure, kind) = case["picture"], case["counted"]
        reading = Reading(measure, kind, who, case["eu"], unit)
        made = ranking.view(TABLES, reading, "USA", "all")
        shaded = donor_map.view(TABLES, reading, "USA")
        if shaded.refusal and not made.refusal:
            assert who == ("EUI",)
            assert unit in ("pct-gdp", "per-head")
            assert shaded.refusal.remedy == reading.but(unit="eur-bn")
            continue
        assert (made.refusal is None) is (shaded.refusal is None)
        if made.refusal:
            assert readings.refusal(reading, TABLES) or not by_hand(reading).sum() > 0
            continue
        counted += 1
        sums = by_hand(reading)
        table = made.table.set_index("Donor")
        assert table["EUR bn"].to_dict() == pytest.approx(sums.to_dict(), abs=1e-9)
        on_map = shaded.table.set_index("Donor")[readings.UNITS[unit]].dropna()
        ranked = table[readings.UNITS[unit]].dropna()
        assert on_map.to_dict() == pytest.approx(ranked.to_dict())
        years = ranking.years_view(TABLES, reading, "USA")
        if years.refusal is None:
            value = words.capital(in_words.unit_name(reading))
            by_year = years.table[years.table["Donor"] == "Germany"]
            expected = ranks.by_year(TABLES, reading).get("Germany")
            given = [] if expected is None else [v for v in expected if v > 0]
            assert list(by_year[value]) == pytest.approx(given)
    assert counted > 70


def cards() -> list[tuple[str, str, str]]:
    """Every donor in the units that have a denominator of its own, with the measures in turn; some
    donors in all.
    """
    turns = zip(CODES, itertools.cycle(readings.MEASURES))
    every = [(iso3, measure, u) for iso3, measure in turns for u in ("pct-gdp", "per-head")]
    whole = itertools.product(("USA", "DEU", "EUI", "CHN"), readings.MEASURES, readings.UNITS)
    return list(dict.fromkeys([*every, *whole]))


def test_every_donor_has_its_months_and_its_card():
    for iso3, measure, unit in cards():
        reading = Reading(measure, "all", unit=unit, first="2023-01", last="2025-06")
        made = donor.view(TABLES, reading, iso3)
        named = [c for c in made.table if c not in ("Month", "In your window")]
        own = unit if unit in ("pct-gdp", "per-head") and iso3 != "EUI" else "eur-bn"
        assert all(c.endswith(readings.UNITS[own]) for c in named)
        kinds = donors.by_kind(TABLES, iso3, measure).sum().sum()
        row = TABLES.donors.set_index("iso3").loc[iso3]
        below = {"pct-gdp": 100, "per-head": 1e9, "eur-bn": 1}[own]
        if own != "eur-bn":
            below /= row["gdp_2021_eur_bn" if own == "pct-gdp" else "population_2024"]
        assert made.table[named].sum().sum() == pytest.approx(kinds * below, abs=1e-9)
        said = parsed(str(donor.card(TABLES, Address(reading, donor=iso3)))).text
        assert TABLES.donor_of[iso3] in said
        assert "Gaps in the data" in said
        assert " nan" not in said
        assert "None" not in said


# --- the ranking -------------------------------------------------------------------------


def test_every_donor_can_be_reached():
    made = view("ranked=all", ranking.NAME)
    tree = parsed(str(words.table(made.table.assign(**made.links), "", 3)))
    assert {a.attrs["data-set"] for a in tree.all("a")} == {f"donor={code}" for code in CODES}
    clicked = figure("ranked=all", ranking.NAME)
    bars = {code for t in clicked["data"] for code in t["customdata"]}
    assert bars == {f"donor:{code}" for code in CODES}  # all have a value in EUR bn, if only 0


def test_the_largest_are_shown_and_always_the_donor_looked_at():
    names = [n["text"] for n in figure("", ranking.NAME)["layout"]["annotations"] if "name" in n]
    assert len(names) == 15
    assert names[0] == "<b>United States</b>"
    names = [
        n["text"] for n in figure("donor=MLT", ranking.NAME)["layout"]["annotations"] if "name" in n
    ]
    assert len(names) == 16
    assert names[-1] == "<b>Malta</b>"


def test_a_bar_of_what_was_taken_back_runs_to_the_left_of_zero():
    values = pd.DataFrame(
        {"eur-bn": [9.0, 0.0, -1.0]}, index=["United States", "Poland", "Germany"]
    )
    iso3_of = {name: code for code, name in TABLES.donor_of.items()}
    for size in frame.WIDTH_PX:
        drawn = bars.draw(
            values,
            TABLES.group_of,
            ranking.HEADS,
            iso3_of=iso3_of,
            ranks={"United States": 1},
            size=size,
        ).json()
        ends = {
            c: (t["base"], x)
            for t in drawn["data"]
            for c, x in zip(t["customdata"], t["x"], strict=True)
        }
        (zero, right), (_, left) = ends["donor:USA"], ends["donor:DEU"]
        assert right > 0 > left
        assert right == pytest.approx(-9 * left)
        label = next(n for n in drawn["layout"]["annotations"] if n["text"].startswith("−1"))
        names = [n["x"] for n in drawn["layout"]["annotations"] if "name" in n]
        assert label["xanchor"] == "right"
        assert max(names) + 40 < zero + left


def test_zero_a_small_value_and_no_value_look_different():
    drawn = figure("kind=all&unit=pct-gdp&donors=DEU.EUI.TUR&from=2023-01&to=2023-12", ranking.NAME)
    said = texts(drawn)
    assert "no data" in said
    assert "0.00" in said
    caps = [s for s in drawn["layout"]["shapes"] if s["type"] == "rect"]
    assert len(caps) == 2  # Türkiye's zero, in both units
    assert words.brief(0.00003, "eur-bn") == "under 0.0001"
    assert [words.brief(v, "eur-bn") for v in (0, 0.0021, 0.24, 24.25)] == [
        *("0.0", "0.0021", "0.24", "24.2"),
    ]


def test_a_ranking_per_head_is_told_per_head_and_others_against_the_economy():
    values = ranks.all_units(TABLES, Reading())["per-head"]
    said = view("unit=per-head", ranking.NAME).sentence.striptags()
    first = values.idxmax()
    assert said.startswith(f"Per head of the population of 2024: {first} €")
    assert "economy" not in said
    assert "%" not in said
    for unit in ("eur-bn", "share", "pct-gdp"):
        said = view(f"unit={unit}", ranking.NAME).sentence
        assert said.startswith("Measured against the economy of 2021: ")


def test_what_the_eu_institutions_count_as_is_said():
    for eu, said in ranking.EU_LEVEL.items():
        assert said in view(f"kind=all&eu={eu}", ranking.NAME).note


# --- rank by year ------------------------------------------------------------------------


def test_ranks_stand_in_their_rows():
    drawn = figure("donor=POL", ranking.YEARS)
    places = ranks.ranked_by_year(TABLES, Reading())
    lines = {t["name"]: t for t in drawn["data"]}
    assert list(lines)[-1] == "Poland"  # on top
    top = lines["United States"]["y"][0]
    for name, line in lines.items():
        for y, place in zip(line["y"], places[name], strict=True):
            if place == place and place <= ranking.ROWS:
                assert y == pytest.approx(top + 27 * (place - 1))
            elif place == place:
                assert y == pytest.approx(top + 27 * ranking.ROWS)
            else:
                assert y is None
    assert "14" in texts(drawn)  # its rank in 2025, below the last row


def test_a_year_that_is_not_whole_is_said():
    assert "2026 holds less than a year" in view("", ranking.YEARS).note
    note = view("from=2022-03&to=2023-12", ranking.YEARS).note
    assert "2022 holds less" in note
    assert "2023 holds" not in note


# --- the map -----------------------------------------------------------------------------


def test_classes_are_ordered_and_hold_their_values():
    for most in (64.6, 24.2, 2.95, 0.31, 1.0, 540, 0.0007):
        bounds = donor_map.edges(most)
        assert len(bounds) == len(drawing.SHADES) - 1
        assert bounds == sorted(bounds)
        assert bounds[-1] < most
        assert most <= bounds[-1] * 2.5 + 1e-12
    bounds = [1, 2, 5, 10]
    shades = [donor_map.shade_of(v, True, bounds) for v in (0.5, 1, 4.9, 5, 10, 99)]
    assert shades == [0, 1, 2, 3, 4, 4]
    assert donor_map.shade_of(0.0, True, bounds) == drawing.ZERO
    assert donor_map.shade_of(-1.0, True, bounds) == drawing.BELOW
    assert donor_map.shade_of(float("nan"), True, bounds) == drawing.NO_VALUE
    assert donor_map.shade_of(3.0, False, bounds) == drawing.LEFT_OUT


def test_states_that_are_no_number_look_different():
    states = (0, drawing.ZERO, drawing.BELOW, drawing.LEFT_OUT)
    looks = {json.dumps([drawing.fill(state), drawing.edge(state)]) for state in states}
    assert len(looks) == len(states)


@pytest.mark.parametrize("size", frame.WIDTH_PX)
def test_every_donor_is_on_the_map_or_in_the_list_beside_it(size):
    drawn = figure("", donor_map.NAME, size)
    areas = {t["meta"] for t in drawn["data"] if "meta" in t}
    listed = {n["name"] for n in drawn["layout"]["annotations"] if "name" in n}
    assert not areas & listed
    assert areas | listed == {f"donor:{code}" for code in CODES}
    assert {"donor:USA", "donor:EUI", "donor:JPN"} <= listed
    assert {"donor:MLT", "donor:CYP", "donor:ISL"} <= areas


def test_the_outlines_of_the_map_are_those_of_the_table():
    drawn = figure("", donor_map.NAME)
    rings = geography.outlines(TABLES, drawing.grid_km("L"))
    germany = next(t for t in drawn["data"] if t.get("meta") == "donor:DEU")
    largest = max((r for r in rings if r.iso3 == "DEU"), key=lambda r: len(r.x))
    points = list(zip(germany["x"], germany["y"], strict=True))
    start = points.index((largest.x[0], largest.y[0]))
    ring = list(zip(largest.x, largest.y, strict=True))
    assert points[start : start + len(ring)] == ring


def test_shades_follow_the_values_and_the_choice_is_outlined_in_plum():
    drawn = figure("donor=FRA", donor_map.NAME)
    areas = {t["meta"]: t for t in drawn["data"] if "meta" in t}
    assert areas["donor:DEU"]["fillcolor"] == drawing.fill(4)
    assert areas["donor:HUN"]["fillcolor"] == tokens.light("paper")  # zero
    assert areas["donor:FRA"]["line"]["color"] == tokens.light("you")
    assert "68/262" in view("", donor_map.NAME).note


def test_large_countries_carry_their_number_within_their_outline():
    drawn = figure("", donor_map.NAME)
    notes = {n["text"]: (n["x"], n["y"]) for n in drawn["layout"]["annotations"]}
    table = view("", donor_map.NAME).table.set_index("Donor")["EUR bn"]
    for name in ("Germany", "France", "United Kingdom", "Norway", "Sweden", "Poland"):
        x, y = notes[words.brief(table[name], "eur-bn")]
        (area,) = [t for t in drawn["data"] if t["name"] == name]
        xs = [v for v in area["x"] if v is not None]
        ys = [v for v in area["y"] if v is not None]
        assert min(xs) < x < max(xs)
        assert min(ys) < y < max(ys)


def test_the_widest_part_of_an_outline_is_found():
    # an L: a thin upright and a foot that is 10 wide and 4 tall
    corners = [(0, 0), (10, 0), (10, 4), (2, 4), (2, 20), (0, 20), (0, 0)]
    ring = geography.Outline("L", "LLL", *map(tuple, zip(*corners, strict=True)))
    width, x, y = drawing._widest(ring, 2.0)
    assert (width, x) == pytest.approx((10, 5))
    assert 1 <= y <= 3
    assert drawing._widest(ring, 6.0)[0] == pytest.approx(2)  # only the upright is so tall


def test_donors_that_are_not_counted_are_said_to_be_so():
    drawn = figure("donors=DEU.POL", donor_map.NAME)
    areas = {t["meta"]: t for t in drawn["data"] if "meta" in t}
    assert areas["donor:FRA"]["text"].endswith("<b>not counted</b>")
    assert "not counted" in texts(drawn)


# --- one donor ---------------------------------------------------------------------------


def test_the_donor_is_the_readings_or_the_chosen_one():
    assert Address().donor_iso3 == "USA"
    assert Address(Reading(donors=("DEU",))).donor_iso3 == "DEU"
    assert Address(Reading(donors=("DEU",)), donor="POL").donor_iso3 == "POL"
    assert Address(Reading(donors=("DEU", "FRA"))).donor_iso3 == "USA"


def test_the_title_counts_the_months_that_hold_half():
    assert (
        view("donor=DEU", donor.NAME).title
        == "Five months hold 54\u00a0% of Germany’s military aid"
    )
    assert "no military aid" in view("donor=EUI", donor.NAME).title


def test_a_donor_alone_has_no_share_and_the_eu_no_gdp():
    caption = view("unit=share", donor.NAME).caption
    assert "not" not in caption.subtitle
    assert "no share" in caption.scope
    caption = view("unit=pct-gdp&donor=EUI&kind=all", donor.NAME).caption
    assert "EUR bn" in caption.subtitle
    assert "no GDP" in caption.scope


def test_a_refused_reading_leads_back_to_the_readers_own():
    address, _ = read("measure=commitments&donors=DEU.POL&eu=out&rhythm=cumulative", TABLES)
    for name in (ranking.NAME, ranking.YEARS, donor_map.NAME, donor.NAME):
        remedy = BOARD.view(TABLES, address, name).refusal.remedy
        assert remedy == address.reading.but(kind="all"), name


def card(query: str) -> str:
    return parsed(str(donor.card(TABLES, read(query, TABLES)[0]))).text


def test_the_us_card_has_packages_and_laws_and_the_eu_card_loans():
    us, eu, other = card("donor=USA"), card("donor=EUI"), card("donor=DEU")
    assert "Drawdowns" in us
    assert "Five laws" in us
    assert "6.7" in us
    assert "Loans" in eu
    assert "Peace Facility" in eu
    assert "imputed to 27 members" in eu
    assert "Drawdowns" not in other
    assert "Loans" not in other


def test_the_events_that_the_cards_name_exist():
    known = set(TABLES.events["event"])
    laws = TABLES.instruments[TABLES.instruments["iso3"] == "USA"]
    assert list(laws["event"]) == sorted(e for e in known if e.startswith("supplemental-"))
    for iso3 in ("USA", "EUI", "DEU"):
        tree = parsed(str(donor.card(TABLES, Address(donor=iso3))))
        assert {a.attrs["data-event"] for a in tree.having("data-event")} <= known


def test_a_donor_that_is_not_counted_is_said_so_and_can_be_the_focus():
    made = card("donor=DEU&donors=USA.POL")
    assert "Germany is not among the donors you count." in made
    tree = parsed(str(donor.card(TABLES, read("donor=DEU&donors=USA.POL", TABLES)[0])))
    links = [a.attrs["data-query"] for a in tree.having("data-query")]
    assert links == ["donors=DEU", ""]


# --- weapons -----------------------------------------------------------------------------


def test_the_matrix_is_the_table():
    table = view("", weapons.NAME).table
    counts = table.drop(columns="Donor")
    assert counts.sum().sum() == TABLES.weapons["count"].sum()
    drawn = figure("", weapons.NAME)
    assert sum(len(t["x"]) for t in drawn["data"]) == len(TABLES.weapons)
    dashes = sum(text == "–" for text in texts(drawn))
    assert dashes == counts.isna().sum().sum()


def test_the_matrix_follows_whom_the_reading_counts():
    assert list(view("donors=DEU.POL.CHN", weapons.NAME).table["Donor"]) == ["Germany", "Poland"]
    assert "No heavy weapons" in view("donors=CHN.IND", weapons.NAME).refusal.sentence
    assert "not your window" in view("from=2024-01", weapons.NAME).caption.scope


def test_what_the_matrix_cannot_say_is_said_beside_it():
    note = view("", weapons.NAME).note
    assert "jointly" in note
    assert "no usable price" in note
    assert "no proof" in note
    count = TABLES.weapons.query("donor == 'United Kingdom' and category == 'air defence'")
    assert f"{count['count'].iloc[0]} items of air defence" in note


# --- all ---------------------------------------------------------------------------------


def test_the_chapter_holds_them_all():
    assert set(OWN) <= set(flows.PARTS)
    tree = parsed(carries.explorer("").html())
    assert {e.attrs["data-field"] for e in tree.having("data-field")} >= {"donor", "ranked"}
    assert tree.one("data-text", donor.CARD)


@pytest.mark.parametrize("name", OWN)
def test_the_numbers_go_into_a_csv(name):
    lines = view("kind=all", name).csv().splitlines()
    head = [line for line in lines if line.startswith("# ")]
    assert lines[: len(head)] == head
    assert any("Release" in line for line in head)
    assert len(lines) - len(head) > 3


# --- the reader's own groups -----------------------------------------------------------------

GROUPS = "groups=Nordics~DNK.FIN.ISL.NOR.SWE_Weimar~DEU.FRA.POL"
NORDICS = ["Denmark", "Finland", "Iceland", "Norway", "Sweden"]


@pytest.mark.parametrize("more", ["", "unit=per-head", "kind=all&eu=imputed", "donors=nato"])
def test_own_groups_stand_among_the_donors_of_the_ranking(more):
    table = view(f"{GROUPS}&{more}", ranking.NAME).table.set_index("Donor")
    for unit in ("EUR bn", "Share"):
        assert table.loc["“Nordics”", unit] == pytest.approx(table.loc[NORDICS, unit].sum())
    assert table.loc[["“Nordics”", "“Weimar”"], "Rank"].isna().all()
    assert sorted(table["Rank"].dropna()) == list(table["Rank"].dropna())  # numbers, so they sort
    drawn = figure(f"{GROUPS}&{more}", ranking.NAME)
    own = next(trace for trace in drawn["data"] if trace["name"] == "you")
    assert own["customdata"] == [None, None]
    assert all(length > 0 for length in own["x"])
    assert {"“Nordics”", "“Weimar”"} <= set(texts(drawn))


def test_own_groups_are_said_under_the_map_and_on_the_card():
    table = view(GROUPS, ranking.NAME).table.set_index("Donor")
    together = words.amount(table.loc["“Nordics”", "EUR bn"], "eur-bn")
    assert f"“Nordics” {together}" in view(GROUPS, donor_map.NAME).sentence
    address = read(f"{GROUPS}&donor=DNK", TABLES)[0]
    part = words.pct(100 * table.loc["Denmark", "EUR bn"] / table.loc["“Nordics”", "EUR bn"])
    assert f"{part} of the {together} of “Nordics”" in parsed(donor.card(TABLES, address)).text
    assert "Your group" not in donor.card(TABLES, address.but(donor="USA"))
    assert "Your group" not in donor.card(TABLES, read("donors=USA&donor=DNK&" + GROUPS, TABLES)[0])


def test_a_group_of_which_nobody_counts_is_left_out():
    assert list(view(f"{GROUPS}&donors=USA", ranking.NAME).table["Donor"]) == ["United States"]
    assert "none is counted" in view(f"{GROUPS}&donors=USA", donor_map.NAME).sentence


def test_the_second_leader_of_a_title_is_one():
    assert view("measure=commitments&kind=all", ranking.NAME).title.endswith(" does")


def test_the_longest_bar_of_every_category_fills_its_column():
    made = view("", weapons.NAME).draw(size="L").json()["data"]
    longest: dict[float, float] = {}
    for trace in made:
        longest[trace["base"]] = max([longest.get(trace["base"], 0), *trace["x"]])
    assert len(longest) == 5
    assert len({round(px, 6) for px in longest.values()}) == 1


def test_the_window_of_a_donors_months_holds_its_last_month():
    made = figure("donor=DEU&from=2022-01&to=2022-12", donor.NAME)
    washes = [s for s in made["layout"]["shapes"] if s.get("fillcolor") == tokens.light("you_w")]
    for trace in made["data"]:
        for month, x in zip(trace["customdata"], trace["x"], strict=True):
            is_inside = any(wash["x0"] < x < wash["x1"] for wash in washes)
            assert is_inside is ("2022-01" <= month.removeprefix("month:") <= "2022-12")
