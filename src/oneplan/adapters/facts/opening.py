"""Opens the facts that a run of figures was reckoned from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from oneplan.adapters.facts.writing import facts_root
from oneplan.core.kernel import Problem

if TYPE_CHECKING:
    from ibis.expr.types import Table


@contextmanager
def opened(key: str, *, root: Path | None = None) -> Iterator[dict[str, Table]]:
    """The tables of one folder by name, for as long as they are needed; nothing can be written through them."""
    folder = ((root or facts_root()) / key).resolve()
    if not key or "/" in key or not any(folder.glob("*.parquet")):
        raise Problem(
            "The facts behind these figures are no longer kept.",
            why="Figures open to their cases only while the facts they were reckoned from are there.",
            do="Run: oneplan figures compute",
        )
    from oneplan.analytics.opening import opened_folder  # noqa: PLC0415 - a third of a second that no page should pay

    with opened_folder(folder) as tables:
        yield tables
