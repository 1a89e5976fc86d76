"""What an address asks of the work, and the address that asks it. Words that may be a name stay out of addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from oneplan.answers.work import Group, Key, Question

EVERYBODY = "all"
WHO = ("mine", "team", "unallocated")
KINDS = ("duty", "guidance", "local", "planning")
FREE = ("stage", "setting", "year", "place", "phase", "need")
LONGEST = 60
NUMBER, YEAR = re.compile(r"[0-9]{1,15}"), re.compile(r"-?[0-9]{1,2}")
SESSION_WORDS = "work-words"
ADDRESS = "/my-work/"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its place in the list; ``is_plain`` where the address asked for nothing at all."""

    question: Question
    key: Key | None = None
    is_plain: bool = False


def asked_in(query: Mapping[str, str], words: str = "") -> Asked:
    """Only what may be asked for; anything else in an address is ignored."""
    who = query.get("who", "")
    free = {part: query.get(part, "")[:LONGEST].replace("\0", "") for part in FREE}
    free["year"] = free["year"] if YEAR.fullmatch(free["year"]) else ""
    question = Question(
        group=_known(query.get("group", ""), [group.value for group in Group]),
        who=who if NUMBER.fullmatch(who) else _known(who, WHO),
        kind=_known(query.get("kind", ""), KINDS),
        words=words.replace("\0", "") if "words" in query else "",
        **free,
    )
    key = _key(query.get("after", ""), backwards=False) or _key(query.get("before", ""), backwards=True)
    is_plain = not any(part in query for part in ("group", "who", "kind", "words", "after", "before", *FREE))
    return Asked(question, key, is_plain)


def query_of(question: Question) -> str:
    """The question as an address carries it."""
    parts = {"group": question.group, "who": question.who or EVERYBODY, "kind": question.kind}
    parts |= {part: getattr(question, part) for part in FREE} | {"words": "1" if question.words else ""}
    return urlencode({name: value for name, value in parts.items() if value})


def address(question: Question, key: Key | None = None) -> str:
    """The address that asks the question, from the place given on."""
    place = f"&{'before' if key.backwards else 'after'}={key.due_on.isoformat()}.{key.id}" if key else ""
    return f"{ADDRESS}?{query_of(question)}{place}"


def _key(text: str, *, backwards: bool) -> Key | None:
    day, _, number = text.partition(".")
    if not NUMBER.fullmatch(number):
        return None
    try:
        return Key(date.fromisoformat(day), int(number), backwards)
    except ValueError:
        return None


def _known(word: str, allowed: list[str] | tuple[str, ...]) -> str:
    return word if word in allowed else ""
