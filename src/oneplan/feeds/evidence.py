"""A document that shows something: past the gate and kept, before an action says what it is evidence of."""

from __future__ import annotations

from typing import Any

from oneplan.adapters.files import gate
from oneplan.adapters.files.kinds import EVIDENCE
from oneplan.feeds.quota import check_quota
from oneplan.records.documents.stored import StoredFile


def receive(upload: Any, *, by: Any) -> StoredFile:
    """The file, kept; raises Problem if it may not come in. A file that no record claims is swept away in a day."""
    check_quota(by)
    return gate.receive(upload, name=upload.name, declared_type=upload.content_type or "", kind=EVIDENCE)
