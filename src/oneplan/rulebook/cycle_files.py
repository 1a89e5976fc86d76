"""The two-monthly cycle as the rulebook says it: its days, its limits, and how much may hang on one person."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from oneplan.core.calendar import WorkingDays
from oneplan.core.improvement.alone import AloneRules
from oneplan.core.improvement.cycles import CycleRules
from oneplan.rulebook.calendar_files import load_working_days
from oneplan.rulebook.plans import plan_rules


@cache
def cycle_rules() -> CycleRules:
    """How long a cycle is, when its days fall and what may come back."""
    rules = plan_rules("cycle")
    links, sheet, highlight = rules["links"], rules["sheet"], rules["highlight"]
    return CycleRules(
        months=rules["months"],
        **rules["days"],
        reminders=tuple(rules["reminders"]["days"]),
        link_days=links["days_after_reply"],
        link_tries=links["tries_an_hour"],
        link_uses=links["uses_an_hour"],
        answer_characters=links["answer_characters"],
        sheet_bytes=sheet["bytes"],
        sheet_rows=sheet["rows"],
        highlight_weeks=highlight["weeks_ahead"],
        highlight_lines=highlight["lines"],
    )


@cache
def alone_rules() -> AloneRules:
    """When one person holds too much alone."""
    return AloneRules(**plan_rules("cycle")["alone"])


@cache
def cycle_calendar() -> WorkingDays:
    """The working days by which a cycle is counted."""
    return load_working_days(Path(__file__).parent)
