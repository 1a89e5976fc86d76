"""The list of settings, those known only by a number first, with how many open cases each has."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from oneplan.core.access import Viewer
from oneplan.records import rights
from oneplan.records.settings.models import Setting
from oneplan.records.settings.queries import SettingRow, setting_row

PAGE = 100


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """A page of settings, with how many there are in all and how many have no name yet."""

    rows: tuple[tuple[SettingRow, int], ...]
    total: int
    without_name: int
    page: int
    pages: int


def settings_page(*, viewer: Viewer, named: str = "", page: int = 1) -> SettingsPage:
    """The settings that were asked for: ``named`` is yes, no or empty for all."""
    rights.check(viewer, "return-read")
    rows = Setting.objects.all()
    total, without_name = rows.count(), rows.filter(name="").count()
    if named in {"yes", "no"}:
        rows = rows.filter(name="") if named == "no" else rows.exclude(name="")
    asked = {"yes": total - without_name, "no": without_name}.get(named, total)
    pages = max(1, -(-asked // PAGE))
    page = min(max(page, 1), pages)
    counted = rows.select_related("calendar").annotate(
        open_cases=Count("cases", filter=Q(cases__closed_on__isnull=True, cases__person__is_restricted=False))
    )
    found = counted.order_by("name", "urn", "ukprn")[(page - 1) * PAGE : page * PAGE]
    shown = tuple((row, each.open_cases) for each in found if (row := setting_row(each)) is not None)
    return SettingsPage(shown, total, without_name, page, pages)
