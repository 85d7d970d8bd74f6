"""The flow diagram: who is named, what is the focus, and every picture that is played."""

import itertools

import pytest

from tests import small
from tests.parsed import parsed
from tests.reader import BOARD
from widgets.chapters.carries import sankey
from widgets.reading import address as addresses
from widgets.reading.address import Address
from widgets.reading.flow_choice import AS_IT_COMES, FlowChoice
from widgets.reading.reading import Reading
from widgets.tables.package import load

TABLES = load()


def drawn(reading: Reading, choice: FlowChoice = AS_IT_COMES, size: str = "L") -> dict:
    return sankey.sankey_view(TABLES, reading, choice).draw(size=size).json()


def focuses(figure: dict) -> set[str]:
    return set(next(t for t in figure["data"] if t["name"] == "nodes")["customdata"])


@pytest.mark.parametrize(("named", "count"), [("5", 5), ("10", 10), ("20", 20)])
def test_so_many_donors_have_their_names(named, count):
    table = sankey.sankey_view(TABLES, Reading(kind="all"), FlowChoice(named=named)).table
    donors = set(TABLES.group_of)
    ranked = TABLES.aid.groupby("donor")["allocations_eur_bn"].sum().nlargest(count)
    shown = donors & set(table["From"])
    assert set(ranked.index) <= shown
    # a group's last donor is named rather than folded alone
    assert len(shown) <= count + len(TABLES.group_names)


def test_every_donor_that_gave_can_be_named():
    table = sankey.sankey_view(TABLES, Reading(), FlowChoice(named="all")).table
    military = TABLES.aid[TABLES.aid["kind"] == "military"]
    gave = military.groupby("donor")["allocations_eur_bn"].sum()
    assert set(gave.index[gave > 0]) <= set(table["From"])
    figure = drawn(Reading(), FlowChoice(named="all"))
    labels = [n for n in figure["layout"]["annotations"] if n.get("xanchor") == "right"]
    places = sorted(n["y"] for n in labels if n["y"] > 10)
    assert all(b - a >= 12 for a, b in itertools.pairwise(places))  # none on another


@pytest.mark.parametrize("size", ["S", "M", "L"])
@pytest.mark.parametrize("named", ["", "10", "20", "all"])
@pytest.mark.parametrize("kind", ["all", "military", "financial", "humanitarian"])
def test_every_bar_and_label_lies_within_the_picture_and_none_on_another(kind, named, size):
    for upto in ("", "2022-02", "2024-06"):
        figure = drawn(Reading(kind=kind), FlowChoice(named=named, upto=upto), size)
        tall = figure["layout"]["height"]
        assert max(shape["y1"] for shape in figure["layout"]["shapes"]) <= tall
        columns: dict = {}
        for note in figure["layout"]["annotations"]:
            if "<b>" in note["text"]:
                columns.setdefault((note["x"], note.get("xanchor")), []).append(note["y"])
        for places in map(sorted, columns.values()):
            assert places[0] > 0
            assert places[-1] + 8 <= tall
            assert all(b - a >= 15.9 for a, b in itertools.pairwise(places))


def test_a_label_stays_beside_its_bar_while_the_diagram_is_played():
    figure = drawn(Reading(kind="all"), FlowChoice(upto="2022-06"))
    bars = {round(s["x0"]): [] for s in figure["layout"]["shapes"]}
    for shape in figure["layout"]["shapes"]:
        bars[round(shape["x0"])].append((shape["y0"], shape["y1"]))
    kinds = [n for n in figure["layout"]["annotations"] if n["text"].startswith("Military")]
    (x,) = [x for x in bars if 0 < kinds[0]["x"] - x < 30]
    top, bottom = bars[x][0]
    assert top - 9 <= kinds[0]["y"] <= bottom + 9


def test_a_click_is_a_step_to_the_focus_and_back():
    address = Address(Reading())
    for focus in focuses(drawn(address.reading)) - {"kind:all"}:
        field, _, value = focus.partition(":")
        there, problems = addresses.changed(address, [["set", field, value]], TABLES)
        assert problems == [], focus
        assert there != address, focus
        again = focuses(drawn(there.reading))
        back = f"{field}:all"
        assert back in again, focus
        field, _, value = back.partition(":")
        home, _ = addresses.changed(there, [["set", field, value]], TABLES)
        assert home.reading.donors == "all"
        assert focus not in again


def test_the_one_kind_counted_leads_to_all_kinds():
    assert "kind:all" in focuses(drawn(Reading()))
    assert "kind:military" in focuses(drawn(Reading(kind="all")))


def test_the_names_and_the_table_lead_there_too():
    figure = drawn(Reading())
    names = {note["name"] for note in figure["layout"]["annotations"] if note.get("captureevents")}
    assert {"donors:USA", "donors:DEU", "kind:all"} <= names
    shown = BOARD.content(TABLES, Address(), "flows-sankey", "L")
    links = {e.text: e.attrs for e in parsed(shown["table"]).having("data-set")}
    assert links["Germany"]["data-set"] == "donors:DEU".replace(":", "=")
    there, problems = addresses.read(links["Germany"]["href"][1:], TABLES)
    assert problems == []
    assert there.reading == Reading(donors=("DEU",))
    assert "Military" in links
    assert "From stockpiles" not in links


def test_the_focus_is_the_whole_pages():
    focused = Address(Reading(donors=("DEU",)))
    for name in ("flows-over-time", "flows-sankey", "flows-promised", "before-after"):
        kept = BOARD.charts[name].keep(focused)
        assert kept.reading.donors == ("DEU",)


def test_every_picture_adds_up_to_the_tables():
    """Fifty-two months, all kinds: the total, and each donor's own sum."""
    reading, choice = Reading(kind="all"), FlowChoice(named="all")
    aid = TABLES.aid
    for month in TABLES.months:
        now = FlowChoice(named="all", upto=month)
        view = sankey.sankey_view(TABLES, reading, now)
        until = aid[aid["month"] <= month]
        sums = until.groupby("donor")["allocations_eur_bn"].sum()
        names = set(TABLES.group_names.values())
        table = view.table[view.table["To"].isin(names)]
        table = table[table["From"].isin(sums.index)]
        given = table.groupby("From")["EUR bn"].sum()
        assert given.sum() == pytest.approx(sums.sum()), month
        for donor, value in given.items():
            assert value == pytest.approx(sums[donor]), (month, donor)
    whole = sankey.sankey_view(TABLES, reading, choice)
    assert view.table.equals(whole.table)
    assert view.title == whole.title


def test_pictures_keep_their_places():
    """A bar grows where it stands at the end: nothing jumps from month to month."""

    def tops(upto: str) -> list[tuple]:
        shapes = drawn(Reading(), FlowChoice(upto=upto))["layout"]["shapes"]
        return [(shape["x0"], shape["y0"]) for shape in shapes]

    def labels(upto: str) -> dict[str, float]:
        notes = drawn(Reading(), FlowChoice(upto=upto))["layout"]["annotations"]
        return {n["name"]: n["y"] for n in notes if n.get("captureevents")}

    assert tops("2022-03") == tops("2023-09") == tops("")
    early, late, end = (labels(upto) for upto in ("2022-03", "2023-09", ""))
    assert all(early[name] <= late[name] <= end[name] for name in end)
    early, late = drawn(Reading(), FlowChoice(upto="2022-03")), drawn(Reading())
    assert [t["name"] for t in early["data"]] == [t["name"] for t in late["data"]]
    assert early["layout"]["height"] == late["layout"]["height"]


def test_a_month_outside_the_window_is_the_whole_window():
    reading = Reading(first="2024-01", last="2024-06")
    for month in ("2023-12", "2024-06", "2024-07", ""):
        assert sankey.played_to(TABLES, reading, FlowChoice(upto=month)) == ""
    assert sankey.played_to(TABLES, reading, FlowChoice(upto="2024-03")) == "2024-03"


def test_steps_lead_one_month_back_and_on():
    address = Address(Reading(), flow=FlowChoice(named="5", upto="2023-03"))
    links = parsed(str(sankey.steps(TABLES, address))).having("data-set")
    assert [e.attrs["data-set"] for e in links] == ["upto=2023-02", "upto=2023-04"]
    for link in links:
        there, problems = addresses.read(link.attrs["href"][1:], TABLES)
        assert problems == []
        assert there.flow.named == "5"
        assert there.flow.upto == link.attrs["data-set"].partition("=")[2]
    last = address.but(flow=FlowChoice(upto=TABLES.months[-2]))
    assert (
        parsed(str(sankey.steps(TABLES, last))).having("data-set")[1].attrs["data-set"] == "upto="
    )
    one = Address(Reading(first="2024-02", last="2024-02"))
    assert sankey.steps(TABLES, one) == ""


def test_what_was_taken_back_makes_no_whole_and_is_said(tmp_path):
    """In the small tables the United States takes 1 bn back in February 2024."""
    tiny = small.tables(tmp_path)
    reading = Reading("commitments", "all", first="2024-02", last="2024-03")
    view = sankey.sankey_view(tiny, reading)
    assert view.draw is None
    assert "took back more" in view.refusal.sentence
    # played only so far, the first months alone decide it
    played = sankey.sankey_view(tiny, reading.but(first=None), FlowChoice(upto="2024-01"))
    assert played.draw
    assert played.table["EUR bn"].max() == 9


def test_with_nothing_given_yet_there_are_empty_places_and_a_sentence():
    reading = Reading(donors=("USA",))
    months = TABLES.aid[
        (TABLES.aid["donor"] == "United States") & (TABLES.aid["kind"] == "military")
    ]
    before = months[months["allocations_eur_bn"] == 0]["month"].iloc[0]
    view = sankey.sankey_view(TABLES, reading, FlowChoice(upto=before))
    assert "allocated nothing" in view.sentence
    assert len(view.table) == 0
    assert any(
        "United States" in n["text"] for n in view.draw(size="L").json()["layout"]["annotations"]
    )
