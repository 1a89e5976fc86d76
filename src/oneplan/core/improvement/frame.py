"""Everything of a plan besides its actions, as one plain value that can be compared, kept and put back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from oneplan.core.improvement.matching import plain_words
from oneplan.core.improvement.reading import PlanReading, ReadPromise, ReadSection, ReadStatement


@dataclass(frozen=True, slots=True)
class FrameSection:
    """A section; ``priority`` is the place of its priority, counted from 1, or 0."""

    slug: str
    number: str
    title: str
    priority: int
    parent: str
    must_improve: str


@dataclass(frozen=True, slots=True)
class FrameLine:
    """A statement of a section."""

    section: str
    text: str


@dataclass(frozen=True, slots=True)
class FramePromise:
    """A promise of the timeline."""

    period: str
    number: int | None
    text: str
    achieved: bool
    ends_on: str


@dataclass(frozen=True, slots=True)
class FrameKey:
    """A line of the rating key."""

    word: str
    meaning: str
    rating: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A plan without its actions. Days are ISO words, so that a frame is plain JSON."""

    title: str
    ratings_as_at: str = ""
    priorities: tuple[str, ...] = ()
    sections: tuple[FrameSection, ...] = ()
    areas: tuple[FrameLine, ...] = ()
    measures: tuple[FrameLine, ...] = ()
    impacts: tuple[FrameLine, ...] = ()
    promises: tuple[FramePromise, ...] = ()
    key: tuple[FrameKey, ...] = ()


EMPTY = Frame(title="")
_LINES = ("areas", "measures", "impacts")


def frame_of(reading: PlanReading, slugs: Mapping[str, str]) -> Frame:
    """The frame that a document holds."""
    return Frame(
        title=reading.plan,
        ratings_as_at=reading.ratings_as_at.isoformat() if reading.ratings_as_at else "",
        priorities=reading.priorities,
        sections=tuple(_section(each, reading.priorities, slugs) for each in _once(reading.sections)),
        areas=_lines(reading.areas, slugs),
        measures=_lines(reading.measures, slugs),
        impacts=_lines(reading.impacts, slugs),
        promises=tuple(_promise(each) for each in reading.promises),
        key=tuple(FrameKey(each.word, each.meaning, each.rating.value) for each in reading.key),
    )


def merged(old: Frame, new: Frame, *, held: Collection[str]) -> Frame:
    """The new frame, keeping what a document that holds only a part of the plan does not speak of.

    ``held`` are the slugs of sections that still hold actions. A section that the document leaves out stays if
    it holds any; its statements stay with it.
    """
    in_file = {each.slug for each in new.sections}
    kept = tuple(each for each in old.sections if each.slug not in in_file and each.slug in held)
    kept_slugs = {each.slug for each in kept}
    lines = {
        name: getattr(new, name) + tuple(each for each in getattr(old, name) if each.section in kept_slugs)
        for name in _LINES
    }
    priorities = new.priorities or old.priorities
    if kept and new.priorities:
        kept, priorities = _with_their_priorities(kept, old.priorities, new.priorities)
    return Frame(
        title=new.title or old.title,
        ratings_as_at=new.ratings_as_at or old.ratings_as_at,
        priorities=priorities,
        sections=new.sections + kept,
        promises=new.promises or old.promises,
        key=new.key or old.key,
        **lines,
    )


def changes_in_words(old: Frame, new: Frame) -> tuple[str, ...]:
    """What changes besides actions, a sentence each."""
    says = []
    if old.title and old.title != new.title:
        says.append(f"The plan's title becomes “{new.title}”.")
    if old.ratings_as_at != new.ratings_as_at and new.ratings_as_at:
        says.append(f"Ratings are as at {new.ratings_as_at}.")
    kinds = {
        "priorities": "priorities",
        "sections": "sections",
        "areas": "areas for improvement",
        "measures": "measures",
        "impacts": "impacts",
        "promises": "promises",
        "key": "lines of the rating key",
    }
    for name, words in kinds.items():
        before, after = list(getattr(old, name)), list(getattr(new, name))
        added = sum(1 for each in after if each not in before)
        removed = sum(1 for each in before if each not in after)
        if added or removed:
            says.append(f"{words.capitalize()}: {added} added or reworded, {removed} no longer there.")
    return tuple(says)


def to_plain(frame: Frame) -> dict[str, Any]:
    """A frame as JSON."""
    return asdict(frame)


def from_plain(plain: Mapping[str, Any]) -> Frame:
    """A frame back from JSON."""
    return Frame(
        title=plain["title"],
        ratings_as_at=plain["ratings_as_at"],
        priorities=tuple(plain["priorities"]),
        sections=tuple(FrameSection(**each) for each in plain["sections"]),
        areas=tuple(FrameLine(**each) for each in plain["areas"]),
        measures=tuple(FrameLine(**each) for each in plain["measures"]),
        impacts=tuple(FrameLine(**each) for each in plain["impacts"]),
        promises=tuple(FramePromise(**each) for each in plain["promises"]),
        key=tuple(FrameKey(**each) for each in plain["key"]),
    )


def _once(sections: tuple[ReadSection, ...]) -> tuple[ReadSection, ...]:
    return tuple({each.key: each for each in reversed(sections)}.values())[::-1]


def _section(read: ReadSection, priorities: tuple[str, ...], slugs: Mapping[str, str]) -> FrameSection:
    return FrameSection(
        slug=slugs[read.key],
        number=read.number,
        title=read.title,
        priority=_place(read.priority, priorities),
        parent=slugs.get(read.parent, ""),
        must_improve=read.must_improve,
    )


def _place(priority: str, priorities: tuple[str, ...]) -> int:
    words = plain_words(priority)
    for place, title in enumerate(priorities, start=1):
        if words and (words == plain_words(title) or words == str(place)):
            return place
    return 0


def _lines(read: tuple[ReadStatement, ...], slugs: Mapping[str, str]) -> tuple[FrameLine, ...]:
    return tuple(FrameLine(slugs.get(each.section, ""), each.text) for each in read)


def _promise(read: ReadPromise) -> FramePromise:
    ends_on = read.period_ends_on.isoformat() if read.period_ends_on else ""
    return FramePromise(read.period, read.number, read.text, read.achieved, ends_on)


def _with_their_priorities(
    kept: tuple[FrameSection, ...], old: tuple[str, ...], new: tuple[str, ...]
) -> tuple[tuple[FrameSection, ...], tuple[str, ...]]:
    # A kept section goes on standing under the priority it stood under, which may have moved or be gone from the file.
    priorities = list(new)
    placed = []
    for section in kept:
        title = old[section.priority - 1] if section.priority else ""
        if title and not _place(title, tuple(priorities)):
            priorities.append(title)
        placed.append(replace(section, priority=_place(title, tuple(priorities)) if title else 0))
    return tuple(placed), tuple(priorities)
