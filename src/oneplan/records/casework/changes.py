"""Triggers that leave a fresh mark whenever anything that a list of work shows has changed."""

# ruff: noqa: S608 - the only words put into these statements are the names of our own tables

from __future__ import annotations

from collections.abc import Callable

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

MARKS = "casework_caseloadmark"
# A table, and the columns of it that a list of work shows; none means any column.
WATCHED = (
    ("casework_standing", ""),
    ("casework_case", ""),
    ("casework_need", ""),
    ("casework_team", ""),
    ("casework_savedview", ""),
    ("people_person", "surname, forename, preferred_name, born_on, is_restricted, search_key"),
    ("settings_setting", ""),
    ("accounts_user", "name"),
)
KEPT_MARKS = 1000


def watch() -> Callable[[Apps, BaseDatabaseSchemaEditor], None]:
    """A migration step that puts the triggers on."""
    return lambda _apps, editor: _run(editor, watching(editor.connection.vendor))


def unwatch() -> Callable[[Apps, BaseDatabaseSchemaEditor], None]:
    """The same step taken back."""
    return lambda _apps, editor: _run(editor, not_watching(editor.connection.vendor))


def watching(vendor: str) -> list[str]:
    """The statements that watch every table on this kind of database."""
    make = _postgresql if vendor == "postgresql" else _sqlite
    first = [_postgresql_function()] if vendor == "postgresql" else []
    return [*first, *(sql for table, columns in WATCHED for sql in make(table, columns))]


def not_watching(vendor: str) -> list[str]:
    """The statements that take every trigger off again."""
    names = [(f"{table}_marks_{verb}", table) for table, _ in WATCHED for verb in ("insert", "update", "delete")]
    where = " ON {}" if vendor == "postgresql" else ""
    dropped = [f"DROP TRIGGER IF EXISTS {name}{where.format(table)}" for name, table in names]
    return [*dropped, f"DROP FUNCTION IF EXISTS {MARKS}_leave()"] if vendor == "postgresql" else dropped


def _events(columns: str) -> tuple[tuple[str, str], ...]:
    of = f" OF {columns}" if columns else ""
    return (("insert", "INSERT"), ("update", f"UPDATE{of}"), ("delete", "DELETE"))


def _sqlite(table: str, columns: str) -> list[str]:
    # One writer at a time, so one row will do, and a random mark can never come round again.
    leave = f"INSERT OR REPLACE INTO {MARKS} (id, mark) VALUES (1, random())"
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_marks_{verb} AFTER {event} ON {table} BEGIN {leave}; END"
        for verb, event in _events(columns)
    ]


def _postgresql(table: str, columns: str) -> list[str]:
    return [
        f"CREATE OR REPLACE TRIGGER {table}_marks_{verb} AFTER {event} ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {MARKS}_leave()"
        for verb, event in _events(columns)
    ]


def _postgresql_function() -> str:
    # A row for each change, so that no change waits for another; old ones go, unless somebody else is at them.
    old = f"SELECT id FROM {MARKS} WHERE id < latest - {KEPT_MARKS} ORDER BY id LIMIT 50 FOR UPDATE SKIP LOCKED"
    return (
        f"CREATE OR REPLACE FUNCTION {MARKS}_leave() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"DECLARE latest bigint; BEGIN "
        f"INSERT INTO {MARKS} (mark) VALUES ((random() * 9007199254740991)::bigint) RETURNING id INTO latest; "
        f"DELETE FROM {MARKS} WHERE id IN ({old}); RETURN NULL; END $$"
    )


def _run(editor: BaseDatabaseSchemaEditor, statements: list[str]) -> None:
    for statement in statements:
        editor.execute(statement)
