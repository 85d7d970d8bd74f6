"""The Handover: readings of the aid data, their figures and the linked page.

The names below are what a notebook needs; each is imported when first used, so that
`import widgets` stays cheap (every reader of the published page pays for it).

>>> from widgets import Reading, flows, load
>>> round(flows.share_pct(load(), Reading(last="2024-09"), "us"), 1)
51.3
"""

from importlib import import_module

_HOME = {
    "Chart": "widgets.board.block",
    "Lesson": "widgets.lessons.lesson",
    "Link": "widgets.board.link",
    "Reading": "widgets.reading.reading",
    "WhatIf": "widgets.reading.what_if",
    "carries": "widgets.chapters.carries.blocks",
    "claims": "widgets.claims",
    "coordinates": "widgets.chapters.coordinates.blocks",
    "dates": "widgets.tables.dates",
    "definitions": "widgets.board.prose",
    "flows": "widgets.sums.flows",
    "guess": "widgets.sums.guess",
    "in_words": "widgets.reading.in_words",
    "load": "widgets.tables.package",
    "reading_bar": "widgets.board.prose",
    "report": "widgets.chapters.report.blocks",
    "scenario": "widgets.sums.scenario",
    "sentence": "widgets.board.prose",
    "sources": "widgets.chapters.sources",
    "teacher": "widgets.lessons.teacher",
    "timeline": "widgets.chapters.timeline.blocks",
    "what_if": "widgets.chapters.what_if.blocks",
    "with_events": "widgets.tables.package",
    "words": "widgets.words",
}

__all__ = sorted(_HOME)  # pyright: ignore[reportUnsupportedDunderAll] - one list, above


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'widgets' has no attribute {name!r}")
    module = import_module(_HOME[name])
    is_module = _HOME[name].endswith((f".{name}", f".{name}.blocks"))
    return module if is_module else getattr(module, name)


def __dir__() -> list[str]:
    return __all__
