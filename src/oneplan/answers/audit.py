"""Whether the audit log is as it was written."""

from __future__ import annotations

from oneplan.core.access import Viewer
from oneplan.records import rights
from oneplan.records.audit.verifying import ChainReport, verify


def chain_state(*, viewer: Viewer) -> ChainReport:
    """The state of the whole chain, for those who may read the log."""
    rights.check(viewer, "audit-read")
    return verify()
