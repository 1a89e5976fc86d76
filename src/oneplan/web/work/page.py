"""The whole of my work as one page: the title that counts, the groups, and every way to narrow further."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from oneplan.answers.work import OWN_TIME, Choice, Days, Group, Key, Question
from oneplan.web.ui import words
from oneplan.web.work.asking import KINDS, WHO, address, query_of
from oneplan.web.work.lines import drawn
from oneplan.web.work.year_groups import year_choice_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.safestring import SafeString

    from oneplan.answers.work import SavedViewRow, WorkPage, WorkRow

TITLES = {
    Group.LATE: "Late",
    Group.WEEK: "This week",
    Group.FORTNIGHT: "Next two weeks",
    Group.LATER: "Later",
    Group.PAST: "Past its day, not a duty",
    Group.WAITING: "Waiting on others",
    Group.UNKNOWN: "Cannot be known from a return",
}
SHAPES = {Group.LATE: "late", Group.WEEK: "soon", Group.FORTNIGHT: "soon"}
PRESSING = (Group.LATE, Group.WEEK, Group.FORTNIGHT)
WHO_WORDS = {"mine": "Mine", "team": "My team", "unallocated": "Unallocated"}
KIND_WORDS = {"duty": "Duty", "guidance": "Guidance", "local": "Local target", "planning": "For planning"}


@dataclass(frozen=True, slots=True)
class Link:
    """One way to narrow: its words, how many it leaves, its address, and whether it is on."""

    words: str
    count: int
    address: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Links:
    """Ways to narrow that exclude each other."""

    name: str
    choices: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a list to choose from."""

    value: str
    words: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group with its lines on this page and its count over all pages."""

    id: str
    title: str
    shape: str
    count: int
    address: str
    rows: tuple[SafeString, ...]


@dataclass(frozen=True, slots=True)
class WorkView:
    """Everything that the page shows."""

    title: str
    lead: str
    question: Question
    query: str
    links: tuple[Links, ...]
    more: tuple[Links, ...]
    settings: tuple[Option, ...]
    years: tuple[Option, ...]
    hidden: tuple[tuple[str, str], ...]
    is_narrowed: bool
    everything: str
    groups: tuple[GroupView, ...]
    waiting_address: str
    unknown: int
    unknown_address: str
    is_unknown: bool
    pages: dict[str, tuple[str, str]]
    views: tuple[SavedViewRow, ...]
    may_search_words: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """What the page knows besides the rows: who asks, what, and on which day."""

    question: Question
    today: date
    views: tuple[SavedViewRow, ...] = ()
    officer: str = ""
    key: Key | None = None


def work_view(page: WorkPage, frame: Frame) -> WorkView:
    """The page as its template shows it."""
    question = frame.question
    settings, years = (
        _options(page.choices.get(part, ()), getattr(question, part), named)
        for part, named in (("setting", None), ("year", year_choice_words))
    )
    return WorkView(
        title=title(page, frame),
        lead=lead(page, frame),
        question=question,
        query=query_of(question),
        links=_links(page, frame),
        more=_more(page, question),
        settings=settings,
        years=years,
        hidden=tuple((part, getattr(question, part)) for part in ("group", "kind", "stage") if getattr(question, part)),
        is_narrowed=_is_narrowed(question),
        everything=address(Question(who=question.who)),
        groups=_groups(page, frame),
        waiting_address=address(question.with_(group=Group.WAITING)),
        unknown=page.groups.get(Group.UNKNOWN, 0),
        unknown_address=address(question.with_(group=Group.UNKNOWN)),
        is_unknown=question.group == Group.UNKNOWN,
        pages=_pages(page, question),
        views=frame.views,
        may_search_words=not page.is_pseudonym,
    )


def title(page: WorkPage, frame: Frame) -> str:
    """How many things need somebody within these weeks, and how many are late."""
    late = page.groups.get(Group.LATE, 0)
    pressing = sum(page.groups.get(group, 0) for group in PRESSING)
    mine = frame.question.who == "mine"
    if not pressing:
        return "Nothing needs you in the next two weeks" if mine else "Nothing falls due in the next two weeks"
    needs, need = ("needs you", "need you") if mine else ("needs doing", "need doing")
    says = words.count_of(pressing, f"thing {needs}", f"things {need}")
    return f"{says}; {late:,} {'is' if late == 1 else 'are'} late" if late else f"{says}; none is late"


def lead(page: WorkPage, frame: Frame) -> str:
    """Whose work this is, where it is not one's own, and what the list leaves out."""
    if frame.officer:
        return f"Held by {frame.officer}."
    return "You read this without names." if page.is_pseudonym else ""


# ---- Ways to narrow --------------------------------------------------------------------------------------------


def _links(page: WorkPage, frame: Frame) -> tuple[Links, ...]:
    question = frame.question
    when = [Choice("", "All", page.total), *(Choice(each, TITLES[each], page.groups.get(each, 0)) for each in OWN_TIME)]
    when.append(Choice(Group.PAST, TITLES[Group.PAST], page.groups.get(Group.PAST, 0)))
    when.append(Choice(Group.WAITING, TITLES[Group.WAITING], page.groups.get(Group.WAITING, 0)))
    held = {choice.value: choice.count for choice in page.choices["who"]}
    who = [Choice(each, WHO_WORDS[each], held.get(each, 0)) for each in WHO]
    who.append(Choice("", "Everybody's" if not page.is_pseudonym else "All cases", held.get("", 0)))
    if frame.officer:
        who.append(Choice(question.who, frame.officer, held.get(question.who, 0)))
    return (_group("When", "group", when, question), _group("Whose", "who", who, question))


def _more(page: WorkPage, question: Question) -> tuple[Links, ...]:
    kinds = {choice.value: choice.count for choice in page.choices["kind"]}
    of_kind = [Choice("", "All", sum(n for kind, n in kinds.items() if kind != "planning"))]
    of_kind += [Choice(kind, KIND_WORDS[kind], kinds.get(kind, 0)) for kind in KINDS]
    stages = [choice for choice in page.choices["stage"] if choice.value]
    at_stage = [Choice("", "All", sum(choice.count for choice in page.choices["stage"]))]
    at_stage += [Choice(choice.value, choice.value.capitalize(), choice.count) for choice in stages]
    return (_group("Kind", "kind", of_kind, question), _group("Stage", "stage", at_stage, question))


def _group(
    name: str, part: str, choices: Iterable[Choice], question: Question, *, always: tuple[str, ...] = ("",)
) -> Links:
    chosen = getattr(question, part)
    shown = [choice for choice in choices if choice.count or choice.value == chosen or choice.value in always]
    links = (
        Link(
            choice.name,
            choice.count,
            address(question.with_(**{part: str(choice.value)})),
            choice.value == chosen,
        )
        for choice in shown
    )
    return Links(name, tuple(links))


def _options(choices: Iterable[Choice], chosen: str, named: Callable[[str], str] | None) -> tuple[Option, ...]:
    return tuple(
        Option(
            choice.value,
            f"{named(choice.value) if named else choice.name} ({choice.count:,})",
            choice.value == chosen,
        )
        for choice in choices
    )


def _is_narrowed(question: Question) -> bool:
    parts = ("kind", "stage", "setting", "year", "place", "phase", "need", "words")
    return any(getattr(question, part) for part in parts)


# ---- Groups and pages ------------------------------------------------------------------------------------------


def _groups(page: WorkPage, frame: Frame) -> tuple[GroupView, ...]:
    if frame.question.group:
        return (_view(Group(frame.question.group), page.rows, page, frame),) if page.rows else ()
    days = Days.around(frame.today)
    found = {group: tuple(row for row in page.rows if days.group(row.due_on, row.force) is group) for group in OWN_TIME}
    found[Group.WAITING] = page.waiting
    return tuple(_view(group, rows, page, frame) for group, rows in found.items() if rows)


def _view(group: Group, rows: tuple[WorkRow, ...], page: WorkPage, frame: Frame) -> GroupView:
    count, question = page.groups.get(group, 0), frame.question
    more = address(question.with_(group=group)) if count > len(rows) and not question.group else ""
    lines = tuple(drawn(row, frame.today, is_pseudonym=page.is_pseudonym) for row in rows)
    return GroupView(group.value, TITLES[group], SHAPES.get(group, ""), count, more, lines)


def _pages(page: WorkPage, question: Question) -> dict[str, tuple[str, str]]:
    pages = {}
    if page.before:
        key = Key(page.before.due_on, page.before.id, backwards=True)
        pages["previous"] = (f"due before {words.short_day(page.before.due_on)}", address(question, key))
    if page.after:
        pages["next"] = (f"due from {words.short_day(page.after.due_on)}", address(question, page.after))
    return pages
