"""Measures kept by hand, in the states that their pages show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from oneplan.actions import series
from oneplan.actions.series import Given
from oneplan.core.measures.manual import Supplied
from oneplan.records.series.models import LineMatch, SuppliedValue
from tests.support.live_plan import People


def series_have_come(people: People) -> None:
    """Values over two years, a correction, a duty that is late and a change of meaning."""
    today, lead = timezone.localdate(), people.lead
    first = date(today.year - 2, 1, 1)
    common = {"measure": "M071", "by": lead, "on": today}
    rows = [Given(first, _share(60, 90)), Given(first.replace(year=first.year + 1), _share(66, 100))]
    series.supply(given=rows, **common)
    series.supply(given=[Given(first, _share(61, 90), note="One came by post")], **common)
    series.set_duty(measure="M100", role="Complaints Manager", due_days=1, by=lead, on=first)
    series.change_definition(first_day=date(today.year, 1, 1), words="Asked anew.", why="The forum asked.", **common)


def series_needs() -> Mapping[str, object]:
    """What their addresses are made from."""
    return {
        "series_id": "M071",
        "value_id": SuppliedValue.objects.filter(superseded_by__isnull=True).order_by("pk")[0].public_id,
    }


def series_addresses() -> Mapping[str, tuple[str, ...]]:
    """Pages that need a question, or show more than one state."""
    line = LineMatch.objects.select_related("section").order_by("pk")[0]
    asked = urlencode({"section": line.section.slug if line.section else "", "part": line.part, "text": line.text})
    return {
        "series": (reverse("series"), f"{reverse('series')}?show=all"),
        "series-one": (reverse("series-one", args=["M071"]), reverse("series-one", args=["M100"])),
        "series-line": (f"{reverse('series-line')}?{asked}",),
    }


def _share(top: int, bottom: int) -> Supplied:
    return Supplied(Decimal(top), Decimal(bottom))
