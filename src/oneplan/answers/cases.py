"""A case with its clocks: read within reach, on record in the audit log, and honest about what nobody can tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from oneplan.core.access import Viewer
from oneplan.core.calendar import SchoolCalendar
from oneplan.core.casework.case_facts import CaseFact
from oneplan.core.casework.judging import Place, Told, judged
from oneplan.core.casework.knowing import Kept
from oneplan.core.casework.telling import where_in_words
from oneplan.core.pathways import Answer, Calendars, Fact, run_clocks
from oneplan.records import rights
from oneplan.records.audit.writing import Act, records_read
from oneplan.records.casework.projection import tells_of_stage
from oneplan.records.casework.queries import CaseFile, case_file
from oneplan.rulebook import load_rulebook

_PERMISSION = "person-read"
_KEPT = 512


@dataclass(frozen=True, slots=True)
class CaseClocks:
    """Every answer of a case on a day, and those somebody must do something about, in their places.

    ``ahead`` are limits still open, late ones among them; ``behind`` are over. ``unknown`` are those of which no
    source could tell whether they were kept: each says why, has no state that says late, and counts as nothing.
    ``conditional`` are past their day and due only if that is what is decided, which nothing on record says.
    """

    on: date
    answers: tuple[Answer, ...]
    ahead: tuple[Answer, ...]
    behind: tuple[Answer, ...]
    unknown: tuple[Answer, ...]
    conditional: tuple[Answer, ...]
    where: str


def open_case(public_id: str, *, viewer: Viewer, route: str = "") -> CaseFile:
    """The file of a case within reach, with the reading on record; raises NotFound for anything else."""
    role = rights.check(viewer, _PERMISSION)
    file = case_file(public_id, viewer=viewer)
    act = Act("read-case", subject_kind="case", subject_ids=[file.id], acting_role=role, route=route)
    records_read(act, by=viewer)
    return file


def clocks_of(file: CaseFile, on: date) -> CaseClocks:
    """What the clocks say of a case on a day; kept, so that the same facts on the same day are worked out once."""
    told = tuple(Told(each.says, each.source.reports, each.source.told_on) for each in file.recorded)
    staged = tuple(each.says for each in file.recorded if tells_of_stage(each.says.fact, each.source.kind))
    kept = Kept(file.returns_told_until, file.kept_from)
    return _worked_out(load_rulebook().hash, file.facts, told, staged, file.calendars.school, kept, on)


@lru_cache(maxsize=_KEPT)
def _worked_out(
    _rules: str,
    facts: tuple[Fact, ...],
    told: tuple[Told, ...],
    staged: tuple[CaseFact, ...],
    school: SchoolCalendar | None,
    kept: Kept,
    on: date,
) -> CaseClocks:
    # The key is everything an answer depends on: a new event, a corrected day, other terms or rules make another.
    book = load_rulebook()
    answers = run_clocks(facts, on, book.rules, Calendars(book.working_days, school))
    found = judged(answers, told, book.rules, on=on, kept=kept)
    places = {place: tuple(each.answer for each in found if each.place is place) for place in Place}
    return CaseClocks(
        on=on,
        answers=answers,
        ahead=places[Place.AHEAD],
        behind=places[Place.BEHIND],
        unknown=places[Place.UNKNOWN],
        conditional=places[Place.CONDITIONAL],
        where=where_in_words(staged, places[Place.AHEAD], on),
    )
