"""Law, pathways, calendars and rights as data, and the one way of reading each."""

from oneplan.rulebook.book import Rulebook, load_rulebook

__all__ = ["Rulebook", "load_rulebook"]
