"""The tables of facts that measures are reckoned from: their columns and kinds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

_KINDS = {"text": pa.string(), "day": pa.date32(), "flag": pa.bool_(), "number": pa.int32()}


@dataclass(frozen=True, slots=True)
class FactsTable:
    """One table; ``key`` is the column that a row is opened by."""

    name: str
    columns: Mapping[str, str]
    key: str = "case_id"


_OF_A_CASE = {"area": "text", "case_id": "text", "person_id": "text"}

FACTS: Mapping[str, FactsTable] = {
    each.name: each
    for each in (
        FactsTable(
            "requests",
            _OF_A_CASE
            | {
                "received_on": "day",
                "source": "text",
                "outcome": "text",
                "decided_on": "day",
                "mediation": "flag",
                "tribunal": "flag",
            },
        ),
        FactsTable(
            "assessments",
            _OF_A_CASE
            | {
                "received_on": "day",
                "outcome": "text",
                "outcome_on": "day",
                "issued_on": "day",
                "exceptions_apply": "flag",
                "any_challenge": "flag",
                "transferred_in": "flag",
            },
        ),
        FactsTable(
            "plans",
            _OF_A_CASE
            | {
                "started_on": "day",
                "ceased_on": "day",
                "cease_reason": "text",
                "transferred_in": "flag",
                "primary_need": "text",
                "placement_group": "text",
                "born_on": "day",
            },
        ),
        FactsTable("reviews", _OF_A_CASE | {"meeting_on": "day", "decided_on": "day", "outcome": "text"}),
        FactsTable(
            "open_limits",
            _OF_A_CASE | {"output": "text", "started_on": "day", "due_on": "day", "is_knowable": "flag"},
        ),
        FactsTable(
            "improvement_actions",
            {
                "area": "text",
                "action_id": "text",
                "section": "text",
                "rating": "text",
                "due_on": "day",
                "is_finished": "flag",
                "owners": "number",
            },
            key="action_id",
        ),
    )
}


def arrow_schema(name: str) -> pa.Schema:
    """The columns of one table as Arrow names them."""
    return pa.schema([(column, _KINDS[kind]) for column, kind in FACTS[name].columns.items()])
