"""What a plan was when a cycle was locked, and what is different since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from oneplan.core.improvement.facets import Facet, from_plain, in_words, to_plain

FACETS = (Facet.RATING, Facet.DUE, Facet.OWNERS, Facet.SECTION, Facet.TEXT)
NEW, GONE, WORDS = "new", "gone", "words"


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing about one action that is not what it was; ``facet`` may also be new, gone or words."""

    ref: str
    action_id: str
    section_slug: str
    facet: str
    before: str
    after: str
    on: date | None = None


def snapped(values: Mapping[Facet, Any]) -> dict[str, Any]:
    """The parts of an action as a snapshot keeps them."""
    return {facet.value: to_plain(facet, values[facet]) for facet in FACETS}


def digest_of(snapshot: Mapping[str, Any]) -> str:
    """A fingerprint by which anyone can see that a snapshot is what was locked."""
    return hashlib.sha256(json.dumps(snapshot, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def changed_between(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> tuple[Changed, ...]:
    """Every difference between the actions of two snapshots, in the order of the later one."""
    earlier = {each["id"]: each for each in before}
    found: list[Changed] = []
    for each in after:
        was = earlier.pop(each["id"], None)
        found += _of_one(was, each) if was else [_whole(each, NEW, before="", after=str(each["text"]))]
    return (*found, *(_whole(each, GONE, before=str(each["text"]), after="") for each in earlier.values()))


def _of_one(was: Mapping[str, Any], now: Mapping[str, Any]) -> list[Changed]:
    found = []
    for facet in FACETS:
        if was[facet.value] != now[facet.value]:
            before, after = (in_words(facet, from_plain(facet, each[facet.value])) for each in (was, now))
            if before != after:
                found.append(_whole(now, facet.value, before=before, after=after))
    before_said, after_said = str(was.get(WORDS, "")), str(now.get(WORDS, ""))
    if after_said and before_said != after_said:
        found.append(_whole(now, WORDS, before=before_said, after=after_said))
    return found


def _whole(each: Mapping[str, Any], facet: str, *, before: str, after: str) -> Changed:
    changed = each.get("changed_on") or ""
    on = date.fromisoformat(changed) if changed else None
    return Changed(each["ref"], each["id"], each["section"], facet, before, after, on)
