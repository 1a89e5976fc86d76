"""Only the edges of the product may ask what day it is."""

from __future__ import annotations

import ast
from pathlib import Path

import oneplan

ROOT = Path(oneplan.__file__).parent
EDGES = {"web", "cli", "jobs", "config"}
ASKS = {("timezone", "localdate"), ("date", "today"), ("datetime", "today"), ("datetime", "now")}


def _asks_the_day(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and (node.value.id, node.attr) in ASKS
    ]


def test_nothing_below_the_edges_asks_what_day_it_is():
    inside = [path for path in ROOT.rglob("*.py") if path.relative_to(ROOT).parts[0] not in EDGES]

    found = [where for path in inside for where in _asks_the_day(path)]

    assert len(inside) > 100
    assert found == []


def test_a_call_for_the_day_would_be_found():
    assert any(_asks_the_day(path) for path in (ROOT / "web").rglob("*.py"))
