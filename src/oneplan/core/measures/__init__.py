"""What a measure is: what it counts, over which period, how it may be shown and what a change in it means."""

from oneplan.core.measures.conditions import AnyOf, Condition, Test
from oneplan.core.measures.definitions import (
    Direction,
    Grain,
    Kind,
    Measure,
    PublishedSeries,
    Shape,
    Span,
    Split,
)
from oneplan.core.measures.values import Reckoned, Value, amount, amount_in_words, number_in_words

__all__ = [
    "AnyOf",
    "Condition",
    "Direction",
    "Grain",
    "Kind",
    "Measure",
    "PublishedSeries",
    "Reckoned",
    "Shape",
    "Span",
    "Split",
    "Test",
    "Value",
    "amount",
    "amount_in_words",
    "number_in_words",
]
