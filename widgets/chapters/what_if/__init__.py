"""What if: the reader's guess, scenarios, ranges."""
