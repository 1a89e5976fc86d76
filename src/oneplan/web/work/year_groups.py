"""Year groups as a list to choose from."""

from __future__ import annotations

RECEPTION, LAST_YEAR = 0, 13


def year_choice_words(number: str) -> str:
    """A year group by its number; above Year 13 and below school age by how many years that is."""
    group = int(number)
    if group > LAST_YEAR:
        return f"Year {LAST_YEAR} plus {group - LAST_YEAR}"
    if group >= RECEPTION:
        return f"Year {group}" if group else "Reception"
    return "Nursery age" if group == RECEPTION - 1 else f"{RECEPTION - group} years before Reception"
