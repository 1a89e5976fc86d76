"""What the narrative says of an action against what its rating says, and dates in it that cannot be."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from oneplan.core.improvement.likeness import Rarity, words_of
from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import Finding, PlanReading, ReadAction, ReadStatement
from oneplan.core.improvement.refs import mentioned
from oneplan.core.improvement.rules import LintRules

_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z“\"])")
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_DAY = re.compile(
    rf"\b(?:(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?(?:(?P<first>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:-|\u2013|to|and)\s*)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{'|'.join(_MONTHS)}),?\s+(?P<year>20\d{{2}})\b",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"(?<![\d./])(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>20\d{2})(?![\d./])")
_ASIDE = re.compile(r"\((?:which|that|as)\b[^()]*\)")
_WEEKDAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
_ELSEWHERE = re.compile(r"\bsection\s+\d", re.IGNORECASE)
_SAME_AGAIN = re.compile(r"\b(this action|this work|it|this)\b", re.IGNORECASE)
_FEWEST_SHARED = 3
_SHOWN = 180
_NAMED = 3


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One sentence of an update with the actions it is about."""

    text: str
    refs: tuple[str, ...]
    statement: ReadStatement


@dataclass(frozen=True, slots=True)
class _Day:
    """One date in a narrative; no day where the calendar has none."""

    written: str
    day: date | None
    weekday: int | None
    sentence: str
    statement: ReadStatement


def contradictions(reading: PlanReading, rules: LintRules) -> Iterator[Finding]:
    """Ratings that the plan's own updates contradict, one finding an action and one a section for stated risks."""
    seen: set[tuple[str, str]] = set()
    for sentence in _sentences(reading, rules):
        for action in reading.actions:
            if action.ref not in sentence.refs or (
                action.section != sentence.statement.section and action.key != action.ref
            ):
                continue
            says = _contradiction(action, sentence.text, rules)
            if says and (action.key, says[0]) not in seen:
                seen.add((action.key, says[0]))
                yield Finding(
                    "rating_contradicted",
                    action.key or action.ref,
                    f"{action.ref} is rated “{action.rating_raw}”, but its update says {says[1]}: "
                    f"“{_short(sentence.text)}”",
                )
    yield from _stated_risks(reading, rules)


def _contradiction(action: ReadAction, text: str, rules: LintRules) -> tuple[str, str] | None:
    low = text.lower()
    if action.rating.is_finished and _has(low, rules.words("unfinished")):
        return "unfinished", "that work goes on"
    if action.rating in {Rating.COMPLETE, Rating.COMPLETE_EMBEDDED} and _has(low, rules.words("unembedded")):
        return "unembedded", "that it is still being embedded"
    if action.rating in {Rating.ON_TRACK, Rating.NOT_STARTED, Rating.COMPLETE} and _has(low, rules.words("delayed")):
        return "delayed", "that it is delayed"
    return None


def _has(low: str, phrases: Sequence[str]) -> bool:
    return any(phrase in low for phrase in phrases)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rsplit(' ', 1)[0]} …"


def _sentences(reading: PlanReading, rules: LintRules) -> Iterator[_Sentence]:
    rarity = Rarity([action.text for action in reading.actions] + [update.text for update in reading.updates])
    by_section: dict[str, list[ReadAction]] = {}
    for action in reading.actions:
        by_section.setdefault(action.section, []).append(action)
    for update in reading.updates:
        refs = [action.ref for action in reading.actions]
        known: tuple[str, ...] = ()
        about = (
            _about(update, by_section.get(update.section, []), rarity, rules)
            if not mentioned(update.text, refs)
            else ()
        )
        for text in _SENTENCE.split(update.text):
            named = mentioned(_ASIDE.sub("", text), refs) or (
                update.refs
                if update.section in by_section
                and not known
                and len(update.refs) == 1
                and not mentioned(update.text, refs)
                else ()
            )
            same_again = _SAME_AGAIN.search(text) is not None
            yield _Sentence(text, named or (known if same_again else ()) or about, update)
            known = named or known


def _about(update: ReadStatement, actions: Sequence[ReadAction], rarity: Rarity, rules: LintRules) -> tuple[str, ...]:
    """The one action of the section that an update without refs is plainly about, or none."""
    if rules.same_matter is None or rules.same_matter_margin is None:
        return ()
    scored = sorted(
        ((rarity.covered(action.text, update.text), action) for action in actions), key=lambda pair: -pair[0]
    )
    if not scored or scored[0][0] < rules.same_matter:
        return ()
    best, action = scored[0]
    if len(words_of(action.text) & words_of(update.text)) < _FEWEST_SHARED:
        return ()
    if len(scored) > 1 and best - scored[1][0] < rules.same_matter_margin:
        return ()
    return (action.ref,)


def _stated_risks(reading: PlanReading, rules: LintRules) -> Iterator[Finding]:
    """A section whose actions all say that no risk is expected, above an update that states one."""
    for section in reading.sections:
        calm = [
            action
            for action in reading.actions
            if action.section == section.key and _has(action.rating_raw.lower(), rules.words("no_risk"))
        ]
        if not calm:
            continue
        for update in reading.updates:
            sentences = _SENTENCE.split(update.text) if update.section == section.key else []
            told = next(
                (text for text in sentences if _has(text.lower(), rules.words("risk")) and not _ELSEWHERE.search(text)),
                "",
            )
            if told:
                refs = ", ".join(action.ref for action in calm[:_NAMED]) + (
                    f" and {len(calm) - _NAMED} more" if len(calm) > _NAMED else ""
                )
                yield Finding(
                    "rating_contradicted",
                    section.key,
                    f"“{calm[0].rating_raw}” is the rating of {refs}, but the section's own update states a risk: "
                    f"“{_short(told)}”",
                )
                break


def impossible_dates(reading: PlanReading, as_at: date) -> Iterator[Finding]:
    """Dates in the narrative that the calendar, the order of events or the day of writing rule out."""
    by_section: dict[str, list[_Day]] = {}
    for update in reading.updates:
        by_section.setdefault(update.section, []).extend(_days(update))
    others = [
        day for statement in (*reading.narrative, *reading.measures, *reading.impacts) for day in _days(statement)
    ]
    for day in [*(one for days in by_section.values() for one in days), *others]:
        if day.day is None:
            yield _impossible(day, f"“{day.written}” is not a day in the calendar.")
        elif day.weekday is not None and day.day.weekday() != day.weekday:
            yield _impossible(day, f"“{day.written}” was not that day of the week: it was a {day.day:%A}.")
    for days in by_section.values():
        yield from _out_of_order(days)
    yield from _told_too_early(reading, [one for days in by_section.values() for one in days], as_at)


def _impossible(day: _Day, says: str) -> Finding:
    return Finding("impossible_date", day.statement.section, f"{says} (line {day.statement.line})")


def _days(statement: ReadStatement) -> list[_Day]:
    found = []
    for sentence in _SENTENCE.split(statement.text):
        for match in [*_DAY.finditer(sentence), *_NUMERIC.finditer(sentence)]:
            groups = match.groupdict()
            month = _MONTHS[groups["month"].lower()] if not groups["month"].isdigit() else int(groups["month"])
            weekday = _WEEKDAYS.index(groups["weekday"].lower()) if groups.get("weekday") else None
            found.append(
                _Day(match[0], _day(int(groups["year"]), month, int(groups["day"])), weekday, sentence, statement)
            )
    return found


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _out_of_order(days: Sequence[_Day]) -> Iterator[Finding]:
    """A day whose year breaks an order that another year would keep: between the dates told before and after it."""
    for index, one in enumerate(days):
        before = next((other.day for other in reversed(days[:index]) if other.day), None)
        after = next((other.day for other in days[index + 1 :] if other.day), None)
        if one.day is None or before is None or after is None or not before <= after or (after - before).days > 366:  # noqa: PLR2004 - one year
            continue
        if one.day >= before:
            continue
        years = [
            year
            for year in {before.year, after.year}
            if (moved := _day(year, one.day.month, one.day.day)) and before <= moved <= after
        ]
        if len(years) == 1 and years[0] != one.day.year:
            yield _impossible(
                one,
                f"“{one.written}” is told between {before:%-d %B %Y} and {after:%-d %B %Y}, "
                f"so {years[0]} may be meant.",
            )


def _told_too_early(reading: PlanReading, days: Sequence[_Day], as_at: date) -> Iterator[Finding]:
    """A day after the day of writing, in a sentence that tells it as past."""
    written_on = reading.ratings_as_at or as_at
    for one in days:
        low = one.sentence.lower()
        told = low[: low.find(one.written.lower())]
        past = re.search(
            r"\b(?:was|were)\s+(?:\w+\s+){0,2}?(?:held|delivered|shared|launched|published|presented|completed|agreed|approved|circulated|introduced|signed)\b(?!.*\b(?:will|due|planned|scheduled|rescheduled|until|by|for|from)\b)",
            told,
        )
        if one.day and one.day > written_on and past:
            yield _impossible(
                one, f"“{one.written}” is told as past, but the plan's updates are as at {written_on:%-d %B %Y}."
            )
