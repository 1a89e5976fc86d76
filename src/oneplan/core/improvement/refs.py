"""The references of a plan: how they are built, where one is missing, and which point at nothing."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from oneplan.core.improvement.reading import Finding, LineFate, PlanReading, ReadAction

_REF = re.compile(r"^(?P<prefix>.*?)(?P<number>\d{1,3})(?P<letter>[a-z]?)[.)]?$")
_REF_WORD = r"[A-Z]{1,5}\d?[A-Z]{0,3}(?:-[A-Z0-9]{1,3})?[-\u2013.]?\d{1,3}(?:\.\d{1,2})*[a-z]?"
_NAMED = re.compile(rf"\b(?:actions?|refs?\.?|reference)\s+(?P<list>{_REF_WORD}(?:\s*(?:,|/|&|and|or)\s*{_REF_WORD})*)")
_NAMED_NUMBERS = re.compile(
    r"\bactions?\s+(?P<list>\d{1,2}(?:\.\d{1,2})+[a-z]?(?:\s*(?:,|/|&|and|or)\s*\d{1,2}(?:\.\d{1,2})+[a-z]?)*)"
)
_BRACKETED = re.compile(rf"[(\[](?:action\s+)?(?P<list>{_REF_WORD}(?:\s*(?:,|/|&|and|or)\s*{_REF_WORD})*)[)\]]")
_SECTION = re.compile(
    r"(?:actions?\s+(?:in|from|under|of)|described\s+in|outlined\s+in|links?(?:ed|ing)?\s+(?:to|with)|see)\s+[\[(]?section\s+(?P<number>\d{1,2}\.?\s?[A-Z]?(?:\.\d{1,2})?)\b",
    re.IGNORECASE,
)
_HEADING_NUMBER = re.compile(r"^\W*(?:section\s+)?(\d{1,2}(?:\.\d{1,2})*)[.):\s]")
_FEWEST = 3
_RARE = 0.25


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference taken apart: SP4a is SP, 4, a; B2T-1.2 is B2T-1., 2."""

    written: str
    prefix: str
    number: int
    letter: str


def parse_ref(written: str) -> Ref | None:
    """A reference taken apart, or none where it does not end in a number."""
    match = _REF.match(written.strip())
    return Ref(written, match["prefix"], int(match["number"]), match["letter"]) if match else None


def numbering(reading: PlanReading) -> Iterator[Finding]:
    """Refs that stand twice, among refs of another kind, out of order, or leave a gap."""
    written = [action for action in reading.actions if not action.ref_assigned]
    restart = _restarts(written)
    groups: dict[str, list[ReadAction]] = defaultdict(list)
    for action in written:
        groups[action.section if restart else ""].append(action)
    yield from _twice(groups)
    found = list(_misfits(written))
    misfits = {finding.ref for finding, _ in found}
    meant = {expected for _, expected in found}
    yield from (finding for finding, _ in found)
    for actions in groups.values():
        fitting = [action for action in actions if action.ref not in misfits]
        yield from (gap for gap in _gaps(fitting) if gap.ref not in meant)
        yield from _disorder(fitting)


def _restarts(actions: Sequence[ReadAction]) -> bool:
    """Whether refs begin again in each section: as many stand in two sections as do not."""
    homes: dict[str, set[str]] = defaultdict(set)
    for action in actions:
        homes[action.ref].add(action.section)
    several = sum(1 for sections in homes.values() if len(sections) > 1)
    return several * 2 >= len(homes) > 0


def _twice(groups: dict[str, list[ReadAction]]) -> Iterator[Finding]:
    for actions in groups.values():
        for ref, count in Counter(action.ref for action in actions).items():
            if count > 1:
                lines = ", ".join(str(action.line) for action in actions if action.ref == ref)
                yield Finding(
                    "duplicate_ref",
                    ref,
                    f"{ref} names {count} different actions (lines {lines}), so an update to one cannot be told apart.",
                )


def _stem(prefix: str) -> str:
    return re.sub(r"[\d.\s]+$", "", prefix).rstrip("-\u2013")


def _misfits(actions: Sequence[ReadAction]) -> Iterator[tuple[Finding, str]]:
    """Refs of another kind than the rest of their section, each with the ref that may be meant."""
    sections: dict[str, list[Ref]] = defaultdict(list)
    for action in actions:
        ref = parse_ref(action.ref)
        if ref:
            sections[action.section].append(ref)
    for refs in sections.values():
        stems = Counter(_stem(ref.prefix) for ref in refs)
        usual, count = stems.most_common(1)[0]
        for index, ref in enumerate(refs):
            stem = _stem(ref.prefix)
            if stem == usual or count < _FEWEST or stems[stem] > max(1, len(refs) * _RARE * _RARE):
                continue
            expected = f"{refs[index - 1].prefix if index else usual}{ref.number}"
            free = expected not in {one.written for one in refs}
            after = f", after {refs[index - 1].written}" if index else ""
            meant = f" {expected} is free and may be meant." if free else ""
            says = f"{ref.written} stands among refs that begin with {usual or 'a number'}{after}.{meant}"
            yield Finding("numbering_misfit", ref.written, says), expected


def _gaps(actions: Iterable[ReadAction]) -> Iterator[Finding]:
    families: dict[str, list[Ref]] = defaultdict(list)
    for action in actions:
        ref = parse_ref(action.ref)
        if ref:
            families[ref.prefix].append(ref)
    for prefix, refs in families.items():
        numbers = sorted({ref.number for ref in refs})
        missing = [number for number in range(1, numbers[-1]) if number not in numbers]
        if len(numbers) >= _FEWEST and missing and len(missing) < len(numbers) / 2:
            for number in missing:
                below = max((one for one in numbers if one < number), default=None)
                above = min(one for one in numbers if one > number)
                where = f"between {prefix}{below} and {prefix}{above}" if below else f"before {prefix}{above}"
                yield Finding(
                    "numbering_gap",
                    f"{prefix}{number}",
                    f"There is no {prefix}{number} {where}: an action was taken out without saying so, or misnumbered.",
                )
        yield from _letter_gaps(prefix, refs)


def _letter_gaps(prefix: str, refs: Sequence[Ref]) -> Iterator[Finding]:
    letters: dict[int, list[str]] = defaultdict(list)
    for ref in refs:
        if ref.letter:
            letters[ref.number].append(ref.letter)
    for number, held in letters.items():
        for code in range(ord("a"), ord(max(held))):
            if chr(code) not in held and len(held) > 1:
                yield Finding(
                    "numbering_gap",
                    f"{prefix}{number}{chr(code)}",
                    f"There is no {prefix}{number}{chr(code)} beside {prefix}{number}{max(held)}.",
                )


def _disorder(actions: Sequence[ReadAction]) -> Iterator[Finding]:
    last: dict[tuple[str, str], Ref] = {}
    for action in actions:
        ref = parse_ref(action.ref)
        if ref is None:
            continue
        before = last.get((action.section, ref.prefix))
        if before and ref.number < before.number:
            yield Finding("numbering_misfit", ref.written, f"{ref.written} stands after {before.written}.")
        last[action.section, ref.prefix] = ref


def dangling(reading: PlanReading) -> Iterator[Finding]:
    """Cross-references to actions and sections that do not exist."""
    refs = {_same(action.ref) for action in reading.actions if not action.ref_assigned}
    stems = {
        _stem(ref.prefix) for action in reading.actions if (ref := parse_ref(action.ref)) and not action.ref_assigned
    }
    sections = _section_numbers(reading)
    seen: set[tuple[str, str]] = set()
    for owner, line, text in _texts(reading):
        for named in _points_nowhere(text, refs, stems):
            if (owner, named) not in seen:
                seen.add((owner, named))
                yield Finding(
                    "dangling_reference",
                    owner,
                    f"{_where(owner, line)} points to action {named}, which does not exist."
                    f"{_hint(reading, owner, text)}",
                )
        for match in _SECTION.finditer(text):
            number = _same(match["number"])
            if sections and number not in sections and (owner, number) not in seen:
                seen.add((owner, number))
                yield Finding(
                    "dangling_reference",
                    owner,
                    f"{_where(owner, line)} points to section {match['number'].strip()}, which does not exist.",
                )


def mentioned(text: str, refs: Iterable[str]) -> tuple[str, ...]:
    """The refs of this plan that a text names, in order."""
    known = {_same(ref): ref for ref in refs}
    found = [
        known[_same(match[0])]
        for match in re.finditer(rf"(?<![\w-])(?:{_REF_WORD}|\d{{1,2}}(?:\.\d{{1,2}})+[a-z]?)(?![\w])", text)
        if _same(match[0]) in known
    ]
    return tuple(dict.fromkeys(found))


def _same(ref: str) -> str:
    return (
        re.sub(r"[\s.]+$", "", re.sub(r"\s+", "", ref).replace("\u2013", "-")).replace(".", "").upper()
        if not re.match(r"^\d", ref.strip())
        else re.sub(r"[\s.]+", "", ref).upper()
    )


def _where(owner: str, line: int) -> str:
    return owner or f"Line {line}"


def _texts(reading: PlanReading) -> Iterator[tuple[str, int, str]]:
    for action in reading.actions:
        yield action.key or action.ref, action.line, " ".join((action.text, *action.notes))
    for statement in (*reading.updates, *reading.measures, *reading.impacts, *reading.areas, *reading.narrative):
        yield (
            statement.section if statement.section in {one.key for one in reading.sections} else "",
            statement.line,
            statement.text,
        )


def _points_nowhere(text: str, refs: set[str], stems: set[str]) -> Iterator[str]:
    lists = [(match["list"], True) for match in _NAMED.finditer(text)] + [
        (match["list"], True) for match in _NAMED_NUMBERS.finditer(text)
    ]
    lists += [(match["list"], False) for match in _BRACKETED.finditer(text)]
    for listed, named in lists:
        for token in re.split(r"\s*(?:,|/|&|\band\b|\bor\b)\s*", listed):
            if not token or _same(token) in refs:
                continue
            ref = parse_ref(token)
            stem = _stem(ref.prefix) if ref else ""
            if named or (stem in stems and len(stem) > 1):
                yield token


def _section_numbers(reading: PlanReading) -> set[str]:
    numbers = {_same(section.number) for section in reading.sections if section.number}
    for line in reading.lines:
        match = _HEADING_NUMBER.match(line.text) if line.fate in {LineFate.HEADING, LineFate.NOISE} else None
        if match:
            numbers.add(_same(match[1]))
    return numbers


def _hint(reading: PlanReading, owner: str, text: str) -> str:
    """An action that points back here, and is not pointed to, may be the one that was meant."""
    own = next((action for action in reading.actions if (action.key or action.ref) == owner), None)
    if own is None:
        return ""
    named = mentioned(text, [action.ref for action in reading.actions])
    back = [
        action.ref
        for action in reading.actions
        if action is not own and own.ref in mentioned(action.text, [own.ref]) and action.ref not in named
    ]
    return f" {back[0]} points back here and may be meant." if len(back) == 1 else ""
