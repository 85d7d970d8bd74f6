"""Controls are native, named by their field, show the Address, and offer what it can be."""

from dataclasses import fields

import pandas as pd
import pytest
from hypothesis import given, settings
from markupsafe import Markup

from tests.parsed import HOSTILE, Element, assert_harmless, parsed
from tests.test_address import all_addresses
from widgets.board import controls, inputs
from widgets.chapters.timeline import before_after
from widgets.chapters.timeline.chapter import event_options
from widgets.reading import address as addresses
from widgets.reading import event_filter, what_if
from widgets.reading.address import Address
from widgets.reading.event_filter import LONGEST_SEARCH, EventFilter
from widgets.reading.pick import Pick
from widgets.reading.reading import Reading, with_field
from widgets.tables.package import OWN_LANE, load, with_events

TABLES = load()
NAMES = {name: field.label for name, field in controls.COUNTED.items()}
OWN = set(addresses.FIELDS) - {"way", "zoom"}  # links set these
ASSUMED = set(what_if.FIELDS) - {"revealed"}  # a link sets that
DEFAULT = Address()


def made(address: Address = DEFAULT, tables=TABLES) -> Element:
    """All controls in one tree."""
    listed = event_options(tables, address.events, address.event)
    texts = {"counting": Markup("x"), "problems": Markup(""), "event-options": listed}
    named = (controls.made(name, tables, address, texts, "u") for name in controls.NAMES)
    return parsed(Markup("").join(named))


def shown(control: Element) -> str:
    """The value that a control begins with; a select without a choice shows its first."""
    if control.tag == "input":
        return control.attrs["value"]
    chosen = control.having("selected") or control.all("option")
    return chosen[0].attrs["value"]


def values(control: Element) -> list[str]:
    return [option.attrs["value"] for option in control.all("option")]


def test_the_bar_has_the_eight_controls_by_name():
    bar = parsed(controls.made("bar", TABLES, DEFAULT, {"counting": "", "problems": ""}, "u"))
    named = [control.name(bar).removesuffix("changed") for control in bar.having("data-field")]
    assert (
        named
        == list(NAMES.values())
        == [
            *("Measure", "Kind of aid", "Donors", "EU institutions"),
            *("Unit", "Rhythm", "From", "To"),
        ]
    )


def test_every_field_has_one_control_with_a_name():
    tree = made()
    sliders = [c for c in tree.having("data-field") if c.attrs.get("type") == "range"]
    beside = [c for c in sliders if c.attrs["data-field"] != addresses.ASOF_DAY]
    mains = [c for c in tree.having("data-field") if c not in beside]
    controls_of = {c.attrs["data-field"]: c for c in mains}
    assert len(controls_of) == len(mains)
    assert set(controls_of) == set(NAMES) | OWN | {addresses.ASOF_DAY} | ASSUMED
    for slider in beside:  # of a number box, under its name
        label = what_if.FIELDS[slider.attrs["data-field"]].label
        assert slider.attrs["aria-label"] == f"{label}, slider"
        assert slider.attrs["max"] == controls_of[slider.attrs["data-field"]].attrs["max"]
    for name in ASSUMED - set(what_if.GUESSED):
        assert controls_of[name].name(tree) == what_if.FIELDS[name].label
    assert controls_of[addresses.ASOF_DAY].name(tree).startswith("Your date, from 24 February 2022")
    for name in OWN:
        assert controls_of[name].name(tree) == addresses.FIELDS[name].label
    assert {c.tag for c in controls_of.values()} == {"select", "input"}


@given(all_addresses())
@settings(max_examples=20)
def test_the_controls_show_the_address(address):
    state = controls.shown(address, TABLES)
    tree = made(address)
    for control in tree.having("data-field"):
        assert shown(control) == state["values"][control.attrs["data-field"]]
    for mark in tree.having("data-changed"):
        name = mark.attrs["data-changed"]
        assert ("hidden" not in mark.attrs) is (name in state["changed"])
        classes = tree.one("data-field", name).attrs.get("class")
        assert classes == ("is-changed" if name in state["changed"] else None)
    assert state["changed"] == address.reading.changed()


def test_what_is_offered_can_be_chosen_and_what_can_be_is_offered():
    tree = made()
    for name in OWN:
        if name not in ("text", "asof"):  # what is typed, and a date
            offered = values(tree.one("data-field", name))
            choices = {str(choice) for choice in addresses.FIELDS[name].choices(TABLES)}
            if name == "donor":  # as the Reading has it: shown as the donor that it has
                choices -= {""}
            assert sorted(offered) == sorted(choices)
    for name in NAMES:
        for value in values(tree.one("data-field", name)):
            if value != "chosen":
                assert with_field(Reading(), name, value, TABLES)[1] == []
    assert values(tree.one("data-field", "first")) == list(TABLES.months)


def test_a_list_of_donors_is_shown_by_its_length():
    state = controls.shown(Address(Reading(donors=("DEU", "POL"))), TABLES)
    assert state["values"]["donors"] == "chosen"
    assert state["chosen"] == ["DEU", "POL"]
    tree = made(Address(Reading(donors=("DEU", "POL"))))
    own = tree.one("data-field", "donors").one("value", "chosen")
    assert own.text == "Your list (2)"
    assert "selected" in own.attrs
    assert "hidden" not in tree.one("data-edit").attrs
    tree = made()
    assert tree.one("data-field", "donors").one("value", "chosen").text == "Your list …"
    assert "hidden" in tree.one("data-edit").attrs


def test_the_window_shows_the_releases_own_months():
    state = controls.shown(Address(), TABLES)
    assert (state["values"]["first"], state["values"]["last"]) == ("2022-01", "2026-04")
    assert state["changed"] == []


def test_every_donor_can_be_ticked_in_its_group():
    (dialog,) = made().all("dialog")
    assert dialog.name(dialog)
    groups = dialog.all("fieldset")
    assert [g.all("legend")[0].text for g in groups] == list(TABLES.group_names.values())
    boxes = [box.attrs["value"] for box in dialog.having("type", "checkbox")]
    assert sorted(boxes) == sorted(TABLES.donors["iso3"])
    assert all(box.name(dialog) in TABLES.group_of for box in dialog.having("type", "checkbox"))


def test_showing_all_events_resets_every_filter_and_search_is_as_long_as_it_can_be():
    tree = made()
    events, statements = (set(e.attrs["data-reset"].split()) for e in tree.having("data-reset"))
    assert events == {field.name for field in fields(EventFilter)}
    assert statements == {"claim_kind", "verdict"}
    search = tree.one("data-field", "text")
    assert search.attrs["maxlength"] == str(LONGEST_SEARCH)
    assert search.attrs["type"] == "search"


def test_the_lanes_are_those_of_the_data_and_own_events_have_one_more_on_top():
    assert set(event_filter.lanes_of(TABLES)) == set(
        TABLES.events.loc[~TABLES.events["era"], "lane"]
    )
    own, _ = with_events(TABLES, pd.DataFrame([{"start": "2024", "title": "A"}]))
    assert list(event_filter.lanes_of(own)) == [OWN_LANE, *event_filter.lanes_of(TABLES)]
    assert OWN_LANE in values(made(tables=own).one("data-field", "lane"))


def test_a_day_is_picked_by_date_or_by_a_slider_on_which_the_stages_are_marked():
    tree = made(Address(pick=Pick(asof="2024-12-17")))
    day, slider = tree.one("data-field", "asof"), tree.one("data-field", addresses.ASOF_DAY)
    assert day.attrs["type"] == "date"
    assert slider.attrs["type"] == "range"
    days = list(addresses.FIELDS["asof"].choices(TABLES))
    assert (day.attrs["min"], day.attrs["max"]) == (days[0], days[-1])
    assert (slider.attrs["min"], slider.attrs["max"]) == ("0", str(len(days) - 1))
    assert days[int(slider.attrs["value"])] == "2024-12-17"
    assert slider.attrs["aria-valuetext"] == "17 December 2024"
    marks = tree.one("id", slider.attrs["list"]).all("option")
    assert [mark.attrs["label"] for mark in marks] == list(TABLES.stages["name"])
    assert [days[int(mark.attrs["value"])] for mark in marks] == list(TABLES.stages["start_last"])


def test_ids_begin_with_the_uid():
    ids = [e.attrs["id"] for e in made().having("id")]
    assert len(ids) == len(set(ids)) == 9
    assert all(i.startswith("u-") for i in ids)


def test_problems_are_paragraphs_of_text():
    said = assert_harmless(controls.problems([HOSTILE, "Two."]))
    assert [p.text for p in said.children] == [HOSTILE, "Two."]
    assert controls.problems([]) == ""


def test_options_are_text():
    tree = assert_harmless(inputs.options([(HOSTILE, HOSTILE), ("b", "B")], HOSTILE))
    first, second = tree.all("option")
    assert first.attrs == {"value": HOSTILE, "selected": None}
    assert first.text == HOSTILE
    assert second.attrs == {"value": "b"}


@pytest.mark.parametrize("text", [HOSTILE, "<script>", "&amp;", '"'])
def test_a_search_is_shown_as_it_was_typed(text):
    tree = made(Address(events=EventFilter(text=text)))
    assert tree.one("data-field", "text").attrs["value"] == text
    assert not tree.all("img", "script")


def test_a_statement_is_announced_where_it_stands():
    (place,) = parsed(controls.statement("what-if", Markup("A <b>sum</b>."))).children
    assert place.attrs["data-text"] == "what-if"
    assert place.attrs["role"] == "status"
    assert place.text == "A sum."
    assert place.all("b")


def test_an_event_is_marked_in_the_month_that_it_is_compared_by():
    for event in TABLES.events["event"]:
        marked = controls.shown(Address(event=event), TABLES)["marked"]
        assert marked in ("", before_after.cut_month(TABLES, event))
