"""What leaves a walk as files: the differences between locks, and the board's pack with its check."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from oneplan.answers.documents import open_document
from oneplan.answers.packs_checked import check_pack, figures_in
from oneplan.core.improvement.cycle_snapshots import changed_between
from oneplan.feeds.packs import make_pack
from oneplan.feeds.safe_cells import in_a_row
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.delivery import queries
from oneplan.records.packs import queries as pack_queries


@dataclass(frozen=True, slots=True)
class PackWritten:
    """How many figures the pack holds, how many were compared with the records, and which differ."""

    figures: int
    compared: int
    differing: tuple[str, ...]
    seconds: float


def write_changes(plan_id: str, path: Path, *, by: Any, on: date) -> int:
    """What each cycle changed, lock against lock, one row for each difference; says how many."""
    locks = list(reversed(queries.locks(plan_id, viewer=viewer_of(by, on=on))))
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("cycle", "reference", "what", "before", "after", "on"))
        for earlier, later in pairwise(locks):
            for each in changed_between(earlier.actions, later.actions):
                words = (each.ref, each.facet, each.before, each.after, each.on or "")
                rows.writerow((later.number, *(in_a_row(word) for word in words)))
                count += 1
    return count


def write_pack(plan_id: str, folder: Path, *, by: Any, on: date) -> PackWritten:
    """The board's pack as PDF and Word in the folder, every figure of it compared with the records."""
    viewer = viewer_of(by, on=on)
    pack_id = make_pack(plan_id=plan_id, tier="board", by=by, on=on)
    row = pack_queries.pack(pack_id, viewer=viewer)
    for document_id, name in ((row.pdf, "pack.pdf"), (row.word, "pack.docx")):
        _, content = open_document(document_id, viewer=viewer, route="walk")
        with content:
            (folder / name).write_bytes(content.read())
    checked = check_pack(pack_id, viewer=viewer)
    return PackWritten(len(figures_in(pack_id, viewer=viewer)), checked.compared, checked.differing, row.seconds or 0)
