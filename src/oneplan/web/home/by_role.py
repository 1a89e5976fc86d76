"""What each role finds first: the work that falls due, or how the last return stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from oneplan.answers import access
from oneplan.answers import work as answers
from oneplan.answers.work import Group, Question
from oneplan.records.returns import problem_queries
from oneplan.records.returns import queries as returns
from oneplan.web.plan.kept import KeptPages
from oneplan.web.plan.tree import Figure
from oneplan.web.ui import words
from oneplan.web.work.asking import address
from oneplan.web.work.page import TITLES, Frame, title

if TYPE_CHECKING:
    from oneplan.core.access import Viewer

SHOWN = (Group.LATE, Group.WEEK, Group.FORTNIGHT, Group.WAITING)
PROBLEMS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class WorkSummary:
    """How much falls due, in numbers that open, after one line on what is late and what this week holds."""

    title: str
    late: str
    late_address: str
    week: str
    week_address: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class ReturnSummary:
    """The return whose word is the last, and the data problems that spoil most."""

    title: str
    lead: str
    problems: tuple[tuple[str, int], ...]


SUMMARIES: KeptPages[WorkSummary] = KeptPages()


def work_summary(viewer: Viewer, today: date) -> WorkSummary | None:
    """What falls due within the viewer's reach, their own first; none for those who work no cases by name."""
    if not access.may(viewer, "work-read"):
        return None
    look = answers.look(viewer=viewer, on=today)
    return None if look.is_pseudonym else SUMMARIES.get(look.key, lambda: _work(look, today))


def return_summary(viewer: Viewer) -> ReturnSummary | None:
    """How the last return stands; none for those who read no returns."""
    if not access.may(viewer, "return-read"):
        return None
    last = returns.latest_applied(viewer=viewer)
    if last is None:
        return ReturnSummary(
            "No return has been brought in yet", "A return says where each child or young person stands.", ()
        )
    kinds = problem_queries.problem_kinds(last.id, viewer=viewer)
    found = sum(kind.count for kind in kinds)
    day = f" of {words.short_day(last.reference_date)}" if last.reference_date else ""
    return ReturnSummary(
        title=_capital(f"{words.count_of(found, 'data problem')} in the return{day}"),
        lead=_capital(f"{words.count_of(last.persons, 'child or young person', 'children and young people')} in it."),
        problems=tuple((kind.message, kind.count) for kind in kinds[:PROBLEMS_SHOWN]),
    )


def _work(look: answers.Look, today: date) -> WorkSummary:
    question = Question(who="mine" if look.holds_work else "")
    page = look.page(question)
    figures = tuple(
        Figure(
            f"{page.groups.get(group, 0):,}",
            TITLES[group].lower(),
            address(question.with_(group=group)),
            "late" if group is Group.LATE and page.groups.get(group, 0) else "",
        )
        for group in SHOWN
    )
    late, week = page.groups.get(Group.LATE, 0), page.groups.get(Group.WEEK, 0)
    return WorkSummary(
        title=title(page, Frame(question, today)),
        late=f"{_capital(words.count_of(late, 'duty', 'duties'))} {'is' if late == 1 else 'are'} late",
        late_address=address(question.with_(group=Group.LATE)) if late else "",
        week=f"{words.count_of(week, 'thing') if week else 'nothing more'} fall{'' if week > 1 else 's'} due this week",
        week_address=address(question.with_(group=Group.WEEK)) if week else "",
        figures=figures,
    )


def _capital(words_of_it: str) -> str:
    return words_of_it[:1].upper() + words_of_it[1:]
