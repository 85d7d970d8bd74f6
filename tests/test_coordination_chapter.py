"""The chapter on who coordinates: its charts, sentences and cards at a date and a Reading."""

import inspect
import itertools
import json
import math
import re
from datetime import date

import pytest

from tests.parsed import Element, parsed
from tests.reader import BOARD
from widgets import words
from widgets.board.view import View
from widgets.chapters.coordinates import blocks as coordinates
from widgets.chapters.coordinates import chapter as coordination
from widgets.chapters.coordinates import distances, sites
from widgets.chapters.coordinates import stages as stage_words
from widgets.chapters.coordinates.actor import actor_card
from widgets.chapters.coordinates.drawings import tasks as handover
from widgets.chapters.coordinates.system import _boxes
from widgets.chapters.timeline import before_after
from widgets.draw import sheet as frame
from widgets.draw.tokens import light
from widgets.reading.address import Address, read
from widgets.reading.pick import Pick
from widgets.reading.reading import Reading
from widgets.sums import coordination as roles_on
from widgets.sums import flows, geography
from widgets.sums.coordination import NOT_YET, POSSIBLE, UNKNOWN
from widgets.tables.package import load

TABLES = load()
STAGES = roles_on.stages(TABLES)
DAYS = sorted({stage.last for stage in STAGES} | {date(2022, 2, 24), date(2026, 5, 2)})


def view(name: str, query: str = "") -> View:
    return BOARD.view(TABLES, read(query, TABLES)[0], name)


def texts(query: str = "") -> dict[str, Element]:
    address, problems = read(query, TABLES)
    assert problems == []
    return {name: parsed(html) for name, html in coordination.texts(TABLES, address).items()}


# --- tasks -----------------------------------------------------------------------------


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_table_is_the_diagrams_twin(day):
    table = view("handover-tasks", f"asof={day}").table
    assert list(dict.fromkeys(table["Task"])) == list(TABLES.tasks["name"])
    for task in roles_on.tasks(TABLES):
        rows = table[table["Task"] == task.name]
        pairs = roles_on.held(TABLES, day)[task.task]
        if pairs:
            assert list(rows["Who"]) == [role.name for role, _ in pairs]
            assert (rows["Sources"] != "").all()
        else:
            standing = roles_on.standing(TABLES, task, day)
            said = {UNKNOWN: "not known publicly", NOT_YET: "not there yet"}
            assert list(rows["Who"]) == [said[standing]]


def test_nobody_is_drawn_where_nobody_is_known():
    figure = view("handover-tasks").draw(size="L").json()
    notes = [note["text"] for note in figure["layout"]["annotations"]]
    assert notes.count("not known publicly") == 1


@pytest.mark.parametrize("size", frame.WIDTH_PX)
def test_every_role_answers_the_pointer_and_opens_its_actor(size):
    figure = view("handover-tasks").draw(size=size).json()
    hits = next(t for t in figure["data"] if t["name"] == "roles")
    assert set(hits["customdata"]) == {f"who:{actor}" for actor in TABLES.roles["actor"]}
    assert all(0 <= x <= frame.WIDTH_PX[size] for x in hits["x"])


@pytest.mark.parametrize("size", frame.WIDTH_PX)
def test_labels_in_bars_do_not_meet(size):
    figure = view("handover-tasks").draw(size=size).json()
    boxes = []
    for note in figure["layout"]["annotations"]:
        if note.get("captureevents"):
            text = re.sub("<.*?>", "", note["text"])
            wide = frame.text_px(text, bold="<b>" in note["text"])
            boxes.append((note["x"], note["x"] + wide, note["y"], text))
    assert len(boxes) > 10
    for one, two in itertools.combinations(boxes, 2):
        apart = one[1] <= two[0] or two[1] <= one[0] or abs(one[2] - two[2]) >= handover.BAR_PX
        assert apart, (one, two)


def test_a_date_moves_shapes_and_words_alone():
    one, two = (view("handover-tasks", f"asof={d}").draw(size="L").json() for d in DAYS[3:5])
    assert one["data"] == two["data"]
    assert len(one["layout"]["shapes"]) == len(two["layout"]["shapes"])
    assert len(one["layout"]["annotations"]) == len(two["layout"]["annotations"])


@pytest.mark.parametrize("right", [324, 1100])
def test_roles_of_one_lane_follow_each_other(right):
    scale = handover._Scale(0, right, date(2026, 5, 2))
    for task in roles_on.tasks(TABLES):
        own = [role for role in roles_on.roles(TABLES) if role.task == task.task]
        for lane in handover._lanes(own, scale):
            for one, two in itertools.pairwise(lane):
                assert one.span.last < two.span.start_first + handover.SHARED


@pytest.mark.parametrize("size", ["S", "M", "L"])
def test_every_role_has_its_name_at_its_bar(size):
    drawn = view("handover-tasks", "").draw(size=size).json()["layout"]["annotations"]
    named = [note for note in drawn if str(note.get("name", "")).startswith("who:")]
    assert len(named) == len(roles_on.roles(TABLES))
    width = frame.WIDTH_PX[size]
    for note in named:
        wide = frame.text_px(re.sub("<[^>]+>", "", note["text"]))
        first = note["x"] - (wide if note.get("xanchor") == "right" else 0)
        assert first >= 0
        assert first + wide <= width


# --- system ----------------------------------------------------------------------------


def test_the_system_before_and_after():
    made = view("handover-system", "asof=2025-04-11")
    table = made.table.set_index("Part")
    report, now = "14 October 2024", "11 April 2025 (your date)"
    assert table.loc["Contact group", [report, now]].tolist() == [
        "United States",
        "UK and Germany",
    ]
    assert table.loc["Hubs in Poland", [report, now]].tolist() == ["US Army", "NSATU"]
    assert table.loc["Matching requests and offers", [report, now]].tolist() == [
        "IDCC and SAG-U",
        "NSATU; perhaps IDCC and SAG-U",
    ]
    assert set(table.index[table["Changed"] == "yes"]) == {
        *("Contact group", "Matching requests and offers", "Hubs in Poland", "Training")
    }
    assert table.loc["Handing over to Ukraine", now] == "not known publicly"
    assert table.loc["Ukraine’s requests", "Changed"] == "no"
    assert made.title.startswith(f"{(table['Changed'] == 'yes').sum()} of {len(table)} parts")


@pytest.mark.parametrize(
    ("day", "number", "not_among"),
    [
        ("2022-03-31", 3, {"Hubs in Poland", "Repair", "Hub in Romania"}),
        ("2024-12-31", 2, {"Hub in Romania", "Contact group"}),
        ("2025-04-11", 4, {"Hub in Romania", "Repair"}),
        ("2025-09-15", 4, {"Hub in Romania", "Repair"}),
    ],
)
def test_a_part_of_the_system_is_other_only_for_certain(day, number, not_among):
    made = view("handover-system", f"asof={day}")
    assert made.title.startswith(f"{number} of 9 parts of the system certainly differ")
    table = made.table.set_index("Part")
    assert (table.loc[sorted(not_among), "Changed"] == "no").all()


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2024-10-14", "not known publicly; Romania hosts"),
        ("2025-04-11", "not known publicly; Romania hosts"),
        ("2026-05-02", "due: NSATU; Romania hosts"),
    ],
)
def test_the_box_of_the_romanian_hub_is_never_filled(day, says):
    boxes = {box.key: box for box in _boxes(TABLES, date.fromisoformat(day))}
    assert boxes["hub-romania"].text == says
    assert not boxes["hub-romania"].sure
    assert boxes["hub-romania"].side == ""


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("size", frame.WIDTH_PX)
def test_no_box_of_the_system_is_cut(size, day):
    figure = view("handover-system", f"asof={day}").draw(size=size).json()
    texts = [note["text"] for note in figure["layout"]["annotations"]]
    assert not [text for text in texts if "…" in text]


def test_a_box_of_two_sides_has_the_colour_of_neither():
    boxes = {box.key: box for box in _boxes(TABLES, date(2025, 4, 11))}
    assert (boxes["pledge"].text, boxes["pledge"].side) == ("UK and Germany", "none")
    assert boxes["hub-poland"].side == "nato"


def test_a_title_counts_who_may_still_have_a_part():
    for day, says in (
        ("2024-12-17", "the US in 9"),
        ("2024-12-18", "NATO has a part in 3 to 5 of 14 tasks, the US in 6 to 9"),
        ("2025-09-15", "the US in 3"),
    ):
        assert view("handover-tasks", f"asof={day}").title.endswith(says)


def test_on_the_day_of_the_report_nothing_is_other():
    made = view("handover-system", "asof=2024-10-14")
    assert set(made.table["Changed"]) == {"no"}
    assert "Nothing" in made.sentence


def test_what_no_source_speaks_of_any_more_is_last_known_and_no_change():
    table = view("handover-system", "asof=2026-05-02").table.set_index("Part")
    now = table["2 May 2026 (your date)"]
    assert now["Hubs in Poland"] == "last known: NSATU"
    assert now["Ukraine’s requests"] == "last known: Ukraine"
    assert table.loc["Ukraine’s requests", "Changed"] == "no"


# --- stages and sentences ----------------------------------------------------------------


def test_the_sentence_of_a_stage_is_computed():
    said = {q: texts(f"asof={q}")["asof-sentence"].text for q in ("2025-03-31", "2024-12-17")}
    assert said["2025-03-31"].startswith(
        "Polish hubs to NSATU, March 2025: running the Polish hubs passes from the US Army to "
    )
    assert "NSATU joins the IDCC and SAG-U in matching requests and offers" in said["2024-12-17"]
    assert "possibly a change in planning the transport" in said["2024-12-17"]
    assert "none of the stages had come yet" in texts("asof=2022-02-24")["asof-sentence"].text


def test_stages_are_links_that_set_the_date_by_which_they_had_come():
    tree = texts("asof=2025-02-20")["asof-stages"]
    links = [a for a in tree.all("a") if {"data-next", "data-before"}.isdisjoint(a.attrs)]
    assert [a.text for a in links] == list(TABLES.stages["name"])
    assert [a.attrs["data-set"].removeprefix("asof=") for a in links] == list(
        TABLES.stages["start_last"]
    )
    (current,) = tree.having("aria-current")
    assert current.text == "New chair: UK"
    assert tree.one("data-next").attrs["data-set"] == "asof=2025-03-31"
    assert tree.one("data-before").attrs["data-set"] == "asof=2025-02-12"
    assert texts("asof=2026-05-02")["asof-stages"].having("data-next") == []
    assert texts("asof=2022-02-24")["asof-stages"].having("data-before") == []


def test_playing_goes_through_every_stage_once():
    at, seen = "2022-02-24", []
    while following := texts(f"asof={at}")["asof-stages"].having("data-next"):
        at = following[0].attrs["data-set"].removeprefix("asof=")
        seen.append(at)
    assert seen == list(TABLES.stages["start_last"])


def test_the_first_sentence_counts_what_passed_at_stages_and_at_none():
    """Counted here from the rows as they are written, and beside it by hand."""
    report = "2024-10-14"
    roles = TABLES.roles[
        (TABLES.roles["confidence"] == "confirmed")
        & (TABLES.roles["part"] == "holds")
        & (TABLES.roles["start_first"] > report)
    ]
    stages = TABLES.stages[TABLES.stages["start_last"] > report]
    at, used = set(), set()
    for role in roles.itertuples():
        for stage in stages.itertuples():
            if stage.start_first <= role.start_first and role.start_last <= stage.start_last:
                at.add(role.task)
                used.add(stage.stage)
    elsewhere = [task for task in TABLES.tasks["task"] if task in set(roles["task"]) - at]
    by_hand = (
        {"pledge", "matching", "hub-poland", "hub-air-defence", "training", "superior"},
        {"take-over", "air-defence", "new-chair", "hubs", "co-chair"},
        ["financing", "procurement", "transport"],
    )
    assert (at, used, elsewhere) == by_hand
    text = stage_words.sentence(TABLES)
    assert (
        f"After the report {len(at) + len(elsewhere)} tasks got a new holder, alone or beside "
        f"others: {len(at)} of them at {len(used)} stages, and {len(elsewhere)} at none of these "
        "stages: paying, buying and planning the transport." in text
    )


def test_the_general_is_dated_and_not_of_today():
    text = stage_words.sentence(TABLES)
    assert "when the sources last speak of it, in May 2025: the general who commanded" in text
    assert not re.search(r"\bcommands in Wiesbaden is\b", text)


def test_the_chair_passes_at_its_own_stage_and_at_no_other():
    said = {q: texts(f"asof={q}")["asof-sentence"].text for q in ("2025-01-31", "2025-02-12")}
    assert "chair" not in said["2025-01-31"]
    assert "United States" not in said["2025-01-31"]
    assert (
        "chair of the contact group passes from the United States to the United Kingdom"
        in (said["2025-02-12"])
    )
    between = view("handover-tasks", "asof=2025-02-01").table.set_index("Task")
    chair = between.loc["Chair of the contact group"]
    assert (chair["Who"], chair["On your date"]) == ("United States", POSSIBLE)
    box = view("handover-system", "asof=2025-02-01").table.set_index("Part").loc["Contact group"]
    assert box["1 February 2025 (your date)"] == "possibly United States"
    assert box["Changed"] == "no"


def test_what_changed_after_the_last_stage_is_told_too():
    said = texts("asof=2025-07-20")["asof-sentence"].text
    assert "Since then: PURL joins" in said
    assert "in paying" in said
    assert "Since then" not in texts("asof=2025-04-11")["asof-sentence"].text


def test_stages_in_words_are_in_order_and_link_to_the_timeline():
    html = stage_words.stages(TABLES)
    assert html.index("sagu-announced") < html.index("nsatu-takes-over")


# --- actors ------------------------------------------------------------------------------


@pytest.mark.parametrize("actor", load().actors["actor"])
def test_every_actor_has_a_card_with_its_sources(actor):
    for day in (DAYS[0], date(2025, 4, 11), DAYS[-1]):
        card = parsed(actor_card(TABLES, actor, day)).one("class", "card")
        row = TABLES.actors.set_index("actor").loc[actor]
        assert row["full_name"] in card.text
        assert row["about"] in card.text
        assert card.one("class", "source").text.startswith("Sources: ")


def test_a_card_names_the_commander_of_the_day_and_sizes_as_counted_by_whom():
    before = texts("who=sag-u&asof=2024-03-01")["who-card"].text
    after = texts("who=nsatu&asof=2025-12-31")["who-card"].text
    assert "Antonio Aguto" in before
    assert "General Curtis Buzzard" not in before
    assert "Curtis Buzzard (United States) (not certain on this day)" in after
    assert "about 350 people, Wiesbaden (Maj Gen Keller, NSATU, November 2025)" in after
    assert "350" not in texts("who=nsatu&asof=2025-04-11")["who-card"].text


def test_a_card_names_the_source_of_every_fact_and_figure():
    sources = TABLES.sources.set_index("source")
    for actor, day in (("nsatu", date(2025, 12, 31)), ("sag-u", date(2024, 3, 1))):
        shown = parsed(actor_card(TABLES, actor, day)).one("class", "source").text
        facts = [f for f, _ in roles_on.current(TABLES, "actor_facts", day) if f.actor == actor]
        figures = roles_on.said_by(TABLES, day, actor)
        assert facts
        assert figures
        for row in (*facts, *figures):
            assert sources.loc[row.source, "title"] in shown


def test_the_first_deputy_commander_is_on_the_card_of_his_time():
    then = texts("who=nsatu&asof=2024-10-14")["who-card"].text
    assert "Major General Hartmut Renk (Germany)" in then
    assert "Keller" not in then
    later = texts("who=nsatu&asof=2025-10-01")["who-card"].text
    assert "Major General Maik Keller (Germany)" in later
    assert "Renk" not in later


def test_what_was_only_due_is_told_as_due():
    card = texts("who=nsatu&asof=2026-05-02")["who-card"].text
    assert "due January 2026" in card
    assert "since January 2026" not in card
    table = view("handover-tasks", "asof=2026-05-02").table
    row = table[(table["Task"] == "Running the Romanian hub") & (table["Who"] == "NSATU")]
    assert row[["When", "On your date"]].values.tolist() == [["due January 2026", "due"]]


def test_an_unknown_actor_has_no_card():
    for actor in ("", "<script>", "nobody"):
        assert actor_card(TABLES, actor, DAYS[0]) == ""


# --- the map -----------------------------------------------------------------------------


def drawn(name: str, query: str = "", size: str = "L") -> dict[str, dict]:
    figure = view(name, query).draw(size=size).json()
    return {trace["name"]: trace for trace in figure["data"]} | {"layout": figure["layout"]}


def test_the_town_of_the_romanian_hub_is_drawn_from_the_day_it_was_named():
    before, after = (drawn("handover-sites", f"asof={d}") for d in ("2025-09-29", "2025-09-30"))

    def towns(traces):
        every = [*traces["sites"]["text"], *traces["possible sites"]["text"]]
        return " ".join(every)

    assert "region" in before
    assert "Câmpia Turzii" not in towns(before)
    assert "region" not in after
    assert "Câmpia Turzii" in towns(after)
    words_of = [n["text"] for n in before["layout"]["annotations"]]
    assert any("town not published" in text for text in words_of)
    assert "Câmpia" not in view("handover-sites", "asof=2025-09-29").text()
    assert "no source named its town" in view("handover-sites", "asof=2025-09-29").sentence


@pytest.mark.parametrize("day", ["2024-10-14", "2025-04-11", "2025-10-01", "2026-05-02"])
def test_the_title_of_the_map_counts_marks_that_are_drawn(day):
    traces = drawn("handover-sites", f"asof={day}")
    count = {
        name: sum(text.count("<b>") for text in traces[name]["text"] if ", Kyiv: " not in text)
        for name in ("sites", "possible sites")
    }
    title = view("handover-sites", f"asof={day}").title
    certain, drawn_sites = re.search(
        r"certainly runs (\d+) of the (\d+) sites drawn", title
    ).groups()
    assert int(drawn_sites) == sum(count.values())
    filled = [
        text
        for text, colour in zip(
            traces["sites"]["text"], traces["sites"]["marker"]["color"], strict=True
        )
        if colour == light("nato")
    ]
    sure = [line for text in filled for line in text.split("<br>") if "not certain" not in line]
    assert int(certain) == sum(
        "NSATU" in s or "SHAPE" in s or "NATO" in s or "Rz" in s for s in sure
    )
    assert ("perhaps" in title) is (day == "2026-05-02")


def test_late_no_site_is_certainly_of_nato():
    title = view("handover-sites", "asof=2026-05-02").title
    assert "NATO certainly runs 0 of the" in title
    assert title.endswith(", perhaps 4")


def test_every_colour_of_a_site_is_in_the_legend():
    named = {"nato": "Dark", "us": "Orange", "eui": "Purple", "eu": "Blue", "none": "Grey"}
    seen = set()
    for day in DAYS:
        found = roles_on.current(TABLES, "sites", day)
        seen |= {sites._side(TABLES, row, day) for row, _ in found} - {"joint"}
    assert seen == set(named)
    note = view("handover-sites").note
    assert all(f"{colour}" in note for colour in named.values())
    assert "Square" in note


def test_a_host_is_drawn_hollow():
    marks = drawn("handover-sites", "asof=2025-10-01")
    assert any("Hub in Romania" in text for text in marks["possible sites"]["text"])
    assert not any("Hub in Romania" in text for text in marks["sites"]["text"])


@pytest.mark.parametrize("size", frame.WIDTH_PX)
def test_words_in_an_outlined_country_stay_within_it(size):
    figure = view("handover-sites", "asof=2025-04-11").draw(size=size).json()
    (region,) = (t for t in figure["data"] if t["name"] == "region")
    (note,) = (n for n in figure["layout"]["annotations"] if "Hub in" in n["text"])
    spots = [px(figure, size, *p) for p in zip(region["x"], region["y"], strict=True)]
    x, y = px(figure, size, note["x"], note["y"])
    letters, lines = note["font"]["size"], note["text"].split("<br>")
    for i, line in enumerate(lines):
        half = frame.text_px(re.sub("<.*?>", "", line), letters, "<b>" in line) / 2
        height = y + (i - (len(lines) - 1) / 2) * 1.3 * letters
        crossed = [
            x0 + (height - y0) / (y1 - y0) * (x1 - x0)
            for (x0, y0), (x1, y1) in itertools.pairwise(spots)
            if (y0 > height) != (y1 > height)
        ]
        assert any(at < x - half for at in crossed)
        assert any(at > x + half for at in crossed)
        assert not any(x - half < at < x + half for at in crossed), line


def test_sites_stand_at_the_centre_of_their_town():
    traces = drawn("handover-sites")
    places = geography.places(TABLES)
    centres = [geography.project(p.lon, p.lat) for p in places.values()]
    for trace in ("sites", "possible sites"):
        for x, y in zip(traces[trace]["x"], traces[trace]["y"], strict=True):
            assert min(abs(x - cx) + abs(y - cy) for cx, cy in centres) < 0.2


def test_the_hub_takes_the_colour_of_who_runs_it():
    def colour(day):
        marks = drawn("handover-sites", f"asof={day}")["sites"]
        at = next(i for i, t in enumerate(marks["text"]) if "Rzeszów-Jasionka" in t)
        return marks["marker"]["color"][at]

    assert (colour("2024-10-14"), colour("2025-04-11")) == (light("us"), light("nato"))


@pytest.mark.parametrize("query", ["", "to=2024-09", "donors=nato&kind=all", "donors=DEU.POL"])
def test_bands_are_as_wide_as_their_part_of_the_readings_sum(query):
    traces = drawn("handover-sites", query)
    bands = [trace for name, trace in traces.items() if name.startswith("flow ")]
    reading = read(query, TABLES)[0].reading.but(kind="military")
    sums = flows.window_sums(TABLES, reading, "group")
    total = sum(band["customdata"][0] for band in bands)
    assert total == pytest.approx(sums.sum())
    scales = []
    for band in bands:
        half = len(band["y"]) // 2
        width = band["y"][0] - band["y"][2 * half - 1]
        scales.append((width, band["customdata"][0]))
    widest = sum(width for width, _ in scales)
    for width, eur_bn in scales:
        assert width == pytest.approx(widest * eur_bn / total, abs=0.3)
    table = view("handover-sites", query).table
    assert table["Military aid, EUR bn"].sum() == pytest.approx(total)


def test_a_reading_without_materiel_draws_no_band_and_says_why():
    for query, why in (
        ("measure=commitments", "Commitments are not split by kind of aid."),
        ("measure=commitments&kind=all", "materiel cannot be told apart"),
        ("donors=EUI", "gave no military aid in your window"),
    ):
        made = view("handover-sites", query)
        assert why in made.sentence
        assert made.draw is not None
        assert not [n for n in drawn("handover-sites", query) if n.startswith("flow ")]
    scope = view("handover-sites", "kind=financial").caption.scope
    assert scope == "military aid: not your kind"


def test_no_chart_uses_a_map_that_is_fetched():
    for name in coordination.PARTS:
        for size in frame.WIDTH_PX:
            text = json.dumps(view(name).draw(size=size).json())
            assert not re.search(r"scattergeo|choropleth|scattermap|mapbox|\"geo\"", text)


# --- figures reported --------------------------------------------------------------------


def test_reported_figures_are_dots_and_no_line_joins_them():
    traces = drawn("handover-reported", "asof=2025-04-11")
    layout = traces.pop("layout")
    assert {trace["mode"] for trace in traces.values()} == {"markers"}
    dots = {name: len(trace["x"]) for name, trace in traces.items()}
    assert sum(dots.values()) == len(TABLES.reported_figures)
    said_by = (TABLES.reported_figures["date_last"] <= "2025-04-11").sum()
    assert dots["said by your date"] == said_by == 15
    slanted = [
        s
        for s in layout["shapes"]
        if s["type"] == "line" and s["x0"] != s["x1"] and s["y0"] != s["y1"]
    ]
    assert slanted == []


@pytest.mark.parametrize("size", frame.WIDTH_PX)
def test_the_line_of_the_date_passes_behind_every_word_it_meets(size):
    for day in ("2022-06-01", "2024-01-01", "2025-04-11"):
        figure = view("handover-reported", f"asof={day}").draw(size=size).json()
        (line,) = (s for s in figure["layout"]["shapes"] if s["line"]["color"] == light("you"))
        for note in figure["layout"]["annotations"]:
            wide = frame.text_px(re.sub("<.*?>", "", note["text"]), bold="<b>" in note["text"])
            meets = note["xanchor"] == "left" and note["x"] <= line["x0"] <= note["x"] + wide
            if meets and line["y0"] < note["y"] < line["y1"]:
                assert note["bgcolor"] == light("paper"), note["text"]


def test_what_the_statement_on_personnel_counts_is_reported_here_too():
    """Every number, place and month beside that statement is among the reported figures."""
    facts = TABLES.claim_facts[TABLES.claim_facts["claim"] == "personnel"]
    rows = TABLES.reported_figures

    def known(fact):
        same = (rows["number"] == fact.value) & (rows["source"] == fact.source)
        return (
            same & rows["place"].isin({fact.scope, fact.scope.replace("places", "sites")})
        ).any()

    missing = [fact.fact for fact in facts.itertuples() if not known(fact)]
    assert missing == ["plan-december"]  # the same plan stands here with another source
    assert {"present", "share", "bundeswehr", "keller"} <= set(facts["fact"])


def test_the_last_number_of_states_known_by_a_day_stands_in_the_system():
    for day, says in (
        ("2022-12-31", "40 states, Apr 2022"),
        ("2024-10-14", "54 states, Feb 2023 (reported)"),
        ("2025-07-20", "54 states, Feb 2023 (reported)"),
        ("2025-07-21", "52 states, Jul 2025"),
    ):
        table = view("handover-system", f"asof={day}").table.set_index("Part")
        assert table.loc["Donor states"].iloc[1] == says


def test_each_figure_names_who_said_it_and_when():
    table = view("handover-reported").table
    assert (table["Said by"] != "").all()
    assert (table["Source"] != "").all()
    assert table["Date"].str.match(r"\d{4}(-\d{2})*$").all()
    assert "18\u2009333 a month" in view("handover-reported").sentence


# --- distances ---------------------------------------------------------------------------


def test_the_reports_distance_in_three_ways():
    sentence = view("handover-distances").sentence.striptags().replace(words.NBSP, " ")
    assert "529 km (329 miles)" in sentence
    assert "464 km (288 miles)" in sentence
    assert "The report says some 500 km (311 miles)." in sentence
    other = view("handover-distances", "there=Warsaw").sentence
    assert "The report says" not in other


def test_both_ways_of_measuring_are_drawn():
    centre = drawn("handover-distances")["measured"]
    border = drawn("handover-distances", "ends=border")["measured"]
    assert (centre["x"][0], centre["y"][0]) == (border["x"][0], border["y"][0])
    assert (centre["x"][-1], centre["y"][-1]) != (border["x"][-1], border["y"][-1])
    assert "nearest point" in view("handover-distances", "ends=border").title


def test_rings_have_their_basis_their_spread_and_their_doubt():
    made = view("handover-distances", "rings=9m729&base=Kaliningrad").table.iloc[-1]
    assert (made["km"], made["Lowest figure, km"]) == (2500, 480)
    assert made["Basis"].startswith("US estimate")
    assert made["On your date"] == ("range only, drawn from Kaliningrad")
    dash = {
        day: ring("Tomahawk", f"asof={day}&rings=tomahawk")["line"]["dash"]
        for day in ("2024-07-09", "2024-07-10", "2025-10-01", "2026-05-02")
    }
    assert list(dash.values()) == ["dashdot", "dash", "dash", "dot"]
    late = view("handover-distances", "asof=2026-05-02").sentence
    assert "Reported, not confirmed." in late
    assert "No official page at hand says so" in late
    stationed = ring("Iskander-M", "rings=iskander&base=Kaliningrad")
    assert stationed["line"]["dash"] == "solid"
    assert stationed["name"] == "Iskander-M 500 km"


def ring(system, query):
    """The trace of a system's drawn figure."""
    traces = drawn("handover-distances", query)
    return next(t for name, t in traces.items() if name.startswith(f"{system} "))


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("rings=iskander", "drawn from Wiesbaden; stationed in Kaliningrad, last named 5 February"),
        ("rings=tomahawk&base=Kaliningrad", "drawn from Kaliningrad; announced for Germany"),
        (
            "rings=tomahawk&base=Kaliningrad&asof=2025-10-01",
            "drawn from Kaliningrad; announced, not confirmed for Germany",
        ),
        (
            "rings=dark-eagle&base=Kaliningrad&asof=2026-05-02",
            "drawn from Kaliningrad; reported cancelled for Germany",
        ),
        ("rings=kinzhal", "drawn from Wiesbaden"),
    ],
)
def test_a_ring_from_where_a_system_is_not_is_a_range_only(query, says):
    made = view("handover-distances", query)
    system = read(query, TABLES)[0].pick.rings
    name = TABLES.systems.set_index("system").loc[system, "name"]
    traced = ring(name, query)
    assert traced["line"]["dash"] == "dashdot"
    assert "range only" in traced["name"]
    assert f"range only, {says}" in made.sentence
    assert made.table.iloc[-1]["On your date"].startswith(f"range only, {says}")
    assert "Range only" in traced["text"]
    assert "Dash and dot: range only" in made.note


def test_a_system_counts_where_its_state_says_town_or_country():
    for base, system, here in (
        ("Wiesbaden", "tomahawk", True),
        ("Grafenwöhr", "tomahawk", True),
        ("Kaliningrad", "tomahawk", False),
        ("Wiesbaden", "iskander", False),
        ("Kaliningrad", "iskander", True),
    ):
        place = geography.places(TABLES)[base]
        found = distances.standing(TABLES, system, date(2025, 4, 11), place)
        assert found.is_here is here
        assert found.dash == (
            "dashdot" if not here else "dash" if system == "tomahawk" else "solid"
        )


def test_what_was_announced_is_dated_and_not_of_the_readers_day():
    sentence = view("handover-distances").sentence
    assert "announced for Germany (since 10 July 2024). The United States and Germany said" in (
        sentence
    )


def test_the_reports_figure_is_read_from_its_statement():
    assert distances.report_distance(TABLES) == ("Berlin", "Kaliningrad", 500)
    typed = inspect.getsource(distances) + inspect.getsource(coordination)
    assert not re.search(r"\b500\b", typed)


STATES = (
    *("", "rings=iskander", "base=Kaliningrad", "asof=2026-05-02", "rings=atacms", "ends=border"),
    *("here=Wiesbaden&there=Berlin", "here=Reykjav%C3%ADk&there=Moscow&ends=border"),
    *("rings=sm-6&base=Grafenw%C3%B6hr", "here=Berlin&there=Berlin", "rings=9m729"),
    *("here=Lisbon&there=Moscow&rings=taurus&base=Grafenw%C3%B6hr", "here=Bonn&there=Brussels"),
)


@pytest.mark.parametrize(("size", "query"), list(itertools.product(frame.WIDTH_PX, STATES)))
def test_every_name_on_the_map_of_distances_stands_nearest_to_its_own_mark(size, query):
    figure = view("handover-distances", query).draw(size=size).json()
    traces = {t["name"]: t for t in figure["data"]}
    rooms = {}
    for note in figure["layout"]["annotations"]:
        assert note["xanchor"] == "center"
        text = re.sub("<.*?>", "", note["text"])
        x, y = px(figure, size, note["x"], note["y"])
        middle = x + note["xshift"], y - note["yshift"]
        wide = frame.text_px(text, bold="<b>" in note["text"]) / 2
        rooms[text] = (middle[0] - wide, middle[1] - 8, middle[0] + wide, middle[1] + 8)
    assert len(rooms) == len(figure["layout"]["annotations"])
    dots = {n: t for n, t in traces.items() if t.get("marker", {}).get("symbol") == "diamond"}
    marks = {n: px(figure, size, t["x"][0], t["y"][0]) for n, t in dots.items()}
    rings = {n: t for n, t in traces.items() if t["mode"] == "lines" and " km" in n}
    drawn_rings = {n: t for n, t in rings.items() if t["line"]["width"] > 1}
    assert set(rooms) >= set(marks) | set(drawn_rings)
    for one, two in itertools.combinations(rooms.items(), 2):
        (_, a), (_, b) = one, two
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (one, two)
    for left, top, right, bottom in rooms.values():
        assert left >= 0
        assert top >= 0
        assert right <= frame.WIDTH_PX[size]
        assert bottom <= figure["layout"]["height"]
    for name, mark in marks.items():
        away = {other: outside(rooms[name], point) for other, point in marks.items()}
        assert min(away, key=away.get) == name
        assert 0 < away[name] < 45
        assert all(outside(room, mark) > 0 for room in rooms.values())
    for name in rings.keys() & rooms.keys():
        middle = (rooms[name][0] + rooms[name][2]) / 2, (rooms[name][1] + rooms[name][3]) / 2
        away = {}
        for other, trace in rings.items():
            points = [px(figure, size, *p) for p in zip(trace["x"], trace["y"], strict=True)]
            away[other] = min((outside(rooms[name], p), math.dist(middle, p)) for p in points)
        assert min(away, key=away.get) == name


def px(figure, size, x, y):
    (west, east), (south, north) = (figure["layout"][a]["range"] for a in ("xaxis", "yaxis"))
    width, height = frame.WIDTH_PX[size], figure["layout"]["height"]
    return (x - west) / (east - west) * width, (north - y) / (north - south) * height


def outside(room, point):
    left, top, right, bottom = room
    return math.hypot(
        max(left - point[0], 0, point[0] - right), max(top - point[1], 0, point[1] - bottom)
    )


def test_the_map_keeps_one_scale_both_ways():
    for query, size in itertools.product(("", "rings=atacms", "here=Lisbon"), frame.WIDTH_PX):
        layout = drawn("handover-distances", query, size)["layout"]
        assert layout["yaxis"]["scaleanchor"] == "x"
        assert layout["yaxis"]["scaleratio"] == 1
        wide, tall = (layout[a]["range"][1] - layout[a]["range"][0] for a in ("xaxis", "yaxis"))
        assert wide / tall == pytest.approx(frame.WIDTH_PX[size] / layout["height"], rel=0.01)


def test_a_town_to_itself_is_no_distance():
    made = view("handover-distances", "here=Berlin&there=Berlin&ends=border")
    assert made.table["km"].iloc[0] == 0
    assert made.draw(size="S").json()["data"]


# --- before and after --------------------------------------------------------------------


@pytest.mark.parametrize("stage", [s for s in STAGES if s.last > date(2023, 1, 1)])
def test_the_comparison_is_the_timelines_own_at_the_stages_month(stage):
    address = Address(Reading(kind="all"), span=3, pick=Pick(asof=stage.last.isoformat()))
    made = BOARD.view(TABLES, address, "handover-placebo")
    own = before_after.view(TABLES, Reading(kind="all"), span=3, month=stage.start[:7])
    assert made.name == "handover-placebo"
    assert made.title == own.title
    assert (made.refusal, made.sentence) == (own.refusal, own.sentence)
    if stage.event and own.table is not None:
        event = before_after.view(TABLES, Reading(kind="all"), stage.event, 3)
        assert made.table.equals(event.table)


def test_before_the_first_stage_there_is_nothing_to_compare():
    made = view("handover-placebo", "asof=2022-02-24")
    assert made.draw is None
    assert made.table is None
    assert made.refusal.sentence == (
        "By 24 February 2022 no stage had come, so there is nothing to compare; choose a date "
        "from 31 March 2022 on."
    )
    assert view("handover-placebo", "asof=2024-12-17").refusal is None


# --- what follows what -------------------------------------------------------------------


def test_parts_follow_no_more_than_they_need():
    whole = Address(
        Reading(kind="all", unit="share", first="2024-01"),
        "purl-announced",
        3,
        pick=Pick("2024-10-14", "nsatu", "Paris", "Rome", "border", "Kaliningrad", "iskander"),
    )
    kept = {name: part.keep(whole) for name, part in coordination.PARTS.items()}
    asof = Address(pick=Pick(asof="2024-10-14"))
    for name in ("handover-tasks", "handover-system", "handover-reported"):
        assert kept[name] == asof
    assert kept["handover-sites"] == asof.but(reading=Reading(kind="all", first="2024-01"))
    assert kept["handover-distances"].reading == Reading()
    assert kept["handover-distances"].pick.who == ""
    assert kept["handover-placebo"] == asof.but(reading=whole.reading, span=3)


def test_the_chapter_stands_alone_in_a_notebook():
    made = coordinates.explorer("")
    tree = parsed(made.html())
    charts = [e.attrs["data-chart"] for e in tree.having("data-chart")]
    assert charts == list(coordination.PARTS)
    places = {e.attrs["data-text"] for e in tree.having("data-text")}
    assert places == set(made.board.answer(TABLES, Address(), {})["texts"])
    assert {e.attrs["data-field"] for e in tree.having("data-field")} >= {
        *("asof", "asof_day", "who", "here", "there", "ends", "base", "rings", "span")
    }
    text = repr(coordinates.explorer(Reading(last="2024-09")))
    assert "Running the Polish hubs" in text
    assert "Kaliningrad" in text


def test_what_a_table_holds_is_shown_as_text():
    hostile = '<img src=x onerror="alert(1)">'
    row = next(TABLES.reported_figures.itertuples())._replace(
        unit=hostile, said_by=hostile, place=hostile, about=hostile
    )
    assert "<img" not in sites._point(TABLES, row)[4]
    circle = distances._circles(
        next(TABLES.systems.itertuples())._replace(name=hostile, basis=hostile),
        geography.places(TABLES)["Berlin"],
        distances.Standing("announced", hostile, False, "", "", ""),
        0.0,
    )[0]
    assert "<img" not in circle.hover


@pytest.mark.parametrize(
    ("size", "day"), list(itertools.product(frame.WIDTH_PX, ("2025-04-11", "2026-05-02")))
)
def test_names_on_the_map_of_sites_do_not_meet_and_stay_inside(size, day):
    figure = view("handover-sites", f"asof={day}").draw(size=size).json()
    (west, east), (south, north) = (figure["layout"][a]["range"] for a in ("xaxis", "yaxis"))
    width, height = frame.WIDTH_PX[size], figure["layout"]["height"]
    boxes = []
    for note in figure["layout"]["annotations"]:
        lines = [re.sub("<.*?>", "", line) for line in note["text"].split("<br>")]
        wide, tall = max(map(frame.text_px, lines)), 17 * len(lines)
        x = (note["x"] - west) / (east - west) * width + note.get("xshift", 0)
        y = (north - note["y"]) / (north - south) * height - note.get("yshift", 0)
        left = x - wide * {"left": 0, "center": 0.5, "right": 1}[note["xanchor"]]
        top = y - tall * {"top": 0, "middle": 0.5, "bottom": 1}[note["yanchor"]]
        boxes.append((left, left + wide, top + 2, top + tall - 2, lines))
    assert len(boxes) > 6
    for one, two in itertools.combinations(boxes, 2):
        apart = one[1] <= two[0] or two[1] <= one[0] or one[3] <= two[2] or two[3] <= one[2]
        assert apart, (one, two)
    assert all(left >= -2 and right <= width + 2 for left, right, *_ in boxes), boxes
