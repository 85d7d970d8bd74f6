"""The Handover: readings of the aid data, their figures and the linked page.

The names below are what a notebook needs; each is imported when first used, so that
`import widgets` stays cheap (every reader of the published page pays for it).

>>> from widgets import Reading, flows, load
>>> round(flows.share_pct(load(), Reading(last="2024-09"), "us"), 1)
51.3
"""

from importlib import import_module

_HOME = {
    "Chart": "widgets.board.explorer",
    "Lesson": "widgets.lessons.lesson",
    "Page": "widgets.chapters.page",
    "Reading": "widgets.reading.reading",
    "Tables": "widgets.tables.package",
    "WhatIf": "widgets.reading.what_if",
    "claims": "widgets.claims",
    "dates": "widgets.tables.dates",
    "carries": "widgets.chapters.carries",
    "coordinates": "widgets.chapters.coordinates",
    "report": "widgets.chapters.report",
    "timeline": "widgets.chapters.timeline",
    "what_if": "widgets.chapters.what_if",
    "flows": "widgets.sums.flows",
    "guess": "widgets.sums.guess",
    "in_words": "widgets.reading.in_words",
    "load": "widgets.tables.package",
    "scenario": "widgets.sums.scenario",
    "with_events": "widgets.tables.package",
    "teacher": "widgets.lessons.teacher",
    "words": "widgets.words",
}

__all__ = sorted(_HOME)  # pyright: ignore[reportUnsupportedDunderAll] - one list, above


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'widgets' has no attribute {name!r}")
    module = import_module(_HOME[name])
    return module if _HOME[name].endswith(f".{name}") else getattr(module, name)


def __dir__() -> list[str]:
    return __all__
