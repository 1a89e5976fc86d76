"""What people decide about an import: lines in doubt, changes made in two places, actions that are gone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.actions.plan_imports.lines import carry_out_line
from oneplan.core.access import NotFound, Viewer
from oneplan.core.improvement.difference import KEEP, OURS, SUPERSEDE, THEIRS, conflict_key, missing_key
from oneplan.core.improvement.facets import Facet
from oneplan.core.improvement.reading import LineFate
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.improvement.importing import find_import
from oneplan.records.improvement.models import ImportLine, PlanImport
from oneplan.records.improvement.models.plan_import import ImportState

IGNORED, NOTE, ACTION = "ignored", "note", "action"
_DECISIONS = {"", IGNORED, NOTE, ACTION}


def decide_line(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    import_id: str,
    line: int,
    decision: str,
    by: User,
    on: date,
    section: str = "",
    ref: str = "",
    reason: str = "",
    request_key: str = "",
    route: str = "",
) -> None:
    """A line in doubt is left out with a reason, kept as a note on a section, or made an action.

    Before the import is applied the decision waits; afterwards it takes effect at once.
    """
    request = Request("decide-line", by, on, request_key, route)

    def work(viewer: Viewer) -> None:
        role = rights.check(viewer, "import-write")
        plan_import = _open_import(import_id, allow_applied=True)
        row = _review_line(plan_import, line)
        _check_decision(decision, section, ref, reason)
        row.decision, row.section_key, row.ref, row.reason = decision, section, ref.strip()[:80], reason.strip()
        row.decided_by, row.decided_at = by, timezone.now()
        row.save()
        if plan_import.state == ImportState.APPLIED:
            carry_out_line(row, request=request, acting_role=role)
        leaves_trace(
            request,
            viewer,
            acting_role=role,
            subject_kind="import",
            subject_ids=[import_id],
            details={"line": line, "decision": decision},
        )

    carry_out(request, work, asked={"import": import_id, "line": line, "decision": decision, "ref": ref})


def decide_conflict(
    *,
    import_id: str,
    key: str,
    field: str,
    decision: str,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> None:
    """Where an action was changed here and in the document, ours stands unless theirs is chosen."""
    choice = _Choice(conflict_key(key, Facet(field)), decision, {OURS, THEIRS})
    _decide(Request("decide-conflict", by, on, request_key, route), import_id, choice)


def decide_missing(
    *, import_id: str, key: str, decision: str, by: User, on: date, request_key: str = "", route: str = ""
) -> None:
    """An action that the document no longer has is kept unless it is superseded."""
    choice = _Choice(missing_key(key), decision, {KEEP, SUPERSEDE})
    _decide(Request("decide-missing", by, on, request_key, route), import_id, choice)


@dataclass(frozen=True, slots=True)
class _Choice:
    key: str
    decision: str
    allowed: set[str]


def _decide(request: Request, import_id: str, choice: _Choice) -> None:
    def work(viewer: Viewer) -> None:
        role = rights.check(viewer, "import-write")
        plan_import = _open_import(import_id, allow_applied=False)
        if choice.decision not in choice.allowed:
            raise Problem("Choose one of the two.", do=f"The choices are: {', '.join(sorted(choice.allowed))}.")
        plan_import.decisions = {**plan_import.decisions, choice.key: choice.decision}
        plan_import.save(update_fields=["decisions"])
        leaves_trace(
            request,
            viewer,
            acting_role=role,
            subject_kind="import",
            subject_ids=[import_id],
            details={"about": choice.key, "decision": choice.decision},
        )

    carry_out(request, work, asked={"import": import_id, "about": choice.key, "decision": choice.decision})


def _open_import(import_id: str, *, allow_applied: bool) -> PlanImport:
    plan_import = find_import(import_id, lock=True)
    allowed = {ImportState.READ, ImportState.APPLIED} if allow_applied else {ImportState.READ}
    if plan_import.state not in allowed:
        raise Problem(
            "There is nothing to decide about this import now.",
            why=f"It is {plan_import.state}.",
            do="Open the import to see where it stands.",
        )
    return plan_import


def _review_line(plan_import: PlanImport, line: int) -> ImportLine:
    row = ImportLine.objects.select_for_update().filter(plan_import=plan_import, line=line).first()
    if row is None:
        raise NotFound(f"The document has no line {line}.", do="Start from the preview of the import.")
    if row.fate != LineFate.REVIEW:
        raise Problem(f"Line {line} needs no decision.", why=f"The reader took it as {row.fate}.")
    if row.carried_out:
        raise Problem(
            f"What was decided about line {line} has taken effect.",
            why="Its note or action may have been changed since.",
            do="Change the note or the action itself, or undo the import.",
        )
    return row


_NEEDS: dict[str, Callable[[str, str, str], str]] = {
    IGNORED: lambda _section, _ref, reason: "" if reason.strip() else "Say why the line can be left out.",
    NOTE: lambda section, _ref, _reason: "" if section else "Choose the section that the note belongs to.",
    ACTION: lambda section, _ref, _reason: "" if section else "Choose the section of the new action.",
}


def _check_decision(decision: str, section: str, ref: str, reason: str) -> None:
    if decision not in _DECISIONS:
        raise Problem("Choose what to do with the line.", do="Leave it out, keep it as a note, or make it an action.")
    missing = _NEEDS[decision](section, ref, reason) if decision else ""
    if missing:
        raise Problem(missing, why="The line came from the plan, and somebody will look for it.")
