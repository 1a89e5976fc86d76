"""A document that shows something: past the gate and kept, before an action says what it is evidence of."""

from __future__ import annotations

from typing import BinaryIO

from oneplan.adapters.files import gate
from oneplan.adapters.files.kinds import EVIDENCE
from oneplan.records.documents.stored import StoredFile


def receive(upload: BinaryIO, *, name: str, declared_type: str = "") -> StoredFile:
    """The file, kept; raises Problem if it may not come in. A file that no record claims is swept away in a day."""
    return gate.receive(upload, name=name, declared_type=declared_type, kind=EVIDENCE)
