"""A board pack of the example plan, and of plans three and six times its size, against a plain Word table of its rows.

    python -m benchmarks.pack

Prints the seconds of each pack (collected, set as PDF and Word, kept and checked), how they grow with the number of
actions, the most memory held, and the ratio to what python-docx's documentation teaches: a table filled row by row,
which holds no figure, no PDF and no check.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date

from benchmarks.installation import HOME
from docx import Document

from oneplan.actions.figures import compute_figures
from oneplan.actions.plan_imports import apply_plan_import, receive_plan_document, record_reading, start_reading
from oneplan.core.improvement.reading import PlanReading
from oneplan.feeds.packs import make_pack
from oneplan.plandocs import lint, read
from oneplan.records.accounts.models import RoleHeld, User
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.documents.stored import StoredFile
from oneplan.records.improvement.queries import plan_tree
from oneplan.records.packs.queries import pack
from oneplan.synthetic.example_plan import load, write_text

TODAY = date(2026, 2, 2)
TIMES, ROUNDS, MOST_SECONDS, MOST_GROWTH = (1, 3, 6), 3, 10.0, 1.5


def main() -> None:
    """Measures each size in a process of its own, so that none warms the next and memory is that size's."""
    if len(sys.argv) > 1:
        print(json.dumps(_measured(int(sys.argv[1]))))
        return
    found = [_in_a_process(times) for times in TIMES]
    for each in found:
        print(
            f"{each['actions']:5.0f} actions: {each['ours']:6.2f} s a pack, {each['plain']:6.2f} s the plain table, "
            f"ratio {each['plain'] / each['ours']:.2f}, most memory {each['memory']:.0f} MB"
        )
    first, last = found[0], found[-1]
    growth = (last["ours"] / last["actions"]) / (first["ours"] / first["actions"])
    print(f"seconds for each action grow by {growth:.2f} (linear is 1; at most {MOST_GROWTH} wanted)")
    raise SystemExit(0 if first["ours"] < MOST_SECONDS and growth <= MOST_GROWTH else 1)


def _in_a_process(times: int) -> dict[str, float]:
    done = subprocess.run([sys.executable, "-m", "benchmarks.pack", str(times)], capture_output=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _measured(times: int) -> dict[str, float]:
    lead = _lead()
    plan_id = _loaded(lead, times)
    compute_figures(on=TODAY)
    rows = _rows(plan_id, lead)
    return {
        "actions": len(rows),
        "ours": min(_ours(plan_id, lead) for _ in range(ROUNDS)),
        "plain": min(_plain(rows) for _ in range(ROUNDS)),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _ours(plan_id: str, lead: User) -> float:
    began = time.perf_counter()
    pack_id = make_pack(plan_id=plan_id, tier="board", by=lead, on=TODAY)
    taken = time.perf_counter() - began
    row = pack(pack_id, viewer=viewer_of(lead, on=TODAY))
    if row.differing or not row.compared:
        raise SystemExit(f"{row.compared} figures compared; these differ: {row.differing}")
    return taken


def _plain(rows: list[tuple[str, ...]]) -> float:
    began = time.perf_counter()
    document = Document()
    table = document.add_table(rows=1, cols=len(rows[0]))
    for row in rows:
        cells = table.add_row().cells
        for cell, words in zip(cells, row, strict=True):
            cell.text = words
    document.save(HOME / "plain.docx")
    return time.perf_counter() - began


def _rows(plan_id: str, lead: User) -> list[tuple[str, ...]]:
    tree = plan_tree(plan_id, viewer=viewer_of(lead, on=TODAY))
    return [
        (row.ref, row.text, "; ".join(owner.role for owner in row.owners), row.due.raw, row.rating_raw)
        for row in tree.actions
    ]


def _lead() -> User:
    lead = User.objects.create_user("lead@benchmark.invalid", "Lead", is_demo=True)
    RoleHeld.objects.create(user=lead, role="transformation-lead", first_day=TODAY)
    return lead


def _loaded(lead: User, times: int) -> str:
    path = HOME / "plan.txt"
    write_text(load(), path)
    reading = _multiplied(read(path, name=path.name), times)
    stored = StoredFile(f"{times}.txt", "text/plain", 1000, str(times) * 64, f"{times:032x}")
    import_id = receive_plan_document(stored=stored, by=lead, on=TODAY)
    start_reading(import_id=import_id, on=TODAY)
    record_reading(import_id=import_id, reading=reading, findings=lint(reading, as_at=TODAY), on=TODAY)
    return apply_plan_import(import_id=import_id, by=lead, on=TODAY).plan_id


def _multiplied(reading: PlanReading, times: int) -> PlanReading:
    """The plan so many times over, each copy with sections, references and keys of its own."""
    copies = range(times)
    return replace(
        reading,
        plan=f"{reading.plan}, {times} times",
        sections=tuple(
            replace(
                each,
                number=f"{copy}{each.number}" if each.number else "",
                title=f"{each.title} {copy}",
                parent=f"{copy}{each.parent}" if each.parent else "",
            )
            for copy in copies
            for each in reading.sections
        ),
        actions=tuple(
            replace(each, ref=f"{each.ref}x{copy}", key=f"{each.key}x{copy}", section=f"{copy}{each.section}")
            for copy in copies
            for each in reading.actions
        ),
        measures=tuple(
            replace(each, section=f"{copy}{each.section}", refs=()) for copy in copies for each in reading.measures
        ),
        impacts=(),
        areas=(),
        promises=(),
    )


if __name__ == "__main__":
    main()
