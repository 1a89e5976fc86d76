"""What a number says, as a sentence: the title of its page."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oneplan.answers.figures_rows import FigureView, MeasureWords, ShownValue

SENTENCES = {
    "plans-in-20-weeks": "{share} of the plans were issued in time",
    "plans-in-20-weeks-without-exceptions": "{share} of the plans without an exception were issued in time",
    "weeks-to-issue": "A plan took {amount} on average",
    "decisions-in-6-weeks": "{share} of the decisions whether to assess were made in time",
    "assessments-overdue": "{share} of the open assessments are past their day",
    "assessments-overdue-days": "Overdue assessments are {amount} past their day on average",
    "assessments-overdue-longest": "The assessment that waits longest is {amount} past its day",
    "review-decisions-in-4-weeks": "{share} of the decisions after a review were told in time",
    "reviews-overdue": "{share} of the annual reviews are past their day",
    "reviews-overdue-days": "Overdue reviews are {amount} past their day on average",
    "plans-in-force": "{amount} plans are in force",
    "plan-growth": "Plans {grew} by {size} over a year",
    "new-plans": "{amount} new plans were begun",
    "plans-ceased": "{amount} plans ceased",
    "requests": "{amount} requests for an assessment were received",
    "requests-refused": "{share} of the requests were refused",
    "requests-undecided": "{share} of the requests are not decided yet",
    "primary-need-mix": "The most common primary need is {most}",
    "placement-mix": "Most often, those with a plan are educated here: {most}",
    "actions-by-rating": "The most common rating of an action is {most}",
    "actions-overdue": "{share} of the live actions are past their day",
    "actions-without-owner-or-date": "{share} of the live actions have no owner or no date",
}
SHARES: tuple[tuple[Decimal, str], ...] = (
    (Decimal(10), "one in ten"),
    (Decimal(20), "one in five"),
    (Decimal(25), "a quarter"),
    (Decimal(100) / 3, "a third"),
    (Decimal(40), "two in five"),
    (Decimal(50), "half"),
    (Decimal(60), "three in five"),
    (Decimal(200) / 3, "two thirds"),
    (Decimal(75), "three quarters"),
    (Decimal(80), "four in five"),
    (Decimal(90), "nine in ten"),
)
EXACTLY, NEARLY = Decimal("0.5"), Decimal("2.5")
WHOLE = 100


def finding_of(measure: MeasureWords, value: ShownValue, *, most: str = "", period: str = "") -> str:
    """The finding in one sentence, with the year it is of; a measure without a sentence is named with its value."""
    if not value.is_shown or value.amount is None:
        return f"{measure.title}: {unshown(value)}"
    sentence = SENTENCES.get(measure.id, "")
    if not sentence or ("{most}" in sentence and not most):
        return f"{measure.title}: {value.words}"
    said = sentence.format(
        share=share_in_words(value.amount),
        amount=value.words,
        grew="grew" if value.amount >= 0 else "fell",
        size=value.words.lstrip("+-"),
        most=most,
    )
    # The day of a figure of today stands beneath the title; a year must be part of what is claimed.
    of_year = f" in {period}" if period[:1].isdigit() else ""
    return f"{said[:1].upper()}{said[1:]}{of_year}"


def unshown(value: ShownValue) -> str:
    """What stands in the place of a value that is not shown; never nought.

    A number hidden because it is small and one hidden to protect it read the same: telling them apart would tell.
    """
    return {"hidden": "not shown", "few": "too few to show", "none": "nothing to count yet"}.get(
        value.reason, "not known"
    )


def value_in_words(measure: MeasureWords, value: ShownValue) -> str:
    """The value as it stands alone; the whole of a mix says what it is a number of."""
    if value.is_shown and measure.kind == "mix":
        return f"{value.words} {measure.unit}"
    return value.words or unshown(value)


def most_of(view: FigureView) -> str:
    """The part of a mix that holds most, in its own words."""
    shown = [part for each in view.breakdowns[:1] for part in each.parts if part.value.numerator is not None]
    top = max(shown, key=lambda part: part.value.numerator or 0, default=None)
    return f"{top.title.lower()}, {top.value.words}" if top else ""


def share_in_words(percent: Decimal) -> str:
    """A share as people say it: just under half, two thirds, nine in ten."""
    if percent <= 0:
        return "none"
    if percent >= WHOLE:
        return "all"
    nearest, said = min(SHARES, key=lambda each: abs(percent - each[0]))
    gap = percent - nearest
    if abs(gap) <= EXACTLY:
        return said
    if abs(gap) <= NEARLY:
        return f"just {'under' if gap < 0 else 'over'} {said}"
    return "nearly all" if percent > WHOLE - NEARLY else f"{max(round(percent), 1)} in every 100"
