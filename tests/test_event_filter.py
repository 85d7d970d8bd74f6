"""The filter keeps what fits, and the eras; signs are only signs."""

import pandas as pd
import pytest

from widgets.reading.event_filter import EventFilter, actors
from widgets.tables.package import load, with_events

TABLES = load()
ERAS = set(TABLES.events.loc[TABLES.events["era"], "event"])


def found(**fields) -> set[str]:
    return set(EventFilter(**fields).chosen(TABLES)["event"])


@pytest.mark.parametrize(
    ("shown", "event", "hidden"),
    [
        (EventFilter(text="NSATU wiesbaden"), "rutte-visits-wiesbaden", "us-election-2024"),
        (EventFilter(lane="war"), "full-scale-invasion", "purl-announced"),
        (EventFilter(importance=1), "nsatu-takes-over", "himars-announced"),
        (EventFilter(confidence="reported"), "ankara-summit", "full-scale-invasion"),
        (EventFilter(actor="Russia"), "full-scale-invasion", "nsatu-takes-over"),
    ],
)
def test_a_filter_keeps_what_fits_and_every_era(shown, event, hidden):
    events = set(shown.chosen(TABLES)["event"])
    assert event in events
    assert hidden not in events
    assert events >= ERAS


def test_a_filter_without_fields_keeps_everything_in_file_order():
    assert list(EventFilter().chosen(TABLES)["event"]) == list(TABLES.events["event"])


def test_signs_are_only_signs():
    for text in (".*(", "\\", "[", "%"):
        assert found(text=text) <= found()
    assert found(text=".*(") == ERAS


def test_words_are_found_in_any_order_case_and_part():
    assert found(text="wiesbaden NSATU") == found(text="  nsatu   WIESBADEN ")
    assert found(text="wiesb") >= found(text="wiesbaden") != ERAS


def test_fields_together_keep_what_fits_all():
    both = found(lane="aid", confidence="reported") - ERAS
    assert both == (found(lane="aid") & found(confidence="reported")) - ERAS


def test_an_actor_is_a_whole_name():
    names = actors(TABLES)
    assert names == sorted(set(names))
    assert "" not in names
    assert found(actor="Russ") == ERAS < found(actor="Russia")
    rows = EventFilter(actor="Russia").chosen(TABLES)
    assert all("Russia" in text.split(";") for text in rows.loc[~rows["era"], "actors"])


def test_own_events_are_filtered_like_ours():
    own, _ = with_events(TABLES, pd.DataFrame([{"start": "2024-10-20", "title": "School debate"}]))
    assert "own-1" in set(EventFilter(text="school").chosen(own)["event"])
    assert "own-1" not in set(EventFilter(actor="Russia").chosen(own)["event"])
    assert "own-1" not in set(EventFilter(text="school").chosen(TABLES)["event"])
