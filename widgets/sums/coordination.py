"""Who held which task on a day, with dates as imprecise as the sources give them. Pure.

Something holds certainly on a day if every date that fits its precision says so and a source
knows it to that day; possibly, if some date does; else it does not, or nobody says publicly.
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from widgets.tables import dates
from widgets.tables.package import Row, Tables
from widgets.words.messages import message

DAY = timedelta(days=1)
CERTAIN, POSSIBLE, NOT = "certain", "possible", ""
HOLDS, HOSTS, DUE = "holds", "hosts", "due"
HELD, PERHAPS, UNKNOWN, NOT_YET = "held", "perhaps", "unknown", "not-yet"


class Span(NamedTuple):
    """When something begins and ends; `last` is missing where no end is known.

    >>> from widgets import load
    >>> from widgets.sums import coordination
    >>> span = coordination.roles(load())[0].span
    >>> span.on(span.start_last)
    'certain'
    """

    start_first: date
    start_last: date
    certain_to: date
    last: date | None

    @classmethod
    def of(cls, row: Row) -> "Span":
        """The span of a row with the columns start_first, start_last, end_first, end_last.

        >>> from widgets import load
        >>> from widgets.sums import coordination
        >>> row = next(load().roles.itertuples())
        >>> coordination.Span.of(row).start_first
        datetime.date(2025, 1, 1)
        """
        days = [row.start_first, row.start_last, row.end_first, row.end_last]
        return cls(*(date.fromisoformat(d) if isinstance(d, str) else None for d in days))  # pyright: ignore[reportArgumentType] - only the last day may be missing

    def on(self, day: date) -> str:
        """Whether it holds on a day: `certain`, `possible` or an empty text.

        >>> from datetime import date
        >>> from widgets import load
        >>> from widgets.sums import coordination
        >>> coordination.roles(load())[0].span.on(date(2000, 1, 1))
        ''
        """
        if self.start_last <= day <= self.certain_to:
            return CERTAIN
        return POSSIBLE if self.start_first <= day and (not self.last or day <= self.last) else NOT


class Role(NamedTuple):
    """An actor in a task: `side` is its colour; `reported` rests on a report alone.

    `part`: it holds the task; or hosts it, and who commands is not public; or is due to hold it.

    >>> from widgets import load
    >>> from widgets.sums import coordination
    >>> coordination.roles(load())[0].name
    'Ukraine'
    """

    role: str
    task: str
    actor: str
    name: str
    side: str
    span: Span
    start: str
    end: str
    known_to: str
    part: str
    what: str
    reported: bool
    source: str
    end_source: str

    @property
    def is_doubtful(self) -> bool:
        """Whether it is no certain holder on any day, whatever its dates."""
        return self.reported or self.part != HOLDS


class Task(NamedTuple):
    """A step of the chain, and what its row answers; it exists certainly from `start_last` on.

    >>> from widgets import load
    >>> from widgets.sums import coordination
    >>> coordination.tasks(load())[0].name
    'Asking for what is needed'
    """

    task: str
    name: str
    question: str
    start_first: date
    start_last: date
    start: str


class Stage(NamedTuple):
    """A date at which something about the coordination changed. `last`: the day by which it had.

    >>> from widgets import load
    >>> from widgets.sums import coordination
    >>> coordination.stages(load())[0].start
    '2022-03'
    """

    stage: str
    name: str
    first: date
    last: date
    start: str
    event: str
    sentence: str


class Change(NamedTuple):
    """A task whose holders certainly differ between two days: names in order of their begin.

    `gone` held it on the first day or may have, and certainly not on the second; `come` the
    other way round, and hold it for certain; `stay` hold it or may hold it on both.

    >>> from datetime import date
    >>> from widgets import load
    >>> from widgets.sums import coordination
    >>> change = coordination.changes(load(), date(2024, 6, 1), date(2025, 6, 1))[0]
    >>> change.come
    ('United Kingdom', 'Germany')
    """

    task: Task
    gone: tuple[str, ...]
    come: tuple[str, ...]
    stay: tuple[str, ...]


@lru_cache(maxsize=4)
def roles(tables: Tables) -> tuple[Role, ...]:
    """All roles, in order of task and begin.

    >>> from widgets import load
    >>> from widgets.sums import coordination
    >>> coordination.roles(load())[0].name
    'Ukraine'
    """
    names = dict(zip(tables.actors["actor"], tables.actors["name"], strict=True))
    sides = dict(zip(tables.actors["actor"], tables.actors["side"], strict=True))
    order = {task: i for i, task in enumerate(tables.tasks["task"])}
    found = [
        Role(
            role=row.role,
            task=row.task,
            actor=row.actor,
            name=names[row.actor],
            side=sides[row.actor],
            span=Span.of(row),
            start=row.start,
            end=row.end,
            known_to=row.known_to if isinstance(row.known_to, str) else "",
            part=row.part,
            what=row.what,
            reported=row.confidence == "reported",
            source=row.source,
            end_source=row.end_source,
        )
        for row in tables.rows("roles")
    ]
    return tuple(sorted(found, key=lambda role: (order[role.task], role.span.start_first)))


@lru_cache(maxsize=4)
def tasks(tables: Tables) -> tuple[Task, ...]:
    """All tasks, in the order of the chain.

    >>> from widgets import load
    >>> from widgets.sums import coordination
    >>> [task.task for task in coordination.tasks(load())][:2]
    ['request', 'pledge']
    """
    return tuple(
        Task(
            task=row.task,
            name=row.name,
            question=row.question,
            start_first=date.fromisoformat(row.start_first),
            start_last=date.fromisoformat(row.start_last),
            start=row.start,
        )
        for row in tables.rows("tasks")
    )


@lru_cache(maxsize=4)
def stages(tables: Tables) -> tuple[Stage, ...]:
    """All stages, in order.

    >>> from widgets import load
    >>> from widgets.sums import coordination
    >>> [stage.start for stage in coordination.stages(load())][:2]
    ['2022-03', '2022-04-26']
    """
    return tuple(
        Stage(
            stage=row.stage,
            name=row.name,
            first=date.fromisoformat(row.start_first),
            last=date.fromisoformat(row.start_last),
            start=row.start,
            event=row.event if isinstance(row.event, str) else "",
            sentence=row.sentence if isinstance(row.sentence, str) else "",
        )
        for row in tables.rows("stages")
    )


def on(role: Role, day: date) -> str:
    """As `Span.on`; what is only reported, due or hosted is never certain.

    >>> from datetime import date
    >>> from widgets import load
    >>> from widgets.sums import coordination
    >>> coordination.on(coordination.roles(load())[0], date(2000, 1, 1))
    ''
    """
    standing = role.span.on(day)
    return POSSIBLE if standing and role.is_doubtful else standing


@lru_cache(maxsize=512)
def held(tables: Tables, day: date) -> dict[str, tuple[tuple[Role, str], ...]]:
    """Task -> its roles on a day with their standing, certain ones first. Do not change it.

    >>> from datetime import date
    >>> from widgets import load
    >>> from widgets.sums import coordination
    >>> first = coordination.tasks(load())[0].task
    >>> [(role.name, sure) for role, sure in coordination.held(load(), date(2024, 10, 14))[first]]
    [('Ukraine', 'certain')]
    """
    found: dict[str, list] = {task.task: [] for task in tasks(tables)}
    for role in roles(tables):
        if standing := on(role, day):
            found[role.task].append((role, standing))
    return {task: tuple(sorted(pairs, key=_certain_first)) for task, pairs in found.items()}


def _certain_first(pair: tuple[Role, str]) -> bool:
    return pair[1] != CERTAIN


def standing(tables: Tables, task: Task, day: date) -> str:
    """`held` if somebody certainly holds it, `perhaps` if possibly; else UNKNOWN or NOT_YET.

    >>> from datetime import date
    >>> from widgets import load
    >>> from widgets.sums import coordination
    >>> coordination.standing(load(), coordination.tasks(load())[0], date(2024, 10, 14))
    'held'
    """
    pairs = held(tables, day)[task.task]
    if pairs:
        return HELD if pairs[0][1] == CERTAIN else PERHAPS
    return UNKNOWN if day >= task.start_last else NOT_YET


def last_known(role: Role, day: date) -> str:
    """As `on`, but what has no known end goes on: that no source speaks of it ends nothing.

    >>> from datetime import date
    >>> from widgets import load
    >>> from widgets.sums import coordination
    >>> coordination.last_known(coordination.roles(load())[0], date(2024, 10, 14))
    'certain'
    """
    span = role.span
    if role.end == dates.OPEN:
        begun = CERTAIN if span.start_last <= day else POSSIBLE if span.start_first <= day else NOT
    else:
        begun = span.on(day)
    return POSSIBLE if begun and role.is_doubtful else begun


def changes(tables: Tables, before: date, after: date) -> list[Change]:
    """The tasks that somebody certainly came to or certainly left between two days, in order.

    A role whose begin or end may lie on either side of a day is no change between the two.

    >>> from datetime import date
    >>> from widgets import load
    >>> from widgets.sums import coordination
    >>> [c.task.task for c in coordination.changes(load(), date(2024, 10, 14), date(2025, 6, 1))]
    ['pledge', 'matching', 'hub-poland', 'hub-air-defence', 'training', 'superior']
    """
    found = []
    for task in tasks(tables):
        own = [
            (role.name, last_known(role, before), last_known(role, after))
            for role in roles(tables)
            if role.task == task.task
        ]
        come = tuple(name for name, then, now in own if then == NOT and now == CERTAIN)
        left = [name for name, then, now in own if then == CERTAIN and now == NOT]
        if come or left:
            gone = tuple(name for name, then, now in own if then != NOT and now == NOT)
            stay = tuple(name for name, then, now in own if then != NOT and now != NOT)
            found.append(Change(task, gone, come, stay))
    return found


def stage_changes(tables: Tables, stage: Stage) -> tuple[list[Change], list[Task]]:
    """What changed from the day before a stage can have begun to the day after it had.

    First what certainly did; then the other tasks in which a role may have begun with it: one
    whose begin is not dated to the day, or only reported, and lies in the stage's month.

    >>> from widgets import load
    >>> from widgets.sums import coordination
    >>> sure, about = coordination.stage_changes(load(), coordination.stages(load())[0])
    >>> [change.task.task for change in sure]
    ['request', 'matching', 'transport']
    """
    sure = changes(tables, stage.first - DAY, stage.last + DAY)
    known = {change.task.task for change in sure}
    about = {role.task for role in roles(tables) if _begins_about(role, stage)}
    return sure, [t for t in tasks(tables) if t.task in about and t.task not in known]


def _begins_about(role: Role, stage: Stage) -> bool:
    first, last = role.span.start_first, role.span.start_last
    return stage.first.replace(day=1) <= first <= stage.last and last >= stage.first


def new_holders(tables: Tables, after: date, to: date) -> tuple[dict[str, list[Stage]], list[str]]:
    """Tasks that certainly got a further holder between two days: ids -> stages, and the rest.

    The rest are those to which somebody came at no stage: the day is not public, or it was none
    of the coordination's own dates.

    >>> from datetime import date
    >>> from widgets import load
    >>> from widgets.sums import coordination
    >>> at, rest = coordination.new_holders(load(), date(2024, 6, 1), date(2025, 6, 1))
    >>> sorted(at), rest
    (['hub-air-defence', 'hub-poland', 'matching', 'pledge', 'superior', 'training'], ['general'])
    """
    at: dict[str, list[Stage]] = {}
    for stage in stages(tables):
        if after < stage.last <= to:
            for change in stage_changes(tables, stage)[0]:
                if change.come:
                    at.setdefault(change.task.task, []).append(stage)
    every = [change.task.task for change in changes(tables, after, to) if change.come]
    return at, [task for task in every if task not in at]


def stage_at(tables: Tables, day: date) -> Stage | None:
    """The last stage that had certainly come by a day.

    >>> from datetime import date
    >>> from widgets import load
    >>> from widgets.sums import coordination
    >>> coordination.stage_at(load(), date(2024, 10, 14)).start
    '2024-10-14'
    """
    past = [stage for stage in stages(tables) if stage.last <= day]
    return max(past, key=lambda stage: stage.last) if past else None


def current(tables: Tables, name: str, day: date) -> list[tuple[Row, str]]:
    """Rows of `actor_facts`, `sites` or `system_states` that hold on a day, with their standing.

    >>> from datetime import date
    >>> from widgets import load
    >>> from widgets.sums import coordination
    >>> [row.site for row, _ in coordination.current(load(), "sites", date(2024, 10, 14))][:2]
    ['eumam-germany', 'eumam-poland']
    """
    found = []
    for row, span in _spans(tables, name):
        if sure := span.on(day):
            reported = row.confidence == "reported"
            found.append((row, POSSIBLE if reported else sure))
    return found


@lru_cache(maxsize=4)
def publishers(tables: Tables) -> dict[str, str]:
    """Source -> its publisher.

    >>> from widgets import load
    >>> from widgets.sums import coordination
    >>> coordination.publishers(load())[load().roles["source"][0]]
    'Wirtualna Polska'
    """
    return dict(zip(tables.sources["source"], tables.sources["publisher"], strict=True))


@lru_cache(maxsize=16)
def _spans(tables: Tables, name: str) -> list[tuple[Row, Span]]:
    return [(row, Span.of(row)) for row in tables.frame(name).itertuples()]


def said_by(tables: Tables, day: date, actor: str = "") -> list[Row]:
    """Rows of `reported_figures` that had certainly been said by a day, the latest last.

    >>> from datetime import date
    >>> from widgets import load
    >>> from widgets.sums import coordination
    >>> coordination.said_by(load(), date(2024, 10, 14))[-1].date_last
    '2024-10-14'
    """
    known = [row for row in _said(tables) if row.date_last <= day.isoformat()]
    return [row for row in known if actor in ("", row.actor)]


@lru_cache(maxsize=4)
def _said(tables: Tables) -> tuple:
    return tuple(tables.reported_figures.sort_values("date_last", kind="stable").itertuples())


def since(role: Role) -> str:
    """`since 17 December 2024`, `since 2022, to March 2025`: as precise as the sources.

    >>> from widgets import load
    >>> from widgets.sums import coordination
    >>> coordination.since(coordination.roles(load())[0])
    'since March 2022'
    """
    start = dates.spoken(dates.Extent(role.span.start_first, role.span.start_last), role.start)
    if role.part == DUE:
        return message("tasks-due", start=start)
    if role.end == dates.OPEN and role.start.startswith("["):
        return message("tasks-begun", between=start)
    if role.end == dates.OPEN:
        return message("tasks-since", start=start)
    end = dates.spoken(dates.Extent(role.span.certain_to, role.span.last), role.end)  # pyright: ignore[reportArgumentType] - an end that is not open has a day
    return message("tasks-held-from-to", start=start, end=end)
