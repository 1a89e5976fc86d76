"""The worked examples, run by the rules as they stand."""

from __future__ import annotations

from typing import Any

from oneplan.rulebook import load_rulebook
from oneplan.rulebook.example_files import load_examples


def run_examples() -> list[dict[str, Any]]:
    """Each example with what it expects and whether the engine agrees."""
    book = load_rulebook()
    return [
        {
            "id": example.id,
            "title": example.title,
            "rules": list(example.rules),
            "question": dict(example.document),
            "expected": [dict(row) for row in example.expected],
            "agrees": not example.unmet(example.question(book).answer(book.rules)),
        }
        for example in load_examples().stories
    ]
