"""Cases that begin here: a request comes in for somebody on record or for somebody new."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import Viewer
from oneplan.core.casework import PersonReturned
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.casework.models import Case, Need
from oneplan.records.people.models import Person
from oneplan.records.returns.changes.people import search_key
from oneplan.records.returns.matching import PeopleOnRecord

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class NewCase:
    """Whose case begins; a need is the primary one, if it is known already."""

    surname: str
    forename: str
    born_on: date
    sex: str = ""
    ethnicity: str = ""
    postcode: str = ""
    upn: str = ""
    uln: str = ""
    need: str = ""


def open_cases(
    rows: Iterable[NewCase],
    *,
    by: User,
    on: date,
    leaves_out_doubtful: bool = False,
    request_key: str = "",
    route: str = "",
) -> tuple[str, ...]:
    """A case for each row; returns their addresses in the order of the rows.

    Two things must agree before somebody is taken for a person on record. Where that is doubtful no row is opened and
    Problem is raised, unless the doubtful are to be left out: then their address is empty.
    """
    wanted = tuple(rows)
    request = Request("open-cases", by, on, request_key, route)

    def work(viewer: Viewer) -> dict[str, list[str]]:
        acting = rights.check(viewer, "case-record")
        people = _people(wanted, leaves_out_doubtful=leaves_out_doubtful)
        cases = [Case(person=person, officer=by, officer_since=on) for person in people if person]
        Case.objects.bulk_create(cases, batch_size=_AT_ONCE)
        made = iter(cases)
        opened = [next(made) if person else None for person in people]
        Need.objects.bulk_create(
            [
                Need(case=case, code=row.need, rank=1)
                for case, row in zip(opened, wanted, strict=True)
                if case and row.need
            ],
            batch_size=_AT_ONCE,
        )
        ids = [case.public_id for case in cases]
        leaves_trace(request, viewer, acting_role=acting, subject_kind="case", subject_ids=ids)
        return {"cases": [case.public_id if case else "" for case in opened]}

    return tuple(carry_out(request, work, asked={"rows": wanted})["cases"])


def _people(rows: Sequence[NewCase], *, leaves_out_doubtful: bool) -> list[Person | None]:
    known = PeopleOnRecord()
    found: list[Person | None] = []
    for position, row in enumerate(rows, start=1):
        match = known.decide(_as_returned(row, position))
        is_doubtful = bool(match.doubts or match.number_is_taken)
        if is_doubtful and not leaves_out_doubtful:
            why = match.doubts[0].why if match.doubts else "another record holds the same number"
            raise Problem(
                f"Row {position} may be somebody already on record, so no case was opened.",
                why=f"Two records for one child, or one record for two, would both do harm: {why}.",
                do="Search for them, open the case from their record, or correct the number.",
            )
        if is_doubtful:
            found.append(None)
        else:
            found.append(Person.objects.get(pk=match.person_id) if match.person_id else _new_person(row))
    return found


def _new_person(row: NewCase) -> Person:
    return Person.objects.create(
        surname=row.surname,
        forename=row.forename,
        born_on=row.born_on,
        sex=row.sex,
        ethnicity=row.ethnicity,
        postcode=row.postcode,
        upn=row.upn,
        uln=row.uln,
        search_key=search_key(row.surname, row.forename),
    )


def _as_returned(row: NewCase, position: int) -> PersonReturned:
    return PersonReturned(
        position=position,
        surname=row.surname,
        forename=row.forename,
        born_on=row.born_on,
        postcode=row.postcode,
        upn=row.upn,
        uln=row.uln,
    )
