"""Measures as expressions over tables of facts: one definition, run by whatever engine holds the tables."""

from oneplan.analytics.cases import rows_behind
from oneplan.analytics.facts_tables import FACTS, FactsTable, arrow_schema
from oneplan.analytics.reckoning import figures, reckon
from oneplan.analytics.window import Window, window_for

__all__ = ["FACTS", "FactsTable", "Window", "arrow_schema", "figures", "reckon", "rows_behind", "window_for"]
