"""The stages of the hand-over: what each changed, all together, and as links and a list."""

from datetime import date
from functools import lru_cache
from typing import Any

from widgets import words
from widgets.chapters.timeline.events import spoken_date
from widgets.reading.pick import last_day
from widgets.sums import coordination as roles_on
from widgets.sums import flows
from widgets.sums.coordination import Change, Stage
from widgets.tables import dates
from widgets.tables.package import Tables

WITH_ARTICLE = {"US Army", "US control centre", "IDCC", "European Peace Facility"}


def stage_sentence(tables: Tables, day: date) -> words.Markup:
    """What the last stage by a day changed, and what did since, in computed sentences."""
    stage = roles_on.stage_at(tables, day)
    if stage is None:
        return words.sentence("stages-none", day=words.day_name(day))
    told = _stage_sentence(tables, stage)
    later = roles_on.changes(tables, stage.last + roles_on.DAY, day) if day > stage.last else []
    if not later:
        return told
    since = words.sentence("stages-since", changes="; ".join(map(_said, later)))
    return words.Markup(" ").join([told, since])


@lru_cache(maxsize=64)
def _stage_sentence(tables: Tables, stage: Stage) -> words.Markup:
    sure, possible = roles_on.stage_changes(tables, stage)
    parts = [_said(change) for change in sure] or [words.message("stages-no-change")]
    told = words.sentence(
        "stages-told-possible" if possible else "stages-told",
        stage=words.Markup("<b>{}</b>").format(stage.name),
        date=dates.spoken(dates.Extent(stage.first, stage.last), stage.start),
        changes="; ".join(parts),
        possible=words.listed([_lower(task.name) for task in possible]) if possible else "",
    )
    return words.Markup(" ").join([told, _happened(tables, stage)])


def _said(change: Change) -> str:
    """`running the Polish hubs passes from the US Army to NSATU`."""
    gone, come, stay = (
        [_the(name) for name in names] for names in (change.gone, change.come, change.stay)
    )
    name = _lower(change.task.name)
    if not come:
        return words.message("stages-left", task=name, gone=words.listed(gone))
    if gone:
        return words.message(
            "stages-passed", task=name, gone=words.listed(gone), come=words.listed(come)
        )
    if not stay:
        return words.message("stages-first", task=name, come=words.listed(come))
    return words.message(
        "stages-joined",
        number=len(come),
        come=words.listed(come),
        stay=words.listed(stay),
        task=name,
    )


def _the(name: str) -> str:
    if name in WITH_ARTICLE:
        return words.message("stages-with-article", actor=name)
    return words.the(name)


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]


def _happened(tables: Tables, stage: Stage) -> str:
    if stage.sentence:
        return stage.sentence
    rows = tables.events[tables.events["event"] == stage.event]
    return f"{rows.iloc[0]['title']}."


@lru_cache(maxsize=64)
def stage_links(tables: Tables, day: date) -> words.Markup:
    """The stages as links that set the date, and one to the stage before and the one after."""
    every = roles_on.stages(tables)
    now = roles_on.stage_at(tables, day)
    links = [_day_link(stage.last, stage.name, current=stage == now) for stage in every]
    before = [stage for stage in every if stage.last < day]
    after = [stage for stage in every if stage.last > day]
    steps = []
    if before:
        last = max(before, key=lambda stage: stage.last)
        steps.append(_day_link(last.last, words.message("stages-before"), before=""))
    if after:
        steps.append(_day_link(after[0].last, words.message("stages-next"), next=""))
    join = words.Markup(" · ").join
    named = words.sentence("stages-links", links=join(links))
    return words.Markup("{}<br>{}").format(named, join(steps))


def _day_link(day: date, name: str, **more: Any) -> words.Markup:
    step = f"asof={day.isoformat()}"
    return words.step_link(name, "set", step, "coordination", **more)


@lru_cache(maxsize=4)
def sentence(tables: Tables) -> words.Markup:
    """How many tasks got a holder, at which stages or at none, and what had not changed."""
    at, elsewhere = roles_on.new_holders(tables, flows.REPORT_DAY, last_day(tables))
    stages = {stage.stage for found in at.values() for stage in found}
    names = {task.task: _lower(task.name) for task in roles_on.tasks(tables)}
    told = words.sentence(
        "stages-handover-elsewhere" if elsewhere else "stages-handover",
        tasks=len(at) + len(elsewhere),
        at=len(at),
        stages=len(stages),
        elsewhere=len(elsewhere),
        names=words.listed([names[task] for task in elsewhere]) if elsewhere else "",
    )
    return words.Markup(" ").join(filter(None, [told, _general(tables)]))


def _general(tables: Tables) -> str:
    """Who commands in Wiesbaden, if of one nation as long as the sources tell; dated."""
    own = [role for role in roles_on.roles(tables) if role.task == "general"]
    last = max(role.span.certain_to for role in own)
    after = any(role.span.start_last > flows.REPORT_DAY for role in own)
    if after or {role.side for role in own} != {"us"} or last <= flows.REPORT_DAY:
        return ""
    return words.message("stages-same-general", month=words.month_name(last.isoformat()[:7]))


def stages(tables: Tables) -> words.Markup:
    """The weightier coordination events, in order, as a list of date and sentence."""
    events = tables.events
    chosen = events[
        (events["lane"] == "coordination") & (events["importance"] == 1) & ~events["era"]
    ].sort_values("start_first", kind="stable")
    rows = [
        words.Markup("<dt>{}</dt><dd>{}. {}</dd>").format(
            spoken_date(row),
            words.step_link(row.title, "event", row.event, "timeline"),
            row.summary,
        )
        for row in chosen.itertuples()
    ]
    return words.Markup('<dl class="stages">{}</dl>').format(words.Markup("").join(rows))
