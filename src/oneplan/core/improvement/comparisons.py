"""Compares what a plan says twice: promises with their actions, and the summary page with the sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from oneplan.core.improvement.likeness import Rarity, alike, words_of
from oneplan.core.improvement.reading import Finding, PlanReading, ReadAction, ReadPromise, ReadSection, ReadStatement
from oneplan.core.improvement.rules import LintRules

_FEWEST_SHARED = 3
_SAME_TITLE = 0.8
_SHOWN = 120


def promises_that_differ(reading: PlanReading, rules: LintRules) -> Iterator[Finding]:
    """Promises whose period is not the one in which the action they plainly speak of falls due."""
    if rules.same_promise is None:
        return
    rarity = Rarity([action.text for action in reading.actions] + [promise.text for promise in reading.promises])
    ends = sorted(
        {promise.period_ends_on for promise in reading.promises if promise.period_ends_on and not promise.achieved}
    )
    for promise in reading.promises:
        if promise.achieved or promise.period_ends_on is None:
            continue
        meant = _meant(promise, reading.actions, rarity, rules)
        if not meant or any(action.due.due_on is None for action in meant):
            continue
        before = max((end for end in ends if end < promise.period_ends_on), default=None)
        if any(_falls_in(action, before, promise.period_ends_on) for action in meant):
            continue
        action = meant[0]
        yield Finding("promise_date_differs", action.key or action.ref, _says(promise, action, before))


def _falls_in(action: ReadAction, before: date | None, end: date) -> bool:
    due = action.due.due_on
    return due is not None and due <= end and (before is None or due > before)


def _says(promise: ReadPromise, action: ReadAction, before: date | None) -> str:
    number = f"Promise {promise.number}" if promise.number else "A promise"
    due = action.due.due_on
    late = due is not None and promise.period_ends_on is not None and due > promise.period_ends_on
    relation = "after the promise ends" if late else f"already by the period before, which ends on {before:%-d %B %Y}"
    spoken = f"{number} for {promise.period_ends_on:%B %Y} (“{_short(promise.text)}”)"
    return f"{spoken} speaks of {action.ref}, which is due in {due:%B %Y}, {relation}."


def _meant(promise: ReadPromise, actions: Sequence[ReadAction], rarity: Rarity, rules: LintRules) -> list[ReadAction]:
    """The actions a promise plainly speaks of, the likeliest first; none where that is not plain."""
    scored = sorted(
        ((rarity.covered(promise.text, action.text), action) for action in actions), key=lambda pair: -pair[0]
    )
    best = scored[0][0] if scored else 0.0
    if rules.same_promise is None or best < rules.same_promise:
        return []
    margin = rules.same_matter_margin or 0.0
    near = [action for score, action in scored if score >= min(best - margin, rules.same_promise)]
    return near if len(words_of(promise.text) & words_of(near[0].text)) >= _FEWEST_SHARED else []


def summaries_that_differ(reading: PlanReading, rules: LintRules) -> Iterator[Finding]:
    """Sections whose areas for improvement are not the ones that the summary page lists for them."""
    if rules.same_area is None or not reading.summary_areas or not reading.areas:
        return
    titles = list(dict.fromkeys(area.section for area in reading.summary_areas))
    matched: set[str] = set()
    for title in titles:
        section = _section_called(reading.sections, title)
        summary = [area for area in reading.summary_areas if area.section == title]
        if section is None:
            yield Finding("summary_differs", "", f"The summary lists “{title}”, which is not a section of the plan.")
            continue
        family = {section.key, *(one.key for one in reading.sections if one.parent == section.key)}
        matched |= family
        detail = [area for area in reading.areas if area.section in family]
        yield from _compare(section, summary, detail, rules.same_area)
    for section in reading.sections:
        if section.key not in matched and any(area.section == section.key for area in reading.areas):
            yield Finding(
                "summary_differs", section.key, f"The summary page leaves out section {section.key} ({section.title})."
            )


def _section_called(sections: Sequence[ReadSection], title: str) -> ReadSection | None:
    scored = sorted(
        ((alike(section.title, title), index) for index, section in enumerate(sections)),
        key=lambda pair: (-pair[0], pair[1]),
    )
    return sections[scored[0][1]] if scored and scored[0][0] >= _SAME_TITLE else None


def _compare(
    section: ReadSection, summary: Sequence[ReadStatement], detail: Sequence[ReadStatement], same: float
) -> Iterator[Finding]:
    for said, other, where in (
        (detail, summary, "The section lists an area that the summary leaves out"),
        (summary, detail, "The summary lists an area that the section leaves out"),
    ):
        for area in said:
            nearest = max((alike(area.text, one.text) for one in other), default=0.0)
            if nearest < same:
                yield Finding("summary_differs", section.key, f"{where}: “{_short(area.text)}”")


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rsplit(' ', 1)[0]} …"
