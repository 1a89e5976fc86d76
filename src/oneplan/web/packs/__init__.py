"""Packs for meetings, and what the public is shown."""
