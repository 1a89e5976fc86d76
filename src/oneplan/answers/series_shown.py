"""Values of a series as one profile shows them: small numbers of people hidden, and what would give them away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from oneplan.answers.figures_rows import ShownValue
from oneplan.answers.series_values import Point
from oneplan.core.measures.catalogue import CatalogueMeasure, SeriesKind
from oneplan.core.measures.manual import Supplied, result_in_words, result_of
from oneplan.core.measures.profiles import Profile
from oneplan.core.measures.suppression import Sum, Tables, hidden_cells
from oneplan.rulebook.measure_files import load_measures

SURVEY_PUBLIC = "survey-public"
Key = tuple[str, date]
_HIDDEN = "Not shown: the number is so small, or so close to one that is, that it could tell who is meant."
_FEW = "Not shown: fewer than {fewest} {who}, which says little and could tell much."


def shown_values(measure: CatalogueMeasure, points: Iterable[Point], profile: Profile) -> Mapping[Key, ShownValue]:
    """Each value by part and first day, as the profile shows it."""
    held = tuple(points)
    careful = _profile_for(measure, profile)
    hidden = frozenset[Key]() if careful.hides_nothing else _hidden(measure, held, careful)
    return {(each.part, each.period.first_day): _shown(measure, each, careful, hidden) for each in held}


def sample_size(value: Supplied) -> int | None:
    """Of how many answers a value is."""
    if value.sample is not None:
        return value.sample
    return _whole(value.denominator)


def _profile_for(measure: CatalogueMeasure, profile: Profile) -> Profile:
    """Answers of a sample go by the rule for surveys; what counts no people needs no care."""
    book = load_measures()
    if not (measure.is_about_people or measure.is_sample):
        return book.profile("operational")
    if measure.is_sample and not profile.hides_nothing:
        survey = book.profile(SURVEY_PUBLIC)
        fewest = max(survey.fewest_for_a_share, profile.fewest_for_a_share if profile.rounded_to > 1 else 0)
        return replace(survey, fewest_for_a_share=fewest)
    return profile


def _shown(measure: CatalogueMeasure, point: Point, profile: Profile, hidden: frozenset[Key]) -> ShownValue:
    value = point.value
    result = result_of(measure, value)
    top, bottom = _whole(value.numerator), _whole(value.denominator)
    if result is None:
        return ShownValue("", None, top, bottom, "none", "There is nothing to divide by.")
    if (point.part, point.period.first_day) in hidden:
        return ShownValue("", None, None, None, "hidden", _HIDDEN)
    base = sample_size(value) if measure.kind in (SeriesKind.SHARE, SeriesKind.MEAN) else None
    if base is not None and base < profile.fewest_for_a_share:
        who = "answers" if measure.is_sample else "people"
        return ShownValue("", None, None, None, "few", _FEW.format(fewest=profile.fewest_for_a_share, who=who))
    if profile.rounded_to > 1:
        value = _rounded(measure, value, profile)
        result = result_of(measure, value)
        top, bottom = _whole(value.numerator), _whole(value.denominator)
    if result is None:
        return ShownValue("", None, None, None, "few", _FEW.format(fewest=profile.fewest_for_a_share, who="people"))
    if measure.kind is SeriesKind.COUNT and top is None:
        top = _whole(result)
    return ShownValue(result_in_words(measure, result), result, top, bottom)


def _rounded(measure: CatalogueMeasure, value: Supplied, profile: Profile) -> Supplied:
    if measure.kind not in (SeriesKind.COUNT, SeriesKind.SHARE):
        return Supplied(None, None, result_of(measure, value), value.sample)
    top, bottom = (
        None if each is None or each != each.to_integral_value() else Decimal(profile.rounded(int(each)))
        for each in (value.numerator, value.denominator)
    )
    amount = value.amount
    if measure.kind is SeriesKind.COUNT and amount is not None:
        amount = Decimal(profile.rounded(int(amount)))
    return Supplied(top, bottom, amount, value.sample)


def _hidden(measure: CatalogueMeasure, points: tuple[Point, ...], profile: Profile) -> frozenset[Key]:
    """The cells that may not be shown: each count, what of a share is met and what is not, and how parts add up."""
    counts: dict[Hashable, int] = {}
    sums: list[Sum] = []
    unsaid: set[Hashable] = set()
    by_period: dict[date, list[Point]] = defaultdict(list)
    for each in points:
        key = (each.part, each.period.first_day)
        top, bottom = _whole(each.value.numerator), _whole(each.value.denominator)
        if measure.kind is SeriesKind.COUNT:
            top = top if top is not None else _whole(each.value.amount)
        if top is None or top < 0:
            continue
        counts["met", key] = top
        by_period[each.period.first_day].append(each)
        if measure.kind is SeriesKind.SHARE and bottom is not None and bottom >= top:
            counts["whole", key], counts["not met", key] = bottom, bottom - top
            unsaid.add(("not met", key))
            sums.append(Sum(("whole", key), (("met", key), ("not met", key))))
    for day, found in by_period.items():
        parts = tuple(("met", (each.part, day)) for each in found if each.part)
        whole = ("met", ("", day))
        if len(parts) > 1 and whole in counts and sum(counts[part] for part in parts) == counts[whole]:
            sums.append(Sum(whole, parts))
    cells = hidden_cells(Tables(counts, tuple(sums), frozenset(unsaid)), profile)
    return frozenset(key for key in _keys(cells, unsaid, counts, profile))


def _keys(
    cells: frozenset[Hashable], unsaid: set[Hashable], counts: Mapping[Hashable, int], profile: Profile
) -> Iterable[Key]:
    """The values that stand behind hidden cells; an unsaid one counts only where it is itself too small."""
    for cell in cells:
        if not isinstance(cell, tuple) or (cell in unsaid and not profile.is_small(counts[cell])):
            continue
        yield cell[1]


def _whole(number: Decimal | None) -> int | None:
    return int(number) if number is not None and number == number.to_integral_value() else None
