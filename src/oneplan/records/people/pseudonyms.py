"""What a person is called where nobody may know who it is: always the same, and never turned back."""

from __future__ import annotations

from oneplan.records.audit.writing import keyed

_LENGTH = 8


def pseudonym_of(person_public_id: str) -> str:
    """The pseudonym of a person; without the installation's own key nobody can make it from anything."""
    return f"Person {keyed(f'pseudonym of {person_public_id}')[:_LENGTH].upper()}"
