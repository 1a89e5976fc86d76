"""Reports the plan promises: proposed from its words, confirmed by a person, placed, signed off, published."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from oneplan.actions.bodies import live_body
from oneplan.actions.meetings import meeting_row
from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import NotFound, Viewer
from oneplan.core.governance.reports import STATE_WORDS, STEPS, Promised, ReportState, proposals
from oneplan.core.improvement.reading import OwnerPart
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.governance.models import DueReport
from oneplan.records.governance.models.meeting import PLANNED
from oneplan.records.improvement.models import Action, ImprovementPlan, Promise
from oneplan.rulebook import governance

PERMISSION = "report-write"


@dataclass(frozen=True, slots=True)
class ReportWish:
    """What a report is: whose, for whom, by which route, to which body by which day."""

    title: str
    kind: str
    owner_role: str = ""
    audience: str = ""
    sign_off_route: str = ""
    due_body: str = ""
    due_on: date | None = None


def propose_reports(*, plan_id: str, by: User, on: date, request_key: str = "", route: str = "") -> int:
    """Proposes a report for each line that seems to promise one and was never asked about; says how many are new."""
    request = Request("propose-reports", by, on, request_key, route)

    def work(viewer: Viewer) -> int:
        role = rights.check(viewer, PERMISSION)
        plan = _plan(plan_id)
        actions = {row.public_id: row for row in Action.objects.filter(plan=plan, is_withdrawn=False)}
        asked = set(
            DueReport.objects.filter(plan=plan, action__isnull=False).values_list("action__public_id", flat=True)
        )
        said = set(DueReport.objects.filter(plan=plan, action__isnull=True).values_list("promise_text", flat=True))
        words = governance.report_words()
        lines = [each for each in _lines(plan) if each.source not in asked and each.text not in said]
        found = proposals(lines, words.phrases, longest=words.longest_title)
        for each in found:
            DueReport.objects.create(
                plan=plan,
                title=each.title,
                kind=each.kind,
                owner_role=each.owner_role[:300],
                audience=each.audience,
                sign_off_route=each.sign_off_route,
                due_on=each.due_on,
                status=ReportState.PROPOSED.value,
                because=each.because,
                action=actions.get(each.source),
                promise_text="" if each.source in actions else next(x.text for x in lines if x.source == each.source),
            )
        leaves_trace(request, viewer, acting_role=role, subject_kind="plan", subject_ids=[plan_id])
        return len(found)

    return carry_out(request, work, asked={"plan": plan_id, "on": on})


def add_report(*, plan_id: str, wish: ReportWish, by: User, on: date, request_key: str = "", route: str = "") -> str:
    """A report that the plan's words do not name; returns its id."""
    request = Request("add-report", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, PERMISSION)
        row = DueReport(plan=_plan(plan_id), status=ReportState.PLANNED.value, status_on=on, because="Added by hand.")
        _fill(row, wish)
        _traced(request, viewer, role, row)
        return row.public_id

    return carry_out(request, work, asked={"plan": plan_id, **asdict(wish)})


def confirm_report(
    *, report_id: str, wish: ReportWish, by: User, on: date, request_key: str = "", route: str = ""
) -> str:
    """A proposed report is promised, or one that is promised is put right; returns its id."""
    request = Request("confirm-report", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, PERMISSION)
        row = report_row(report_id)
        if row.status in {ReportState.PROPOSED.value, ReportState.NOT_NEEDED.value}:
            row.status, row.status_on, row.why_not_needed = ReportState.PLANNED.value, on, ""
        _fill(row, wish)
        _traced(request, viewer, role, row)
        return row.public_id

    return carry_out(request, work, asked={"report": report_id, **asdict(wish)})


def let_go(*, report_id: str, reason: str, by: User, on: date, request_key: str = "", route: str = "") -> str:
    """The report is not needed, with the reason; it is not proposed again."""
    request = Request("let-report-go", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, PERMISSION)
        row = report_row(report_id)
        if not reason.strip():
            raise Problem("Say why it is not needed.", why="The plan seemed to promise it.")
        row.status, row.status_on, row.why_not_needed = ReportState.NOT_NEEDED.value, on, reason.strip()
        row.save()
        _traced(request, viewer, role, row)
        return row.public_id

    return carry_out(request, work, asked={"report": report_id, "why": reason})


def place_report(*, report_id: str, meeting_id: str, by: User, on: date, request_key: str = "", route: str = "") -> str:
    """The report goes to this meeting, stands on its agenda and takes its paper deadline."""
    request = Request("place-report", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, PERMISSION)
        row, meeting = report_row(report_id), meeting_row(meeting_id)
        if row.status not in {ReportState.PLANNED.value, ReportState.DRAFTED.value}:
            raise Problem(
                "Only a report that is planned or drafted is placed on a meeting.",
                why=f"This one stands as: {STATE_WORDS[ReportState(row.status)].lower()}.",
                do="Confirm it first, if it is only proposed.",
            )
        if meeting.state != PLANNED:
            raise Problem("That meeting is over or does not take place.", do="Choose one that is still to come.")
        row.meeting, row.due_body = meeting, meeting.body
        row.save()
        _traced(request, viewer, role, row)
        return row.public_id

    return carry_out(request, work, asked={"report": report_id, "meeting": meeting_id})


def take_step(
    *, report_id: str, state: ReportState, link: str = "", by: User, on: date, request_key: str = "", route: str = ""
) -> str:
    """The report is drafted, signed off or published; one that is published says where."""
    request = Request("take-report-step", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, PERMISSION)
        row = report_row(report_id)
        if (
            ReportState(row.status) not in STEPS
            or state not in STEPS
            or STEPS.index(state) <= STEPS.index(ReportState(row.status))
        ):
            raise Problem(
                f"It cannot become “{STATE_WORDS[state].lower()}” from where it is.",
                why=f"It stands as: {STATE_WORDS[ReportState(row.status)].lower()}.",
                do="Confirm it first, or choose a later step.",
            )
        if state is ReportState.PUBLISHED and not link.strip().startswith(("https://", "http://")):
            raise Problem("Give the address where it is published.", why="People must be able to read it.")
        row.status, row.status_on = state.value, on
        if state is ReportState.PUBLISHED:
            row.published_link, row.published_on = link.strip(), on
        row.save()
        _traced(request, viewer, role, row)
        return row.public_id

    return carry_out(request, work, asked={"report": report_id, "state": state.value, "link": link})


def report_row(report_id: str) -> DueReport:
    """The report with this id, held for this transaction; raises NotFound in words."""
    found = DueReport.objects.select_for_update().filter(public_id=report_id).first()
    if found is None:
        raise NotFound("There is no such report here.", do="Start from the calendar of reports.")
    return found


def _plan(plan_id: str) -> ImprovementPlan:
    found = ImprovementPlan.objects.filter(public_id=plan_id, is_withdrawn=False).first()
    if found is None:
        raise NotFound("There is no such plan here.", do="Start from the list of plans.")
    return found


def _lines(plan: ImprovementPlan) -> list[Promised]:
    rows = Action.objects.filter(plan=plan, is_withdrawn=False, is_superseded=False).order_by("position", "pk")
    found = [
        Promised(row.public_id, row.ref, row.text, row.due_on, _leads(row))
        for row in rows.prefetch_related("owners__owner_role")
    ]
    promised = Promise.objects.filter(plan=plan, is_achieved=False).order_by("position", "pk")
    return found + [Promised(f"promise-{row.pk}", "", row.text, row.period_ends_on) for row in promised]


def _leads(action: Action) -> str:
    owners = action.owners.all()
    return "; ".join(each.owner_role.name for each in owners if each.part == OwnerPart.LEAD.value)


def _fill(row: DueReport, wish: ReportWish) -> None:
    known = governance.report_words().titles
    if not wish.title.strip() or wish.kind not in known:
        raise Problem("Say what the report is called, and what kind it is.")
    if not wish.owner_role.strip():
        raise Problem("Say which role writes it.", why="A report that nobody owns is not written.")
    row.title, row.kind, row.owner_role = wish.title.strip(), wish.kind, wish.owner_role.strip()
    row.audience, row.sign_off_route = wish.audience.strip(), wish.sign_off_route.strip()
    row.due_body = live_body(wish.due_body) if wish.due_body else None
    row.due_on = wish.due_on
    if row.meeting and row.meeting.body != row.due_body:
        row.meeting = None
    row.save()


def _traced(request: Request, viewer: Viewer, role: str, row: DueReport) -> None:
    leaves_trace(
        request,
        viewer,
        acting_role=role,
        subject_kind="report-due",
        subject_ids=[row.public_id],
        details={"state": row.status},
    )
