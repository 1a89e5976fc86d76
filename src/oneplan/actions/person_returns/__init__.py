"""Bringing a person-level return in: receive, read, apply, and settle who is who."""

from oneplan.actions.person_returns.applying import ReturnResult, apply_person_return
from oneplan.actions.person_returns.reading import read_person_return
from oneplan.actions.person_returns.receiving import (
    ReceivedReturn,
    note_reading,
    receive_person_return,
    record_return_failed,
    set_aside_person_return,
)
from oneplan.actions.person_returns.settling import settle_match

__all__ = [
    "ReceivedReturn",
    "ReturnResult",
    "apply_person_return",
    "note_reading",
    "read_person_return",
    "receive_person_return",
    "record_return_failed",
    "set_aside_person_return",
    "settle_match",
]
