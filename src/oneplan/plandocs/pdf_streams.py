"""Refuses PDF files whose packed streams would unpack to more than any page holds, before a library unpacks them."""

from __future__ import annotations

import re
import zlib

from oneplan.core.kernel import Problem
from oneplan.plandocs.limits import Limits, megabytes

_STREAM = re.compile(rb"stream\r?\n")
_DICTIONARY = 600
_DEEPEST = 4
_CHUNK = 1 << 20


def refuse_packed_streams(content: bytes, *, name: str, limits: Limits) -> None:
    """Raises where a stream that is no picture unpacks beyond the limit, also when it is packed twice."""
    for mark in _STREAM.finditer(content):
        before = content[max(0, mark.start() - _DICTIONARY) : mark.start()]
        dictionary = before[before.rfind(b" obj") :]
        if b"Flate" not in dictionary or b"/Image" in dictionary:
            continue
        packed = content[mark.end() : max(mark.end(), content.find(b"endstream", mark.end()))]
        for _ in range(min(_DEEPEST, dictionary.count(b"Flate"))):
            packed, whole = _unpacked(packed, limits.pdf_stream_bytes)
            if not whole:
                raise Problem(
                    f"Part of {name} would unpack to more than {megabytes(limits.pdf_stream_bytes)}.",
                    why="No page of a plan is packed like that; files built this way are used to stop a service.",
                    do="Print it to a new PDF, or ask for the Word or Excel file it was made from. "
                    "If you do not know where it came from, tell your security team.",
                )


def _unpacked(packed: bytes, most: int) -> tuple[bytes, bool]:
    """What a stream unpacks to, up to a limit, and whether that was all; a broken stream ends where it breaks."""
    engine = zlib.decompressobj()
    found = bytearray()
    try:
        while packed:
            found += engine.decompress(packed, _CHUNK)
            if len(found) > most:
                return bytes(found), False
            if engine.eof:
                break
            packed = engine.unconsumed_tail
    except zlib.error:
        pass
    return bytes(found), True
