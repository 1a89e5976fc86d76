"""References from one text of a plan to its actions, as written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_REF = r"(?:[A-Z]{1,6}(?:[-\u2013][A-Z]{1,4})?[-\u2013]?\d+(?:\.\d+)*[a-z]?|\d+(?:\.\d+)+[a-z]?)"
_LIST = rf"{_REF}(?:(?:\s*[,;/&]\s*|\s+and\s+|\s+or\s+){_REF})*"
_CUED = re.compile(rf"\b(?:[Aa]ctions?|[Rr]efs?\.?|[Rr]eferences?)\s+(?:no\.?\s*)?({_LIST})")
_ANY = re.compile(rf"(?<![\w.-]){_REF}(?![\w-]|\.\d)")
_HAS_LETTER = re.compile(r"[A-Z]")


def references(text: str, *, own: str, known: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Each reference with the key of the action it means, or an empty key when there is no such action.

    What follows "action" or "ref" is a reference whatever it says; elsewhere only a known ref with a letter is one,
    because 2.5 may be a number of weeks. ``known`` gives the key for each ref.
    """
    cued = [ref for match in _CUED.finditer(text) for ref in _ANY.findall(match.group(1))]
    loose = [ref for ref in _ANY.findall(text) if ref in known and _HAS_LETTER.search(ref)]
    found = dict.fromkeys(ref for ref in (*cued, *loose) if ref != own)
    return tuple((ref, known.get(ref, "")) for ref in found)


def keys_by_ref(actions: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The key for each ref that means one action only; (key, ref) pairs in."""
    found: dict[str, str] = {}
    twice = set()
    for key, ref in actions:
        if ref in found:
            twice.add(ref)
        found[ref] = key
    return {ref: key for ref, key in found.items() if ref and ref not in twice}
