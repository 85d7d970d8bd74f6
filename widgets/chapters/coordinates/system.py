"""The chain as boxes, on the day of the report and on the reader's date."""

from dataclasses import replace
from datetime import date
from functools import lru_cache, partial

import pandas as pd

from widgets import words
from widgets.board.view import Caption, View
from widgets.chapters.coordinates import tasks
from widgets.chapters.coordinates.drawings import system
from widgets.chapters.coordinates.drawings.system import Box
from widgets.sums import coordination as roles_on
from widgets.sums import flows
from widgets.sums.coordination import CERTAIN, DUE, HOSTS, POSSIBLE, UNKNOWN, Role, Task
from widgets.tables.package import Tables

NAME = "handover-system"
SHORT = {"United Kingdom": words.message("system-uk")}  # in a box
BOXES = {
    "request": words.message("system-request"),
    "donors": words.message("system-donors"),
    "pledge": words.message("system-pledge"),
    "matching": words.message("system-matching"),
    "hub-poland": words.message("system-hub-poland"),
    "hub-romania": words.message("system-hub-romania"),
    "delivery": words.message("system-delivery"),
    "training": words.message("system-training"),
    "maintenance": words.message("system-maintenance"),
}


@lru_cache(maxsize=64)
def system_view(tables: Tables, day: date) -> View:
    """The chain on the day of the report and on the reader's date."""
    report = flows.REPORT_DAY
    then = _boxes(tables, report)
    other = {change.task.task for change in roles_on.changes(tables, report, day)}
    now = [replace(box, changed=box.key in other) for box in _boxes(tables, day)]
    changed = [box.name for box in now if box.changed]
    if changed:
        title = words.message("system-title", number=len(changed), parts=len(now))
        sentence = words.sentence("system-changed", parts=words.listed(changed))
    else:
        title = words.message("system-title-same")
        sentence = words.sentence("system-unchanged")
    caption = Caption(
        title,
        words.message("system-subtitle"),
        words.message("tasks-source"),
        words.message("system-alt", title=title),
        sentence=sentence,
    )
    panels = [
        (words.message("system-report-day", day=words.day_name(report)), then),
        (words.message("system-your-date", day=words.day_name(day)), now),
    ]
    yes, no = words.message("system-yes"), words.message("system-no")
    table = pd.DataFrame(
        [
            (b.name, a.text, b.text, yes if b.changed else no)
            for a, b in zip(then, now, strict=True)
        ],
        columns=[
            words.message("system-column-part"),
            words.day_name(report),
            words.message("system-column-your-date", day=words.day_name(day)),
            words.message("system-column-changed"),
        ],
    )
    return View(NAME, caption, partial(system.draw, panels), table)


def _boxes(tables: Tables, day: date) -> list[Box]:
    task_of = {task.task: task for task in roles_on.tasks(tables)}
    return [
        _donors(tables, day) if key == "donors" else _box(tables, task_of[key], name, day)
        for key, name in BOXES.items()
    ]


def _box(tables: Tables, task: Task, name: str, day: date) -> Box:
    """Those who certainly hold a task, or did when last heard of; and who may, and who hosts it."""
    pairs = roles_on.held(tables, day)[task.task]
    hosts = [role for role, _ in pairs if role.part == HOSTS]
    sure = [role for role, standing in pairs if standing == CERTAIN]
    known = [role for role, _ in pairs if roles_on.last_known(role, day) == CERTAIN]
    perhaps = [
        role
        for role, _ in pairs
        if role.part != HOSTS and roles_on.last_known(role, day) == POSSIBLE
    ]
    main = sure or known
    parts = [_names(sure)] if sure else []
    if others := [role for role in known if role not in sure]:
        parts.append(words.message("system-last-known", names=_names(others)))
    if perhaps and not all(role.is_doubtful for role in perhaps):
        how = "system-perhaps" if main else "system-possibly"
        parts.append(words.message(how, names=_names(perhaps)))
    elif perhaps and not main:
        due = all(role.part == DUE for role in perhaps)
        how = "system-due" if due else "system-reported"
        parts.append(words.message(how, names=_names(perhaps)))
    parts = parts or [tasks.nobody(UNKNOWN if hosts else roles_on.standing(tables, task, day))]
    if hosts:
        parts.append(words.message("system-hosts", number=len(hosts), names=_names(hosts)))
    shown = [*main, *perhaps, *hosts]
    side = _common(sure) if sure else ""
    actor = shown[len(main) - 1 if main else -1].actor if shown else ""
    return Box(task.task, name, "; ".join(parts), side, bool(sure), actor)


def _names(roles: list[Role]) -> str:
    return words.listed([SHORT.get(role.name, role.name) for role in roles])


def _common(shown: list[Role]) -> str:
    """Whose colour a box has that several hold: that of the only side, or none."""
    sides = {role.side for role in shown} - {"none"}
    return sides.pop() if len(sides) == 1 else "none"


def _donors(tables: Tables, day: date) -> Box:
    """The number of countries in the contact group as last reported by the day."""
    said = roles_on.said_by(tables, day, "contact-group")
    if not said:
        return Box("donors", BOXES["donors"], words.message("system-states-unknown"))
    row = said[-1]
    name = "system-states" if row.confidence == "confirmed" else "system-states-reported"
    month = words.month_short(row.date_first[:7])
    return Box(
        "donors", BOXES["donors"], words.message(name, number=round(row.number), month=month)
    )
