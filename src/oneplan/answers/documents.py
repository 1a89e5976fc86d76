"""Opening a stored file: rights checked, reading recorded, then its bytes."""

from __future__ import annotations

from typing import BinaryIO

from oneplan.adapters.files import store
from oneplan.core.access import Viewer
from oneplan.records import rights
from oneplan.records.audit.writing import Act, records_read
from oneplan.records.documents.queries import DocumentRow, document


def open_document(document_id: str, *, viewer: Viewer, route: str = "") -> tuple[DocumentRow, BinaryIO]:
    """The file and its bytes; nothing is opened unless the reading is on record."""
    row = document(document_id, viewer=viewer)
    role = rights.check(viewer, "document-read")
    records_read(Act("open-document", "document", [row.id], role, route), by=viewer)
    return row, store.open_stored(row.stored_as)
