"""Takes a strategy, policy or guidance from its first draft, by consultation and sign-off, into force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from oneplan.actions.contributions import keep_document
from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import NotFound, Viewer
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.documents.stored import StoredFile
from oneplan.records.strategy.models import Consultation, DocumentVersion, SignOffStep, StrategyDocument
from oneplan.rulebook.evaluation_files import requested_documents, strategy_words

WRITE, SIGN_OFF = "strategy-write", "strategy-sign-off"
DRAFT, CONSULTING, SIGNING, IN_FORCE, REPLACED = "draft", "consulting", "signing", "in-force", "replaced"
SIGNED, SENT_BACK = "signed", "sent-back"
COMING = (DRAFT, CONSULTING, SIGNING)


@dataclass(frozen=True, slots=True)
class RouteStep:
    """Somebody who has to sign off, and the day by which."""

    who: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """When a version was out for views, whose, what was said and what it changed."""

    first_day: date
    last_day: date
    with_whom: str
    heard: str = ""
    changed: str = ""


def add_document(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    kind: str,
    title: str,
    says: str,
    owner_role: str,
    checklist: str = "",
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """A strategy, policy or guidance is on the list, with its owner; returns its id."""
    request = Request("add-strategy-document", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, WRITE)
        if kind not in {each.id for each in strategy_words().kinds}:
            raise Problem("Choose what kind of document it is.", do="Use one of the kinds listed.")
        if checklist and checklist not in {each.id for each in requested_documents()}:
            raise Problem("Choose an entry of the checklist, or none.", do="Use one of the entries listed.")
        if not (title.strip() and owner_role.strip()):
            raise Problem("Give it a title and an owner.", why="A document without an owner is never reviewed.")
        row = StrategyDocument.objects.create(
            kind=kind,
            title=title.strip()[:200],
            says=says.strip(),
            checklist=checklist,
            owner_role=owner_role.strip()[:300],
            made_by=by,
        )
        _traced(request, viewer, role, row.public_id)
        return row.public_id

    return carry_out(request, work, asked={"title": title, "kind": kind})


def begin_version(
    *,
    document_id: str,
    label: str,
    steps: tuple[RouteStep, ...],
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """A new version is being written, and its way to sign-off is laid out; returns its id."""
    request = Request("begin-version", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, WRITE)
        document = StrategyDocument.objects.select_for_update().filter(public_id=document_id).first()
        if document is None:
            raise NotFound("There is no such document here.", do="Start from the list of documents.")
        _check_new(document, label, steps)
        row = DocumentVersion.objects.create(document=document, label=label.strip()[:60], begun_on=on, made_by=by)
        SignOffStep.objects.bulk_create(
            SignOffStep(version=row, position=place, who=step.who.strip()[:200], due_on=step.due_on)
            for place, step in enumerate(steps, start=1)
        )
        _traced(request, viewer, role, row.public_id)
        return row.public_id

    return carry_out(request, work, asked={"document": document_id, "label": label, "steps": str(steps)})


def record_consultation(
    *, version_id: str, heard: Heard, by: User, on: date, request_key: str = "", route: str = ""
) -> str:
    """The version was out for views between two days, and what was heard stands beside it."""
    request = Request("record-consultation", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        row, role = _coming(version_id, viewer, WRITE)
        if heard.last_day < heard.first_day:
            raise Problem("A consultation cannot end before it begins.", do="Swap the two days.")
        if not heard.with_whom.strip():
            raise Problem("Say who was asked.", why="Whose views these are decides what they are worth.")
        if heard.first_day <= on and row.state == DRAFT:
            row.state = CONSULTING
            row.save(update_fields=["state"])
        Consultation.objects.create(
            version=row,
            first_day=heard.first_day,
            last_day=heard.last_day,
            with_whom=heard.with_whom.strip(),
            heard=heard.heard.strip(),
            changed=heard.changed.strip(),
            recorded_by=by,
        )
        _traced(request, viewer, role, row.public_id)
        return row.document.public_id

    return carry_out(request, work, asked={"version": version_id, "heard": str(heard)})


def record_step(
    *, step_id: int, result: str, note: str, by: User, on: date, request_key: str = "", route: str = ""
) -> str:
    """A step of the way to sign-off was taken, in its turn; sent back, the version is written again."""
    request = Request("record-sign-off-step", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        step = SignOffStep.objects.select_related("version").filter(pk=step_id).first()
        if step is None:
            raise NotFound("There is no such step here.", do="Open the document again.")
        row, role = _coming(step.version.public_id, viewer, SIGN_OFF)
        _check_step(step, result, note)
        step.result, step.note, step.done_on, step.done_by = result, note.strip(), on, by
        step.save()
        row.state = SIGNING if result == SIGNED else DRAFT
        row.save(update_fields=["state"])
        _traced(request, viewer, role, row.public_id)
        return row.document.public_id

    return carry_out(request, work, asked={"step": step_id, "result": result, "note": note})


def put_in_force(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    version_id: str,
    in_force_on: date,
    review_on: date,
    published_link: str = "",
    file: StoredFile | None = None,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """The version is in force, signed off by everybody on its way, and the one before is replaced."""
    request = Request("put-in-force", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        row, role = _coming(version_id, viewer, WRITE)
        waiting = row.steps.exclude(result=SIGNED).order_by("position").first()
        if waiting is not None:
            raise Problem(
                f"{waiting.who} has not signed it off.",
                why="A document is in force when everybody on its way has agreed.",
                do="Record their sign-off first.",
            )
        if in_force_on > on or review_on <= in_force_on:
            raise Problem(
                "The days do not fit.",
                why="It comes into force today or earlier, and is reviewed after that.",
                do="Correct the two days.",
            )
        row.document.versions.filter(state=IN_FORCE).update(state=REPLACED)
        row.state, row.in_force_on, row.review_on = IN_FORCE, in_force_on, review_on
        row.published_link = published_link.strip()[:500]
        row.file = keep_document(file, kind="strategy", by=by) if file else None
        row.save()
        _traced(request, viewer, role, row.public_id)
        return row.document.public_id

    return carry_out(request, work, asked={"version": version_id, "in_force_on": in_force_on, "review_on": review_on})


def _coming(version_id: str, viewer: Viewer, permission: str) -> tuple[DocumentVersion, str]:
    """A version on its way, held until the change is over."""
    role = rights.check(viewer, permission)
    found = DocumentVersion.objects.select_for_update(of=("self",)).select_related("document")
    row = found.filter(public_id=version_id).first()
    if row is None:
        raise NotFound("There is no such version here.", do="Open the document again.")
    if row.state not in COMING:
        raise Problem(
            f"“{row.label}” is not on its way any more.",
            why="What was in force stays as it was.",
            do="Begin a new version.",
        )
    return row, role


def _check_new(document: StrategyDocument, label: str, steps: tuple[RouteStep, ...]) -> None:
    if not label.strip() or document.versions.filter(label=label.strip()).exists():
        raise Problem(
            "Give this version a name of its own.", why="Versions are told apart by it.", do="Say 2026, or 3."
        )
    coming = document.versions.filter(state__in=COMING).first()
    if coming is not None:
        raise Problem(
            f"“{coming.label}” is still on its way.",
            why="Two versions on the way would part those who comment on them.",
            do="Finish that one first.",
        )
    if not steps or not all(step.who.strip() for step in steps):
        raise Problem("Say who has to sign it off.", why="Without a way to sign-off it never comes into force.")


def _check_step(step: SignOffStep, result: str, note: str) -> None:
    if result not in (SIGNED, SENT_BACK):
        raise Problem("Say whether it was signed off or sent back.", do="Choose one of the two.")
    if result == SENT_BACK and not note.strip():
        raise Problem("Say why it was sent back.", why="Its writers need to know what to change.")
    if step.result == SIGNED:
        raise Problem(f"{step.who} has signed it off already.", do="Open the document again.")
    before = step.version.steps.filter(position__lt=step.position).exclude(result=SIGNED).order_by("position").first()
    if before is not None:
        raise Problem(
            f"{before.who} comes first.",
            why="The steps are taken in the order of the route.",
            do="Record that step first.",
        )


def _traced(request: Request, viewer: Viewer, role: str, subject: str) -> None:
    leaves_trace(request, viewer, acting_role=role, subject_kind="strategy-document", subject_ids=[subject])
