"""Kinds of body, the numbers of meetings, the template of a paper, who reads what, and words that promise reports."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from oneplan.core.calendar import WorkingDays
from oneplan.core.governance.quorum import QuorumRule
from oneplan.core.governance.reports import Phrase
from oneplan.core.kernel import Problem
from oneplan.rulebook.calendar_files import load_working_days
from oneplan.rulebook.tables import HEADINGS, Table, read_file

ROOT = Path(__file__).parent.parent
ALL = "all"


@dataclass(frozen=True, slots=True)
class BodyKind:
    """What a body of this kind starts from."""

    id: str
    title: str
    tier: int
    says: str
    quorum: QuorumRule
    has_families_item: bool
    has_young_people_item: bool
    is_short_lived: bool
    has_early_papers: bool


@dataclass(frozen=True, slots=True)
class MeetingNumbers:
    """Days, shares and lengths."""

    paper_days: int
    paper_days_early: int
    answer_days: int
    answer_days_voice: int
    attendance_target: int
    forward_months: int
    feed_days_back: int
    lasts_minutes: int
    shown_days_ahead: int
    shown_most: int
    reminder_hours: int


@dataclass(frozen=True, slots=True)
class PaperField:
    """One question of the template of a paper."""

    id: str
    title: str
    hint: str
    is_required: bool
    is_lived_experience: bool


@dataclass(frozen=True, slots=True)
class ReadsPapers:
    """Whose papers a role reads: of every body or by seat, and of bodies of these kinds."""

    role: str
    is_all: bool
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class ReportWords:
    """The kinds of document that a plan promises, and the words that give them away."""

    phrases: tuple[Phrase, ...]
    titles: dict[str, str]
    longest_title: int


@cache
def kinds() -> tuple[BodyKind, ...]:
    """Every kind of body, the highest tier first."""
    return tuple(_kind(each) for each in _file("governance/bodies.toml").tables("kind"))


def kind(name: str) -> BodyKind:
    """One kind of body; raises Problem naming what was asked for."""
    found = next((each for each in kinds() if each.id == name), None)
    if found is None:
        known = ", ".join(each.id for each in kinds())
        raise Problem(f"There is no kind of body called “{name}”.", do=f"Use one of: {known}.")
    return found


@cache
def numbers() -> MeetingNumbers:
    """The numbers of meetings."""
    table = _file("governance/meetings.toml")
    found = MeetingNumbers(*(table.number(name) for name in MeetingNumbers.__dataclass_fields__))
    table.close()
    return found


@cache
def paper_fields() -> tuple[PaperField, ...]:
    """The template of a paper, in order."""
    return tuple(_field(each) for each in _file("governance/papers.toml").tables("field"))


@cache
def reading() -> dict[str, ReadsPapers]:
    """Whose papers each role reads; a role that is not named reads none."""
    rows = (_reads(each) for each in _file("governance/reading.toml").tables("role"))
    return {row.role: row for row in rows}


@cache
def report_words() -> ReportWords:
    """The words that promise a document, in the order in which they are tried."""
    table = _file("plans/reports.toml")
    longest = table.number("longest_title")
    titled = [_phrase(each) for each in table.tables("phrase")]
    table.close()
    return ReportWords(tuple(each for each, _ in titled), {each.kind: title for each, title in titled}, longest)


@cache
def working_days() -> WorkingDays:
    """The working days on which papers and answers are counted."""
    return load_working_days(ROOT)


def _file(name: str) -> Table:
    table = read_file(ROOT / name, ROOT)
    for heading in HEADINGS:
        table.optional(heading)
    return table


def _kind(table: Table) -> BodyKind:
    share = cast("list[int]", table.items("quorum_share")) or [0, 1]
    number = table.number("quorum_number") if table.has("quorum_number") else 0
    families = table.flag("needs_families")
    found = BodyKind(
        id=table.text("id"),
        title=table.text("title"),
        tier=table.number("tier"),
        says=table.text("says"),
        quorum=QuorumRule(number=number, share=(share[0], share[1]), needs_families=families),
        has_families_item=table.flag("families_item"),
        has_young_people_item=table.flag("young_people_item"),
        is_short_lived=table.flag("is_short_lived"),
        has_early_papers=table.flag("papers_early"),
    )
    table.close()
    return found


def _field(table: Table) -> PaperField:
    found = PaperField(
        table.text("id"),
        table.text("title"),
        table.text("hint"),
        is_required=table.flag("is_required"),
        is_lived_experience=table.flag("is_lived_experience"),
    )
    table.close()
    return found


def _reads(table: Table) -> ReadsPapers:
    found = ReadsPapers(table.text("id"), table.text("papers") == ALL, frozenset(table.texts("kinds")))
    table.close()
    return found


def _phrase(table: Table) -> tuple[Phrase, str]:
    found = Phrase(
        kind=table.text("kind"),
        words=table.texts("words"),
        made_by=table.texts("made_by"),
        not_with=table.texts("not_with"),
        audience=table.text("audience", ""),
        sign_off_route=table.text("sign_off_route", ""),
    )
    title = table.text("title")
    table.close()
    return found, title
