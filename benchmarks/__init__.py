"""Measurements of the served page beside stock Voila and a static page. Not part of the tests."""
