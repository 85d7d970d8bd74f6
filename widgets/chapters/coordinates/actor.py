"""The card of an actor: what it is, what it held on the reader's date, its sizes, its sources."""

from datetime import date
from functools import lru_cache
from pathlib import Path

from widgets import words
from widgets.chapters.coordinates import sites, tasks
from widgets.sums import coordination as roles_on
from widgets.sums.coordination import CERTAIN, DUE, Role
from widgets.tables import dates
from widgets.tables.package import Row, Tables
from widgets.words.templates import macros

_HTML = macros(Path(__file__).parent / "templates", "actor.html")


@lru_cache(maxsize=256)
def actor_card(tables: Tables, actor: str, day: date) -> words.Markup:
    """What an actor is, what it held on the day, its facts then, its sizes; empty if unknown."""
    rows = tables.actors[tables.actors["actor"] == actor]
    if rows.empty:
        return words.Markup("")
    row = next(rows.itertuples())
    span = roles_on.Span.of(row)
    start = dates.spoken(dates.Extent(span.start_first, span.start_last), row.start)
    if span.last:
        end = dates.spoken(dates.Extent(span.certain_to, span.last), row.end)
        since = words.message("actor-since-to", start=start, end=end)
    else:
        since = words.message("actor-since", start=start, day=words.day_name(span.certain_to))
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
    facts = facts or [(words.message("actor-role"), words.message("actor-no-role"))]
    sources = [
        row.source,
        *(role.source for _, role, _ in held),
        *(role.end_source for _, role, _ in held),
        *(fact.source for fact, _ in known_facts),
        *(figure.source for figure in said),
    ]
    return _HTML.card(
        words.capital(row.kind),
        since,
        row,
        words.day_name(day),
        facts,
        _sources_of(tables, tuple(sources)),
    )


def _fact(fact: Row, sure: str) -> tuple[str, str]:
    if sure == CERTAIN:
        return fact.kind, fact.value
    return fact.kind, words.message("actor-fact-possible", fact=fact.value)


def _held(role: Role, sure: str) -> str:
    is_told = sure == CERTAIN or role.part == DUE  # what is due has dates that say so
    return words.message(
        "actor-held" if is_told else "actor-held-doubtful",
        since=roles_on.since(role),
        doubt=tasks.doubt(role, sure),
        what=role.what,
    )


@lru_cache(maxsize=256)
def _sources_of(tables: Tables, names: tuple[str, ...]) -> words.Markup:
    found = tables.sources.set_index("source").loc[list(dict.fromkeys(names))]
    links = [
        words.Markup("{}, {}").format(
            row.publisher, words.link(row.title, row.url if isinstance(row.url, str) else "")
        )
        for row in found.itertuples()
    ]
    return words.sentence("actor-sources", links=words.Markup("; ").join(links))
