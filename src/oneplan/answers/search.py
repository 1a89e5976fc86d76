"""Finding a child or young person among those whom the viewer may see, each search on record by a fingerprint."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from oneplan.core.access import Viewer
from oneplan.records import rights
from oneplan.records.audit.writing import Act, keyed, records_read
from oneplan.records.casework.models import Case
from oneplan.records.casework.reach import Reach, cases_within, reach_of
from oneplan.records.casework.work_rows import shown_setting
from oneplan.records.people.search import CANDIDATES, Likeness, likest, people_by_number, plain

PERMISSION = "person-search"
MOST_SHOWN = 25


@dataclass(frozen=True, slots=True)
class FoundRow:
    """Somebody found: who they are, and where their latest case stands."""

    case_id: str
    surname: str
    forename: str
    preferred_name: str
    earlier_name: str
    born_on: date | None
    setting: str
    stage: str
    is_closed: bool
    officer: str
    team: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to: the likest first, and how many there are among those the viewer may see."""

    rows: tuple[FoundRow, ...]
    total: int

    @property
    def may_be_more(self) -> bool:
        """Whether there may be more than are counted: beyond so many the words say too little."""
        return self.total >= CANDIDATES


def search(words: str, *, viewer: Viewer, route: str = "") -> Found:
    """Those within reach whose name, UPN, ULN or case number the words are; raises NotAllowed in words."""
    role = rights.check(viewer, PERMISSION)
    found = _found(words, reach_of(viewer, PERMISSION))
    act = Act(
        "search",
        subject_kind="case",
        subject_ids=[row.case_id for row in found.rows],
        acting_role=role,
        route=route,
        # Who searches for the same words again can be seen; which words they were cannot.
        details={"words": keyed(f"search {plain(words)}"), "found": found.total},
    )
    records_read(act, by=viewer)
    return found


def _found(words: str, reach: Reach) -> Found:
    if reach.is_pseudonym or not plain(words):
        return Found((), 0)
    cases = cases_within(reach, Case.objects.all())
    among = cases.values("person")
    by_case = cases.filter(public_id=words.strip().casefold()).values_list("person", flat=True)
    exact = [*by_case, *people_by_number(words, among=among)]
    like = [Likeness(pk, 1.0) for pk in exact] or likest(words, among=among)
    return Found(_rows(like[:MOST_SHOWN], reach), len(like))


def _rows(like: Iterable[Likeness], reach: Reach) -> tuple[FoundRow, ...]:
    people = {one.person_id: one for one in like}
    cases = cases_within(reach, Case.objects.filter(person__in=people))
    latest: dict[int, Case] = {}
    for case in cases.select_related("person", "setting", "officer", "team").order_by("opened_on", "pk"):
        held = latest.get(case.person_id)
        if held is None or held.closed_on or not case.closed_on:
            latest[case.person_id] = case
    return tuple(_row(latest[pk], one.earlier_name) for pk, one in people.items() if pk in latest)


def _row(case: Case, earlier_name: str) -> FoundRow:
    person, setting = case.person, case.setting
    return FoundRow(
        case_id=case.public_id,
        surname=person.surname,
        forename=person.forename,
        preferred_name=person.preferred_name,
        earlier_name=earlier_name,
        born_on=person.born_on,
        setting=shown_setting(setting.name, setting.urn, setting.ukprn) if setting else "",
        stage=case.stage,
        is_closed=case.closed_on is not None,
        officer=case.officer.name if case.officer else "",
        team=case.team.name if case.team else "",
    )
