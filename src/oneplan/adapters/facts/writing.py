"""Writes the facts to a folder of their own, named by what they say, and makes it appear all at once."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Collection, Iterator
from datetime import date
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import transaction

from oneplan.adapters.facts.collecting import TABLES, Row, area_of_the_records

_AT_ONCE = 20_000
_UNFINISHED = ".writing-"
_AN_HOUR = 3600


def facts_root() -> Path:
    """Where all folders of facts are."""
    return Path(settings.ENVIRONMENT.home) / "facts"


def write_facts(*, on: date) -> str:
    """The key of the folder that holds the facts of a day; the same facts have the same key and are kept once."""
    root = facts_root()
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = root / f"{_UNFINISHED}{secrets.token_hex(8)}"
    unfinished.mkdir(mode=0o700)
    try:
        with transaction.atomic():  # one moment for all tables, where the database gives one
            digest = _write_tables(unfinished, on)
        key = f"{on:%Y-%m-%d}-{digest[:16]}"
        try:
            unfinished.rename(root / key)
        except OSError:
            if not (root / key).is_dir():  # else the same facts are there already, which is what was wanted
                raise
            os.utime(root / key)  # written just now as much as before: see forget_but
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return key


def forget_but(keys: Collection[str]) -> int:
    """Removes every folder of facts but these, with what a crash left unfinished; says how many.

    A folder of the last hour stays whatever the keys say: another run, not yet recorded, may be reckoning from it.
    """
    root = facts_root()
    found = list(root.iterdir()) if root.exists() else []
    gone = [path for path in found if path.name not in keys and not _is_of_the_last_hour(path)]
    for path in gone:
        shutil.rmtree(path, ignore_errors=True)
    return len(gone)


def _is_of_the_last_hour(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime < _AN_HOUR
    except FileNotFoundError:  # forgotten by another run in this moment
        return False


def _write_tables(folder: Path, on: date) -> str:
    import pyarrow as pa  # noqa: PLC0415 - a third of a second that no page should pay
    import pyarrow.parquet as pq  # noqa: PLC0415 - as above

    from oneplan.analytics.facts_tables import arrow_schema  # noqa: PLC0415 - as above

    digest, area = hashlib.sha256(), area_of_the_records()
    for name, rows in TABLES.items():
        schema = arrow_schema(name)
        with pq.ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd") as writer:
            for batch in _batches(rows(area, on)):
                columns = [
                    pa.array(column, field.type) for column, field in zip(zip(*batch, strict=True), schema, strict=True)
                ]
                writer.write_table(pa.Table.from_arrays(columns, schema=schema))
                digest.update(repr(batch).encode())
        digest.update(name.encode())
    return digest.hexdigest()


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, _AT_ONCE)):
        yield batch
