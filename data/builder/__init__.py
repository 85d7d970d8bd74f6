"""Steps of the data build: read, checks, shape, package, changes, replace."""
