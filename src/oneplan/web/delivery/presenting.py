"""How lines, roles and answers of a cycle are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import Truncator

from oneplan.core.improvement.cycles import Answer, Stage, Standing
from oneplan.records.delivery.queries import ClearanceRow, CycleRow, LineRow, ReplyRow, RoleProgress
from oneplan.web.children.parts import NOT_KNOWN, Cell, Part, number, table
from oneplan.web.plan.lines import due_words
from oneplan.web.ui.words import STATES, count_of, lateness, listed, long_day, short_day, state_words

STANDINGS = {
    Standing.WAITING: ("soon", "Owed"),
    Standing.REPLIED: ("new", "To clear"),
    Standing.REPLIED_AGAIN: ("changed", "Answered again"),
    Standing.CLEARED: ("met", "Cleared"),
    Standing.WITHDRAWN: ("withdrawn", "Withdrawn"),
}
VIA = {"account": "on their page", "link": "by link", "sheet": "by spreadsheet"}
NOBODY = "Nobody is named"
PARTS = (
    ("done", "What was done"),
    ("difference", "What difference it shows"),
    ("rating", "Rating proposed"),
    ("rating_reason", "Why"),
    ("due_on", "New date asked for"),
    ("due_reason", "Why"),
    ("risks", "Risks and what is in the way"),
    ("public_words", "Words for the public"),
)
OUTCOMES = {
    "taken": ("met", "Taken"),
    "asked": ("soon", "Waits for a second reader"),
    "missing": ("late", "Asked for, something is missing"),
    "left": ("withdrawn", "Left as it was"),
}


@dataclass(frozen=True, slots=True)
class ReplyShown:
    """One reply as a page shows it."""

    who: str
    when: str
    pairs: tuple[tuple[str, str], ...]
    is_now: bool
    id: str = ""


def cycle_title(cycle: CycleRow) -> str:
    """A round by its number."""
    return f"Round {cycle.number} of updates"


def cycle_lead(cycle: CycleRow, waiting: int, to_clear: int, today: date) -> str:
    """Where the round is, in a sentence."""
    days = cycle.days
    if cycle.is_locked:
        locked = long_day(cycle.locked_on) if cycle.locked_on else ""
        return f"Locked on {locked} by {cycle.locked_by}. Nothing in it changes any more."
    owed = f"{count_of(waiting, 'update').capitalize()} {'is' if waiting == 1 else 'are'} still owed"
    clear = f"{count_of(to_clear, 'reply', 'replies')} {'waits' if to_clear == 1 else 'wait'} to be cleared"
    if cycle.stage is Stage.PLANNED:
        return f"It opens on {long_day(days.opens_on)}. Replies are due by {long_day(days.reply_by)}."
    nexts = {
        Stage.REPLYING: f"Replies are due by {long_day(days.reply_by)} ({lateness(days.reply_by, today)}).",
        Stage.CLEARING: f"Clear by {long_day(days.clear_by)} ({lateness(days.clear_by, today)}).",
        Stage.LOCKING: f"It was to be locked on {long_day(days.lock_on)} ({lateness(days.lock_on, today)}).",
    }
    return f"{owed}, {clear}. {nexts[cycle.stage]}"


def rating_word(word: str) -> str:
    """A rating word as a list offers it: the plan's own, or the normal one in plain words."""
    return state_words(word).word if word in STATES else word


def lines_parts(lines: Iterable[LineRow], *, opens: bool) -> tuple[Part, ...]:
    """The lines of a round by what they need, those for the lead first."""
    every = tuple(lines)
    groups = (
        ("clear", "To clear", {Standing.REPLIED, Standing.REPLIED_AGAIN}, "No reply waits to be cleared."),
        ("owed", "Still owed", {Standing.WAITING}, "Everything that was asked for has been answered."),
        ("cleared", "Cleared", {Standing.CLEARED}, "Nothing is cleared yet."),
        ("withdrawn", "No longer asked for", {Standing.WITHDRAWN}, ""),
    )
    parts = []
    for name, title, standings, empty in groups:
        mine = [each for each in every if each.standing in standings]
        if mine or empty:
            rows = [_line(each, opens=opens) for each in mine]
            parts.append(table(name, title, ("Action", "Asked of", "Answers", "Where it is"), rows, empty=empty))
    return tuple(parts)


def roles_part(
    progress: Sequence[RoleProgress], today: date, *, links: str = "", slugs: Mapping[str, str] | None = None
) -> Part:
    """What each role was asked and where that is; ``links`` is where somebody without an account is sent one."""
    known = slugs or {}
    rows = [
        (
            Cell(
                each.role or NOBODY,
                more=", ".join(each.people) or ("" if each.role else "Ask a role about these."),
                address=reverse("delivery-role", args=[known[each.role]]) if each.role in known else "",
            ),
            number(each.asked),
            number(each.waiting),
            number(each.replied),
            number(each.cleared),
            _reached(each, today, links),
        )
        for each in progress
    ]
    headings = ("Role", "Asked", "Still owed", "To clear", "Cleared", "How they are reached")
    return table("roles", "By role", headings, rows, empty="Nobody is asked for anything.")


def _reached(each: RoleProgress, today: date, links: str) -> Cell:
    ways = []
    if each.people:
        ways.append("account")
    if each.links:
        ways.append(count_of(each.links, "link"))
    said = listed(ways) if ways else "Nobody with an account, and no link yet"
    if each.last_reminded_on:
        said += f", reminded {'today' if each.last_reminded_on == today else short_day(each.last_reminded_on)}"
    if not ways and links and each.role:
        return Cell("Send a link or a sheet", address=f"{links}?{urlencode({'role': each.role})}", more=said)
    return Cell(said[:1].upper() + said[1:])


def _line(each: LineRow, *, opens: bool) -> tuple[Cell, ...]:
    shape, word = STANDINGS[each.standing]
    text = Truncator(each.text).words(14)
    address = reverse("delivery-line", args=[each.id]) if opens else reverse("action", args=[each.action_id])
    answered = listed(list(dict.fromkeys(reply.by_name for reply in each.standing_replies)))
    more = "More than one person answered" if each.is_contested else each.why_withdrawn
    return (
        Cell(each.ref, address=address, more=text),
        Cell(listed(list(each.roles)) or NOBODY),
        Cell(answered or NOT_KNOWN, more=more),
        Cell(word, state=shape),
    )


def replies_shown(rows: Iterable[ReplyRow]) -> tuple[ReplyShown, ...]:
    """Replies as they were given, the newest first."""
    return tuple(_reply(each) for each in reversed(tuple(rows)))


def _reply(row: ReplyRow) -> ReplyShown:
    via = VIA[row.via] + (f" sent to {row.sent_to}" if row.sent_to else "")
    role = f", {row.role}" if row.role else ""
    return ReplyShown(
        f"{row.by_name}{role}", f"{short_day(row.on)}, {via}", pairs_of(row.answer), row.is_theirs_now, row.id
    )


def pairs_of(answer: Answer) -> tuple[tuple[str, str], ...]:
    """The parts of an answer that say something."""
    found = []
    for name, title in PARTS:
        said = getattr(answer, name)
        if said:
            found.append((title, short_day(said) if isinstance(said, date) else str(said)))
    return tuple(found)


def cleared_pairs(row: ClearanceRow) -> tuple[tuple[str, str], ...]:
    """What the lead let stand."""
    pairs = (
        ("What was done", row.activity),
        ("What difference it shows", row.impact),
        ("Inside the partnership only", row.internal),
        ("Words for the public", row.public_words),
        ("Rating", row.rating_says),
        ("Date", row.due_says),
    )
    return tuple((title, said) for title, said in pairs if said)


def now_pairs(row: LineRow) -> tuple[tuple[str, str], ...]:
    """How the action stands."""
    return (
        ("Rating now", row.rating_raw or state_words(row.rating).word),
        ("Due now", due_words(row.due)),
        ("Asked of", listed(list(row.roles)) or NOBODY),
    )
