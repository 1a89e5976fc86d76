"""A PostgreSQL cluster that lives as long as one command: ``python -m tests.support.postgres COMMAND ...``.

The programs are those installed on the machine. Without them the command is not run, the reason is printed, and
the result is success, except where CI is set: there PostgreSQL must really have been tried.
"""

from __future__ import annotations

import contextlib
import getpass
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path


def programs() -> Path | None:
    """The newest folder with PostgreSQL's server programs, 15 or later, or none."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    versions = (folder for folder in Path("/usr/lib/postgresql").glob("*/bin") if (folder / "initdb").exists())
    return max(versions, key=lambda folder: float(folder.parent.name), default=None)


@contextlib.contextmanager
def cluster() -> Iterator[str]:
    """A running, empty cluster reached by the yielded DATABASE_URL; stopped and removed afterwards."""
    found = programs()
    if found is None:
        raise FileNotFoundError("PostgreSQL's programs (initdb, pg_ctl) are not installed on this machine.")
    home = Path(tempfile.mkdtemp(prefix="oneplan-pg-"))
    home.chmod(0o777)
    owner = "postgres" if os.geteuid() == 0 else getpass.getuser()
    data = home / "data"
    port = "54329"
    run = ["runuser", "-u", owner, "--"] if os.geteuid() == 0 else []
    quiet = {"stdout": subprocess.DEVNULL, "check": True, "cwd": "/"}
    try:
        subprocess.run(
            [*run, found / "initdb", "-D", data, "-U", "oneplan", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"],
            **quiet,
        )
        options = f"-c listen_addresses='' -c unix_socket_directories={home} -p {port} -c max_connections=60"
        subprocess.run([*run, found / "pg_ctl", "-D", data, "-w", "-l", home / "log", "-o", options, "start"], **quiet)
        subprocess.run([*run, found / "createdb", "-h", home, "-p", port, "-U", "oneplan", "oneplan"], **quiet)
        yield f"postgres://oneplan@{str(home).replace('/', '%2F')}:{port}/oneplan"
    finally:
        if (data / "postmaster.pid").exists():
            subprocess.run([*run, found / "pg_ctl", "-D", data, "-m", "immediate", "stop"], **quiet)
        shutil.rmtree(home, ignore_errors=True)


def main(command: list[str]) -> int:
    """Run the command with DATABASE_URL set to a throw-away cluster; its exit code."""
    if programs() is None:
        print("Skipped: PostgreSQL's programs are not installed on this machine.")
        return 1 if os.environ.get("CI") else 0
    with cluster() as url:
        return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
