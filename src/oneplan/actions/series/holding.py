"""What every verb about a series begins with: the measure is known, the series is there, the person may."""

from __future__ import annotations

from django.db import transaction

from oneplan.core.access import Viewer
from oneplan.core.kernel import Problem
from oneplan.core.measures.catalogue import CatalogueMeasure
from oneplan.core.measures.manual import Cycle
from oneplan.records import rights
from oneplan.records.series.models import ManualSeries, SupplyDuty
from oneplan.rulebook.catalogue_files import load_catalogue, load_series

SUPPLY, WRITE = "series-supply", "series-write"


def by_hand(measure: str) -> CatalogueMeasure:
    """The measure, if it is one that people supply; raises Problem where the records reckon it."""
    found = load_catalogue().measure(measure)
    if not found.is_manual:
        raise Problem(
            f"{found.title} is worked out from the records, so nobody supplies it.",
            why="Two values for one thing would leave everybody asking which is right.",
            do="Correct the records that it is worked out from.",
        )
    return found


def series_of(measure: CatalogueMeasure) -> ManualSeries:
    """The series of a measure in this area, begun now where there was none; held until the verb has ended."""
    with transaction.atomic():
        ManualSeries.objects.get_or_create(measure=measure.id, area="")
    return ManualSeries.objects.select_for_update().get(measure=measure.id, area="")


def duty_of(series: ManualSeries) -> SupplyDuty | None:
    """The duty in force."""
    return SupplyDuty.objects.filter(series=series, ended_on__isnull=True).first()


def cycle_of(measure: CatalogueMeasure, duty: SupplyDuty | None) -> Cycle:
    """How often the measure is supplied here: as its duty says, else as the catalogue does."""
    book = load_series()
    return book.cycles[duty.cycle] if duty else book.cycle_of(measure)


def may_supply(viewer: Viewer, measure: CatalogueMeasure, duty: SupplyDuty | None) -> str:
    """The role in which somebody supplies a measure; raises NotAllowed where it is not theirs to supply."""
    owners = {duty.role if duty and duty.role else measure.supplier}
    if duty and duty.person_id is not None and duty.person_id == viewer.user_id:
        owners |= viewer.owner_roles
    return rights.check(viewer, SUPPLY, owner_roles=owners)
