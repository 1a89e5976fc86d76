"""Statutory files: read, checked and written."""
