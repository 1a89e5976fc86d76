"""The page of one child or young person, made of what is on record and what the clocks say of it today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from oneplan.web.children.code_words import plain_words
from oneplan.web.children.happened import happened
from oneplan.web.children.header import UNALLOCATED, age_words, year_group_words
from oneplan.web.children.limits import NOTHING_DUE, LimitGroup, in_a_sentence, open_groups
from oneplan.web.children.line_of_time import Moment, moments, picture
from oneplan.web.children.parts import Part
from oneplan.web.children.sections import sections
from oneplan.web.children.why import WhyCard, cards
from oneplan.web.ui.words import short_day

if TYPE_CHECKING:
    from oneplan.answers.cases import CaseClocks
    from oneplan.core.pathways import Answer, FactKind
    from oneplan.records.casework.queries import CaseFile
    from oneplan.records.people.queries import FlagRow


CANNOT_BE_KNOWN = (
    "Nothing on record says whether these were done, or in time. They are not counted as late. Asking whoever held "
    "the case, or the setting, is the way to find out; once the day is on record, each one is known."
)


@dataclass(frozen=True, slots=True)
class Flag:
    """A flag in words, with its note for those who may read it."""

    title: str
    note: str
    since: str


@dataclass(frozen=True, slots=True)
class Around:
    """Somebody around the child, and what they are to them."""

    role: str
    name: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A date of which nobody could tell whether it was kept: why, and what it would be."""

    card: WhyCard
    why: str
    would_be: str


@dataclass(frozen=True, slots=True)
class Jump:
    """A way to a part of the page, with how much is there."""

    id: str
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class ChildPage:
    """Everything the page says."""

    caption: str
    title: str
    short_name: str
    where: str
    next_words: str
    facts: tuple[str, ...]
    flags: tuple[Flag, ...]
    groups: tuple[LimitGroup, ...]
    done: tuple[WhyCard, ...]
    every: tuple[WhyCard, ...]
    unknown: tuple[Unknown, ...]
    unknown_says: str
    people: tuple[Around, ...]
    picture: SafeString
    moments: tuple[Moment, ...]
    dated: int
    sections: tuple[Part, ...]
    jumps: tuple[Jump, ...]
    nothing_due: str = NOTHING_DUE


def present(
    file: CaseFile,
    clocks: CaseClocks,
    *,
    today: date,
    titles: Mapping[str, str],
    kinds: Mapping[str, FactKind],
    may_read_returns: bool,
) -> ChildPage:
    """The page as somebody who reads this file sees it on a day."""
    every = cards(file.id, (*clocks.ahead, *clocks.conditional, *clocks.behind, *clocks.unknown), today, titles)
    first = len(clocks.ahead) + len(clocks.conditional)
    second = first + len(clocks.behind)
    ahead, done, unknown = every[:first], every[first:second], every[second:]
    groups, told = open_groups(ahead), happened(file.events, kinds)
    timed = _timed(groups, today)
    parts = sections(file, may_read_returns=may_read_returns)
    name = _short_name(file)
    return ChildPage(
        caption="Child or young person, without names" if file.is_pseudonym else "Child or young person",
        title=file.person.name,
        short_name=name,
        where=clocks.where,
        next_words=in_a_sentence(ahead, today),
        facts=_facts(file, today),
        flags=tuple(_flag(flag) for flag in file.flags),
        groups=groups,
        done=done,
        every=every,
        unknown=tuple(map(_unknown, unknown, clocks.unknown)),
        unknown_says=_unknown_says(file),
        people=_people(file),
        picture=picture(told, timed, today, name=name),
        moments=moments(told, timed, today),
        dated=len(told) + len(timed),
        sections=parts,
        jumps=_jumps(ahead, unknown, (*told, *timed), parts),
    )


def _timed(groups: Iterable[LimitGroup], today: date) -> list[WhyCard]:
    """What stands on the line of time: not what has passed and is due only if somebody decides it."""
    listed = [card for group in groups if group.id in {"late", "ahead", "chosen", "planning"} for card in group.cards]
    return [card for card in listed if not card.is_if_chosen or (card.due_on or date.max) >= today]


def _facts(file: CaseFile, today: date) -> tuple[str, ...]:
    """Age, year group, setting and co-ordinator, as far as they are known."""
    person = file.person
    known_as = f"known as {person.preferred_name}" if person.preferred_name else ""
    full = f"{person.forename} {person.surname}".strip() if known_as else ""
    if file.is_pseudonym:
        years = person.age
        age = age_words(None, today) if years is None else f"{years} years old" if years else "Under 1 year old"
        return (age, f"co-ordinator: {file.holder.officer or UNALLOCATED}")
    said = (
        f"{full}, {known_as}" if known_as else "",
        age_words(person.born_on, today),
        year_group_words(person.born_on, today),
        file.setting.name if file.setting else "No setting on record",
        f"co-ordinator: {file.holder.officer or UNALLOCATED}",
    )
    return tuple(each for each in said if each)


def _short_name(file: CaseFile) -> str:
    person = file.person
    return person.preferred_name or person.forename or person.name


def _flag(flag: FlagRow) -> Flag:
    until = f", until {short_day(flag.last_day)}" if flag.last_day else ""
    by = f" by {flag.recorded_by}" if flag.recorded_by else ""
    return Flag(plain_words(flag.kind), flag.note, f"Recorded{by} from {short_day(flag.first_day)}{until}.")


def _people(file: CaseFile) -> tuple[Around, ...]:
    holder = file.holder
    since = f"since {short_day(holder.since)}" if holder.since else ""
    found = [
        Around("Co-ordinator", holder.officer or UNALLOCATED.capitalize(), since if holder.officer else ""),
        Around("Team", holder.team or "No team yet"),
    ]
    if file.setting:
        found.append(Around("Setting", file.setting.name, file.setting.kind))
    if file.plan:
        named = [each.setting for each in file.plan.named_settings if each.setting]
        found += [
            Around("Named in the plan", each.name, each.kind)
            for each in named
            if file.setting is None or each.id != file.setting.id
        ]
    return tuple(found)


def _unknown(card: WhyCard, answer: Answer) -> Unknown:
    why = answer.because[-1] if answer.because else ""
    would_be = f"It fell due on {short_day(card.due_on)}" if card.due_on and card.due_on < card.today else ""
    if card.due_on and not would_be:
        would_be = f"It falls due on {short_day(card.due_on)}"
    return Unknown(card, why, would_be)


def _unknown_says(file: CaseFile) -> str:
    until = f" What is on record was last told up to {short_day(file.told_until)}." if file.told_until else ""
    return f"{CANNOT_BE_KNOWN}{until}"


def _jumps(
    ahead: Sequence[WhyCard], unknown: Sequence[WhyCard], told: Sequence[object], parts: Sequence[Part]
) -> tuple[Jump, ...]:
    found = [Jump("due", "What falls due", len(ahead))]
    if unknown:
        found.append(Jump("unknown", "What cannot be known", len(unknown)))
    found.append(Jump("time", "One line of time", len(told)))
    return (*found, *(Jump(part.id, part.title, part.count or 0) for part in parts))
