"""Timeline: events, eras, before and after."""
