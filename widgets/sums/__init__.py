"""The arithmetic: pure functions of (tables, Reading); no clock, no chance without a seed."""
