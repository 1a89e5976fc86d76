"""The settings an installation may give, read once from the environment and checked before anything starts."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from oneplan.core.kernel import Problem

DEMO_KEY = "the-demonstration-holds-invented-people-only"


@dataclass(frozen=True, slots=True)
class Environment:
    """Everything an installation decides. The names below are the names of the variables, with ``ONEPLAN_``."""

    home: Path
    demo: bool
    debug: bool
    secret_key: str
    audit_key: str
    allowed_hosts: tuple[str, ...]
    trusted_origins: tuple[str, ...]
    database_url: str
    area_name: str
    council_name: str
    accent: str
    mail_server: str
    mail_from: str
    https: bool

    @property
    def is_evaluation(self) -> bool:
        """Whether this installation holds invented people only."""
        return self.demo or self.debug


def read(variables: dict[str, str] | None = None) -> Environment:
    """The installation's settings; raises Problem if it would start without a secret of its own."""
    env = os.environ if variables is None else variables
    demo, debug = _flag(env.get("ONEPLAN_DEMO")), _flag(env.get("ONEPLAN_DEBUG"))
    secret_key = env.get("ONEPLAN_SECRET_KEY", "")
    if not secret_key and not (demo or debug):
        raise Problem(
            "One Plan has no secret key.",
            why="Sessions and the audit chain are signed with it; a shared default would let anyone forge them.",
            do="Set ONEPLAN_SECRET_KEY to 50 or more random characters, or ONEPLAN_DEMO=1 to look round.",
        )
    home = Path(env.get("ONEPLAN_HOME", "var")).resolve()
    return Environment(
        home=home,
        demo=demo,
        debug=debug,
        secret_key=secret_key or DEMO_KEY,
        audit_key=env.get("ONEPLAN_AUDIT_KEY", "") or secret_key or DEMO_KEY,
        allowed_hosts=_list(env.get("ONEPLAN_HOSTS", "127.0.0.1,localhost,[::1]")),
        trusted_origins=_list(env.get("ONEPLAN_ORIGINS", "")),
        database_url=env.get("DATABASE_URL", f"sqlite:///{home / 'oneplan.sqlite3'}"),
        area_name=env.get("ONEPLAN_AREA", "Merrowdale"),
        council_name=env.get("ONEPLAN_COUNCIL", "Merrowdale Council"),
        accent=env.get("ONEPLAN_ACCENT", "#0b5d5a"),
        mail_server=env.get("ONEPLAN_MAIL", "smtp://localhost:25"),
        mail_from=env.get("ONEPLAN_MAIL_FROM", "oneplan@localhost"),
        https=_flag(env.get("ONEPLAN_HTTPS", "0" if demo or debug else "1")),
    )


def _flag(word: str | None) -> bool:
    return (word or "").strip().lower() in {"1", "true", "yes", "on"}


def _list(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(",") if word.strip())
