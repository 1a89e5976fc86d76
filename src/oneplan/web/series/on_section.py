"""The lines of a section as its own page shows them: each with its measures, and what is missing said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from oneplan.answers import series
from oneplan.core.measures.phrases import LinePart
from oneplan.rulebook.catalogue_files import load_catalogue

if TYPE_CHECKING:
    from oneplan.answers.series import Bullet, StandsOn
    from oneplan.core.access import Viewer
    from oneplan.records.improvement.rows import PlanRow


@dataclass(frozen=True, slots=True)
class Stands:
    """A measure beneath a line: its value, or the words that it is missing."""

    title: str
    address: str
    value: str
    period: str
    says: str


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of the section with the measures it stands on."""

    text: str
    measures: tuple[Stands, ...]


@dataclass(frozen=True, slots=True)
class ShownLines:
    """How a section is assessed, and what people will see."""

    assess: tuple[ShownLine, ...]
    see: tuple[ShownLine, ...]


def lines_of_section(plan: PlanRow, viewer: Viewer, slug: str) -> ShownLines:
    """The lines of one section."""
    bullets = series.bullets_of(plan.id, viewer=viewer, section=slug)
    of_part = {part: tuple(_line(each) for each in bullets if each.part is part) for part in LinePart}
    return ShownLines(of_part[LinePart.ASSESS], of_part[LinePart.SEE])


def _line(bullet: Bullet) -> ShownLine:
    return ShownLine(bullet.text, tuple(_stands(each) for each in bullet.measures if each.line is not None))


def _stands(each: StandsOn) -> Stands:
    measure = load_catalogue().measure(each.catalogue)
    line = each.line
    is_shown = line is not None and line.value.is_shown
    return Stands(
        title=measure.title,
        address=reverse("measure", args=[measure.id]),
        value=line.value.words if line is not None and is_shown else "",
        period=line.period if line is not None and is_shown else "",
        says="" if is_shown else each.says,
    )
