"""The rating words that an answer may propose."""

from __future__ import annotations

from oneplan.core.improvement.matching import plain_words
from oneplan.core.improvement.rating import Rating
from oneplan.records.improvement.models import ImprovementPlan, RatingKeyEntry


def rating_words(plan: ImprovementPlan) -> tuple[str, ...]:
    """Those of the plan's own key, else the normal ones."""
    own = tuple(RatingKeyEntry.objects.filter(plan=plan).order_by("position").values_list("word", flat=True))
    return own or tuple(each.value for each in Rating if each is not Rating.UNKNOWN)


def meant_by(plan: ImprovementPlan, word: str) -> Rating:
    """The normal rating that a word stands for; unknown where the plan does not say."""
    for entry in RatingKeyEntry.objects.filter(plan=plan):
        if plain_words(entry.word) == plain_words(word):
            return Rating(entry.rating)
    return Rating(word) if word in {each.value for each in Rating} else Rating.UNKNOWN
