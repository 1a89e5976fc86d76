"""Opens the records for a command: the settings of this machine, and a database that is ready."""

from __future__ import annotations

import os
import secrets
from datetime import date
from pathlib import Path
from typing import Any

from oneplan.core.kernel import Problem

DEMO_MARK = "demonstration"


def open_records() -> None:
    """Django is set up and the database has its tables; an empty database is given them."""
    _settle_key()
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    Path(connection.settings_dict["NAME"]).parent.mkdir(parents=True, exist_ok=True) if _is_embedded() else None
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not waiting:
        return
    if executor.loader.applied_migrations and not _is_embedded():
        raise Problem(
            "The database is older than this version of One Plan.",
            why="Working on it as it is could lose what people recorded.",
            do="Make a backup, then run: django-admin migrate --settings oneplan.config.settings",
        )
    call_command("migrate", verbosity=0, interactive=False)


def today() -> date:
    """The day on which the command is run, where the area is."""
    from django.utils import timezone

    return timezone.localdate()


def acting_person(email: str) -> Any:
    """The account that a command acts for: the one named, else the console's own."""
    from oneplan.actions.signing_in import console_account
    from oneplan.records.accounts.queries import user_by_email

    return user_by_email(email) if email else console_account(on=today())


def home() -> Path:
    """Where this machine keeps its files."""
    return Path(os.environ.get("ONEPLAN_HOME", "var")).resolve()


def _settle_key() -> None:
    # A command on a machine that nobody has set up yet works at once: in the demonstration as the demonstration, else
    # with a key of its own that is made once and kept where only the owner of the files reads it.
    given = any(os.environ.get(name) for name in ("ONEPLAN_SECRET_KEY", "ONEPLAN_DEMO", "ONEPLAN_DEBUG"))
    if given or not _is_embedded():
        return
    if (home() / DEMO_MARK).exists():
        os.environ["ONEPLAN_DEMO"] = "1"
        return
    path = home() / "secret-key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="ascii")
    os.environ["ONEPLAN_SECRET_KEY"] = path.read_text(encoding="ascii").strip()


def _is_embedded() -> bool:
    return os.environ.get("DATABASE_URL", "sqlite").startswith("sqlite")
