"""Who coordinates: who held each task on the reader's date, what changed, and who they are."""

from dataclasses import replace
from datetime import date
from functools import lru_cache

from widgets import words
from widgets.board.board import Part
from widgets.board.view import Caption, View
from widgets.chapters.coordinates import distances, sites, system, tasks
from widgets.chapters.coordinates.actor import actor_card
from widgets.chapters.coordinates.stages import stage_links, stage_sentence
from widgets.chapters.coordinates.system import system_view
from widgets.chapters.coordinates.tasks import tasks_view
from widgets.chapters.timeline import before_after
from widgets.reading.address import SPANS, Address
from widgets.reading.pick import Pick
from widgets.reading.reading import Reading, Refusal
from widgets.sums import coordination as roles_on
from widgets.tables.package import Tables

PLACEBO_CHART = "handover-placebo"


# --- the hand-over in the numbers ------------------------------------------------------


def placebo_view(tables: Tables, reading: Reading, day: date, span: int) -> View:
    """Before and after the last stage by the day, as the timeline does it for any event."""
    stage = roles_on.stage_at(tables, day)
    if stage is None:
        first = min(found.last for found in roles_on.stages(tables))
        return View(
            PLACEBO_CHART,
            Caption(words.message("before-after-stage")),
            refusal=Refusal(
                words.message(
                    "before-after-no-stage", day=words.day_name(day), first=words.day_name(first)
                )
            ),
        )
    made = before_after.view(tables, reading, span=span, month=stage.start[:7])
    return replace(made, name=PLACEBO_CHART)


@lru_cache(maxsize=8)
def span_links(tables: Tables, span: int) -> words.Markup:
    """The spans that can be compared, as links: the control itself stands in the timeline."""
    links = [
        words.step_link(name, "set", f"span={months}", "coordination", current=months == span)
        for months, name in SPANS.items()
    ]
    return words.sentence("before-after-spans", links=words.Markup(" · ").join(links))


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


def _asof(address: Address) -> Address:
    return Address(pick=Pick(asof=address.pick.asof))


PARTS = (
    {
        tasks.NAME: Part(lambda tables, address: tasks_view(tables, address.pick.day), _asof),
        system.NAME: Part(lambda tables, address: system_view(tables, address.pick.day), _asof),
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
