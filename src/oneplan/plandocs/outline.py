"""Follows headings to know which priority and which section a line stands under, whatever their levels claim to be."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field
from functools import cache

from oneplan.plandocs.wording import plain, tidy
from oneplan.rulebook.plans import plan_rules

_NUMBER_WORDS = {
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
}
_NUMBERED = re.compile(
    r"^(?P<number>\d{1,2}(?:\.\d{1,2}){0,3}\.?(?:[A-Z](?=[.):\s]))?)[.):]?\s*[\u2013-]?\s*(?P<title>[^\W\d].*)$"
)
_LETTERED = re.compile(r"^(?P<number>[A-Z])[.):]\s*(?P<title>[^\W\d].*)$")
LONGEST_HEADING = 180


@dataclass(slots=True)
class SectionDraft:
    """A section of the plan while it is being read."""

    number: str
    title: str
    priority: str
    line: int
    parent: SectionDraft | None = None
    must_improve: str = ""
    deadline: str = ""
    deadline_lines: tuple[int, ...] = ()
    lead: str = ""
    key: str = ""


@dataclass(slots=True)
class Node:
    """One heading that still holds."""

    kind: str
    number: str
    title: str
    level: int
    line: int
    section: SectionDraft | None = None

    @property
    def depth(self) -> int:
        """How deep its own number puts it."""
        return len([part for part in self.number.split(".") if part]) if self.number else 0


@dataclass(slots=True)
class Outline:
    """The headings in force, and every section that turned out to hold something."""

    stack: list[Node] = field(default_factory=list)
    sections: list[SectionDraft] = field(default_factory=list)
    priorities: list[str] = field(default_factory=list)
    fallback: str = "Actions"
    plan_title: str = ""

    def heading(self, text: str, level: int, line: int) -> Node:
        """Takes a heading into account and returns what it is."""
        node = read_heading(text, level, line)
        if self.plan_title and plain(text) == plain(self.plan_title):
            return node
        if node.kind == "lettered":
            self._under_numbered(node)
        elif node.kind == "priority":
            self.stack = []
        elif node.kind in {"numbered", "section"}:
            self.stack = [one for one in self.stack if self._holds(one, node)]
        elif level:
            self.stack = [one for one in self.stack if one.level and one.level < level]
        else:
            self.stack = [one for one in self.stack if one.level or one.kind != "plain"]
        self.stack.append(node)
        return node

    def current(self) -> SectionDraft:
        """The section in force, made real because something stands under it."""
        node = self._section_node()
        if node is None:
            return self._loose()
        if node.section is None:
            node.section = self._make(node)
        return node.section

    def priority(self) -> str:
        """The priority in force, or nothing."""
        node = next((one for one in self.stack if one.kind == "priority"), None)
        if node:
            return node.title
        section = self._section_node()
        above = [
            one for one in self.stack if one is not section and one.kind == "plain" and not self._names_the_plan(one)
        ]
        return above[-1].title if above and section and len(self.stack) > 1 else ""

    def where(self) -> str:
        """The nearest heading, for text that belongs to no part of a section."""
        node = self._section_node()
        return node.title if node else ""

    def named(self, title: str, priority: str, line: int) -> SectionDraft:
        """The section a row names for itself, made on first sight."""
        node = read_heading(title, 0, line)
        number = node.number if node.kind in {"numbered", "section"} else ""
        for one in self.sections:
            same = plain(one.title) == plain(title) or (plain(one.title), one.number) == (plain(node.title), number)
            if same and (not priority or one.priority == priority):
                return one
        made = SectionDraft(number, node.title, priority or self.priority(), line)
        return self._register(made)

    def _section_node(self) -> Node | None:
        real = [one for one in self.stack if one.section or not self._names_the_plan(one)]
        return real[-1] if real else None

    def _names_the_plan(self, node: Node) -> bool:
        return is_generic(node.title) or bool(self.plan_title and plain(node.title) == plain(self.plan_title))

    def _loose(self) -> SectionDraft:
        for one in self.sections:
            if one.title == self.fallback and not one.number:
                return one
        return self._register(SectionDraft("", self.fallback, "", 0))

    def _make(self, node: Node) -> SectionDraft:
        parent = None
        if "." in node.number or node.kind == "lettered":
            above = next(
                (one for one in reversed(self.stack) if one is not node and one.kind in {"numbered", "section"}), None
            )
            if above is not None:
                parent = above.section = above.section or self._make(above)
        priority = self.priority() or (node.title if node.kind == "priority" else "")
        return self._register(SectionDraft(node.number, node.title, priority, node.line, parent))

    def _register(self, draft: SectionDraft) -> SectionDraft:
        self.sections.append(draft)
        return draft

    def settle(self, kept: Container[int]) -> None:
        """Keeps the sections that hold something (by identity) and gives each its own key."""
        self.sections = sorted((one for one in self.sections if id(one) in kept), key=lambda one: one.line)
        taken: set[str] = set()
        for draft in self.sections:
            draft.key = draft.number or draft.title
            if draft.key in taken and draft.number:
                draft.number, draft.title = "", f"{draft.number}. {draft.title}"
                draft.key = draft.title
            base, count = draft.title, 2
            while draft.key in taken:
                draft.title = draft.key = f"{base} ({count})"
                count += 1
            taken.add(draft.key)
            if draft.priority and draft.priority not in self.priorities:
                self.priorities.append(draft.priority)

    def _holds(self, one: Node, new: Node) -> bool:
        """Whether an older heading still stands above a numbered one."""
        if one.kind == "priority":
            return True
        if one.kind == "plain":
            return bool(one.level and new.level and one.level < new.level)
        if one.kind == "lettered":
            return False
        if one.kind == new.kind:
            return one.depth < new.depth and new.number.startswith(f"{one.number.rstrip('.')}.")
        return one.kind == "section"

    def _under_numbered(self, node: Node) -> None:
        kept: list[Node] = []
        for one in self.stack:
            if one.kind == "lettered" or (one.kind == "plain" and kept and kept[-1].kind in {"numbered", "section"}):
                continue
            kept.append(one)
        self.stack = kept
        above = next((one for one in reversed(kept) if one.kind in {"numbered", "section"}), None)
        if above:
            node.number = f"{above.number}.{node.number}" if above.number else node.number


def read_heading(text: str, level: int, line: int) -> Node:
    """What a heading is by its own words: a priority, a section by name or number, a lettered part, or plain."""
    title = tidy(text).rstrip(":").strip()
    for kind in ("priority", "section"):
        match = _keyword(kind).match(title)
        if match:
            number = (match["number"] or "").strip(". ")
            number = _NUMBER_WORDS.get(number.lower(), number)
            own = match["title"].strip()
            named = own or title
            return Node(kind, number if kind == "section" or number else "", named, level, line)
    match = _NUMBERED.match(title)
    if match:
        number = re.sub(r"\.?([A-Z])$", r".\1", match["number"].rstrip("."))
        return Node("numbered", number, match["title"].strip(), level, line)
    match = _LETTERED.match(title)
    if match:
        return Node("lettered", match["number"], match["title"].strip(), level, line)
    return Node("plain", "", title, level, line)


@cache
def _keyword(kind: str) -> re.Pattern[str]:
    words = "|".join(sorted((re.escape(word) for word in plan_rules("labels")["outline"][kind]), key=len, reverse=True))
    numbers = "|".join(_NUMBER_WORDS)
    return re.compile(
        rf"^(?i:{words})(?:\s+(?:(?i:no\.?|number)\s*)?|(?=\d))"
        rf"(?P<number>\d{{1,2}}(?:\.\d{{1,2}})*|[A-Z](?![\w\u2019'])|(?i:{numbers})\b)"
        rf"(?:\s*[:.\u2013\u2014-]+\s*|\s+(?=[A-Z(])|\s*$)(?P<title>.*)$"
    )


def is_generic(title: str) -> bool:
    """Whether a heading only names the plan or its action part."""
    words = plain(title)
    generic = plan_rules("labels")["outline"]["generic"]
    return (
        words in generic or any(words.endswith(f" {word}") for word in generic) or words in {"actions", "our actions"}
    )


def phase_of(text: str) -> str:
    """The phase a banner names, or nothing."""
    first = plain(text).split()[:1]
    return tidy(text).rstrip(":") if first and first[0] in plan_rules("labels")["outline"]["phase"] else ""
