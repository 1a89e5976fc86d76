"""Which section and which action of the plan a document means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from oneplan.core.improvement.reading import PlanReading, ReadAction, ReadSection

_SAME_TEXT = 0.6
_SAME_PLAN = 0.3
_SLUG_LENGTH = 60


@dataclass(frozen=True, slots=True)
class KnownSection:
    """A section that the plan already has."""

    slug: str
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class KnownAction:
    """An action that the plan already has, by its key and its words."""

    key: str
    text: str
    section: str
    ref_is_given: bool = True


def match_sections(sections: Sequence[ReadSection], known: Sequence[KnownSection]) -> Mapping[str, str]:
    """The slug for each section key of a document: that of the section it means, or a fresh one."""
    free = {each.slug: each for each in known}
    slugs: dict[str, str] = {}
    for same in (_same_number_and_title, _same_number, _same_title):
        for section in sections:
            if section.key in slugs:
                continue
            found = next((each for each in free.values() if same(section, each)), None)
            if found is not None:
                slugs[section.key] = found.slug
                del free[found.slug]
    taken = {each.slug for each in known}
    for section in sections:
        if section.key not in slugs:
            slugs[section.key] = fresh_slug(f"{section.number} {section.title}", taken)
            taken.add(slugs[section.key])
    return slugs


def match_actions(
    actions: Sequence[ReadAction], slugs: Mapping[str, str], known: Sequence[KnownAction]
) -> Mapping[str, str]:
    """The plan's key for each action key of a document.

    A ref that was written decides. Refs that the reader had to assign are only places in a list, so those actions
    are matched by their words, and what stays unmatched is new.
    """
    by_key = {each.key: each for each in known}
    written = {key_of(each): key_of(each) for each in actions if not each.ref_assigned}
    found = {key: key for key in written if key in by_key}
    free = [each for each in known if each.key not in found and not each.ref_is_given]
    for action in (each for each in actions if each.ref_assigned):
        match = _closest(action.text, slugs.get(action.section, ""), free)
        if match is not None:
            found[key_of(action)] = match.key
            free.remove(match)
    taken = set(by_key) | set(found.values()) | set(written)
    for action in actions:
        key = key_of(action)
        if key not in found:
            found[key] = key if key in written else _fresh_key(key, taken)
            taken.add(found[key])
    return found


def is_same_plan(reading: PlanReading, title: str, known: Sequence[KnownAction]) -> bool:
    """Whether a document is an edited copy of a plan: it bears its title, or many of its actions say the same."""
    if plain_words(reading.plan) and plain_words(reading.plan) == plain_words(title):
        return True
    texts = {plain_words(each.text) for each in known}
    by_key = {each.key: plain_words(each.text) for each in known}
    alike = 0
    for action in reading.actions:
        words = plain_words(action.text)
        if words in texts or _is_alike(words, by_key.get(key_of(action), "")):
            alike += 1
    return bool(reading.actions) and alike / len(reading.actions) >= _SAME_PLAN


def key_of(action: ReadAction) -> str:
    """What tells an action from every other of its document."""
    return action.key or action.ref


def plain_words(text: str) -> str:
    """The words alone, for comparing: case, spacing and typographic marks make no difference."""
    return " ".join(re.findall(r"\w+", re.sub(r"[\u2019']", "", text).casefold()))


def fresh_slug(words: str, taken: Iterable[str]) -> str:
    """A short name for addresses that nothing else bears."""
    base = "-".join(re.findall(r"[a-z0-9]+", words.casefold()))[:_SLUG_LENGTH].strip("-") or "section"
    return _fresh_key(base, set(taken))


def _fresh_key(base: str, taken: set[str]) -> str:
    number, candidate = 1, base
    while candidate in taken:
        number += 1
        candidate = f"{base}-{number}"
    return candidate


def _closest(text: str, section: str, free: Sequence[KnownAction]) -> KnownAction | None:
    words = plain_words(text)
    for each in free:
        if plain_words(each.text) == words:
            return each
    nearby = [each for each in free if each.section == section]
    scored = [(SequenceMatcher(None, words, plain_words(each.text)).ratio(), each) for each in nearby]
    best = max(scored, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= _SAME_TEXT else None


def _is_alike(words: str, other: str) -> bool:
    return bool(other) and SequenceMatcher(None, words, other).ratio() >= _SAME_TEXT


def _same_number_and_title(section: ReadSection, known: KnownSection) -> bool:
    return _same_number(section, known) and _same_title(section, known)


def _same_number(section: ReadSection, known: KnownSection) -> bool:
    return bool(section.number) and section.number == known.number


def _same_title(section: ReadSection, known: KnownSection) -> bool:
    return bool(section.title) and plain_words(section.title) == plain_words(known.title)
