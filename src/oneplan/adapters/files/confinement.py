"""The walls of the closed room: what a process that reads somebody's file gives up before it opens it."""

from __future__ import annotations

import ctypes
import os
import resource
import sys
from pathlib import Path
from typing import Any

_NEW_NETWORK, _NEW_USER = 0x40000000, 0x10000000
_NO_NEW_PRIVILEGES = 38
_WRITING = ("w", "a", "x", "+")
_REFUSED = (
    "socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "subprocess.Popen", "os.system",
    "os.exec", "os.posix_spawn", "os.kill", "os.chmod", "os.chown", "os.link", "os.symlink", "os.truncate",
    "pty.spawn",
)  # fmt: skip


def confine(folder: Path, *, cpu_seconds: int, memory_bytes: int) -> None:
    """From here on: no network, no other program, no writing outside the folder, bounded work and memory."""
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 2))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (memory_bytes, memory_bytes))
    _leave_the_network()
    sys.addaudithook(_watchman(folder.resolve()))


def _leave_the_network() -> None:
    # Where the kernel allows it the process keeps no network at all; the watchman below refuses it everywhere.
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    libc.unshare(_NEW_USER | _NEW_NETWORK)


def _watchman(folder: Path) -> Any:
    allowed = f"{folder}{os.sep}"

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _REFUSED:
            raise PermissionError(f"{event} is not allowed while reading a file")
        if event == "open" and _writes(arguments) and not _is_inside(arguments[0], allowed):
            raise PermissionError("nothing is written outside the folder while reading a file")
        if event in {"os.remove", "os.rename", "os.rmdir", "os.mkdir"} and not _is_inside(arguments[0], allowed):
            raise PermissionError("nothing is changed outside the folder while reading a file")

    return watch


def _writes(arguments: tuple[Any, ...]) -> bool:
    mode, flags = arguments[1], arguments[2]
    if isinstance(mode, str):
        return any(letter in mode for letter in _WRITING)
    return bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC)) if isinstance(flags, int) else False


def _is_inside(path: Any, allowed: str) -> bool:
    if isinstance(path, int) or path is None:
        return True  # an open file, checked when it was opened
    name = os.fsdecode(path)
    return name == os.devnull or os.path.realpath(name).startswith(allowed)
