"""Committing a return of 5,000 plans with their history beside ``bulk_create`` of exactly the rows it leaves behind.

Both start from an empty database and end with a commit. Committing takes the people of the return as they were read and
finds who they are, works out events, projections and open limits, and writes; the other is handed the finished rows.
The two databases are compared row by row before any time is told.

    python benchmarks/commit_return.py [--plans 5000] [--rounds 3]
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from installation import HOME  # isort: split

from oneplan.actions.person_returns.opening import source_of
from oneplan.actions.person_returns.writing import write_entries
from oneplan.actions.signing_in import console_account
from oneplan.adapters.files.kinds import PERSON_RETURN
from oneplan.core.casework import PersonReturned, ReturnHeader
from oneplan.records.casework import models as casework
from oneplan.records.documents.models import Document
from oneplan.records.people.models import EarlierName, Person
from oneplan.records.returns.models import DoubtfulMatch, PersonReturn, ReturnState
from oneplan.records.settings.models import Setting
from oneplan.synthetic.area import invent

RATIO_WANTED = 1.5
ON = date(2026, 3, 2)
MADE: tuple[type[Model], ...] = (
    Setting, Person, EarlierName, casework.Case, casework.NeedsAssessment, casework.EhcPlan, casework.NamedSetting,
    casework.Placement, casework.Need, casework.Review, casework.CaseEvent, DoubtfulMatch, casework.Standing,
)  # fmt: skip
DATABASE = Path(settings.DATABASES["default"]["NAME"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--plans", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    area = invent(7, on=ON, plans=asked.plans)
    header, persons = area.returned(area.returns[-1])
    entries = list(persons)
    empty = _prepared()

    first = _timed(empty, lambda: _commit(header, entries))
    rows = {model: list(model.objects.order_by("pk").values()) for model in MADE}
    created = [_timed(empty, lambda: _create(rows))]
    for model in MADE:
        assert _without_moment(model.objects.order_by("pk").values()) == _without_moment(rows[model]), model
    committed = []
    for _ in range(asked.rounds):  # turn by turn, so that a busy machine is as busy for both
        committed.append(_timed(empty, lambda: _commit(header, entries)))
        created.append(_timed(empty, lambda: _create(rows)))
    plans, number = len(rows[casework.EhcPlan]), sum(map(len, rows.values()))
    print(f"{len(entries):,} people, {plans:,} plans, {number:,} rows; every row equal in both databases.")
    print("  " + ", ".join(f"{model.__name__} {len(each):,}" for model, each in rows.items()))
    best, plain = min(committed), min(created)
    print(f"committing   {best:6.2f} s   (the first in a process, which fills the tables of days: {first:.2f} s)")
    print(f"bulk_create  {plain:6.2f} s")
    print(f"ratio        {best / plain:6.2f}   wanted: at most {RATIO_WANTED}")


def _without_moment(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    # The moment of the last change is the moment of writing, whoever writes.
    return [{name: value for name, value in row.items() if name != "updated_at"} for row in rows]


def _prepared() -> Path:
    """A database that holds what a return needs to be there before it is applied."""
    by = console_account(on=ON)
    document = Document.objects.create(
        kind="person-return", name="return.xml", content_type=PERSON_RETURN.name, size=0, sha256="0" * 64,
        stored_as="0" * 32, uploaded_by=by,
    )  # fmt: skip
    PersonReturn.objects.create(document=document, received_by=by, state=ReturnState.READ)
    connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return Path(shutil.copy(DATABASE, HOME / "empty.sqlite3"))


def _timed(empty: Path, work: Callable[[], Any]) -> float:
    connection.close()
    for path in DATABASE.parent.glob(f"{DATABASE.name}-*"):
        path.unlink()
    shutil.copy(empty, DATABASE)
    os.sync()
    connection.ensure_connection()
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _commit(header: ReturnHeader, entries: list[PersonReturned]) -> None:
    with transaction.atomic():
        row = PersonReturn.objects.select_for_update().get()
        source = source_of(
            row, header, is_history=False, by_id=row.received_by_id, acting_role="operator", at=timezone.now()
        )
        write_entries(row, header, ((each, ()) for each in entries), source=source, limits_on=ON)


def _create(rows: dict[type[Model], list[dict[str, Any]]]) -> None:
    with transaction.atomic():
        for model, values in rows.items():
            model.objects.bulk_create([model(**each) for each in values], batch_size=2000)


if __name__ == "__main__":
    main()
