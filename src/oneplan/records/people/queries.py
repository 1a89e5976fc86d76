"""Persons as those who may see them see them: by name, or without anything that says who it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from oneplan.core.access import FieldClass
from oneplan.core.people import age_on
from oneplan.records.people.models import Person
from oneplan.records.people.pseudonyms import pseudonym_of


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A child or young person; what the viewer may not see is empty, and ``name`` is then a pseudonym."""

    id: str
    name: str
    surname: str = ""
    forename: str = ""
    preferred_name: str = ""
    born_on: date | None = None
    age: int | None = None
    died_on: date | None = None
    sex: str = ""
    ethnicity: str = ""
    postcode: str = ""
    upn: str = ""
    uln: str = ""
    upn_unknown: str = ""
    is_restricted: bool = False
    is_pseudonym: bool = False


@dataclass(frozen=True, slots=True)
class FlagRow:
    """Something that whoever opens the file must know."""

    kind: str
    note: str
    first_day: date
    last_day: date | None
    recorded_by: str


@dataclass(frozen=True, slots=True)
class Eyes:
    """How much of one person somebody sees: up to which class of field, whether by name, and on which day."""

    ceiling: FieldClass
    on: date
    is_pseudonym: bool = False
    is_named: bool = False

    @property
    def sees_sensitive(self) -> bool:
        """Whether sensitive fields may be shown."""
        return self.ceiling.height >= FieldClass.SENSITIVE.height


def person_row(person: Person, eyes: Eyes) -> PersonRow:
    """The person as these eyes see them."""
    age = age_on(person.born_on, eyes.on) if person.born_on and person.born_on <= eyes.on else None
    sensitive = eyes.sees_sensitive
    if eyes.is_pseudonym:
        return PersonRow(
            id="",
            name=pseudonym_of(person.public_id),
            age=age,
            sex=person.sex if sensitive else "",
            is_restricted=person.is_restricted,
            is_pseudonym=True,
        )
    return PersonRow(
        id=person.public_id,
        name=f"{person.preferred_name or person.forename} {person.surname}".strip(),
        surname=person.surname,
        forename=person.forename,
        preferred_name=person.preferred_name,
        born_on=person.born_on,
        age=age,
        died_on=person.died_on if sensitive else None,
        sex=person.sex if sensitive else "",
        ethnicity=person.ethnicity if sensitive else "",
        postcode=person.postcode if sensitive else "",
        upn=person.upn,
        uln=person.uln,
        upn_unknown=person.upn_unknown,
        is_restricted=person.is_restricted,
    )


def flags_of(person: Person, eyes: Eyes) -> tuple[FlagRow, ...]:
    """The flags that stand on a day; what kind is sensitive, and a note is for those named on the record alone."""
    if not eyes.sees_sensitive:
        return ()
    held = person.flags.filter(Q(last_day__isnull=True) | Q(last_day__gte=eyes.on), first_day__lte=eyes.on)
    return tuple(
        FlagRow(
            kind=row.kind,
            note=row.note if eyes.is_named else "",
            first_day=row.first_day,
            last_day=row.last_day,
            recorded_by="" if eyes.is_pseudonym or row.recorded_by is None else row.recorded_by.name,
        )
        for row in held.select_related("recorded_by").order_by("first_day", "pk")
    )
