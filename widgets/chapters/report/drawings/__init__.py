"""Drawings of this chapter: frames and plain options in, a Sheet out."""
