"""The return's own letters and numbers, in words."""

from __future__ import annotations

from functools import cache

from oneplan.rulebook import returns

YES_NO = {True: "Yes", False: "No"}


@cache
def code_words(name: str, code: str) -> str:
    """What a code of a list means, in whichever collection it stood; a code that nobody knows is shown as it is."""
    if not code:
        return ""
    held = returns.load().code_sets.get(name)
    found = [each.title for each in held.codes if each.code == code] if held else []
    return found[-1] if found else f"code {code}"


def yes_no(said: bool | None) -> str:
    """Yes, no, or nothing where nobody said."""
    return "" if said is None else YES_NO[said]


def plain_words(name: str) -> str:
    """A word of the rulebook as people read it."""
    said = name.replace("_", " ").replace("-", " ").strip()
    return said[:1].upper() + said[1:]
