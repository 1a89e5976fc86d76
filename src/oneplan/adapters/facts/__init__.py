"""The analytical store: facts written from the records in one pass, and opened to be reckoned with, never changed."""

from oneplan.adapters.facts.opening import opened
from oneplan.adapters.facts.writing import forget_but, write_facts

__all__ = ["forget_but", "opened", "write_facts"]
