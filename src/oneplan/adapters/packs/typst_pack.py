"""A pack as PDF: tagged for those who hear it (PDF/UA-1), in British English, headings, tables and pictures named."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import typst

from oneplan.adapters.packs.drawings import drawn
from oneplan.adapters.packs.shapes import Block, Pack, Picture
from oneplan.core.kernel import Problem

STANDARD: Literal["ua-1"] = "ua-1"
_FOLDER = Path(__file__).parent / "typst"
_FONTS = Path(__file__).resolve().parents[2] / "web" / "static" / "built" / "fonts"


def pdf_of(pack: Pack, *, made_at: datetime) -> bytes:
    """The pack as a PDF; raises Problem, naming what stopped the press, if it cannot be set."""
    given = json.dumps(_plain(pack), ensure_ascii=False)
    try:
        made = typst.compile(
            (_FOLDER / ("easy.typ" if pack.tier == "easy-read" else "pack.typ")).as_posix(),
            root=_FOLDER.as_posix(),
            font_paths=[_FONTS.as_posix()] if _FONTS.exists() else [],
            sys_inputs={"pack": given},
            format="pdf",
            pdf_standards=[STANDARD],
            timestamp=int(made_at.timestamp()),
        )
    except typst.TypstError as error:
        raise Problem(
            "The PDF could not be set.",
            why=f"The press stopped at: {error.message}.",
            do="Tell the people who run the service; the Word version is made without it.",
        ) from error
    return bytes(made)


def _plain(pack: Pack) -> dict[str, Any]:
    """The pack as the press reads it: plain values, each block with its kind, pictures as SVG."""
    return {
        "title": pack.title,
        "plan": pack.plan_title,
        "area": pack.area,
        "tier": pack.tier_title,
        "meeting": pack.meeting,
        "lead": pack.lead,
        "facts": list(pack.facts),
        "parts": [
            {"title": part.title, "blocks": [_block(block) for block in part.blocks], "wide": part.id == "thread"}
            for part in pack.parts
        ],
    }


def _block(block: Block) -> dict[str, Any]:
    kind = type(block).__name__.lower()
    if isinstance(block, Picture):
        svg = drawn(block.chart, block.symbol)
        return {"kind": kind, "title": block.title, "alt": block.alt, "says": block.says, "svg": svg}
    return {"kind": kind, **asdict(block)}
