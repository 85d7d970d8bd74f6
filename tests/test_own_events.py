"""A teacher's own events: one line, bad rows named, the rest drawn, no script runs."""

import pandas as pd
import pytest

from widgets.explorers import timeline
from widgets.reading import Reading
from widgets.tables import DataError, load, with_events

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
    assert problems == [] and len(tables.events) == len(TABLES.events) + 3
    assert tables != TABLES and len(load().events) == len(TABLES.events)
    view = timeline.timeline_view(tables, Reading())
    assert "Yours" in set(view.table["Lane"]) and "School debate" in set(view.table["Event"])
    for size in "SML":
        figure = view.draw(size=size).to_plotly_json()
        hits = next(t for t in figure["data"] if t["name"] == "events")
        assert "own-1" in hits["customdata"]
    assert "We held a debate." in timeline.card(tables, "own-1")


def test_a_csv_file_in_one_line(tmp_path):
    path = tmp_path / "mine.csv"
    pd.DataFrame(ROWS).to_csv(path, index=False)
    explorer = timeline.explorer(own_events=path)
    assert "School debate" in repr(explorer) and explorer.link.problems == ()


@pytest.mark.parametrize(
    "row, words",
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
    explorer = timeline.explorer(own_events=pd.DataFrame([ROWS[0], row]))
    (problem,) = explorer.link.problems
    assert problem.startswith(f"Own events, row 2, {words}")
    assert problem.endswith("The row is left out.") and "School debate" in repr(explorer)


def test_a_missing_file_or_column_is_a_sentence_and_ours_are_drawn(tmp_path):
    explorer = timeline.explorer(own_events=tmp_path / "nothing.csv")
    assert "cannot be read as a CSV file" in explorer.link.problems[0]
    assert "NSATU" in repr(explorer)
    with pytest.raises(DataError, match="need the column 'start'"):
        with_events(TABLES, pd.DataFrame({"title": ["A"]}))


def test_text_from_such_a_file_cannot_run():
    hostile = '<img src=x onerror="alert(1)">'
    tables, _ = with_events(
        TABLES, pd.DataFrame([{"start": "2024", "title": hostile, "summary": hostile}])
    )
    view = timeline.timeline_view(tables, Reading())
    assert "<img" not in timeline.card(tables, "own-1")
    figure = str(view.draw(size="L").to_plotly_json()["data"])
    assert "<img" not in figure
