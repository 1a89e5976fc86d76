"""What a return would change, its data problems and its doubts, with every reading of them on record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from oneplan.core.access import Viewer
from oneplan.records import rights
from oneplan.records.audit.writing import Act, records_read
from oneplan.records.returns import match_queries, problem_queries, queries
from oneplan.records.returns.match_queries import MatchRow, SideBySide
from oneplan.records.returns.problem_queries import ProblemKind, ProblemPage, ProblemRow
from oneplan.records.returns.queries import ReturnRow

__all__ = [
    "MatchRow",
    "Preview",
    "ProblemKind",
    "ProblemPage",
    "ProblemRow",
    "ReturnRow",
    "SideBySide",
    "data_problems",
    "match",
    "matches",
    "preview",
    "returns",
]


@dataclass(frozen=True, slots=True)
class Preview:
    """A return as it waits to be applied, or as it was applied: its effect, its problems by check, its doubts."""

    row: ReturnRow
    problems: tuple[ProblemKind, ...]
    matches: tuple[MatchRow, ...]
    may_apply: bool


def returns(*, viewer: Viewer) -> tuple[ReturnRow, ...]:
    """Every return that came in, the latest first."""
    return queries.person_returns(viewer=viewer)


def preview(return_id: str, *, viewer: Viewer, route: str = "") -> Preview:
    """What this return holds and would change; raises NotFound."""
    row = queries.person_return(return_id, viewer=viewer)
    found = Preview(
        row,
        problem_queries.problem_kinds(return_id, viewer=viewer),
        match_queries.doubtful_matches(viewer=viewer, return_id=return_id),
        may_apply=row.is_ready and rights.may(viewer, "return-import"),
    )
    named = [*(each.id for each in found.matches if each.returned_name)]
    _note("read-return", "person-return", [return_id, *named], viewer, route)
    return found


def data_problems(  # noqa: PLR0913 - keyword-only: what may be asked for
    return_id: str,
    *,
    viewer: Viewer,
    rule: str = "",
    harm: str = "",
    level: str = "",
    words: str = "",
    case_id: str = "",
    page: int = 1,
    route: str = "",
) -> ProblemPage:
    """A page of the data problems that were asked for; the audit names the cases shown."""
    found = problem_queries.problem_page(
        return_id, viewer=viewer, rule=rule, harm=harm, level=level, words=words, case_id=case_id, page=page
    )
    shown = dict.fromkeys(row.case_id for row in found.rows if row.case_id)
    _note("read-data-problems", "case", shown, viewer, route)
    return found


def matches(*, viewer: Viewer, return_id: str = "", only_waiting: bool = True, route: str = "") -> tuple[MatchRow, ...]:
    """The doubtful matches, with names only for whoever may settle them."""
    found = match_queries.doubtful_matches(viewer=viewer, return_id=return_id, only_waiting=only_waiting)
    _note("read-matches", "doubtful-match", [each.id for each in found], viewer, route)
    return found


def match(match_id: str, *, viewer: Viewer, route: str = "") -> SideBySide:
    """One doubtful match with both sides, for whoever may settle it."""
    found = match_queries.doubtful_match(match_id, viewer=viewer)
    role = rights.check(viewer, "match-settle")
    records_read(Act("read-match", "doubtful-match", [match_id, *found.candidate_case_ids], role, route), by=viewer)
    return found


def _note(verb: str, kind: str, ids: Iterable[str], viewer: Viewer, route: str) -> None:
    role = rights.check(viewer, "return-read")
    records_read(Act(verb, kind, list(ids), role, route), by=viewer)
