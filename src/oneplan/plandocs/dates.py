"""Reads when an action is due: the last day of the period that was written, of several the last, never a guess."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from itertools import pairwise

from oneplan.core.improvement.reading import Due, DuePrecision
from oneplan.plandocs.mentions import DateHabits, Mention, mentions
from oneplan.rulebook.plans import plan_rules

_STRUCK = re.compile(r"~~(.+?)~~")
_RANGE = {
    "-",
    "\u2013",
    "—",
    "to",
    "until",
    "till",
    "through to",
    "up to",
    "- end",
    "to end of",
    "- end of",
    "to the end of",
    "through",
}
_TRIPLE = 3
_LONGEST_RAW = 400


@dataclass(frozen=True, slots=True)
class DueReading:
    """What a due cell says, and why a person must look at it where it is not plain."""

    due: Due
    why: str = ""


@lru_cache(maxsize=10_000)
def read_due(raw: str, habits: DateHabits | None = None) -> DueReading:
    """When something is due, from the words as written. What is ambiguous or impossible has no day, and says why."""
    words = " ".join(raw.split())
    if _bare(words) in _words("none"):
        return DueReading(Due(raw=words))
    if len(words) > _LONGEST_RAW:
        return _unclear(words, "It is too long to be a date.")
    text = _STRUCK.sub(lambda struck: f" revised from {struck[1]} ; now ", words) if "~~" in words else words
    found = mentions(text, habits)
    shown = words.replace("~~", "")
    if not found:
        return _without_dates(shown, text)
    trouble = next((one for one in found if one.trouble), None)
    if trouble:
        return _unclear(shown, f"“{trouble.text}”: {trouble.trouble}.")
    return _with_dates(shown, text, found)


def due_on_day(day: date, *, month_only: bool = False, raw: str = "") -> Due:
    """A real date from a spreadsheet cell; one shown as a month means the whole month."""
    if not month_only:
        return Due(raw=raw or f"{day:%d/%m/%Y}", due_from=day, due_on=day, precision=DuePrecision.DAY)
    return replace(read_due(f"{day:%B %Y}").due, raw=raw or f"{day:%b-%y}")


def period_end(text: str, habits: DateHabits | None = None) -> date | None:
    """The last day of the last period a heading names; a date in brackets says which day that is."""
    bracket = re.search(r"\(([^()]*\d[^()]*)\)", text)
    days = [one.last for one in mentions(bracket[1], habits) if one.last] if bracket else []
    days = days or [one.last for one in mentions(text, habits) if one.last]
    return max(days) if days else None


def _bare(text: str) -> str:
    return text.strip(" .()[]:;*").lower()


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(plan_rules("dates")["words"][name])


@cache
def _any_of(name: str) -> re.Pattern[str]:
    longest_first = sorted(plan_rules("dates")["words"][name], key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(re.escape(word) for word in longest_first if word) + r")(?![\w])")


def _says(name: str, text: str) -> re.Match[str] | None:
    return _any_of(name).search(text.lower())


def _unclear(raw: str, why: str) -> DueReading:
    return DueReading(Due(raw=raw, precision=DuePrecision.UNCLEAR, note=why), f"The due date is not plain. {why}")


def _without_dates(raw: str, text: str) -> DueReading:
    if _says("ongoing", text) or _says("repeats", text):
        return DueReading(
            Due(raw=raw, precision=DuePrecision.ONGOING, note="repeats" if _says("repeats", text) else "")
        )
    opening = _any_of("none").match(text.lower())
    if opening and opening.end() > 1:
        return DueReading(Due(raw=raw, note="the plan gives words instead of a date"))
    return _unclear(raw, "No date can be read in it.")


def _with_dates(raw: str, text: str, found: tuple[Mention, ...]) -> DueReading:
    current, earlier = _split_revised(text, found)
    triple = _start_review_end(text, current)
    if triple:
        return _finish(
            raw,
            (triple[2],),
            Due(starts_on=triple[0].first, review_on=triple[1].last, note="read as start, review and end"),
            earlier,
        )
    roles = [(_role(text, one, current), one) for one in current]
    starts = [one for role, one in roles if role == "start"]
    reviews = [one for role, one in roles if role == "review"]
    dues = tuple(one for role, one in roles if role == "due")
    base = Due(
        starts_on=starts[0].first if starts else None,
        review_on=reviews[-1].last if reviews else None,
        note=_note(text),
    )
    open_ended = _says("ongoing", text) or _says("repeats", text)
    if not dues and open_ended:
        return DueReading(replace(base, raw=raw, precision=DuePrecision.ONGOING, revised_from=_latest(earlier)))
    if not dues and starts:
        return _unclear(raw, "It says when the work starts, not when it ends.")
    vague = _vague(text, dues or tuple(reviews))
    if vague:
        return _unclear(raw, vague)
    return _finish(raw, dues or tuple(reviews), base, earlier)


def _finish(raw: str, dues: tuple[Mention, ...], base: Due, earlier: tuple[Mention, ...]) -> DueReading:
    dated = [one for one in dues if one.first and one.last]
    last = max(dated, key=lambda one: (one.last or date.min, one.first or date.min))
    note = base.note
    if len({one.last for one in dated}) > 1 and not note:
        note = "several dates; the last is taken"
    first = min(one.first for one in dated if one.first)
    return DueReading(
        replace(
            base,
            raw=raw,
            due_from=first,
            due_on=last.last,
            precision=last.precision,
            note=note,
            revised_from=_latest(earlier),
        )
    )


def _latest(found: tuple[Mention, ...]) -> date | None:
    return max((one.last for one in found if one.last), default=None)


def _split_revised(text: str, found: tuple[Mention, ...]) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """The dates that stand, and those they replaced."""
    if len(found) < 2:  # noqa: PLR2004 - one date replaces nothing
        return found, ()
    marks = []
    start = 0
    for one in found:
        marks.append(_revision_mark(text[start : one.start].lower()))
        start = one.end
    if "old" in marks and any(mark != "old" for mark in marks):
        old = [mark == "old" for mark in marks]
    elif "new" in marks[1:]:
        cut = marks.index("new", 1)
        old = [index < cut for index in range(len(marks))]
    else:
        return found, ()
    kept = tuple(one for one, gone in zip(found, old, strict=True) if not gone)
    return kept, tuple(one for one, gone in zip(found, old, strict=True) if gone)


def _revision_mark(before: str) -> str:
    old = list(_any_of("revised_from").finditer(before))
    new = list(_any_of("revised_to").finditer(before))
    if old and (not new or old[-1].end() >= new[-1].end()):
        return "old"
    return "new" if new else ""


def _start_review_end(text: str, found: tuple[Mention, ...]) -> tuple[Mention, Mention, Mention] | None:
    """Three dates one after another with strokes between, as some plans write start, review and end."""
    if len(found) != _TRIPLE:
        return None
    gaps = [text[one.end : after.start].strip() for one, after in pairwise(found)]
    labelled = re.search(r"start.+review.+(end|complet|finish)", text, re.IGNORECASE)
    days = [one.last or date.min for one in found]
    if (gaps == ["/", "/"] or labelled) and days == sorted(days):
        return found[0], found[1], found[2]
    return None


def _role(text: str, one: Mention, found: tuple[Mention, ...]) -> str:
    """Whether a date is when the work starts, is reviewed or is due."""
    before = text[: one.start].lower().rstrip(" (:,-\u2013")
    after = text[one.end :].lower().lstrip(" ),.")
    clause = re.split(r"[;.)]", before)[-1]
    if re.search(r"review(ed)?( date| in| by| on| at)?$", clause):
        return "review"
    later = [other for other in found if other.start > one.start]
    joined = bool(later) and text[one.end : later[0].start].strip().lower() in _RANGE
    if re.search(
        r"(?<!\w)(from|starting|starts|start|since|commencing|commences|begins|beginning in|launch(es|ed)? in)"
        r"( in| on| date)?$",
        clause,
    ):
        return "due" if joined else "start"
    if re.match(r"(?:[\u2013—-]|to|and then)?\s*(ongoing|on-going|on going|onwards|continuous|rolling)", after):
        dashed = re.match(r"\s*(?:[\u2013—-]|to)\s", text[one.end :]) or after.startswith("onwards")
        return "start" if dashed else "due"
    return "due"


def _note(text: str) -> str:
    notes = []
    if _says("ongoing", text):
        notes.append("also called ongoing")
    if _says("repeats", text):
        notes.append("repeats")
    if re.search(r"(?<!\w)(tbc|provisional|to be confirmed|estimated|indicative|subject to)(?!\w)", text.lower()):
        notes.append("provisional")
    return "; ".join(notes)


def _vague(text: str, dues: tuple[Mention, ...]) -> str:
    """Why words beside the date leave its day open, or nothing."""
    for one in dues:
        before = text[: one.start].lower().rstrip(" ,:(")
        if re.search(
            r"(?<!\w)(before|after|following|within \w+ (weeks|months|days) (of|from|after)"
            r"|(weeks|months|days) (of|from|after)|(start|beginning) of)$",
            before,
        ):
            return f"“{text}” does not say which day ends it."
        loose = re.search(
            r"(?<!\w)(early|late|mid|middle of|easter|christmas|half[ -]term|winter|holidays?|break)[ -]*(in|of)?$",
            before,
        )
        if loose and (one.precision is not DuePrecision.MONTH or loose[1] not in {"early", "late", "mid", "middle of"}):
            return f"“{loose[1]} {one.text}” does not say which day ends it."
    return ""
