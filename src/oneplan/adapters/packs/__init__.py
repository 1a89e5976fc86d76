"""Presses: the same pack as a tagged PDF and as Word."""
