"""The page's chapters, each with its charts, controls and texts, linked by one Reading.

In a notebook `carries.explorer()`, `timeline.explorer()` or `report.explorer()` shows the chapter
with a bar of its own; pass a `Link` to join several to one Reading.

>>> from widgets import carries
>>> "Military allocations" in carries.explorer().text()
True
"""
