"""Triggers that take a person out of the name index's keeping whenever one of their names changes."""

# ruff: noqa: S608 - the only words put into these statements are the names of our own tables

from __future__ import annotations

from collections.abc import Callable

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

PERSON, EARLIER = "people_person", "people_earliername"
NAMES = "surname, forename, preferred_name"


def notice_names() -> Callable[[Apps, BaseDatabaseSchemaEditor], None]:
    """A migration step that puts the triggers on."""
    return lambda _apps, editor: _run(editor, noticing(editor.connection.vendor))


def ignore_names() -> Callable[[Apps, BaseDatabaseSchemaEditor], None]:
    """The same step taken back."""
    return lambda _apps, editor: _run(editor, not_noticing(editor.connection.vendor))


def noticing(vendor: str) -> list[str]:
    """The statements that notice a changed name on this kind of database."""
    return _postgresql() if vendor == "postgresql" else _sqlite()


def not_noticing(vendor: str) -> list[str]:
    """The statements that take the triggers off again."""
    names = [(f"{PERSON}_renamed", PERSON), (f"{EARLIER}_added", EARLIER), (f"{EARLIER}_changed", EARLIER)]
    if vendor != "postgresql":
        return [f"DROP TRIGGER IF EXISTS {name}" for name, _ in names]
    functions = [f"DROP FUNCTION IF EXISTS {table}_unfile()" for table in (PERSON, EARLIER)]
    return [*(f"DROP TRIGGER IF EXISTS {name} ON {table}" for name, table in names), *functions]


def _sqlite() -> list[str]:
    def unfile(column: str) -> str:
        return f"UPDATE {PERSON} SET is_filed = 0 WHERE id = NEW.{column}"

    return [
        f"CREATE TRIGGER IF NOT EXISTS {PERSON}_renamed AFTER UPDATE OF {NAMES} ON {PERSON} BEGIN {unfile('id')}; END",
        f"CREATE TRIGGER IF NOT EXISTS {EARLIER}_added AFTER INSERT ON {EARLIER} BEGIN {unfile('person_id')}; END",
        f"CREATE TRIGGER IF NOT EXISTS {EARLIER}_changed AFTER UPDATE ON {EARLIER} BEGIN {unfile('person_id')}; END",
    ]


def _postgresql() -> list[str]:
    head = "RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    again = f"UPDATE {PERSON} SET is_filed = false WHERE id = NEW.person_id; RETURN NULL; END $$"

    def trigger(name: str, event: str, table: str) -> str:
        return f"CREATE OR REPLACE TRIGGER {name} {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_unfile()"

    return [
        f"CREATE OR REPLACE FUNCTION {PERSON}_unfile() {head} NEW.is_filed := false; RETURN NEW; END $$",
        f"CREATE OR REPLACE FUNCTION {EARLIER}_unfile() {head} {again}",
        trigger(f"{PERSON}_renamed", f"BEFORE UPDATE OF {NAMES}", PERSON),
        trigger(f"{EARLIER}_added", "AFTER INSERT", EARLIER),
        trigger(f"{EARLIER}_changed", "AFTER UPDATE", EARLIER),
    ]


def _run(editor: BaseDatabaseSchemaEditor, statements: list[str]) -> None:
    for statement in statements:
        editor.execute(statement)
