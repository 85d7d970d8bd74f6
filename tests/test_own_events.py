"""A teacher's own events: one line, bad rows named, the rest drawn, no script runs."""

import pandas as pd
import pytest

from tests.parsed import HOSTILE, assert_harmless, parsed
from widgets.chapters.timeline import blocks
from widgets.chapters.timeline import chapter as timeline
from widgets.chapters.timeline.events import card
from widgets.reading.address import Address
from widgets.reading.event_filter import EventFilter
from widgets.reading.reading import Reading
from widgets.tables.package import DataError, load, with_events

TABLES = load()
ROWS = [
    {
        "start": "2024-10-20",
        "title": "School debate",
        "summary": "We held a debate.",
        "importance": "1",
    },
    {"start": "2025-03", "end": "2025-05-10", "title": "Project weeks", "label": "Project"},
    {"start": "2025", "end": "..", "title": "Club"},
]


def test_own_events_join_ours_in_a_lane_of_their_own():
    tables, problems = with_events(TABLES, pd.DataFrame(ROWS))
    assert problems == []
    assert len(tables.events) == len(TABLES.events) + 3
    assert tables != TABLES
    assert len(load().events) == len(TABLES.events)
    view = timeline.timeline_view(tables, Reading())
    assert "Yours" in set(view.table["Lane"])
    assert "School debate" in set(view.table["Event"])
    for size in "SML":
        figure = view.draw(size=size).json()
        hits = next(t for t in figure["data"] if t["name"] == "events")
        assert "own-1" in hits["customdata"]
    assert "We held a debate." in card(tables, Address(event="own-1"))


def test_a_csv_file_in_one_line(tmp_path):
    path = tmp_path / "mine.csv"
    pd.DataFrame(ROWS).to_csv(path, index=False)
    explorer = blocks.explorer("", own=path)
    assert "School debate" in repr(explorer)
    assert explorer.link.problems == ()


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"start": "14 Oct", "title": "A"}, "field start: '14 Oct' is not an EDTF date"),
        ({"start": "", "title": "A"}, "field start: '' is not an EDTF date"),
        ({"start": "2024", "title": " "}, "field title: it is empty."),
        ({"start": "2024", "title": "A" * 81}, "field title: it is longer than 80 characters."),
        ({"start": "2024", "title": "A", "end": "2023"}, "field end: it lies before the start."),
        ({"start": "2024", "title": "A", "importance": "9"}, "field importance: '9' is not 1, 2"),
    ],
)
def test_a_bad_row_is_named_and_the_rest_still_draws(row, words):
    explorer = blocks.explorer("", own=pd.DataFrame([ROWS[0], row]))
    (problem,) = explorer.link.problems
    assert problem.startswith(f"Own events, row 2, {words}")
    assert problem.endswith("The row is left out.")
    assert "School debate" in repr(explorer)


def test_a_missing_file_or_column_is_a_sentence_and_ours_are_drawn(tmp_path):
    explorer = blocks.explorer("", own=tmp_path / "nothing.csv")
    assert "cannot be read as a CSV file" in explorer.link.problems[0]
    assert "NSATU" in repr(explorer)
    with pytest.raises(DataError, match="need the column 'start'"):
        with_events(TABLES, pd.DataFrame({"title": ["A"]}))


def test_a_bad_row_is_said_above_the_chart():
    explorer = blocks.explorer("", own=pd.DataFrame([ROWS[0], {"start": "x", "title": "<b>"}]))
    said = parsed(explorer.html()).one("data-text", "problems")
    assert [p.text for p in said.children] == list(explorer.link.problems)


def test_own_events_can_be_opened_and_filtered_by_their_lane():
    explorer = blocks.explorer("", own=pd.DataFrame(ROWS))
    explorer.link.do(["set", "lane", "own"], ["set", "event", "own-2"])
    assert explorer.link.problems == ()
    assert explorer.link.address.event == "own-2"
    events = explorer.link.tables.events
    assert f"3 of {(~events['era']).sum()} events" in repr(explorer)
    assert "Project weeks" in card(explorer.link.tables, Address(event="own-2"))


def test_text_from_such_a_file_cannot_run():
    tables, _ = with_events(
        TABLES, pd.DataFrame([{"start": "2024", "title": HOSTILE, "summary": HOSTILE}])
    )
    view = timeline.timeline_view(tables, Reading())
    assert assert_harmless(card(tables, Address(event="own-1"))).all("h4")[0].text == HOSTILE
    assert_harmless(timeline.event_options(tables, EventFilter()))
    for size in "SML":
        assert "<img" not in str(view.draw(size=size).json()["data"])


@pytest.mark.parametrize("size", "SML")
def test_a_label_is_drawn_as_it_was_written(size):
    """plotly reads `<b>`, `<br>` and links in a text."""
    rows = [{"start": "2024-10-20", "title": "A", "label": "<b>1 < 2</b>", "importance": "1"}]
    tables, _ = with_events(TABLES, pd.DataFrame(rows))
    figure = timeline.timeline_view(tables, Reading()).draw(size=size).json()
    (label,) = [a for a in figure["layout"]["annotations"] if a.get("name") == "own-1"]
    assert label["text"] == "<b>&lt;b&gt;1 &lt; 2&lt;/b&gt;</b>"
