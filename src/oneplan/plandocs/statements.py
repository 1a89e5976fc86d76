"""Turns the pieces of a cell into statements: one a list item, sub-items kept with their lead-in."""

from __future__ import annotations

from collections.abc import Iterable

from oneplan.plandocs.blocks import Piece


def split_items(pieces: Iterable[Piece]) -> tuple[list[str], list[str]]:
    """The items, and apart from them the lead-ins (“The pace of change will be judged by:”) that introduce a list."""
    found: list[str] = []
    leads: list[str] = []
    held = list(pieces)
    listed = any(piece.depth for piece in held)
    depth_before, open_list = 0, False
    for piece in held:
        if listed and not piece.depth and piece.text.rstrip().endswith(":"):
            leads.append(piece.text)
        elif found and piece.depth > 1 and (open_list or found[-1].rstrip().endswith(":")) and depth_before:
            found[-1] = join_sub_item(found[-1], piece.text)
            open_list = True
            continue
        else:
            found.append(piece.text)
        open_list, depth_before = False, piece.depth
    return found, leads


def join_sub_item(item: str, sub_item: str) -> str:
    """An item with one more of the things it lists."""
    return f"{item} {sub_item}" if item.rstrip().endswith(":") else f"{item}; {sub_item}"


def action_text(pieces: Iterable[Piece]) -> str:
    """The words of an action, its lists one item a line."""
    return "\n".join(f"• {piece.text}" if piece.depth else piece.text for piece in pieces)


def append_pieces(held: list[Piece], more: Iterable[Piece]) -> None:
    """Adds the rest of a cell that a page break cut: words run on, list items follow."""
    for index, piece in enumerate(more):
        last = held[-1] if held else None
        runs_on = (
            last is not None
            and not index
            and not piece.depth
            and not last.text.rstrip().endswith((".", ":", ";", "?", "!"))
        )
        if runs_on and last is not None:
            held[-1] = Piece(f"{last.text} {piece.text}", last.depth, last.bold)
        else:
            held.append(piece)
