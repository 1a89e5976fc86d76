"""What is known of a stored file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum

from oneplan.core.access import NotFound, Viewer
from oneplan.records import rights
from oneplan.records.documents.models import Document


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A stored file without its bytes."""

    id: str
    kind: str
    name: str
    content_type: str
    size: int
    sha256: str
    stored_as: str
    uploaded_by: str
    at: datetime


def document(document_id: str, *, viewer: Viewer) -> DocumentRow:
    """The file with this id; the same NotFound whether it is missing or may not be seen."""
    found = Document.objects.filter(public_id=document_id).select_related("uploaded_by").first()
    if found is None or not rights.may(viewer, "document-read"):
        raise NotFound("There is no such document here.", do="Go back to the page that listed it.")
    return DocumentRow(
        id=found.public_id,
        kind=found.kind,
        name=found.name,
        content_type=found.content_type,
        size=found.size,
        sha256=found.sha256,
        stored_as=found.stored_as,
        uploaded_by=found.uploaded_by.name,
        at=found.uploaded_at,
    )


def bytes_kept_by(user_id: int) -> int:
    """How much one person has brought in."""
    return Document.objects.filter(uploaded_by_id=user_id).aggregate(total=Sum("size"))["total"] or 0


def stored_names() -> frozenset[str]:
    """The name of every file that a record knows."""
    return frozenset(Document.objects.values_list("stored_as", flat=True))
