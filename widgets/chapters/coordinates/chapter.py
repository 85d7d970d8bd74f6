"""Who coordinates: who held each task on the reader's date, what changed, and who they are."""

from dataclasses import replace
from datetime import date
from functools import lru_cache, partial

import pandas as pd

from widgets import words
from widgets.board import glossary
from widgets.board.board import Part, Put, slot
from widgets.board.controls import statement
from widgets.board.explorer import Explorer, chapter
from widgets.board.link import Link
from widgets.board.view import View
from widgets.chapters.coordinates import distances, sites
from widgets.chapters.coordinates.drawings import system
from widgets.chapters.coordinates.drawings import tasks as handover
from widgets.chapters.coordinates.drawings.system import Box
from widgets.chapters.timeline import before_after
from widgets.chapters.timeline.chapter import spoken_date
from widgets.reading.address import SPANS, Address
from widgets.reading.pick import Pick, last_day
from widgets.reading.reading import Reading, Refusal
from widgets.sums import coordination as roles_on
from widgets.sums import flows
from widgets.sums.coordination import (
    CERTAIN,
    DUE,
    HELD,
    HOSTS,
    NOT_YET,
    PERHAPS,
    POSSIBLE,
    UNKNOWN,
    Role,
    Stage,
    Task,
)
from widgets.tables import dates
from widgets.tables.package import Row, Tables

SOURCE = "Data: own collection from public pages; each role names its sources in the table."
NOTE = (
    "Solid: certain. Pale: begin or end not dated to the day, or only the host, where nobody says "
    "publicly who commands. Dashed: no source speaks of it any more, or nobody says publicly. "
    "Dotted: reported or due, not confirmed. Grey: no single state. PURL is a list of NATO’s: "
    "allies pay, and it counts as NATO’s part."
)
WITH_ARTICLE = {"US Army", "US control centre", "IDCC", "European Peace Facility"}
SHORT = {"United Kingdom": "UK"}  # in a box
BOXES = {
    "request": "Ukraine’s requests",
    "donors": "Donor states",
    "pledge": "Contact group",
    "matching": "Matching requests and offers",
    "hub-poland": "Hubs in Poland",
    "hub-romania": "Hub in Romania",
    "delivery": "Handing over to Ukraine",
    "training": "Training",
    "maintenance": "Repair",
}
TASKS_CHART, SYSTEM_CHART, PLACEBO_CHART = "handover-tasks", "handover-system", "handover-placebo"


# --- task by task ----------------------------------------------------------------------


@lru_cache(maxsize=64)
def tasks_view(tables: Tables, day: date) -> View:
    """Every task with all its holders, and who held it on a day."""
    rows = [
        (task, [role for role in roles_on.roles(tables) if role.task == task.task])
        for task in roles_on.tasks(tables)
    ]
    stages = tuple(stage.last for stage in roles_on.stages(tables))
    title = _title(tables, day)
    draw = partial(
        handover.draw,
        rows,
        handover.Options(day, last_day(tables), stages),
        title=title,
        subtitle=f"Who held each of {len(rows)} tasks, {handover.FROM.year} to "
        f"{words.month_name(last_day(tables).isoformat()[:7])}; counted as last known",
        source=SOURCE,
        alt=f"Bars, a row a task, in the colour of who held it. {title}.",
    )
    return View(
        TASKS_CHART, title, draw, _table(tables, day), _counted(tables, day), NOTE, decimals=0
    )


def _title(tables: Tables, day: date) -> str:
    """In how many tasks NATO and the United States are, as last known, at least and at most."""

    def part(side: str) -> str:
        own = [
            (r.task, roles_on.last_known(r, day)) for r in roles_on.roles(tables) if r.side == side
        ]
        least = len({task for task, standing in own if standing == CERTAIN})
        most = len({task for task, standing in own if standing})
        return f"{least}" if least == most else f"{least} to {most}"

    nato, us = part("nato"), part("us")
    return (
        f"{words.day_name(day)}: NATO has a part in {nato} of "
        f"{len(roles_on.tasks(tables))} tasks, the US in {us}"
    )


def _counted(tables: Tables, day: date) -> words.Markup:
    found = [roles_on.standing(tables, task, day) for task in roles_on.tasks(tables)]
    number = found.count(HELD)
    parts = [f"{number} of {len(found)} tasks {'has' if number == 1 else 'have'} a certain holder"]
    if found.count(PERHAPS):
        parts.append(f"for {found.count(PERHAPS)} a holder is only possible")
    if found.count(UNKNOWN):
        parts.append(f"{found.count(UNKNOWN)} not known publicly")
    if found.count(NOT_YET):
        parts.append(f"{found.count(NOT_YET)} not there yet")
    return words.Markup("On {}, {}.").format(words.day_name(day), words.listed(parts))


def _table(tables: Tables, day: date) -> pd.DataFrame:
    """The same as the diagram at the day: a row a holder, and a row a task without one."""
    publishers = roles_on.publishers(tables)
    rows = []
    for task in roles_on.tasks(tables):
        for role, sure in roles_on.held(tables, day)[task.task]:
            doubt = _doubt(role) or sure
            both = dict.fromkeys([publishers[role.source], publishers[role.end_source]])
            rows.append(
                (task.name, role.name, roles_on.since(role), doubt, role.what, "; ".join(both))
            )
        if not roles_on.held(tables, day)[task.task]:
            rows.append((task.name, roles_on.standing(tables, task, day), "", "", "", ""))
    return pd.DataFrame(
        rows, columns=["Task", "Who", "When", "On your date", "What they do", "Sources"]
    )


def _doubt(role: Role) -> str:
    """Why a role is certain on no day, in a word or two; empty if it is on some."""
    if role.part == HOSTS:
        return "hosts; who commands is not public"
    return DUE if role.part == DUE else "reported" if role.reported else ""


# --- the chain as boxes ----------------------------------------------------------------


@lru_cache(maxsize=64)
def system_view(tables: Tables, day: date) -> View:
    """The chain on the day of the report and on the reader's date."""
    report = flows.REPORT_DAY
    then = _boxes(tables, report)
    other = {change.task.task for change in roles_on.changes(tables, report, day)}
    now = [replace(box, changed=box.key in other) for box in _boxes(tables, day)]
    changed = [box.name for box in now if box.changed]
    number = len(changed)
    title = (
        f"{number} of {len(now)} parts of the system certainly "
        f"{'differs' if number == 1 else 'differ'} from the report’s day"
        if number
        else "The system as on the day of the report"
    )
    subtitle = (
        "Filled: who is certainly in charge. Dashed: possible, last known or not known. Ringed: "
        "certainly other"
    )
    draw = partial(
        system.draw,
        [
            (f"On the day of the report, {words.day_name(report)}", then),
            (f"On your date, {words.day_name(day)}", now),
        ],
        title=title,
        subtitle=subtitle,
        source=SOURCE,
        alt=f"Boxes of the chain from requests to delivery, on two days. {title}.",
    )
    table = pd.DataFrame(
        [
            (b.name, a.text, b.text, "yes" if b.changed else "no")
            for a, b in zip(then, now, strict=True)
        ],
        columns=["Part", words.day_name(report), words.day_name(day) + " (your date)", "Changed"],
    )
    sentence = (
        words.Markup("Between the two days changed for certain: {}.").format(words.listed(changed))
        if changed
        else words.Markup("Nothing that the sources know changed between the two days.")
    )
    return View(SYSTEM_CHART, title, draw, table, sentence)


def _boxes(tables: Tables, day: date) -> list[Box]:
    tasks = {task.task: task for task in roles_on.tasks(tables)}
    return [
        _donors(tables, day) if key == "donors" else _box(tables, tasks[key], name, day)
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
    parts = [_names(sure) if sure else f"last known: {_names(known)}"] if main else []
    if sure and (others := [role for role in known if role not in sure]):
        parts.append(f"last known: {_names(others)}")
    if perhaps and not all(role.is_doubtful for role in perhaps):
        parts.append(f"{'perhaps' if main else 'possibly'} {_names(perhaps)}")
    elif perhaps and not main:
        due = all(role.part == DUE for role in perhaps)
        parts.append(f"{'due' if due else 'reported'}: {_names(perhaps)}")
    parts = parts or [UNKNOWN if hosts else roles_on.standing(tables, task, day)]
    if hosts:
        parts.append(f"{_names(hosts)} hosts")
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
    said = [row for row in roles_on.said_by(tables, day, "contact-group")]
    if not said:
        return Box("donors", BOXES["donors"], "number not reported yet")
    row = said[-1]
    when = words.month_short(row.date_first[:7])
    doubt = "" if row.confidence == "confirmed" else " (reported)"
    return Box("donors", BOXES["donors"], f"{row.number:.0f} states, {when}{doubt}")


# --- stages ----------------------------------------------------------------------------


def stage_sentence(tables: Tables, day: date) -> words.Markup:
    """What the last stage by a day changed, and what did since, in computed sentences."""
    stage = roles_on.stage_at(tables, day)
    if stage is None:
        return words.Markup("On {} none of the stages had come yet.").format(words.day_name(day))
    told = _stage_sentence(tables, stage)
    later = roles_on.changes(tables, stage.last + roles_on.DAY, day) if day > stage.last else []
    if not later:
        return told
    return told + words.Markup(" Since then: {}.").format("; ".join(map(_said, later)))


@lru_cache(maxsize=64)
def _stage_sentence(tables: Tables, stage: Stage) -> words.Markup:
    sure, possible = roles_on.stage_changes(tables, stage)
    parts = [_said(change) for change in sure] or ["no task changed hands for certain"]
    text = words.Markup("{}, {}: {}").format(
        words.Markup("<b>{}</b>").format(stage.name),
        dates.spoken(dates.Extent(stage.first, stage.last), stage.start),
        "; ".join(parts),
    )
    if possible:
        names = words.listed([_lower(task.name) for task in possible])
        text += words.Markup("; possibly a change in {}").format(names)
    return text + ". " + words.Markup("{}").format(_happened(tables, stage))


def _said(change: roles_on.Change) -> str:
    """`running the Polish hubs passes from the US Army to NSATU`."""
    gone, come, stay = (
        [_the(name) for name in names] for names in (change.gone, change.come, change.stay)
    )
    name = _lower(change.task.name)
    if not come:
        return f"{name}: no longer {words.listed(gone)}"
    if gone:
        return f"{name} passes from {words.listed(gone)} to {words.listed(come)}"
    if not stay:
        return f"{name}: {words.listed(come)}"
    join = "joins" if len(come) == 1 else "join"
    return f"{words.listed(come)} {join} {words.listed(stay)} in {name}"


def _the(name: str) -> str:
    return f"the {name}" if name in WITH_ARTICLE else words.the(name)


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
    links = [
        _day_link(
            stage.last,
            stage.name,
            words.Markup(' aria-current="true"') if stage == now else words.Markup(""),
        )
        for stage in every
    ]
    before = [stage for stage in every if stage.last < day]
    after = [stage for stage in every if stage.last > day]
    steps = []
    if before:
        last = max(before, key=lambda stage: stage.last)
        steps.append(_day_link(last.last, "← Stage before", words.Markup(" data-before")))
    if after:
        steps.append(_day_link(after[0].last, "Next stage →", words.Markup(" data-next")))
    return words.Markup("Stages: {}<br>{}").format(
        words.Markup(" · ").join(links), words.Markup(" · ").join(steps)
    )


def _day_link(day: date, name: str, more: words.Markup) -> words.Markup:
    return words.Markup('<a href="?asof={0}#coordination" data-set="asof={0}"{1}>{2}</a>').format(
        day.isoformat(), more, name
    )


# --- actors ----------------------------------------------------------------------------


@lru_cache(maxsize=256)
def actor_card(tables: Tables, actor: str, day: date) -> words.Markup:
    """What an actor is, what it held on the day, its facts then, its sizes; empty if unknown."""
    rows = tables.actors[tables.actors["actor"] == actor]
    if rows.empty:
        return words.Markup("")
    row = next(rows.itertuples())
    span = roles_on.Span.of(row)
    start = dates.spoken(dates.Extent(span.start_first, span.start_last), row.start)
    end = ""
    if span.last:
        end = " to " + dates.spoken(dates.Extent(span.certain_to, span.last), row.end)
    known = "" if span.last else f"; known to {words.day_name(span.certain_to)}"
    known_facts = [
        (fact, sure)
        for fact, sure in roles_on.current(tables, "actor_facts", day)
        if fact.actor == actor
    ]
    said = roles_on.said_by(tables, day, actor)
    facts = [_fact(fact, sure) for fact, sure in known_facts]
    held = [
        (task.name, role, sure)
        for task in roles_on.tasks(tables)
        for role, sure in roles_on.held(tables, day)[task.task]
        if role.actor == actor
    ]
    facts += [(name, _held(role, sure)) for name, role, sure in held]
    facts += [sites.figure_words(row) for row in said]
    listed = words.Markup("").join(
        words.Markup("<dt>{}</dt><dd>{}</dd>").format(*fact) for fact in facts
    )
    sources = [
        row.source,
        *(role.source for _, role, _ in held),
        *(role.end_source for _, role, _ in held),
        *(fact.source for fact, _ in known_facts),
        *(figure.source for figure in said),
    ]
    return words.Markup(
        '<article class="card"><p class="card-date">{} · since {}{}{}</p><h4>{}</h4>'
        '<p class="sentence">{}</p><p class="card-date">On {}:</p><dl class="facts">{}</dl>'
        "{}</article>"
    ).format(
        words.capital(row.kind),
        start,
        end,
        known,
        row.full_name,
        row.about,
        words.day_name(day),
        listed or words.Markup("<dt>Role</dt><dd>none that the sources know</dd>"),
        _sources(tables, sources),
    )


def _fact(fact: Row, sure: str) -> tuple[str, str]:
    return fact.kind, fact.value + ("" if sure == CERTAIN else " (not certain on this day)")


def _held(role: Role, sure: str) -> str:
    doubt = "" if sure == CERTAIN else f" ({_doubt(role) or 'possible'})"
    doubt = "" if role.part == DUE else doubt  # its dates say so
    return f"{roles_on.since(role)}{doubt}. {role.what}"


@lru_cache(maxsize=256)
def _sources_of(tables: Tables, names: tuple[str, ...]) -> words.Markup:
    found = tables.sources.set_index("source").loc[list(dict.fromkeys(names))]
    links = [
        words.Markup("{}, {}").format(
            row.publisher, words.link(row.title, row.url if isinstance(row.url, str) else "")
        )
        for row in found.itertuples()
    ]
    return words.Markup('<p class="source">Sources: {}</p>').format(words.Markup("; ").join(links))


def _sources(tables: Tables, names: list[str]) -> words.Markup:
    return _sources_of(tables, tuple(names))


# --- the hand-over in the numbers ------------------------------------------------------


def placebo_view(tables: Tables, reading: Reading, day: date, span: int) -> View:
    """Before and after the last stage by the day, as the timeline does it for any event."""
    stage = roles_on.stage_at(tables, day)
    if stage is None:
        first = min(found.last for found in roles_on.stages(tables))
        return View(
            PLACEBO_CHART,
            "Before and after the last stage by your date",
            refusal=Refusal(
                f"By {words.day_name(day)} no stage had come, so there is nothing to compare; "
                f"choose a date from {words.day_name(first)} on."
            ),
        )
    made = before_after.view(tables, reading, span=span, month=stage.start[:7])
    return replace(made, name=PLACEBO_CHART)


@lru_cache(maxsize=4)
def sentence(tables: Tables) -> words.Markup:
    """How many tasks got a holder, at which stages or at none, and what had not changed."""
    at, elsewhere = roles_on.new_holders(tables, flows.REPORT_DAY, last_day(tables))
    stages = {stage.stage for found in at.values() for stage in found}
    names = {task.task: _lower(task.name) for task in roles_on.tasks(tables)}
    text = words.Markup(
        "The hand-over was not one act. After the report {} tasks got a new {}"
    ).format(words.number(len(at) + len(elsewhere), 0), "holder, alone or beside others")
    text += words.Markup(": {} of them at {} stages").format(
        words.number(len(at), 0), words.number(len(stages), 0)
    )
    if elsewhere:
        text += words.Markup(", and {} at none of these stages: {}").format(
            words.number(len(elsewhere), 0), words.listed([names[task] for task in elsewhere])
        )
    return text + words.Markup(
        ". Others are only reported, and some nobody speaks of in public.{}"
    ).format(_general(tables))


def _general(tables: Tables) -> str:
    """Who commands in Wiesbaden, if of one nation as long as the sources tell; dated."""
    own = [role for role in roles_on.roles(tables) if role.task == "general"]
    last = max(role.span.certain_to for role in own)
    after = any(role.span.start_last > flows.REPORT_DAY for role in own)
    if after or {role.side for role in own} != {"us"} or last <= flows.REPORT_DAY:
        return ""
    return (
        " One thing had not changed when the sources last speak of it, in "
        f"{words.month_name(last.isoformat()[:7])}: the general who commanded in Wiesbaden was "
        "the same American."
    )


@lru_cache(maxsize=8)
def span_links(tables: Tables, span: int) -> words.Markup:
    """The spans that can be compared, as links: the control itself stands in the timeline."""
    links = [
        words.Markup('<a href="?span={0}#coordination" data-set="span={0}"{1}>{2}</a>').format(
            months, words.Markup(' aria-current="true"') if months == span else "", name
        )
        for months, name in SPANS.items()
    ]
    return words.Markup("Months compared before and after: {}").format(
        words.Markup(" · ").join(links)
    )


# --- events in words ---------------------------------------------------------------------


def stages(tables: Tables) -> words.Markup:
    """The weightier coordination events, in order, as a list of date and sentence."""
    events = tables.events
    chosen = events[
        (events["lane"] == "coordination") & (events["importance"] == 1) & ~events["era"]
    ].sort_values("start_first", kind="stable")
    rows = [
        words.Markup(
            '<dt>{0}</dt><dd><a href="?event={1}#timeline" data-event="{1}">{2}</a>. {3}</dd>'
        ).format(spoken_date(row), row.event, row.title, row.summary)
        for row in chosen.itertuples()
    ]
    return words.Markup('<dl class="stages">{}</dl>').format(words.Markup("").join(rows))


# --- the chapter -----------------------------------------------------------------------


def texts(tables: Tables, address: Address) -> dict[str, str]:
    """The passages of this chapter that follow the Address."""
    day = address.pick.day
    return {
        "asof-stages": str(stage_links(tables, day)),
        "asof-sentence": str(stage_sentence(tables, day)),
        "span-links": str(span_links(tables, address.span)),
        "who-card": str(actor_card(tables, address.pick.who, day)),
    }


def layout(tables: Tables, put: Put) -> words.Markup:
    """The chapter around its charts, texts and controls, as it stands on the page."""
    return words.Markup("").join(
        [
            words.Markup('<div class="beside"><div>'),
            words.prose(sentence(tables)),
            words.Markup("</div>"),
            glossary.definitions(tables, ["nsatu", "sag-u", "idcc", "udcg", "hub"]),
            words.Markup("</div>"),
            slot("asof", put),
            words.Markup('<p class="note presets" data-text="asof-stages">{}</p>').format(
                put["asof-stages"]
            ),
            statement("asof-sentence", put["asof-sentence"]),
            *(slot(name, put) for name in ("handover-tasks", "handover-system", "who")),
            words.Markup('<div data-text="who-card" aria-live="polite">{}</div>').format(
                put["who-card"]
            ),
            words.Markup('<h3 class="subhead">{}</h3>').format("Where it is done"),
            slot("handover-sites", put),
            words.Markup('<h3 class="subhead">{}</h3>').format("As reported"),
            words.prose(
                "How many people, how many transports, how much of it through one place: what "
                "was said, by whom and when. The figures count different things, so they are "
                "dots and not a line."
            ),
            slot("handover-reported", put),
            words.Markup('<h3 class="subhead">{}</h3>').format("Distances and ranges"),
            words.prose(
                "The report puts Kaliningrad at some "
                f"{words.number(distances.report_distance(tables)[2], 0)} kilometres from Berlin. "
                "Measure it, or any other pair of towns; type its first letters to find one. "
                "The rings are published ranges with their basis, on your date."
            ),
            slot("towns", put),
            slot("rings", put),
            slot("handover-distances", put),
            words.Markup('<h3 class="subhead">{}</h3>').format("Does it show in the numbers?"),
            words.prose(
                "Before and after the last stage by your date, under your reading, as in the "
                "timeline. Coordination decides how aid is moved "
                "and not how much is given: a change here may have any other cause, and no "
                "change does not prove that nothing changed."
            ),
            words.Markup('<p class="note presets" data-text="span-links">{}</p>').format(
                put["span-links"]
            ),
            slot("handover-placebo", put),
            words.Markup('<h3 class="subhead">{}</h3>').format("The stages in words"),
            stages(tables),
        ]
    )


def explorer(link: Link | Reading | None = None) -> Explorer:
    """The chapter for a notebook; a `Link` joins it to others, a Reading is its first."""
    return chapter(
        PARTS,
        Link.of(link),
        texts,
        before=("asof", "asof-stages", "asof-sentence", "towns", "rings", "span", "span-links"),
        after=("who", "who-card"),
    )


def _asof(address: Address) -> Address:
    return Address(pick=Pick(asof=address.pick.asof))


PARTS = (
    {
        TASKS_CHART: Part(lambda tables, address: tasks_view(tables, address.pick.day), _asof),
        SYSTEM_CHART: Part(lambda tables, address: system_view(tables, address.pick.day), _asof),
    }
    | sites.PARTS
    | distances.PARTS
    | {
        PLACEBO_CHART: Part(
            lambda tables, address: placebo_view(
                tables, address.reading, address.pick.day, address.span
            ),
            lambda address: Address(
                address.reading, span=address.span, pick=Pick(asof=address.pick.asof)
            ),
        )
    }
)
