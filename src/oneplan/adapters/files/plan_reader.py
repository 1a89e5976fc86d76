"""The process that reads one plan document and nothing else: ``python -m oneplan.adapters.files.plan_reader``."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from oneplan.adapters.files.confinement import confine
from oneplan.core.improvement.reading_json import to_json
from oneplan.core.kernel import Problem
from oneplan.plandocs import lint

REFUSED, OUT_OF_MEMORY = 3, 4


def main(order: str) -> int:
    """Reads as ordered; the answer is a file in the folder, progress is a line of JSON each on standard output."""
    told = json.loads(order)
    folder = Path(told["folder"])
    module, _, function = told["reader"].partition(":")
    read = getattr(import_module(module), function)
    confine(folder, cpu_seconds=told["cpu_seconds"], memory_bytes=told["memory_bytes"])
    try:
        reading = read(Path(told["path"]), name=told["name"], progress=_tell)
        findings = lint(reading, as_at=date.fromisoformat(told["as_at"]))
        _answer(folder, {"reading": to_json(reading), "findings": [asdict(each) for each in findings]})
    except Problem as problem:
        _answer(folder, {"problem": [problem.what, problem.why, problem.do]})
        return REFUSED
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


def _tell(done: int, total: int, says: str = "") -> None:
    sys.stdout.write(json.dumps([done, total, says]) + "\n")
    sys.stdout.flush()


def _answer(folder: Path, answer: dict[str, Any]) -> None:
    (folder / "answer.json").write_text(json.dumps(answer), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
