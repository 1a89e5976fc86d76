"""Data problems of a file: kept aside while it is read, stored at once, and joined to whom they are about."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import Any, Self

from oneplan.records.bulk_changing import change_all
from oneplan.records.casework.models import Case
from oneplan.records.returns.models import DataProblem
from oneplan.records.returns.passage import Passed

ABSENT, TAKEN = "X06", "P18"
_TAKEN_SAYS = "Another person on record holds this identifier, so it was left out here."
_IN_MEMORY, _AT_ONCE = 4 * 1024 * 1024, 2000
_REQUEST = re.compile(r"Requests\[(\d+)\]")


class Findings:
    """Findings of one file as they are met, on disk once there are many, so that memory stays bounded."""

    def __init__(self) -> None:
        self._lines = SpooledTemporaryFile(max_size=_IN_MEMORY, mode="w+", encoding="utf-8")  # noqa: SIM115 - lives as long as this
        self.count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._lines.close()

    def add(self, passed: Sequence[Passed]) -> None:
        """What was found about these people, and about whom on record it is, where that is known."""
        for each in passed:
            for finding in each.findings:
                person, case = _about(each, finding.path)
                self._write(_columns(finding) | {"person_id": person, "case_id": case})
            if each.number_is_taken:
                numbers = {"UPN": each.returned.upn, "ULN": each.returned.uln}
                said = {"rule": TAKEN, "level": "E", "position": each.returned.position, "message": _TAKEN_SAYS}
                self._write(said | {"path": "", "values": {name: number for name, number in numbers.items() if number}})

    def add_of_the_whole(self, findings: Iterable[Any]) -> None:
        """What was found about the file as a whole."""
        for finding in findings:
            self._write(_columns(finding))

    def store(self, person_return_id: int) -> None:
        """Puts them all in the place of those stored before, in the running transaction."""
        DataProblem.objects.filter(person_return=person_return_id).delete()
        self._lines.seek(0)
        rows = (DataProblem(person_return_id=person_return_id, **json.loads(line)) for line in self._lines)
        while some := list(islice(rows, _AT_ONCE)):
            DataProblem.objects.bulk_create(some)

    def _write(self, columns: Mapping[str, Any]) -> None:
        self._lines.write(json.dumps(columns) + "\n")
        self.count += 1


def join(person_return_id: int, passed: Sequence[Passed]) -> None:
    """The problems stored for these entries are joined to the people and cases that the entries became."""
    by_position = {each.returned.position: each for each in passed if each.person is not None}
    changed = []
    for some in _parts(sorted(by_position)):
        for row in DataProblem.objects.filter(person_return=person_return_id, position__in=some):
            person, case = _about(by_position[row.position], row.path)
            if (row.person_id, row.case_id) != (person, case):
                row.person_id, row.case_id = person, case
                changed.append(row)
    change_all(DataProblem, changed, ["person", "case"])


def store_absent(person_return_id: int, cases: Iterable[Case], *, message: str) -> int:
    """The open cases that the file does not tell of, one problem each; they stay as they are."""
    DataProblem.objects.filter(person_return=person_return_id, rule=ABSENT, position=None).exclude(case=None).delete()
    rows = [
        DataProblem(
            person_return_id=person_return_id,
            rule=ABSENT,
            level="Q",
            message=message,
            person_id=case.person_id,
            case_id=case.pk,
        )
        for case in cases
    ]
    DataProblem.objects.bulk_create(rows, batch_size=_AT_ONCE)
    return len(rows)


def _columns(finding: Any) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "level": finding.level,
        "position": finding.position,
        "path": finding.path[:120],
        "values": {name: str(value) for name, value in finding.values.items()},
        "message": finding.message[:400],
    }


def _about(passed: Passed, path: str) -> tuple[int | None, int | None]:
    person = passed.person.pk if passed.person is not None else None
    found = _REQUEST.search(path)
    place = int(found[1]) - 1 if found else 0
    if not found and len(passed.cases) != 1:
        return person, None
    case = passed.cases[place] if place < len(passed.cases) else None
    return person, case.pk if case is not None else None


def _parts(positions: list[int]) -> Iterator[list[int]]:
    return (positions[start : start + 500] for start in range(0, len(positions), 500))
