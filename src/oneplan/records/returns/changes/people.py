"""What a file changes about a person: never by leaving something out, and an earlier name stays findable."""

from __future__ import annotations

from datetime import date

from oneplan.core.casework import PersonReturned
from oneplan.core.casework.matching import plain_name
from oneplan.records.people.models import EarlierName, Person
from oneplan.records.returns.changes.collected import Collected, fitted, stated

_KINDS = {
    "name": ("surname", "forename"),
    "birth date": ("born_on",),
    "identifier": ("upn", "uln", "upn_unknown"),
    "postcode": ("postcode",),
    "sex": ("sex",),
    "ethnicity": ("ethnicity",),
}


def search_key(surname: str, forename: str) -> str:
    """What a search for a name is held against."""
    return f"{plain_name(surname)} {plain_name(forename)}"[:260]


def new_person(returned: PersonReturned, collected: Collected, *, without_numbers: bool) -> Person:
    """A person made of what the file says; numbers that another person holds are left out."""
    values = _values(returned)
    if without_numbers:
        values |= {"upn": "", "uln": ""}
    row = Person(**values, search_key=search_key(values["surname"], values["forename"]))
    collected.add(row)
    collected.tally["new_people"] += 1
    return row


def change_person(row: Person, returned: PersonReturned, collected: Collected, *, on: date, only_blanks: bool) -> bool:
    """Brings the person in step with the file and says whether anything was another."""
    values = stated(_values(returned))
    if only_blanks:
        values = {name: value for name, value in values.items() if not getattr(row, name)}
    if values.get("upn") and row.upn_unknown:
        values["upn_unknown"] = ""
    earlier = _earlier_name(row, values, on)
    changed = False
    for kind, names in _KINDS.items():
        changed |= collected.put(row, {name: values[name] for name in names if name in values}, kind)
    if earlier is not None:
        collected.add(earlier)
        collected.put(row, {"search_key": search_key(row.surname, row.forename)}, "search key")
        del collected.kinds["search key"]  # it follows the name and is no change of its own
    return changed


def _values(returned: PersonReturned) -> dict[str, object]:
    return fitted(
        Person,
        {
            "surname": returned.surname,
            "forename": returned.forename,
            "born_on": returned.born_on,
            "sex": returned.sex,
            "ethnicity": returned.ethnicity,
            "postcode": returned.postcode,
            "upn": returned.upn,
            "uln": returned.uln,
            "upn_unknown": returned.upn_unknown,
        },
    )


def _earlier_name(row: Person, values: dict[str, object], on: date) -> EarlierName | None:
    renamed = any(name in values and values[name] != getattr(row, name) for name in ("surname", "forename"))
    renumbered = bool(row.upn) and values.get("upn", row.upn) != row.upn
    if not renamed and not renumbered:
        return None
    return EarlierName(
        person=row,
        surname=row.surname,
        forename=row.forename,
        upn=row.upn if renumbered else "",
        search_key=search_key(row.surname, row.forename),
        until=on,
    )
