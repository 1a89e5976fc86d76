"""Restricted records: which there are, and who may open each."""
