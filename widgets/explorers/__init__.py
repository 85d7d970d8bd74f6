"""Explorers: a chapter's charts and controls, linked by one Reading.

In a notebook `explorers.flows.explorer()` or `explorers.timeline.explorer()` shows the
chapter with a bar of its own; pass a `Link` to join several to one Reading.
"""
