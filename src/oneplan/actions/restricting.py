"""Restricting a record to named people, and naming them."""

from __future__ import annotations

from datetime import date

from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import NotFound, Viewer
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.casework.models import Case, Standing
from oneplan.records.people.models import NamedOnRecord, Person

_LEAST_REASON = 20


def restrict(*, identifier: str, reason: str, by: User, on: date, request_key: str = "", route: str = "") -> str:
    """The record of the child or young person with this UPN, ULN or case address opens only to those named on it."""
    request = Request("restrict-record", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        acting = rights.check(viewer, "record-restrict")
        _check_reason(reason)
        person = _person_with(identifier)
        person.is_restricted = True
        person.revision += 1
        person.save(update_fields=["is_restricted", "revision", "updated_at"])
        Standing.objects.filter(person_id=person.pk).update(is_restricted=True)
        leaves_trace(
            request, viewer, acting_role=acting, subject_kind="person", subject_ids=[person.public_id],
            details={"reason_length": len(reason)},
        )  # fmt: skip
        return person.public_id

    return carry_out(request, work, asked={"identifier": identifier})


def name_on_record(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    person_id: str,
    email: str,
    first_day: date,
    reason: str,
    by: User,
    on: date,
    last_day: date | None = None,
    request_key: str = "",
    route: str = "",
) -> int:
    """An account may open one restricted record between these days; nobody names themselves."""
    request = Request("name-on-record", by, on, request_key, route)

    def work(viewer: Viewer) -> int:
        acting = rights.check(viewer, "record-restrict")
        _check_reason(reason)
        person, user = _restricted(person_id), _account(email)
        if user.pk == by.pk:
            raise Problem(
                "You cannot name yourself.",
                why="Whoever says who may open a restricted record is never the one who opens it on their own word.",
                do="Ask another duty safeguarding lead.",
            )
        if last_day is not None and last_day < first_day:
            raise Problem("The last day is before the first.", do="Correct one of the two days.")
        row = NamedOnRecord.objects.create(
            person=person, user=user, first_day=first_day, last_day=last_day, given_by=by, reason=reason.strip()
        )
        leaves_trace(
            request, viewer, acting_role=acting, subject_kind="person", subject_ids=[person.public_id],
            details={"named": user.pk, "from": first_day.isoformat()},
        )  # fmt: skip
        return int(row.pk)

    return carry_out(request, work, asked={"person": person_id, "email": email, "from": first_day, "to": last_day})


def end_naming(*, named_id: int, last_day: date, by: User, on: date, request_key: str = "", route: str = "") -> None:
    """The account may open the record until the end of that day and no longer."""
    request = Request("end-naming", by, on, request_key, route)

    def work(viewer: Viewer) -> None:
        acting = rights.check(viewer, "record-restrict")
        row = NamedOnRecord.objects.select_related("person").filter(pk=named_id).first()
        if row is None:
            raise NotFound("There is nobody to take off the record.", do="Start from the list of restricted records.")
        if last_day < row.first_day:
            raise Problem("The last day is before the first.", do=f"Give {row.first_day} or a later day.")
        row.last_day = last_day
        row.save(update_fields=["last_day"])
        leaves_trace(
            request, viewer, acting_role=acting, subject_kind="person", subject_ids=[row.person.public_id],
            details={"named": row.user_id, "until": last_day.isoformat()},
        )  # fmt: skip

    carry_out(request, work, asked={"named": named_id, "until": last_day})


def _check_reason(reason: str) -> None:
    if len(reason.strip()) < _LEAST_REASON:
        raise Problem(
            f"Give the reason in {_LEAST_REASON} characters or more.",
            why="Whoever checks this later must understand it without asking.",
            do="Say what the risk is and who decided.",
        )


def _person_with(identifier: str) -> Person:
    words = identifier.strip()
    case = Case.objects.select_related("person").filter(public_id=words.lower()).first()
    found = case.person if case else None
    for field, value in (("upn", words.upper()), ("uln", words)):
        found = found or (Person.objects.filter(**{field: value}).first() if value else None)
    if found is None:
        raise NotFound(
            "No record has this number.",
            why="Only a whole unique pupil number, unique learner number or case address is looked up here.",
            do="Check the number letter by letter.",
        )
    return found


def _restricted(person_id: str) -> Person:
    person = Person.objects.filter(public_id=person_id, is_restricted=True).first()
    if person is None:
        raise NotFound("There is no such restricted record.", do="Start from the list of restricted records.")
    return person


def _account(email: str) -> User:
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None:
        raise Problem(f"There is no account for {email}.", do="Ask who runs accounts to invite them first.")
    return user
