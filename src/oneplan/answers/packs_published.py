"""What would be public: the snapshot as everybody would see it, and what is different from the one before."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from oneplan.adapters.packs.content import PackContent
from oneplan.adapters.packs.shapes import Block, Part, Picture
from oneplan.answers.packs import pack_content
from oneplan.core.access import Viewer
from oneplan.core.improvement.plain_words import hard_sentences
from oneplan.records import rights
from oneplan.records.packs import queries
from oneplan.rulebook.pack_files import load_easy_read

PUBLIC, EASY = "public", "easy-read"
PERMISSION = "plan-publish"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What everybody would be shown, and its fingerprint, which changes with any word of it."""

    snapshot: Mapping[str, Any]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Preview:
    """A snapshot before it is published, what it changes, and the easy sentences that are not easy."""

    made: Snapshot
    is_first: bool
    added: tuple[str, ...]
    removed: tuple[str, ...]
    hard: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether it says nothing that is not public already."""
        return not self.is_first and not self.added and not self.removed


def snapshot_of(plan_id: str, *, viewer: Viewer, on: date) -> Snapshot:
    """The public and the easy-read version as they would be shown."""
    rights.check(viewer, PERMISSION)
    public, easy = (pack_content(plan_id, tier=tier, viewer=viewer, on=on) for tier in (PUBLIC, EASY))
    snapshot = {
        "title": public.plan_title,
        "lead": public.lead,
        "as_of": on.isoformat(),
        "facts": [list(fact) for fact in public.facts],
        "parts": [_part(part) for part in public.parts],
        "easy": [_part(part) for part in easy.parts],
        "progress": _progress(easy),
    }
    written = json.dumps(snapshot, sort_keys=True, ensure_ascii=False)
    return Snapshot(snapshot, sha256(written.encode()).hexdigest())


def preview(plan_id: str, *, viewer: Viewer, on: date) -> Preview:
    """What publishing now would show and change."""
    made = snapshot_of(plan_id, viewer=viewer, on=on)
    before = queries.published_now()
    now, then = list(_lines(made.snapshot)), list(_lines(before.snapshot)) if before else []
    easy = [line for part in made.snapshot["easy"] for line in _part_lines(part)]
    return Preview(
        made=made,
        is_first=before is None,
        added=tuple(line for line in dict.fromkeys(now) if line not in set(then)),
        removed=tuple(line for line in dict.fromkeys(then) if line not in set(now)),
        hard=hard_sentences(easy, longest=load_easy_read().longest_sentence),
    )


def _progress(easy: PackContent) -> dict[str, int]:
    """The counts behind the bar of progress, as they are printed."""
    printed = {each.key: int(each.words.replace(",", "")) for each in easy.numbers if each.key.startswith("plan/")}
    return {name: printed.get(f"plan/{name}", 0) for name in ("total", "finished", "going", "trouble", "late")}


def _part(part: Part) -> dict[str, Any]:
    return {"id": part.id, "title": part.title, "blocks": [_block(block) for block in part.blocks]}


def _block(block: Block) -> dict[str, Any]:
    kind = type(block).__name__.lower()
    if isinstance(block, Picture):
        return {"kind": kind, "title": block.title, "alt": block.alt, "symbol": block.symbol}
    return {"kind": kind, **asdict(block)}


def _lines(snapshot: Mapping[str, Any]) -> Iterator[str]:
    yield snapshot["lead"]
    for part in (*snapshot["parts"], *snapshot["easy"]):
        yield from _part_lines(part)


def _part_lines(part: Mapping[str, Any]) -> Iterator[str]:
    for block in part["blocks"]:
        if block["kind"] == "points":
            yield from block["items"]
        elif block["kind"] == "grid":
            yield from (" | ".join(cell["text"] for cell in row) for row in block["rows"])
        elif block["kind"] in ("words", "quote"):
            yield block["text"]
