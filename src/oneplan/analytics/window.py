"""How far back figures are reckoned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Window:
    """Whole years, and the months of some of them, up to the day of reading."""

    on: date
    first_month: date
    first_year: date

    @property
    def first_day(self) -> date:
        """The first day that any figure of the window may need."""
        return min(self.first_month, self.first_year)


def window_for(on: date, *, months: int, years: int) -> Window:
    """The window that ends on a day. Months begin with a January, so that the months of a year are all there."""
    whole_years = -(-months // _MONTHS)
    return Window(on, date(on.year - whole_years, 1, 1), date(on.year - years, 1, 1))
