"""Keeps the official figures of a file, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from oneplan.core.kernel import Problem
from oneplan.core.measures.adding_up import misfits
from oneplan.core.measures.published import OfficialFigure
from oneplan.records.figures.models import PublishedFigure
from oneplan.rulebook.published_files import load_regions

_AT_ONCE = 2_000
_TOLD = 5


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many figures were kept, and what in them does not add up."""

    kept: int
    doubts: tuple[str, ...]


def keep_published_figures(*, figures: Iterable[OfficialFigure], codes: dict[str, str]) -> Loaded:
    """Every figure takes the place of an earlier one of the same area, year and series; the same file twice is once.

    A file in which several areas repeat their region's own total is refused, and nothing of it is kept.
    """
    rows = {(each.area, each.level, each.year, each.series): each for each in figures}
    found = misfits(rows.values(), load_regions())
    repeated = [each.in_words for each in found if each.is_repeated]
    if repeated:
        more = f" And {len(repeated) - _TOLD} more like it." if len(repeated) > _TOLD else ""
        raise Problem(
            f"In this file areas repeat the total of their region. {' '.join(repeated[:_TOLD])}{more}",
            why="Set beside an area's own figure, a region's total would be wrong many times over.",
            do="Correct these rows or leave them out, then load the file again. Nothing has been kept.",
        )
    with transaction.atomic():
        PublishedFigure.objects.bulk_create(
            (
                PublishedFigure(
                    area=each.area,
                    area_code=codes.get(each.area, ""),
                    level=each.level,
                    year=each.year,
                    series=each.series,
                    value=each.value,
                    source=each.source[:300],
                )
                for each in rows.values()
            ),
            batch_size=_AT_ONCE,
            update_conflicts=True,
            unique_fields=["area", "level", "year", "series"],
            update_fields=["value", "source", "loaded_at", "area_code"],
        )
    return Loaded(len(rows), tuple(each.in_words for each in found))
