"""Who carries the aid: shares, flows over time, donors."""
