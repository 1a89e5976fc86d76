"""The school calendars on record, as core counts on them, and which of them a setting keeps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from functools import lru_cache
from hashlib import sha256

from oneplan.core.calendar import SchoolCalendar as Calendar
from oneplan.core.calendar import WorkingDays
from oneplan.core.kernel import Period
from oneplan.records.settings.models import ClosedDay, SchoolCalendar, Term


def areas_calendar() -> int | None:
    """The number of the area's own calendar, on which settings without one are counted; none if there is none."""
    return SchoolCalendar.objects.filter(is_the_areas=True).values_list("pk", flat=True).first()


def school_calendars(working: WorkingDays, *, only: Collection[int] | None = None) -> dict[int, Calendar]:
    """Calendars by number; one without terms is no calendar."""
    chosen = {} if only is None else {"calendar__in": only}
    terms: dict[int, list[Period]] = defaultdict(list)
    closed: dict[int, set[date]] = defaultdict(set)
    for calendar, first, last in Term.objects.filter(**chosen).values_list("calendar", "first_day", "last_day"):
        terms[calendar].append(Period(first, last))
    for calendar, day in ClosedDay.objects.filter(**chosen).values_list("calendar", "day"):
        closed[calendar].add(day)
    return {
        number: _laid_out(tuple(sorted(spans)), frozenset(closed[number]), working) for number, spans in terms.items()
    }


@lru_cache(maxsize=256)
def _laid_out(terms: tuple[Period, ...], closed: frozenset[date], working: WorkingDays) -> Calendar:
    """The same terms are laid out day by day once in a process."""
    return Calendar(terms, closed, working)


def calendars_hash() -> str:
    """One hash of every calendar and of which setting keeps which, so that a change to any is noticed."""
    digest = sha256()
    rows = (
        SchoolCalendar.objects.order_by("pk").values_list("pk", "is_the_areas"),
        Term.objects.order_by("pk").values_list("calendar", "first_day", "last_day"),
        ClosedDay.objects.order_by("pk").values_list("calendar", "day"),
        SchoolCalendar.objects.filter(settings__isnull=False).order_by("pk", "settings").values_list("pk", "settings"),
    )
    for table in rows:
        digest.update(repr(list(table)).encode())
    return digest.hexdigest()
