"""A notebook as a page: run once, as the operator's own code; what it shows is kept."""
