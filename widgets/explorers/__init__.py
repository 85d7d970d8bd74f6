"""Explorers: a chapter's charts and controls, linked by one Reading.

In a notebook `explorers.flows.explorer()`, `explorers.timeline.explorer()` or
`explorers.report.explorer()` shows the chapter with a bar of its own; pass a `Link` to join
several to one Reading.
"""

from importlib import import_module
from types import ModuleType

_CHAPTERS = (
    *("before_after", "coordination", "distances", "flows", "guess"),
    *("report", "sites", "timeline", "what_if"),
)


def __getattr__(name: str) -> ModuleType:
    if name not in _CHAPTERS:
        raise AttributeError(f"module 'widgets.explorers' has no attribute {name!r}")
    return import_module(f"widgets.explorers.{name}")
