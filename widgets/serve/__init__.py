"""Serving the reader's page: static files, the Voila template and the launcher."""
