"""How long a plan takes to read: the real one from text (when it is at hand) and an invented 200-page PDF.

``python -m benchmarks.read_plan`` prints both against their limits and fails where one is passed. Both readings are
checked before they are timed: the actions that were written must be the actions that are read.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from tests.support.plan_documents import HEAD, KEY, pdf

from oneplan.plandocs import read

REAL_LIMIT_SECONDS, PDF_LIMIT_SECONDS = 2.0, 30.0
PAGES, ROWS_A_SECTION = 200, 41
WIDTHS = (60, 280, 150, 100, 120)
WORDS = "Review and agree with families and settings how the graduated approach is put into practice in every town"


def main() -> int:
    """Prints each reading and its time; 1 where a limit is passed."""
    slow = [_real_plan(), _long_pdf()]
    return 1 if any(slow) else 0


def _real_plan() -> bool:
    folder = Path(os.environ.get("ONEPLAN_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "seeds"
    found = sorted(folder.glob("003_*"))
    if not found:
        print(f"The real plan is not in {folder}; set ONEPLAN_SHARED.")
        return False
    actions = len(read(found[0]).actions)
    if actions != 186:
        print(f"The real plan was misread: {actions} actions.")
        return True
    seconds = min(_timed(found[0].read_bytes()) for _ in range(3))
    return _print("the real plan, 186 actions, text", seconds, REAL_LIMIT_SECONDS)


def _long_pdf() -> bool:
    content, written = _invented_plan()
    pages: list[int] = []
    started = time.perf_counter()
    reading = read(content, name="plan.pdf", progress=lambda _done, total: pages.append(total))
    seconds = time.perf_counter() - started
    if len(reading.actions) != written or len(pages) < PAGES:
        print(f"The PDF was misread: {len(reading.actions)} of {written} actions on {len(pages)} pages.")
        return True
    return _print(f"a PDF plan of {len(pages)} pages, {written} actions", seconds, PDF_LIMIT_SECONDS)


def _invented_plan() -> tuple[bytes, int]:
    parts: list[tuple[str, object]] = [("title", "Merrowdale One Plan"), ("table", KEY)]
    written = 0
    for section in range(1, 41):
        parts += [("h2", f"{section}. Section {section}"), ("p", f"{WORDS}. " * 4)]
        rows = [HEAD]
        for row in range(1, ROWS_A_SECTION):
            rows.append(
                (f"S{section}-{row}", f"{WORDS} {WORDS.lower()}, part {row}", "Head of SEND", "September 2026", "Green")
            )
            written += 1
        parts.append(("table", rows))
    return pdf(*parts, footer="Merrowdale One Plan", watermark="DRAFT", widths=WIDTHS), written


def _timed(content: bytes) -> float:
    started = time.perf_counter()
    read(content, name="plan.txt")
    return time.perf_counter() - started


def _print(what: str, seconds: float, limit: float) -> bool:
    print(f"{what}: {seconds:.2f} s (limit {limit:.0f} s)")
    return seconds > limit


if __name__ == "__main__":
    sys.exit(main())
