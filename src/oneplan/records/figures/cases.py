"""The names that go with the rows behind a figure, for those who reach them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from oneplan.core.access import Viewer
from oneplan.records.casework.models import Case
from oneplan.records.casework.reach import cases_within, reach_of
from oneplan.records.improvement.models import Action

_AT_ONCE = 900  # below the number of parameters that every database takes


@dataclass(frozen=True, slots=True)
class NamedCase:
    """Whose case it is, who holds it and where the child or young person is; empty where the reader may not know."""

    name: str
    officer: str
    setting: str


def cases_named(case_ids: Sequence[str], *, viewer: Viewer) -> tuple[dict[str, NamedCase], bool]:
    """The cases within reach by public id, and whether they go by stand-in; the rest are simply not there."""
    reach = reach_of(viewer, "figure-cases-read")
    found: dict[str, NamedCase] = {}
    for ids in _batches(case_ids):
        rows = cases_within(reach, Case.objects.filter(public_id__in=ids)).select_related(
            "person", "officer", "setting"
        )
        for row in rows:
            found[row.public_id] = _pseudonym(row) if reach.is_pseudonym else _named(row)
    return found, reach.is_pseudonym


def actions_named(action_ids: Sequence[str]) -> dict[str, str]:
    """What each action of the improvement plan is called."""
    found: dict[str, str] = {}
    for ids in _batches(action_ids):
        rows = Action.objects.filter(public_id__in=ids, is_withdrawn=False).values_list("public_id", "ref", "text")
        found |= {key: f"{ref}: {text}" for key, ref, text in rows}
    return found


def _named(row: Case) -> NamedCase:
    return NamedCase(
        name=f"{row.person.forename} {row.person.surname}",
        officer=row.officer.name if row.officer else "",
        setting=row.setting.shown_name if row.setting else "",
    )


def _pseudonym(row: Case) -> NamedCase:
    # The stand-in is the record's own random id: the same in every list, and nothing about whose it is.
    return NamedCase(name=row.person.public_id, officer="", setting="")


def _batches(ids: Sequence[str]) -> Iterator[list[str]]:
    left = iter(dict.fromkeys(ids))
    while batch := list(islice(left, _AT_ONCE)):
        yield batch
