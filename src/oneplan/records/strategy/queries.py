"""Needs, strategies, agreements and advice as people read them. Every question of a page says who is asking."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch

from oneplan.core.access import NotFound, Viewer
from oneplan.records import rights
from oneplan.records.strategy.models import (
    DocumentVersion,
    NeedsFact,
    NeedsFactPlace,
    Programme,
    Recommendation,
    SharingAgreement,
    SignOffStep,
    StrategyDocument,
)
from oneplan.records.strategy.rows import (
    AgreementRow,
    ChecklistRow,
    ConsultationRow,
    DocumentRow,
    FactRow,
    PlaceRow,
    ProgrammeRow,
    RecommendationRow,
    StepRow,
    VersionRow,
)

__all__ = [
    "ChecklistRow",
    "agreement",
    "agreements",
    "by_checklist",
    "document",
    "documents",
    "fact",
    "facts",
    "programme",
    "programmes",
    "recommendation",
    "recommendations_of_action",
]

READ = "strategy-read"


def facts(plan_id: str, *, viewer: Viewer) -> tuple[FactRow, ...]:
    """The facts behind a plan, the oldest first, those that a newer one replaced among them."""
    rights.check(viewer, READ)
    return tuple(_fact(each) for each in _facts().filter(plan__public_id=plan_id).order_by("dated_on", "id"))


def fact(fact_id: str, *, viewer: Viewer) -> FactRow:
    """One fact."""
    rights.check(viewer, READ)
    found = _facts().filter(public_id=fact_id).first()
    if found is None:
        raise NotFound("There is no such fact here.", do="Start from what we know.")
    return _fact(found)


def documents(*, viewer: Viewer) -> tuple[DocumentRow, ...]:
    """Every strategy, policy and guidance, by title."""
    rights.check(viewer, READ)
    return tuple(_document(each) for each in _documents().order_by("title", "id"))


def document(document_id: str, *, viewer: Viewer) -> DocumentRow:
    """One document with its versions."""
    rights.check(viewer, READ)
    found = _documents().filter(public_id=document_id).first()
    if found is None:
        raise NotFound("There is no such document here.", do="Start from the list of documents.")
    return _document(found)


def agreements(*, viewer: Viewer) -> tuple[AgreementRow, ...]:
    """Every data sharing agreement, by title."""
    rights.check(viewer, READ)
    return tuple(_agreement(each) for each in _agreements().order_by("title", "id"))


def agreement(agreement_id: str, *, viewer: Viewer) -> AgreementRow:
    """One data sharing agreement."""
    rights.check(viewer, READ)
    found = _agreements().filter(public_id=agreement_id).first()
    if found is None:
        raise NotFound("There is no such agreement here.", do="Start from the list of agreements.")
    return _agreement(found)


def programmes(*, viewer: Viewer) -> tuple[ProgrammeRow, ...]:
    """Every programme and adviser, the newest first, with what each recommended."""
    rights.check(viewer, READ)
    return tuple(_programme(each) for each in _programmes().order_by("-first_day", "-id"))


def programme(programme_id: str, *, viewer: Viewer) -> ProgrammeRow:
    """One programme or adviser."""
    rights.check(viewer, READ)
    found = _programmes().filter(public_id=programme_id).first()
    if found is None:
        raise NotFound("There is no such programme here.", do="Start from the list of programmes.")
    return _programme(found)


def recommendation(recommendation_id: str, *, viewer: Viewer) -> RecommendationRow:
    """One recommendation."""
    rights.check(viewer, READ)
    found = _recommendations().filter(public_id=recommendation_id).first()
    if found is None:
        raise NotFound("There is no such recommendation here.", do="Start from the list of programmes.")
    return _recommendation(found)


def recommendations_of_action(action_id: str, *, viewer: Viewer) -> tuple[tuple[str, str, str], ...]:
    """What an action answers: the programme's id and title, and the recommendation; none for who may not read."""
    if not rights.may(viewer, READ):
        return ()
    rows = Recommendation.objects.filter(action__public_id=action_id).select_related("programme").order_by("id")
    return tuple((each.programme.public_id, each.programme.title, each.text) for each in rows)


def by_checklist() -> dict[str, ChecklistRow]:
    """For each entry of the checklist the document that answers: title, version and day, and nothing of its content."""
    found: dict[str, ChecklistRow] = {}
    for each in _documents().exclude(checklist="").order_by("title", "id"):
        row = _document(each)
        version = row.in_force or next(iter(row.versions), None)
        held = found.get(row.checklist)
        if version and (held is None or (held.in_force_on is None and version.in_force_on)):
            in_force_on = version.in_force_on if version.state == "in-force" else None
            found[row.checklist] = ChecklistRow(row.id, row.title, version.label, in_force_on)
    return found


def _facts() -> Any:
    places = NeedsFactPlace.objects.select_related("priority", "section", "section__priority").order_by("id")
    return NeedsFact.objects.select_related("recorded_by", "superseded_by", "supersedes").prefetch_related(
        Prefetch("places", places)
    )


def _documents() -> Any:
    versions = (
        DocumentVersion.objects.select_related("file")
        .prefetch_related(
            Prefetch("steps", SignOffStep.objects.select_related("done_by").order_by("position", "id")),
            "consultations",
        )
        .order_by("-begun_on", "-id")
    )
    return StrategyDocument.objects.prefetch_related(Prefetch("versions", versions))


def _agreements() -> Any:
    return SharingAgreement.objects.select_related("document")


def _recommendations() -> Any:
    return Recommendation.objects.select_related("programme", "action", "answered_by").order_by("made_on", "id")


def _programmes() -> Any:
    return Programme.objects.prefetch_related(Prefetch("recommendations", _recommendations()))


def _fact(row: NeedsFact) -> FactRow:
    before = getattr(row, "supersedes", None)
    return FactRow(
        id=row.public_id,
        statement=row.statement,
        number=row.number,
        source=row.source,
        link=row.link,
        dated_on=row.dated_on,
        measure=row.measure,
        cited_words=row.cited_words,
        cited_amount=row.cited_amount,
        superseded_by=row.superseded_by.public_id if row.superseded_by else "",
        supersedes=before.public_id if before else "",
        recorded_by=row.recorded_by.name,
        recorded_on=row.recorded_on,
        places=tuple(_place(each) for each in row.places.all()),
    )


def _place(row: NeedsFactPlace) -> PlaceRow:
    if row.section:
        number = row.section.priority.number if row.section.priority else 0
        return PlaceRow(number, row.section.title, row.section.slug)
    return PlaceRow(row.priority.number if row.priority else 0, row.priority.title if row.priority else "", "")


def _document(row: StrategyDocument) -> DocumentRow:
    return DocumentRow(
        id=row.public_id,
        kind=row.kind,
        title=row.title,
        says=row.says,
        checklist=row.checklist,
        owner_role=row.owner_role,
        versions=tuple(_version(each) for each in row.versions.all()),
    )


def _version(row: DocumentVersion) -> VersionRow:
    return VersionRow(
        id=row.public_id,
        label=row.label,
        state=row.state,
        begun_on=row.begun_on,
        in_force_on=row.in_force_on,
        review_on=row.review_on,
        file_id=row.file.public_id if row.file else "",
        file_name=row.file.name if row.file else "",
        published_link=row.published_link,
        revision=row.revision,
        steps=tuple(
            StepRow(
                each.pk,
                each.position,
                each.who,
                each.due_on,
                each.result,
                each.note,
                each.done_on,
                each.done_by.name if each.done_by else "",
            )
            for each in row.steps.all()
        ),
        consultations=tuple(
            ConsultationRow(each.pk, each.first_day, each.last_day, each.with_whom, each.heard, each.changed)
            for each in row.consultations.all()
        ),
    )


def _agreement(row: SharingAgreement) -> AgreementRow:
    return AgreementRow(
        id=row.public_id,
        title=row.title,
        parties=row.parties,
        purpose=row.purpose,
        lawful_basis=row.lawful_basis,
        flows=row.flows,
        owner_role=row.owner_role,
        signed_on=row.signed_on,
        review_on=row.review_on,
        ended_on=row.ended_on,
        document_id=row.document.public_id if row.document else "",
        document_name=row.document.name if row.document else "",
        revision=row.revision,
    )


def _programme(row: Programme) -> ProgrammeRow:
    return ProgrammeRow(
        id=row.public_id,
        kind=row.kind,
        title=row.title,
        by_whom=row.by_whom,
        says=row.says,
        first_day=row.first_day,
        last_day=row.last_day,
        recommendations=tuple(_recommendation(each) for each in row.recommendations.all()),
    )


def _recommendation(row: Recommendation) -> RecommendationRow:
    return RecommendationRow(
        id=row.public_id,
        programme_id=row.programme.public_id,
        text=row.text,
        made_on=row.made_on,
        state=row.state,
        reason=row.reason,
        action_id=row.action.public_id if row.action else "",
        action_ref=row.action.ref if row.action else "",
        action_text=row.action.text if row.action else "",
        action_rating=row.action.rating if row.action else "",
        answered_by=row.answered_by.name if row.answered_by else "",
        answered_on=row.answered_on,
        closed_evidence=row.closed_evidence,
        closed_on=row.closed_on,
    )
