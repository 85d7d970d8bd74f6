"""Who coordinates: tasks, the system, sites, distances."""
