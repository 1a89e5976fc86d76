"""Which facts a person-level return carries, and from which collection on."""

from __future__ import annotations

from functools import cache

from oneplan.core.casework.knowing import Reported
from oneplan.core.pathways.definitions import Asks, Condition, FactRef

# The amended plan is returned only where it names the setting of the next phase; any other is sent unseen.
_NEXT_PHASE = (Condition(Asks.IS, "names_next_setting", values=(True,)),)

REPORTED = (
    *(
        Reported(FactRef(name), 2022)
        for name in (
            "request_received",
            "assess_decision_notified",
            "request_withdrawn",
            "plan_agreed",
            "plan_refused_notified",
            "final_plan_sent",
            "child_moved_out",
            "plan_ceased",
        )
    ),
    Reported(FactRef("plan_transferred"), 2023),
    Reported(FactRef("review_decision_notified"), 2023),
    Reported(FactRef("review_history_starts"), 2023),
    Reported(FactRef("review_meeting"), 2024),
    Reported(FactRef("amendment_notice_sent"), 2025),
    Reported(FactRef("phase_transfer_planned"), 2025),
    Reported(FactRef("amended_plan_sent", when=_NEXT_PHASE), 2025),
)


@cache
def reported_in(year: int) -> tuple[FactRef, ...]:
    """The facts that the return of a collection year carries."""
    return tuple(each.told for each in REPORTED if each.from_year <= year)
