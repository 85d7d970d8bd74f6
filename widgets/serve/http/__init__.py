"""Pages, steps and files, each answer a function of its question; needs no kernel."""
