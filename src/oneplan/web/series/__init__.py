"""Measures kept by hand: what is missing, who owes it, and every value that came."""
