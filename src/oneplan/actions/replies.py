"""Replies to what a cycle asks: by account, and by a spreadsheet that came back. A reply is added, never changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from oneplan.actions.delivery_cycles import locked_cycle, locked_line
from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import NotFound, Viewer
from oneplan.core.improvement.cycles import Answer, faults_in
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.delivery.models import Commission, CommissionRole, Reply, ReplyLink, SentSheet
from oneplan.records.delivery.words import meant_by, rating_words
from oneplan.rulebook.cycle_files import cycle_rules

REPLY, RUN = "update-reply", "cycle-run"


@dataclass(frozen=True, slots=True)
class Replied:
    """A reply is kept; ``unseen`` are the replies of others that came after the page was shown."""

    reply_id: str
    unseen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One row of a sheet that came back, ready to be kept."""

    line_id: str
    answer: Answer


def reply(
    *, line_id: str, answer: Answer, seen: int = 0, by: User, on: date, request_key: str = "", route: str = ""
) -> Replied:
    """What somebody who holds an asked role says is kept, beside whatever others said; ``seen`` is the newest shown."""
    request = Request("reply-to-update", by, on, request_key, route)

    def work(viewer: Viewer) -> dict[str, Any]:
        line = locked_line(line_id)
        roles = asked_roles(line)
        acting = rights.check(viewer, REPLY, owner_roles=roles)
        check_line(line, answer)
        role = next((each for each in roles if each in viewer.owner_roles), "")
        row = add_reply(line, answer, Whose(role, by.name, by=by), on=on)
        leaves_trace(
            request,
            viewer,
            acting_role=acting,
            subject_kind="commission",
            subject_ids=[line.public_id],
            details={"reply": row.public_id},
        )
        others = Reply.objects.filter(commission=line, pk__gt=seen).exclude(by=by).exclude(pk=row.pk)
        return {"reply": row.public_id, "unseen": list(others.order_by("pk").values_list("public_id", flat=True))}

    told = carry_out(request, work, asked={"line": line_id, **asdict(answer)})
    return Replied(told["reply"], tuple(told["unseen"]))


def send_sheet(*, cycle_id: str, role: str, by: User, on: date, request_key: str = "", route: str = "") -> str:
    """A sheet with the lines of one role goes out; what it holds is kept, so that what comes back can be held to it."""
    request = Request("send-sheet", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        acting = _may_for(viewer, role)
        cycle = locked_cycle(cycle_id)
        lines = lines_asked_of(cycle.pk, role)
        if not lines:
            raise Problem(f"Nothing is asked of “{role}” in this cycle.", do="Choose a role that owes a reply.")
        held = {each.public_id: {"ref": each.action.ref, "version": each.action.version} for each in lines}
        row = SentSheet.objects.create(cycle=cycle, role=role, made_by=by, made_on=on, lines=held)
        leaves_trace(
            request, viewer, acting_role=acting, subject_kind="sent-sheet", subject_ids=[row.public_id], details={}
        )
        return row.public_id

    return carry_out(request, work, asked={"cycle": cycle_id, "role": role})


def reply_by_sheet(
    *,
    sheet_id: str,
    rows: Sequence[SheetLine],
    filled_by: str,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> int:
    """The rows of a sheet that came back are kept, all of them or none; says how many."""
    request = Request("reply-by-sheet", by, on, request_key, route)

    def work(viewer: Viewer) -> int:
        sheet = SentSheet.objects.select_related("cycle").filter(public_id=sheet_id).first()
        if sheet is None:
            raise NotFound("This sheet was not sent from here.", do="Send the role a new one.")
        acting = _may_for(viewer, sheet.role)
        locked_cycle(sheet.cycle.public_id)
        if not rows:
            raise Problem("The sheet holds no answer that could be kept.", do="Look at what is said about its rows.")
        whose = Whose(sheet.role, filled_by.strip()[:200] or sheet.role, by=by, sheet=sheet)
        for each in rows:
            if each.line_id not in sheet.lines:
                raise Problem("A row of the sheet is not one of those that were sent.", do="Bring the sheet in again.")
            line = locked_line(each.line_id)
            check_line(line, each.answer)
            add_reply(line, each.answer, whose, on=on)
        leaves_trace(
            request,
            viewer,
            acting_role=acting,
            subject_kind="sent-sheet",
            subject_ids=[sheet.public_id],
            details={"kept": len(rows)},
        )
        return len(rows)

    asked = {"sheet": sheet_id, "rows": [asdict(each) for each in rows], "filled_by": filled_by}
    return carry_out(request, work, asked=asked)


@dataclass(frozen=True, slots=True)
class Whose:
    """Who replies and which way it came."""

    role: str
    name: str
    by: User | None = None
    link: ReplyLink | None = None
    sheet: SentSheet | None = None


def add_reply(line: Commission, answer: Answer, whose: Whose, *, on: date, request_key: str = "") -> Reply:
    """Within a verb: the reply is kept."""
    return Reply.objects.create(
        commission=line,
        role=whose.role,
        by=whose.by,
        by_name=whose.name[:200],
        link=whose.link,
        sheet=whose.sheet,
        on=on,
        request_key=request_key[:64],
        done=answer.done.strip(),
        difference=answer.difference.strip(),
        rating=meant_by(line.action.plan, answer.rating).value if answer.rating else "",
        rating_raw=answer.rating,
        rating_reason=answer.rating_reason.strip(),
        due_on=answer.due_on,
        due_reason=answer.due_reason.strip(),
        risks=answer.risks.strip(),
        public_words=answer.public_words.strip(),
    )


def check_line(line: Commission, answer: Answer) -> None:
    """Within a verb: refuses an answer that nobody asked for, or that lacks something, in words."""
    if line.is_withdrawn:
        raise Problem(
            f"An update on {line.action.ref} is no longer asked for.",
            why=line.why_withdrawn,
            do="Record what happened on the page of the action instead.",
        )
    faults = faults_in(answer, words=rating_words(line.action.plan), longest=cycle_rules().answer_characters)
    if faults:
        raise Problem(f"{line.action.ref}: {faults[0].says}", why="Nothing was kept of this line yet.")


def asked_roles(line: Commission) -> list[str]:
    """The roles that are asked for this line today."""
    rows = CommissionRole.objects.filter(commission=line, ended_on__isnull=True).order_by("pk")
    return list(rows.values_list("role", flat=True))


def lines_asked_of(cycle_pk: int, role: str) -> list[Commission]:
    """What one role is asked in a cycle, in the plan's order."""
    rows = Commission.objects.filter(
        cycle_id=cycle_pk, is_withdrawn=False, roles__role=role, roles__ended_on__isnull=True
    )
    return list(rows.select_related("action__plan", "action__section").distinct().order_by("position", "id"))


def _may_for(viewer: Viewer, role: str) -> str:
    return rights.check(viewer, RUN if rights.may(viewer, RUN) else REPLY, owner_roles=[role])
