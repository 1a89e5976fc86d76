"""Where the bytes of documents are: under random names, outside anything a web server hands out."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import time
from collections.abc import Collection
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from oneplan.adapters.files.kinds import MEGABYTE, FileKind
from oneplan.core.access import NotFound
from oneplan.core.kernel import Problem

_CHUNK = 256 * 1024
_NAME = re.compile(r"[0-9a-f]{32}")


def keep(stream: BinaryIO, kind: FileKind) -> tuple[str, int, str]:
    """Writes the stream to disk under a random name, never more than allowed; gives the name, size and fingerprint."""
    stored_as = secrets.token_hex(16)
    path = path_of(stored_as)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("xb") as file:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                _check_size(size, kind)
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return stored_as, size, digest.hexdigest()


def path_of(stored_as: str) -> Path:
    """Where a file with this stored name is; raises NotFound for anything that is no such name."""
    if not _NAME.fullmatch(stored_as):
        raise NotFound("There is no such file.")
    return Path(settings.DOCUMENT_ROOT) / stored_as[:2] / stored_as


def open_stored(stored_as: str) -> BinaryIO:
    """The bytes of a stored file."""
    path = path_of(stored_as)
    if not path.exists():
        raise NotFound(
            "The file of this document is not on the disk.",
            why="Its record is here, but its bytes are not.",
            do="Tell the people who run the service: the file can be brought back from a backup.",
        )
    return path.open("rb")


def remove(stored_as: str) -> None:
    """Nothing is kept under this name any more."""
    path_of(stored_as).unlink(missing_ok=True)


def sweep(known: Collection[str], *, older_than: float) -> int:
    """Removes files that no record knows and that are older than so many seconds; says how many.

    A file is written before its record, so that no record ever lacks its file; a crash between leaves a file alone.
    """
    root, limit, count = Path(settings.DOCUMENT_ROOT), time.time() - older_than, 0
    for path in root.glob("*/*"):
        if _NAME.fullmatch(path.name) and path.name not in known and path.stat().st_mtime < limit:
            path.unlink(missing_ok=True)
            count += 1
    return count


def _check_size(size: int, kind: FileKind) -> None:
    if size > kind.most_bytes:
        raise Problem(
            f"The file is larger than {kind.most_bytes // MEGABYTE} MB.",
            why="Larger files could stop the service for everybody else.",
            do="Make it smaller: leave out pictures, or bring only what belongs here.",
        )
