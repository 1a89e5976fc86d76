"""Rows: Django apps by noun, read through each app's ``queries`` and changed through ``actions``."""
