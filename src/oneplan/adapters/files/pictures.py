"""Pictures as evidence: of a size that can be opened, and without what the camera wrote about place and time."""

from __future__ import annotations

import hashlib
import warnings
from pathlib import Path

from PIL import Image

from oneplan.core.kernel import Problem

ENDINGS = frozenset({"png", "jpg", "jpeg"})
MOST_PIXELS = 25_000_000
_MAGIC = {"png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}
_FORMAT = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG"}


def check(path: Path, start: bytes, ending: str) -> None:
    """Refuses a file that is no such picture, or one too large to open."""
    if not start.startswith(_MAGIC[ending]):
        raise _no_picture()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the size is judged here, by our own limit
            with Image.open(path, formats=[_FORMAT[ending]]) as picture:
                width, height = picture.size
                if width * height > MOST_PIXELS:
                    raise Problem(
                        f"The picture is {width} by {height} points, more than can be opened safely.",
                        why="25 million points is the most.",
                        do="Make it smaller and choose it again.",
                    )
                picture.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as cause:
        raise _no_picture() from cause


def without_metadata(path: Path, ending: str) -> tuple[int, str]:
    """Writes the picture again with nothing but its points; gives its new size and fingerprint."""
    try:
        with Image.open(path, formats=[_FORMAT[ending]]) as picture:
            picture.load()
            bare = Image.new(picture.mode, picture.size)
            bare.paste(picture)
            if picture.mode == "P":
                bare.putpalette(picture.getpalette() or [])
    except (OSError, SyntaxError, ValueError) as cause:
        raise _no_picture() from cause
    bare.save(path, format=_FORMAT[ending])
    content = path.read_bytes()
    return len(content), hashlib.sha256(content).hexdigest()


def _no_picture() -> Problem:
    return Problem(
        "The picture cannot be opened: it is damaged, cut short or another kind of file.",
        do="Open it in its own program, save it again and choose the new file.",
    )
