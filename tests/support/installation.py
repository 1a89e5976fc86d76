"""An installation of its own: a folder, a database and the commands run on it, apart from the test's own database."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Installation:
    """Where it lives and what its programs are told."""

    home: Path
    variables: dict[str, str]

    def run(self, *arguments: str, check: bool = True, timeout: float = 300) -> subprocess.CompletedProcess[str]:
        """Runs Python with these arguments."""
        done = subprocess.run(
            [sys.executable, *arguments],
            env=self.variables,
            cwd=self.home,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
        if check and done.returncode != 0:
            raise AssertionError(f"{arguments}: {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
        return done

    def command(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Runs ``oneplan`` with these words."""
        return self.run("-c", "from oneplan.cli.main import main; main()", *words, check=check)

    def told(self, module: str, *words: str) -> Any:
        """What a support program prints as JSON on its last line."""
        return json.loads(self.run("-m", module, *words).stdout.strip().splitlines()[-1])


@contextlib.contextmanager
def installation(home: Path) -> Iterator[Installation]:
    """A fresh installation on the kind of database that the tests run on."""
    with _database() as url:
        variables = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("ONEPLAN_", "DATABASE_"))},
            "ONEPLAN_SECRET_KEY": "a key for one test installation, thrown away with it",
            "ONEPLAN_HTTPS": "0",
            "ONEPLAN_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": "oneplan.config.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
            **({"DATABASE_URL": url} if url else {}),
        }
        yield Installation(home, variables)


@contextlib.contextmanager
def _database() -> Iterator[str]:
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        yield ""
        return
    import psycopg

    name = f"scratch_{secrets.token_hex(6)}"
    with psycopg.connect(given, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    try:
        yield urlunsplit(urlsplit(given)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(given, autocommit=True) as server:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
