"""The report: its statements and their verdicts."""
