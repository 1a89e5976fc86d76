"""What people changed here in a plan besides its actions, and how it stands over whatever a document says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from oneplan.core.improvement.frame import Frame, FrameLine, FrameSection


class About(StrEnum):
    """What part of a plan an edit is about; a line's name is that of its list in the frame."""

    PLAN = "plan"
    PRIORITY = "priority"
    SECTION = "section"
    AREAS = "areas"
    MEASURES = "measures"
    IMPACTS = "impacts"


class Change(StrEnum):
    """What became of it."""

    ADDED = "added"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Edit:
    """One change made here, with what was there before and what is there after."""

    about: About
    key: str
    change: Change
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)


def seen_mark(values: Mapping[str, Any]) -> str:
    """A short mark of what a form showed, by which a later change by somebody else is noticed."""
    return hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode()).hexdigest()[:16]


LINES = (About.AREAS, About.MEASURES, About.IMPACTS)


def standing_over(frame: Frame, edits: Iterable[Edit], *, held: Collection[str] = ()) -> Frame:
    """The frame with every edit made here on top of it; put on twice it says the same.

    A section that was taken out here comes back when a document puts actions into it, named by ``held``.
    """
    for edit in edits:
        if edit.about is About.SECTION and edit.change is Change.WITHDRAWN and edit.key in held:
            continue
        frame = _OVER[edit.about](frame, edit)
    return frame


def _plan(frame: Frame, edit: Edit) -> Frame:
    return replace(frame, title=edit.after["title"])


def _priority(frame: Frame, edit: Edit) -> Frame:
    place = int(edit.key) - 1
    titles = list(frame.priorities)
    if place < len(titles):
        titles[place] = edit.after["title"]
    elif edit.after["title"] not in titles:
        titles.append(edit.after["title"])
    return replace(frame, priorities=tuple(titles))


def _section(frame: Frame, edit: Edit) -> Frame:
    by_slug = {each.slug: each for each in frame.sections}
    if edit.change is Change.WITHDRAWN:
        by_slug.pop(edit.key, None)
    elif edit.key in by_slug:
        by_slug[edit.key] = replace(by_slug[edit.key], **edit.after)
    elif edit.change in {Change.ADDED, Change.RESTORED}:
        by_slug[edit.key] = FrameSection(slug=edit.key, **edit.after)
    return replace(frame, sections=tuple(by_slug.values()))


def _line(frame: Frame, edit: Edit) -> Frame:
    lines = list(getattr(frame, edit.about.value))
    before = FrameLine(edit.key, str(edit.before.get("text", "")))
    after = FrameLine(edit.key, str(edit.after.get("text", "")))
    if edit.change is Change.WITHDRAWN:
        lines = [each for each in lines if each != before]
    elif before.text and before in lines:
        lines[lines.index(before)] = after
    elif after not in lines and edit.key in {"", *(each.slug for each in frame.sections)}:
        lines.append(after)
    named: dict[str, Any] = {edit.about.value: tuple(lines)}
    return replace(frame, **named)


_OVER: Mapping[About, Callable[[Frame, Edit], Frame]] = {
    About.PLAN: _plan,
    About.PRIORITY: _priority,
    About.SECTION: _section,
    **dict.fromkeys(LINES, _line),
}
