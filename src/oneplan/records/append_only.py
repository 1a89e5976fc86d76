"""Tables whose rows may be added and never changed or removed, held so by the database itself."""

from __future__ import annotations

from collections.abc import Callable

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_REFUSAL = "rows of {table} are never changed or removed"


def guard(*tables: str) -> Callable[[Apps, BaseDatabaseSchemaEditor], None]:
    """A migration step that puts the triggers on."""
    return lambda _apps, editor: _run(
        editor, [sql for table in tables for sql in guards(editor.connection.vendor, table)]
    )


def unguard(*tables: str) -> Callable[[Apps, BaseDatabaseSchemaEditor], None]:
    """The same step taken back."""
    return lambda _apps, editor: _run(
        editor, [sql for table in tables for sql in lifted_guards(editor.connection.vendor, table)]
    )


def guards(vendor: str, table: str) -> list[str]:
    """The statements that make one table append-only on this kind of database."""
    return _postgresql(table) if vendor == "postgresql" else _sqlite(table)


def lifted_guards(vendor: str, table: str) -> list[str]:
    """The statements that let go of one table."""
    where = f" ON {table}" if vendor == "postgresql" else ""
    names = ("update", "delete", "truncate") if vendor == "postgresql" else ("update", "delete")
    dropped = [f"DROP TRIGGER IF EXISTS {table}_no_{name}{where}" for name in names]
    return [*dropped, f"DROP FUNCTION IF EXISTS {table}_refuse()"] if vendor == "postgresql" else dropped


def _sqlite(table: str) -> list[str]:
    says = _REFUSAL.format(table=table)
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{says}'); END"
        for verb in ("update", "delete")
    ]


def _postgresql(table: str) -> list[str]:
    # Emptying an empty table takes nothing away, so TRUNCATE is refused only when there are rows.
    is_empty = f"NOT EXISTS (TABLE {table})"
    function = (
        f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'TRUNCATE' AND {is_empty} THEN RETURN NULL; END IF; "
        f"RAISE EXCEPTION '{_REFUSAL.format(table=table)}'; END $$"
    )
    rows = [
        f"CREATE OR REPLACE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()"
        for verb in ("update", "delete")
    ]
    whole = (
        f"CREATE OR REPLACE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()"
    )
    return [function, *rows, whole]


def _run(editor: BaseDatabaseSchemaEditor, statements: list[str]) -> None:
    for statement in statements:
        editor.execute(statement)
