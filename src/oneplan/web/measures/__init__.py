"""Measures: what each means, how it moves, and whom it counts."""
