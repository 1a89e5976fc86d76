"""Text made comparable: one place for the small differences that documents put into the same words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = re.compile(r"['\u2019\u2018`\u00b4]")
_NOT_WORDS = re.compile(r"[^\w%+&/]+")
_SPACES = re.compile(r"\s+")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_MARKS = re.compile(r"\*\*|__|~~")
_LINK = re.compile(r"\[([^\[\]]*)\]\(([^()]*)\)")


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """The words alone: small letters, no punctuation, single spaces, apostrophes closed up."""
    bare = _APOSTROPHES.sub("", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)))
    return _SPACES.sub(" ", _NOT_WORDS.sub(" ", bare.replace("_", " "))).strip().lower()


def tidy(text: str) -> str:
    """The text as a person would type it: one line, single spaces, no invisible characters, no emphasis marks."""
    bare = _INVISIBLE.sub("", text).replace("\u00a0", " ")
    bare = _LINK.sub(r"\1", _MARKS.sub("", bare)) if "[" in bare or "*" in bare or "_" in bare or "~" in bare else bare
    return _SPACES.sub(" ", bare).strip()


def is_blank(text: str) -> bool:
    """Whether nothing a reader would see is left."""
    return not _INVISIBLE.sub("", text).strip()
