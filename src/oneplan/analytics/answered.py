"""Questions put to the engine that holds the tables. What one costs to prepare is paid once in a process."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache

import ibis
import pyarrow as pa
from ibis.expr import operations
from ibis.expr.schema import Schema
from ibis.expr.types import Table

_KEPT = 256
# Arrow's own pool keeps what it no longer uses; the system's gives it back, which a small machine notices.
pa.set_memory_pool(pa.system_memory_pool())

Question = Callable[..., Table]


def answered(question: Question, table: Table, *asked: Hashable) -> pa.Table:
    """What the engine behind a table answers, in Arrow, with the kinds of column that the question promises.

    A question is a function of a table and of nothing but what it is handed, so that one text serves every folder of
    facts whose table has the same name and columns.
    """
    engine, held = table.get_backend(), table.op()
    if engine.name != "duckdb" or not isinstance(held, operations.DatabaseTable):
        return question(table, *asked).to_pyarrow()
    text, kinds = _prepared(question, held.name, held.namespace, held.schema, *asked)
    # By its own way out of DuckDB, Ibis would load pandas: forty megabytes that nothing here uses.
    return engine.con.sql(text).to_arrow_table().cast(kinds)


@lru_cache(maxsize=_KEPT)
def _prepared(
    question: Question, name: str, namespace: operations.Namespace, columns: Schema, *asked: Hashable
) -> tuple[str, pa.Schema]:
    table = operations.UnboundTable(name=name, schema=columns, namespace=namespace).to_expr()
    expression = question(table, *asked)
    return ibis.duckdb.compile(expression), expression.schema().to_pyarrow()
