"""Works out the numbers and bullets that Word draws beside paragraphs but does not keep in their text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered."""

    kind: str
    pattern: str
    start: int


@dataclass(slots=True)
class Numbering:
    """Every list of the document, counting as its paragraphs pass."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    counted: dict[str, list[int]] = field(default_factory=dict)
    shared: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Any) -> Numbering:
        """The lists defined in a numbering part; none where there is no such part."""
        if root is None:
            return cls()
        abstract = {one.get(f"{W}abstractNumId"): _levels(one) for one in root.iterfind(f"{W}abstractNum")}
        levels, shared = {}, {}
        for one in root.iterfind(f"{W}num"):
            number, base = one.get(f"{W}numId"), one.find(f"{W}abstractNumId")
            if number is None or base is None:
                continue
            held = dict(abstract.get(base.get(f"{W}val"), {}))
            overridden = False
            for change in one.iterfind(f"{W}lvlOverride"):
                start = change.find(f"{W}startOverride")
                level = int(change.get(f"{W}ilvl", "0"))
                if start is not None and level in held:
                    held[level] = Level(held[level].kind, held[level].pattern, int(start.get(f"{W}val", "1")))
                    overridden = True
            levels[number] = held
            shared[number] = f"num{number}" if overridden else f"abstract{base.get(f'{W}val')}"
        return cls(levels, {}, shared)

    def mark(self, number: str, level: int) -> str:
        """The number or bullet of the next paragraph of a list at a level; nothing for lists that draw none."""
        held = self.levels.get(number)
        if not held or level not in held or not 0 <= level <= _DEEPEST:
            return "•" if held is None else ""
        here = held[level]
        if here.kind == "bullet":
            return "•"
        if here.kind == "none":
            return ""
        counts = self.counted.setdefault(self.shared[number], [])
        while len(counts) <= level:
            above = held.get(len(counts))
            counts.append((above.start if above else 1) - 1 if len(counts) == level else (above.start if above else 1))
        counts[level] += 1
        del counts[level + 1 :]
        return _drawn(here.pattern, held, counts)


def _levels(abstract: Any) -> dict[int, Level]:
    found = {}
    for one in abstract.iterfind(f"{W}lvl"):
        kind, pattern, start = (one.find(f"{W}{name}") for name in ("numFmt", "lvlText", "start"))
        found[int(one.get(f"{W}ilvl", "0"))] = Level(
            kind.get(f"{W}val", "decimal") if kind is not None else "decimal",
            pattern.get(f"{W}val", "") if pattern is not None else "",
            int(start.get(f"{W}val", "1")) if start is not None else 1,
        )
    return found


def _drawn(pattern: str, held: Mapping[int, Level], counts: list[int]) -> str:
    text = pattern
    for index, count in enumerate(counts):
        level = held.get(index)
        text = text.replace(f"%{index + 1}", _figure(count, level.kind if level else "decimal"))
    return text.strip()


def _figure(count: int, kind: str) -> str:
    if kind in {"lowerLetter", "upperLetter"} and count > 0:
        letter = chr(ord("a") + (count - 1) % 26)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in {"lowerRoman", "upperRoman"} and 0 < count < 40:  # noqa: PLR2004 - lists are shorter
        rest, roman = count, ""
        for value, letters in _ROMAN:
            while rest >= value:
                roman, rest = roman + letters, rest - value
        return roman.upper() if kind == "upperRoman" else roman
    return f"{count:02d}" if kind == "decimalZero" else str(count)
