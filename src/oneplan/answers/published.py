"""What everybody is shown, read from the snapshot that was published: no record of a person is reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from oneplan.adapters.packs.symbols import symbol_on_page
from oneplan.core.access import NotFound
from oneplan.records.packs.queries import published_now

MAIN, ACTIONS, EASY = "main", "actions", "easy"
_AREAS = "areas"
_FILLS = (("finished", "met", "done"), ("going", "fine", "going well"), ("trouble", "soon", "with a problem"))


@dataclass(frozen=True, slots=True)
class PublicBlock:
    """One block of a public page; ``kind`` says which of the others it uses."""

    kind: str
    text: str = ""
    level: int = 2
    tone: str = ""
    items: tuple[str, ...] = ()
    columns: tuple[Mapping[str, Any], ...] = ()
    rows: tuple[tuple[tuple[Mapping[str, Any], Mapping[str, str]], ...], ...] = ()
    picture: str = ""


@dataclass(frozen=True, slots=True)
class PublicPart:
    """One part of a public page."""

    id: str
    title: str
    blocks: tuple[PublicBlock, ...]

    @property
    def easy(self) -> tuple[EasyPart, ...]:
        """The part divided at its headings, each with its picture: how the easy-read page shows it."""
        found: list[EasyPart] = []
        for block in self.blocks:
            if block.kind == "heading":
                found.append(EasyPart(block.text, "", ()))
            elif found and block.kind == "picture":
                found[-1] = replace(found[-1], picture=block.picture)
            elif found:
                found[-1] = replace(found[-1], blocks=(*found[-1].blocks, block))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class EasyPart:
    """One idea of the easy-read page: its picture and its words."""

    title: str
    picture: str
    blocks: tuple[PublicBlock, ...]


@dataclass(frozen=True, slots=True)
class BarPart:
    """A stretch of the bar of progress, in hundredths, with its words."""

    tone: str
    x: float
    width: float
    words: str


@dataclass(frozen=True, slots=True)
class PublicBar:
    """The bar of progress."""

    parts: tuple[BarPart, ...]

    @property
    def says(self) -> str:
        """The bar in words."""
        return ", ".join(part.words for part in self.parts)


@dataclass(frozen=True, slots=True)
class PublicPage:
    """A public page: its first sentence, its parts, and from when it is."""

    which: str
    title: str
    lead: str
    as_of: date
    parts: tuple[PublicPart, ...]
    bar: PublicBar


def public_page(which: str) -> PublicPage:
    """One of the pages of what is public now; raises NotFound where nothing is."""
    found = published_now()
    if found is None:
        raise NotFound("The plan is not published yet.")
    snapshot = found.snapshot
    parts = snapshot["easy"] if which == EASY else snapshot["parts"]
    wanted = [part for part in parts if which == EASY or (part["id"] == _AREAS) is (which == ACTIONS)]
    titles = {
        MAIN: snapshot["title"],
        ACTIONS: f"Every action of {snapshot['title']}",
        EASY: f"{snapshot['title']} in easy words",
    }
    return PublicPage(
        which=which,
        title=titles[which],
        lead=snapshot["lead"],
        as_of=date.fromisoformat(snapshot["as_of"]),
        parts=tuple(_part(part) for part in wanted),
        bar=_bar(snapshot["progress"]),
    )


def _part(part: Mapping[str, Any]) -> PublicPart:
    return PublicPart(part["id"], part["title"], tuple(_block(block) for block in part["blocks"]))


def _block(block: Mapping[str, Any]) -> PublicBlock:
    kind = block["kind"]
    if kind == "picture":
        return PublicBlock(kind, text=block["alt"], picture=symbol_on_page(block["symbol"]))
    if kind == "grid":
        rows = tuple(tuple(zip(block["columns"], row, strict=True)) for row in block["rows"])
        return PublicBlock(kind, text=block["caption"], columns=tuple(block["columns"]), rows=rows)
    if kind == "points":
        return PublicBlock(kind, items=tuple(block["items"]))
    if kind == "quote":
        return PublicBlock(kind, text=block["text"], tone=block["by"])
    return PublicBlock(kind, text=block["text"], level=block.get("level", 2), tone=block.get("tone", ""))


def _bar(progress: Mapping[str, int]) -> PublicBar:
    total, x = progress.get("total", 0), 0.0
    parts: list[BarPart] = []
    stretches = [(progress.get(name, 0), tone, says) for name, tone, says in _FILLS]
    stretches.append((progress.get("late", 0), "late", "late"))
    rest = total - sum(number for number, _, _ in stretches)
    stretches.append((max(rest, 0), "still", "not started, or not known yet"))
    for number, tone, says in stretches:
        if number and total:
            width = 100 * number / total
            parts.append(BarPart(tone, round(x, 2), round(width, 2), f"{number:,} {says}"))
            x += width
    return PublicBar(tuple(parts))
