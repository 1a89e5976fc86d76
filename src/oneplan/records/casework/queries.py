"""One case as somebody may see it. Out of reach, restricted and missing look the same."""

from __future__ import annotations

from oneplan.core.access import FieldClass, NotFound, Viewer
from oneplan.core.casework.case_facts import DayIs, details_read
from oneplan.core.pathways import Calendars, Fact
from oneplan.core.pathways.engine import YEARS
from oneplan.records import rights
from oneplan.records.casework import file_parts
from oneplan.records.casework.file_rows import CaseFile, EventRow, HolderRow, OtherCaseRow, facts_of
from oneplan.records.casework.models import Case, CaseEvent
from oneplan.records.casework.open_limits import BORN
from oneplan.records.casework.reach import Reach, cases_within, reach_of
from oneplan.records.casework.recorded import first_day_of_law, recorded_facts, speaks_to_clocks
from oneplan.records.people.queries import Eyes, flags_of, person_row
from oneplan.records.settings.calendars import areas_calendar, school_calendars
from oneplan.records.settings.models import SchoolCalendar
from oneplan.records.settings.queries import setting_row
from oneplan.rulebook import Rulebook, load_rulebook

__all__ = ["CaseFile", "calendar_of", "case_file", "events", "facts_of", "revision"]

_PERMISSION = "person-read"


def case_file(public_id: str, *, viewer: Viewer) -> CaseFile:
    """The whole file of a case within reach; raises NotFound, the same for missing, out of reach and restricted."""
    reach = reach_of(viewer, _PERMISSION)
    case = _case(public_id, reach)
    eyes = _eyes(viewer, reach, case)
    book = load_rulebook()
    recorded = tuple(recorded_facts([case.pk], book.rules).get(case.pk, ()))
    calendars, calendar = calendar_of(case, book)
    begins = first_day_of_law(book.rules)
    return CaseFile(
        id=case.public_id,
        stage=case.stage,
        opened_on=case.opened_on,
        closed_on=case.closed_on,
        closed_why=case.closed_why,
        revision=case.revision,
        returns_told_until=case.told_until,
        kept_from=case.kept_from,
        is_pseudonym=reach.is_pseudonym,
        person=person_row(case.person, eyes),
        flags=flags_of(case.person, eyes),
        holder=_holder(case),
        setting=None if reach.is_pseudonym else setting_row(case.setting),
        assessment=file_parts.assessment_of(case),
        plan=file_parts.plan_of(case, eyes),
        needs=file_parts.needs_of(case, eyes),
        placements=file_parts.placements_of(case, eyes),
        reviews=file_parts.reviews_of(case),
        events=_events(case, eyes, book),
        recorded=recorded,
        facts=(*(each.says.as_fact for each in recorded if speaks_to_clocks(each.says, begins)), *_birth(case, eyes)),
        calendars=calendars,
        calendar=calendar,
        problems=case.data_problems.filter(settled_at__isnull=True).count(),
        other_cases=_other_cases(case, reach),
    )


def events(public_id: str, *, viewer: Viewer) -> tuple[EventRow, ...]:
    """The history of a case within reach, earliest first, with what was corrected away."""
    reach = reach_of(viewer, _PERMISSION)
    case = _case(public_id, reach)
    return _events(case, _eyes(viewer, reach, case), load_rulebook())


def revision(public_id: str, *, viewer: Viewer) -> int:
    """The revision of a case within reach, which rises with every change to it."""
    return _case(public_id, reach_of(viewer, _PERMISSION)).revision


def calendar_of(case: Case, book: Rulebook) -> tuple[Calendars, str]:
    """The days that a case is counted on, and the name of the school calendar among them; none if there is none."""
    own = case.setting.calendar_id if case.setting else None
    held = school_calendars(book.working_days, only=[each for each in (own, areas_calendar()) if each is not None])
    number = own if own in held else next(iter(held), None)
    if number is None:
        return Calendars(book.working_days), ""
    name = SchoolCalendar.objects.filter(pk=number).values_list("name", flat=True).first() or ""
    return Calendars(book.working_days, held[number]), name


def _case(public_id: str, reach: Reach) -> Case:
    near = Case.objects.select_related("person", "officer", "team", "setting__calendar")
    found = cases_within(reach, near.filter(public_id=public_id)).first()
    if found is None:
        raise NotFound("There is no such record here.", do="Start from your work, or search.")
    return found


def _eyes(viewer: Viewer, reach: Reach, case: Case) -> Eyes:
    return Eyes(
        ceiling=rights.viewer_class(viewer),
        on=viewer.on,
        is_pseudonym=reach.is_pseudonym,
        is_named=case.person_id in reach.named_on,
    )


def _holder(case: Case) -> HolderRow:
    officer, team = case.officer, case.team
    return HolderRow(
        officer_id=officer.pk if officer else None,
        officer=officer.name if officer else "",
        officer_email=officer.email if officer else "",
        since=case.officer_since,
        team=team.name if team else "",
    )


def _birth(case: Case, eyes: Eyes) -> tuple[Fact, ...]:
    """The birth as a fact; left out where it would say who this is."""
    born_on = case.person.born_on
    if born_on is None or born_on > eyes.on or born_on.year not in YEARS or eyes.is_pseudonym:
        return ()
    return (Fact(BORN, born_on),)


def _events(case: Case, eyes: Eyes, book: Rulebook) -> tuple[EventRow, ...]:
    rows = CaseEvent.objects.filter(case=case).select_related("recorded_by", "person_return").order_by("on", "pk")
    names = {row.pk: row.public_id for row in rows}
    gone = {row.supersedes_id for row in rows}
    return tuple(
        EventRow(
            id=row.public_id,
            fact=row.fact,
            title=book.rules.fact(row.fact).title,
            on=row.on,
            day_is=DayIs(row.day_is),
            details=details_read(row.details, book.rules.fact(row.fact)) if _shows_details(eyes) else {},
            source=row.source,
            return_year=row.person_return.year if row.person_return else None,
            recorded_at=row.recorded_at,
            recorded_by=row.recorded_by.name if row.recorded_by else "",
            supersedes=names.get(row.supersedes_id or 0, ""),
            is_retraction=row.is_retraction,
            is_gone=row.pk in gone or row.is_retraction,
        )
        for row in rows
    )


def _shows_details(eyes: Eyes) -> bool:
    return eyes.ceiling.height >= FieldClass.SENSITIVE.height


def _other_cases(case: Case, reach: Reach) -> tuple[OtherCaseRow, ...]:
    """The person's other cases within reach; without names nothing joins one case to another."""
    if reach.is_pseudonym:
        return ()
    others = cases_within(reach, Case.objects.filter(person=case.person_id)).exclude(pk=case.pk)
    return tuple(
        OtherCaseRow(row.public_id, row.stage, row.opened_on, row.closed_on)
        for row in others.order_by("opened_on", "pk")
    )
