"""Many changed rows written at once: one prepared statement for all, each row found by its own number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connections, router
from django.db.models import Model


def change_all(model: type[Model], rows: Iterable[Any], columns: Sequence[str]) -> None:
    """Writes these columns of these rows, in the running transaction.

    Where ``bulk_update`` builds one long condition for each column, this names each row once, which is many times as
    fast over thousands of rows.
    """
    meta = model._meta  # noqa: SLF001 - Django's documented way to a model's columns
    fields: list[Any] = [meta.get_field(name) for name in columns]
    using = router.db_for_write(model)
    connection = connections[using]
    quote = connection.ops.quote_name
    put = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    sql = f"UPDATE {quote(meta.db_table)} SET {put} WHERE {quote(meta.pk.column)} = %s"  # noqa: S608
    values = [
        (*(field.get_db_prep_save(field.pre_save(row, False), connection) for field in fields), row.pk) for row in rows
    ]
    if values:
        with connection.cursor() as cursor:
            cursor.executemany(sql, values)
