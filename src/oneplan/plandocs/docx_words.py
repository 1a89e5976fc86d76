"""The words of a Word paragraph as a reader sees them: deletions left out, struck words marked, ticks kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from oneplan.plandocs.docx_numbering import W

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = {
    f"{W}del",
    f"{W}moveFrom",
    f"{W}pPr",
    f"{W}rPr",
    f"{W}instrText",
    f"{W}delText",
    f"{W}txbxContent",
    f"{_MC}Fallback",
}
_TICKS = {
    "F0FC": "✓",
    "F0FE": "☒",
    "F052": "☑",
    "F050": "✓",
    "F0FB": "✗",
    "F0A8": "☐",
    "F06F": "☐",
    "F0A7": "•",
    "F0B7": "•",
}
_SIMPLE = {f"{W}tab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": ""}
_OFF = {"0", "false", "off", "none"}


def words(paragraph: Any) -> str:
    """The text of a paragraph; struck words stand between double tildes."""
    return "".join(_parts(paragraph, struck=False)).replace("~~~~", "").strip(" \t")


def _parts(element: Any, *, struck: bool) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag in _SKIPPED:
            continue
        if tag == f"{W}t":
            text = child.text or ""
            yield f"~~{text}~~" if struck and text.strip() else text
        elif tag in _SIMPLE:
            yield _SIMPLE[tag]
        elif tag == f"{W}br":
            yield "" if child.get(f"{W}type") in {"page", "column"} else "\n"
        elif tag == f"{W}sym":
            yield _TICKS.get((child.get(f"{W}char") or "").upper(), "")
        elif tag == f"{W}r":
            if not _is_on(child, "vanish"):
                yield from _parts(child, struck=_is_on(child, "strike") or _is_on(child, "dstrike"))
        elif isinstance(tag, str):
            yield from _parts(child, struck=struck)


def bold_throughout(paragraph: Any) -> bool:
    """Whether every run that holds words is bold."""
    runs = [run for run in paragraph.iter(f"{W}r") if any((text.text or "").strip() for text in run.iter(f"{W}t"))]
    return bool(runs) and all(_is_on(run, "b") for run in runs)


def boxes(paragraph: Any) -> list[Any]:
    """The text boxes anchored in a paragraph, each once though Word keeps a second copy for old readers."""
    doubled = {f"{_MC}Fallback", f"{W}txbxContent"}
    found = paragraph.iter(f"{W}txbxContent")
    return [box for box in found if not any(above.tag in doubled for above in box.iterancestors())]


def _is_on(run: Any, name: str) -> bool:
    switch = run.find(f"{W}rPr/{W}{name}")
    return switch is not None and switch.get(f"{W}val", "1").lower() not in _OFF
