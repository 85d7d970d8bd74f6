"""Who held what on a day: a table checked by hand, imprecise dates, and what stages changed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.sums import coordination as roles_on
from widgets.sums.coordination import CERTAIN, HELD, NOT, NOT_YET, PERHAPS, POSSIBLE, UNKNOWN, Span
from widgets.tables import dates
from widgets.tables.package import load

TABLES = load()
TASKS = {task.task: task for task in roles_on.tasks(TABLES)}
STAGES = {stage.stage: stage for stage in roles_on.stages(TABLES)}

# Read off the sources by hand: who certainly holds the four tasks of the hand-over, and the chair,
# on the day by which each stage had come. Others are left to the tests below.
BY_HAND = {
    #                  matching                    Polish hubs  air defence   chair
    "control-centre": ("US control centre+IDCC", "", "", ""),
    "contact-group": ("US control centre+IDCC", "", "", "United States"),
    "sag-u": ("IDCC", "", "", "United States"),  # whether SAG-U works yet in November is open
    "summit": ("IDCC+SAG-U", "US Army", "US Army", "United States"),
    "report": ("IDCC+SAG-U", "US Army", "US Army", "United States"),
    "take-over": ("IDCC+SAG-U+NSATU", "US Army", "US Army", "United States"),
    "air-defence": ("NSATU", "US Army", "NATO", ""),
    "new-chair": ("NSATU", "US Army", "NATO", "United Kingdom"),
    "hubs": ("NSATU", "NSATU", "NATO", "United Kingdom"),
    "us-leaves": ("NSATU", "NSATU", "NATO", "United Kingdom"),
    "co-chair": ("NSATU", "NSATU", "NATO", "United Kingdom+Germany"),
    "last-soldiers": ("NSATU", "NSATU", "NATO", "United Kingdom+Germany"),
    "romania": ("", "", "", "United Kingdom+Germany"),  # no source speaks of NSATU in 2026
}
COLUMNS = ("matching", "hub-poland", "hub-air-defence", "pledge")


def certain(day: date, task: str) -> str:
    pairs = roles_on.held(TABLES, day)[task]
    return "+".join(role.name for role, standing in pairs if standing == CERTAIN)


@pytest.mark.parametrize("stage", BY_HAND)
def test_the_holders_at_every_stage_are_those_found_by_hand(stage):
    found = tuple(certain(STAGES[stage].last, task) for task in COLUMNS)
    assert found == BY_HAND[stage]


def test_the_table_by_hand_has_every_stage():
    assert list(BY_HAND) == list(STAGES)


SPAN = Span(date(2025, 3, 1), date(2025, 3, 31), date(2025, 8, 1), date(2025, 8, 31))
OPEN = Span(date(2025, 3, 31), date(2025, 3, 31), date(2025, 12, 31), None)


@pytest.mark.parametrize(
    ("span", "day", "standing"),
    [
        (SPAN, "2025-02-28", NOT),
        (SPAN, "2025-03-01", POSSIBLE),
        (SPAN, "2025-03-30", POSSIBLE),
        (SPAN, "2025-03-31", CERTAIN),
        (SPAN, "2025-08-01", CERTAIN),
        (SPAN, "2025-08-02", POSSIBLE),
        (SPAN, "2025-08-31", POSSIBLE),
        (SPAN, "2025-09-01", NOT),
        (OPEN, "2025-03-30", NOT),
        (OPEN, "2025-12-31", CERTAIN),
        (OPEN, "2026-01-01", POSSIBLE),  # no source speaks of it any more
        (OPEN, "2030-01-01", POSSIBLE),
    ],
)
def test_a_span_holds_for_certain_possibly_or_not(span, day, standing):
    assert span.on(date.fromisoformat(day)) == standing


DAYS = st.dates(date(2021, 1, 1), date(2027, 1, 1))


@given(st.lists(DAYS, min_size=4, max_size=4).map(sorted), DAYS, DAYS, DAYS)
def test_certain_means_whatever_the_true_dates_and_possible_some(bounds, day, begun, ended):
    span = Span(*bounds)
    start = min(max(begun, span.start_first), span.start_last)
    end = min(max(ended, span.certain_to), span.last)
    true = start <= day <= end
    if span.on(day) == CERTAIN:
        assert true
    if true:
        assert span.on(day) in (CERTAIN, POSSIBLE)


def test_what_is_only_reported_is_never_certain():
    for role in roles_on.roles(TABLES):
        if role.reported:
            for day in (role.span.start_last, role.span.certain_to):
                assert roles_on.on(role, day) == POSSIBLE
    assert any(role.reported for role in roles_on.roles(TABLES))


def test_a_month_of_hand_over_has_two_possible_holders_and_its_end_one():
    during = roles_on.held(TABLES, date(2025, 3, 15))["hub-poland"]
    assert [(role.name, sure) for role, sure in during] == [
        ("US Army", POSSIBLE),
        ("NSATU", POSSIBLE),
    ]
    ((role, sure),) = roles_on.held(TABLES, date(2025, 4, 1))["hub-poland"]
    assert (role.name, sure) == ("NSATU", CERTAIN)


@pytest.mark.parametrize(
    ("task", "day", "standing"),
    [
        ("pledge", "2022-04-25", NOT_YET),
        ("pledge", "2022-04-26", HELD),
        ("pledge", "2025-01-20", PERHAPS),  # after the last American meeting, before the British
        ("delivery", "2022-03-01", NOT_YET),
        ("delivery", "2025-04-11", UNKNOWN),
        ("hub-romania", "2026-02-01", PERHAPS),
        ("transport", "2025-05-01", PERHAPS),
    ],
)
def test_a_gap_is_not_known_publicly_and_nothing_is_before_its_time(task, day, standing):
    assert roles_on.standing(TABLES, TASKS[task], date.fromisoformat(day)) == standing


def test_certain_holders_come_first():
    for day in (date(2025, 4, 11), date(2025, 9, 1)):
        for pairs in roles_on.held(TABLES, day).values():
            standings = [sure for _, sure in pairs]
            assert standings == sorted(standings, key=[CERTAIN, POSSIBLE].index)


def test_what_stages_changed():
    def changed(stage):
        sure, possible = roles_on.stage_changes(TABLES, STAGES[stage])
        return [(c.task.task, *c[1:]) for c in sure], [t.task for t in possible]

    #                             task              gone          come      stay
    assert changed("hubs") == ([("hub-poland", ("US Army",), ("NSATU",), ())], [])
    assert changed("air-defence")[0] == [("hub-air-defence", ("US Army",), ("NATO",), ())]
    assert changed("new-chair")[0] == [("pledge", ("United States",), ("United Kingdom",), ())]
    assert changed("co-chair")[0] == [("pledge", (), ("Germany",), ("United Kingdom",))]
    assert changed("take-over")[0][0] == ("matching", (), ("NSATU",), ("IDCC", "SAG-U"))
    assert changed("take-over")[1] == ["transport", "maintenance"]
    assert changed("sag-u") == ([], ["matching", "transport", "training", "superior"])
    assert changed("romania") == ([], ["hub-romania"])
    assert changed("report") == ([], []) == changed("last-soldiers")


def test_that_nobody_speaks_of_it_is_no_change():
    """Sources end, roles need not: years later the same hold them as last known."""
    late = roles_on.changes(TABLES, date(2026, 5, 1), date(2026, 5, 2))
    assert late == []
    last = max(role.span.certain_to for role in roles_on.roles(TABLES) if role.end == dates.OPEN)
    assert roles_on.changes(TABLES, last, last + timedelta(days=90)) == []


# Read off data/editor/roles.csv by hand: of the parts of the chain, those for which somebody
# certainly came or left between the day of the report and another day.
CHANGED_BY_HAND = {
    # 2022: no contact group, no training, another staff; begins dated "2022" prove nothing
    "2022-03-31": {
        *("pledge", "matching", "transport", "training", "general", "superior"),
        "procurement",  # the capability coalitions came in 2024
    },
    "2024-10-14": set(),
    "2024-12-31": {"matching", "training", "superior"},  # Romania, "2024", becomes certain only
    # the chair, the Polish hubs, their air defence, and what NSATU joined in December
    "2025-04-11": {
        *("pledge", "matching", "training", "superior"),
        *("hub-poland", "hub-air-defence"),
    },
}


@pytest.mark.parametrize("day", CHANGED_BY_HAND)
def test_only_what_certainly_changed_is_a_change(day):
    found = roles_on.changes(TABLES, date(2024, 10, 14), date.fromisoformat(day))
    assert {change.task.task for change in found} == CHANGED_BY_HAND[day]


def test_the_host_of_the_romanian_hub_is_no_certain_holder():
    for day in (date(2024, 12, 31), date(2025, 4, 11), date(2025, 9, 30)):
        ((role, sure),) = roles_on.held(TABLES, day)["hub-romania"]
        assert (role.name, role.part, sure) == ("Romania", roles_on.HOSTS, POSSIBLE)
    assert roles_on.standing(TABLES, TASKS["hub-romania"], date(2025, 4, 11)) == PERHAPS


@pytest.mark.parametrize(
    ("task", "day", "certain_then", "possible_then"),
    [
        # SAG-U and the IDCC end on one day of a set that begins on 17 December 2024
        ("matching", "2024-12-17", "IDCC+SAG-U+NSATU", ""),
        ("matching", "2024-12-18", "NSATU", "IDCC+SAG-U"),
        ("matching", "2025-08-29", "NSATU", "IDCC+SAG-U"),
        ("matching", "2025-08-30", "NSATU", ""),
        ("matching", "2022-11-15", "IDCC", "US control centre+SAG-U"),
        ("pledge", "2025-01-09", "United States", ""),
        ("pledge", "2025-02-01", "", "United States"),
        ("pledge", "2025-02-12", "United Kingdom", ""),
        ("transport", "2025-05-01", "", "SAG-U+NSATU"),
        ("hub-poland", "2026-05-02", "NSATU", ""),  # nobody speaks of it any more: no end
    ],
)
def test_who_may_still_hold_a_task_stays_a_possible_holder(task, day, certain_then, possible_then):
    found = {CERTAIN: [], POSSIBLE: [], NOT: []}
    for role in roles_on.roles(TABLES):
        if role.task == task:
            found[roles_on.last_known(role, date.fromisoformat(day))].append(role.name)
    assert "+".join(found[CERTAIN]) == certain_then
    assert "+".join(found[POSSIBLE]) == possible_then


@given(st.lists(DAYS, min_size=2, max_size=2).map(sorted))
def test_a_change_is_the_same_seen_from_either_day(days):
    """Whoever certainly came between two days has gone when the days are read backwards."""
    there, back = (roles_on.changes(TABLES, *order) for order in (days, days[::-1]))
    came = {(c.task.task, name) for c in there for name in c.come}
    assert came <= {(c.task.task, name) for c in back for name in c.gone}


def test_the_last_stage_by_a_day():
    assert roles_on.stage_at(TABLES, date(2022, 3, 30)) is None
    assert roles_on.stage_at(TABLES, date(2022, 3, 31)).stage == "control-centre"
    assert roles_on.stage_at(TABLES, date(2025, 3, 30)).stage == "new-chair"
    assert roles_on.stage_at(TABLES, date(2025, 3, 31)).stage == "hubs"
    assert roles_on.stage_at(TABLES, date(2026, 5, 2)).stage == "romania"


def test_commanders_and_superiors_of_the_day():
    def facts(day):
        return {
            (row.actor, row.kind): (row.value, sure)
            for row, sure in roles_on.current(TABLES, "actor_facts", day)
        }

    then, later = facts(date(2024, 7, 1)), facts(date(2025, 5, 1))
    assert then["sag-u", "Commander"][0].startswith("Lieutenant General Antonio Aguto")
    assert later["nsatu", "Commander"][0].startswith("Lieutenant General Curtis Buzzard")
    assert ("nsatu", "Commander") not in then
    assert facts(date(2026, 3, 1))["nsatu", "Commander"][1] == POSSIBLE


def test_the_standing_of_the_announced_missiles_changes_with_the_day():
    def standings(day):
        rows = roles_on.current(TABLES, "system_states", date.fromisoformat(day))
        return {(row.system, row.standing): sure for row, sure in rows}

    assert ("tomahawk", "announced") not in standings("2024-07-09")
    assert standings("2024-07-10")["tomahawk", "announced"] == CERTAIN
    assert standings("2025-10-01")["tomahawk", "unconfirmed"] == CERTAIN
    cancelled = standings("2026-05-02")
    assert cancelled["tomahawk", "reported cancelled"] == POSSIBLE  # reported only
    assert not {standing for system, standing in cancelled if system == "dark-eagle"} - {
        "reported cancelled"
    }


def test_figures_are_known_from_the_day_they_were_said():
    by = [row.figure for row in roles_on.said_by(TABLES, date(2024, 7, 11), "nsatu")]
    assert by == ["plan-june", "plan-july"]
    month = [row.figure for row in roles_on.said_by(TABLES, date(2025, 11, 29))]
    assert "wiesbaden-2025" not in month  # said some day in November
    assert len(roles_on.said_by(TABLES, date.max)) == len(TABLES.reported_figures)


def test_a_role_says_its_dates_no_more_precisely_than_its_sources():
    said = {role.role: roles_on.since(role) for role in roles_on.roles(TABLES)}
    assert said["pledge-us"] == (
        "26 April 2022 to a day between 9 January 2025 and 11 February 2025"
    )
    assert said["romania-nsatu"] == "due January 2026"
    assert said["hub-us"] == "2022 to March 2025"
    assert said["hub-nsatu"] == "since March 2025"
    assert said["transport-nsatu"] == "begun on a day between 17 December 2024 and 29 August 2025"
    assert said["general-aguto"] == "about December 2022 to about August 2024"
