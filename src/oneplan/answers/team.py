"""How the work of a team is shared, and who may be given more of it."""

from __future__ import annotations

from oneplan.records.casework.team_queries import (
    AllocatableRow,
    Alone,
    OfficerLoad,
    OfficerRow,
    TeamLoad,
    allocatable,
    chosen,
    officers,
    team_load,
)

__all__ = [
    "AllocatableRow",
    "Alone",
    "OfficerLoad",
    "OfficerRow",
    "TeamLoad",
    "allocatable",
    "chosen",
    "officers",
    "team_load",
]
