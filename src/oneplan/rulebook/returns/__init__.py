"""What the statutory returns look like, by collection: layouts, codes, survey days, checks and reported facts."""

from oneplan.rulebook.returns.book import (
    Check,
    CodeSet,
    Collection,
    Element,
    Level,
    NeverReported,
    Reported,
    ReturnBook,
    ReturnCode,
)
from oneplan.rulebook.returns.loading import load

__all__ = [
    "Check",
    "CodeSet",
    "Collection",
    "Element",
    "Level",
    "NeverReported",
    "Reported",
    "ReturnBook",
    "ReturnCode",
    "load",
]
