from __future__ import annotations


def spaced_rows(raw, index):
    return []
