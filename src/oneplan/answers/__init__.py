"""Reads that need more than one room, with rights applied and reading recorded."""
