"""Who held each task on the reader's date: the chart, its table, and how many have a holder."""

from datetime import date
from functools import lru_cache, partial

import pandas as pd

from widgets import words
from widgets.board.view import Caption, View
from widgets.chapters.coordinates.drawings import tasks as handover
from widgets.reading.pick import last_day
from widgets.sums import coordination as roles_on
from widgets.sums.coordination import CERTAIN, HELD, HOLDS, NOT_YET, PERHAPS, UNKNOWN, Role
from widgets.tables.package import Tables

NAME = "handover-tasks"


@lru_cache(maxsize=64)
def tasks_view(tables: Tables, day: date) -> View:
    """Every task with all its holders, and who held it on a day."""
    rows = [
        (task, [role for role in roles_on.roles(tables) if role.task == task.task])
        for task in roles_on.tasks(tables)
    ]
    stages = tuple(stage.last for stage in roles_on.stages(tables))
    title, last = _title(tables, day), last_day(tables)
    caption = Caption(
        title,
        words.message(
            "tasks-subtitle",
            tasks=len(rows),
            year=str(handover.FROM.year),
            month=words.month_name(last.isoformat()[:7]),
        ),
        words.message("tasks-source"),
        words.message("tasks-alt", title=title),
        sentence=_counted(tables, day),
        note=words.message("tasks-note"),
    )
    draw = partial(handover.draw, rows, handover.Options(day, last, stages))
    return View(NAME, caption, draw, _table(tables, day), decimals=0)


def _title(tables: Tables, day: date) -> str:
    """In how many tasks NATO and the United States are, as last known, at least and at most."""

    def part(side: str) -> str:
        own = [
            (r.task, roles_on.last_known(r, day)) for r in roles_on.roles(tables) if r.side == side
        ]
        least = len({task for task, standing in own if standing == CERTAIN})
        most = len({task for task, standing in own if standing})
        if least == most:
            return str(least)
        return words.message("tasks-from-to", least=least, most=most)

    return words.message(
        "tasks-title",
        day=words.day_name(day),
        nato=part("nato"),
        tasks=len(roles_on.tasks(tables)),
        us=part("us"),
    )


def _counted(tables: Tables, day: date) -> words.Markup:
    found = [roles_on.standing(tables, task, day) for task in roles_on.tasks(tables)]
    parts = [words.message("tasks-counted-held", number=found.count(HELD), tasks=len(found))]
    if number := found.count(PERHAPS):
        parts.append(words.message("tasks-counted-possible", number=number))
    if number := found.count(UNKNOWN):
        parts.append(words.message("tasks-counted-unknown", number=number))
    if number := found.count(NOT_YET):
        parts.append(words.message("tasks-counted-not-yet", number=number))
    return words.sentence("tasks-counted", day=words.day_name(day), counts=words.listed(parts))


def _table(tables: Tables, day: date) -> pd.DataFrame:
    """The same as the diagram at the day: a row a holder, and a row a task without one."""
    publishers = roles_on.publishers(tables)
    rows = []
    for task in roles_on.tasks(tables):
        for role, sure in roles_on.held(tables, day)[task.task]:
            both = dict.fromkeys([publishers[role.source], publishers[role.end_source]])
            about = roles_on.since(role), doubt(role, sure), role.what, "; ".join(both)
            rows.append((task.name, role.name, *about))
        if not roles_on.held(tables, day)[task.task]:
            rows.append((task.name, nobody(roles_on.standing(tables, task, day)), "", "", "", ""))
    return pd.DataFrame(
        rows,
        columns=[
            words.message("tasks-column-task"),
            words.message("tasks-column-who"),
            words.message("tasks-column-when"),
            words.message("tasks-column-doubt"),
            words.message("tasks-column-what"),
            words.message("tasks-column-sources"),
        ],
    )


def nobody(standing: str) -> str:
    """What is said where a task has no holder."""
    return words.message("tasks-nobody", standing=standing)


def doubt(role: Role, sure: str) -> str:
    """How sure a role is on a day, in a word or two: why it is certain on no day, if so."""
    part = "" if role.part == HOLDS else role.part
    return words.message("tasks-doubt", doubt=part or ("reported" if role.reported else sure))
