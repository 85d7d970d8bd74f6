"""The only reader of data/: validated, typed, cached frames, and dates of uncertain precision."""
