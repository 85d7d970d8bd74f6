"""Exercises, their checks, and what a teacher needs."""
