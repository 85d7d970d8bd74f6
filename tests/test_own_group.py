"""Own groups: read strictly, kept in the link, and a partition like any other in every sum."""

import pytest

from tests.parsed import parsed
from tests.reader import BOARD
from widgets.chapters.carries import own_groups
from widgets.draw import tokens
from widgets.reading import address as addresses
from widgets.reading import in_words, own_group
from widgets.reading.address import Address
from widgets.reading.own_group import OwnGroup
from widgets.reading.reading import Reading, from_query, with_group
from widgets.sums import flows
from widgets.tables.package import load

TABLES = load()
NORDICS = OwnGroup("Nordics", ("DNK", "FIN", "ISL", "NOR", "SWE"))
WEIMAR = OwnGroup("Weimar", ("DEU", "FRA", "POL"))
BOTH = "Nordics~DNK.FIN.ISL.NOR.SWE_Weimar~DEU.FRA.POL"


def test_a_text_is_read_and_written():
    assert own_group.read(BOTH, TABLES) == (NORDICS, WEIMAR)
    assert own_group.text((NORDICS, WEIMAR)) == BOTH
    assert own_group.read("  The   two ~POL.DEU.POL", TABLES) == (
        OwnGroup("The two", ("DEU", "POL")),
    )
    assert own_group.read("", TABLES) == ()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("~DEU", "need a name"),
        ("a" * 25 + "~DEU", "need a name"),
        ("<b>x~DEU", "letters, digits"),
        ("a&amp;~DEU", "letters, digits"),
        ("a=b~DEU", "letters, digits"),
        ("Two", "at least one donor"),
        ("Two~", "at least one donor"),
        ("Two~DEU.XXX", "know no donor “XXX”"),
        ("One~DEU_Two~DEU.POL", "hold Germany twice"),
        ("One~DEU_one~POL", "two of the same name"),
        ("A~DEU_B~POL_C~FRA_D~ITA", "3 at most"),
        ("A~" + "DEU." * 400, "too long"),
    ],
)
def test_what_is_no_group_is_said_and_nothing_is_guessed(given, said):
    with pytest.raises(ValueError, match=said):
        own_group.read(given, TABLES)
    address, (problem,) = addresses.read(f"groups={given.replace('&', '%26')}", TABLES)
    assert address == Address()
    assert said in problem.sentence
    assert problem.sentence.startswith("“Your groups” ")
    assert problem.sentence.endswith(" shown.")


def test_a_step_adds_replaces_and_removes():
    address, problems = addresses.changed(
        Address(), [["set", "group", "Nordics~DNK"], ["set", "group", "Weimar~DEU.FRA.POL"]], TABLES
    )
    assert problems == []
    assert [g.name for g in address.reading.groups] == ["Nordics", "Weimar"]
    address, _ = addresses.changed(address, [["set", "group", "nordics~FIN.SWE"]], TABLES)
    assert address.reading.groups[1] == OwnGroup("nordics", ("FIN", "SWE"))
    address, _ = addresses.changed(address, [["set", "groups", ""]], TABLES)
    assert address == Address()
    same, (problem,) = addresses.changed(address, [["set", "group", "nobody"]], TABLES)
    assert same == address
    assert "Nothing was changed" in problem.sentence


def test_the_sums_of_groups_by_hand():
    reading = Reading(groups=(NORDICS, WEIMAR), last="2024-09")
    sums = flows.window_sums(TABLES, reading, "own")
    aid = TABLES.aid
    aid = aid[(aid["kind"] == "military") & (aid["month"] <= "2024-09")]
    for key, group in (("own-0", NORDICS), ("own-1", WEIMAR)):
        donors = [TABLES.donor_of[code] for code in group.codes]
        whole = aid[aid["donor"].isin(donors)]["allocations_eur_bn"].sum()
        assert sums[key] == pytest.approx(whole)
    assert sums.sum() == pytest.approx(aid["allocations_eur_bn"].sum())
    names = flows.group_names(TABLES, reading)
    assert names["own-0"] == "Nordics"
    assert names["eu"] == "Other EU members"
    assert names["oe"] == "Rest of other Europe"
    assert names["us"] == "United States"


def test_a_group_of_its_own_is_named_wherever_it_is_counted():
    reading = Reading(donors=WEIMAR.codes, groups=(NORDICS, WEIMAR))
    assert in_words.donors_name(reading, TABLES) == "“Weimar”"
    eu = tuple(c for c, d in TABLES.donor_of.items() if TABLES.group_of[d] == "eu")
    assert in_words.donors_name(Reading(donors=eu), TABLES) == "EU members"
    for name in ("flows-over-time", "flows-sankey", "flows-promised", "flows-promised-donors"):
        shown = BOARD.content(TABLES, Address(reading), name, "L")
        assert "“Weimar”" in shown["head"]["subtitle"], name


@pytest.mark.parametrize("name", ["flows-over-time", "flows-sankey", "flows-promised-donors"])
def test_groups_are_drawn_and_tabled(name):
    address = Address(Reading(groups=(NORDICS, WEIMAR)))
    view = BOARD.view(TABLES, address, name)
    text = view.text()
    assert "Nordics" in text
    assert "Weimar" in text
    assert ("Other EU members" in text) is (name != "flows-promised-donors")
    assert tokens.light("you").lower() in str(view.figure("L").to_dict()).lower()
    assert "Nordics" not in BOARD.view(TABLES, Address(), name).text()


def test_the_list_has_a_way_in_and_a_way_out():
    address = Address(Reading(groups=(NORDICS,)), span=6)
    tree = parsed(str(own_groups.text(TABLES, address)))
    links = {e.text: e.attrs for e in tree.having("data-set")}
    assert links["Count it alone"]["data-set"] == "donors=DNK.FIN.ISL.NOR.SWE"
    assert "Nordics" not in links
    assert "Weimar" in links
    for attrs in links.values():
        field, _, value = attrs["data-set"].partition("=")
        stepped, problems = addresses.changed(address, [["set", field, value]], TABLES)
        assert problems == []
        # the page without a script goes where the step goes
        assert addresses.read(attrs["href"][1:], TABLES) == (stepped, [])
    alone = address.but(reading=address.reading.but(donors=NORDICS.codes))
    assert "Count all donors" in own_groups.text(TABLES, alone)


def test_groups_are_not_read_where_a_name_would_be_markup():
    reading, problems = from_query("groups=%3Cimg%20src%3Dx%3E~DEU", TABLES)
    assert reading == Reading()
    assert "<" not in problems[0].sentence


@pytest.mark.parametrize("given", ["", BOTH])
def test_one_group_is_added_at_a_time(given):
    changed, (problem,) = with_group(Reading(), given, TABLES)
    assert changed == Reading()
    assert "takes one group at a time, as in Nordics~DNK.SWE. Nothing was" in problem.sentence
