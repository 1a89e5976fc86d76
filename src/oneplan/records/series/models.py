"""Measures kept by hand: what was supplied, by whom, when it was due and what the plan printed."""
