"""Read rulebook/calendar: the bank holidays, year by year as published."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from oneplan.core.calendar import WorkingDays, years_spanned
from oneplan.rulebook.tables import Table, read_file

BANK_HOLIDAYS = Path("calendar") / "bank-holidays-england-and-wales.toml"


def load_working_days(root: Path) -> WorkingDays:
    """Working days in England and Wales for every year that is held."""
    return read_working_days(read_file(root / BANK_HOLIDAYS, root))


def read_working_days(table: Table) -> WorkingDays:
    """Working days from one list of bank holidays; every year of the span must be there."""
    for heading in ("id", "title", "source", "status"):
        table.text(heading)
    table.day("checked_on")
    first, last, published = table.number("first_year"), table.number("last_year"), table.number("last_published_year")
    years = dict(_year(each) for each in table.tables("year"))
    table.close()
    if sorted(years) != list(range(first, last + 1)):
        raise table.problem(
            f"not every year from {first} to {last} is there once", do="Add the years that are missing."
        )
    holidays = frozenset(day for days in years.values() for day in days)
    expected_from = date(published + 1, 1, 1) if published < last else None
    return WorkingDays(holidays, years_spanned(first, last), expected_from)


def _year(table: Table) -> tuple[int, list[date]]:
    year = table.number("year")
    days = table.items("holidays")
    table.close()
    found = [day for day in days if isinstance(day, date) and day.year == year]
    if len(found) != len(days):
        strangers = ", ".join(str(day) for day in days if day not in found)
        raise table.problem(f"not a day of {year}: {strangers}", do="Put each day under its own year.")
    return year, found
