"""Opens a folder of facts to be reckoned with: bounded in memory, and shut off from every other file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from oneplan.adapters.facts.writing import facts_root
from oneplan.core.kernel import Problem

if TYPE_CHECKING:
    from ibis.expr.types import Table

MEMORY = "128MB"
THREADS = 2


@contextmanager
def opened(key: str, *, root: Path | None = None) -> Iterator[dict[str, Table]]:
    """The tables of one folder by name, for as long as they are needed; nothing can be written through them."""
    folder = ((root or facts_root()) / key).resolve()
    files = sorted(folder.glob("*.parquet")) if key and "/" not in key else []
    if not files:
        raise Problem(
            "The facts behind these figures are no longer kept.",
            why="Figures open to their cases only while the facts they were reckoned from are there.",
            do="Run: oneplan figures compute",
        )
    import ibis  # noqa: PLC0415 - a third of a second that no page should pay

    engine = ibis.duckdb.connect(memory_limit=MEMORY, threads=THREADS)
    try:
        tables = {path.stem: engine.read_parquet(path, table_name=path.stem) for path in files}
        for rule in (
            f"SET allowed_directories = ['{folder.as_posix().replace(chr(39), chr(39) * 2)}/']",
            "SET enable_external_access = false",
            "SET lock_configuration = true",
        ):
            engine.raw_sql(rule)
        yield tables
    finally:
        engine.disconnect()
