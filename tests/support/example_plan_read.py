"""The example plan as the product reads it from its own document."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from oneplan.core.improvement.reading import PlanReading
from oneplan.plandocs import read
from oneplan.synthetic.example_plan import load, write_word


@cache
def example_reading() -> PlanReading:
    """What is read, once in a process."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "plan.docx"
        write_word(load(), path)
        return read(path)
