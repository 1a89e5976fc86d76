"""The words, numbers and limits by which improvement plan documents are read and checked."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from oneplan.core.improvement.rules import LintRules
from oneplan.core.kernel import Problem

FOLDER = Path(__file__).parent


@cache
def plan_rules(name: str) -> dict[str, Any]:
    """One file of plan rules by its name without the ending."""
    path = FOLDER / f"{name}.toml"
    if not path.exists():
        raise Problem(
            f"There are no plan rules called {name}.",
            do=f"Ask for one of {', '.join(sorted(file.stem for file in FOLDER.glob('*.toml')))}.",
        )
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def lint_rules() -> LintRules:
    """The linter's thresholds and phrases, ready for core."""
    rules = plan_rules("linter")
    phrases = {name: tuple(words) for name, words in rules["phrases"].items()}
    # How much may hang on one role is said once, where the cycle of the plan is.
    alone = {f"alone_{name}": plan_rules("cycle")["alone"][name] for name in ("actions", "share", "share_from")}
    return LintRules(**rules["thresholds"], **alone, phrases=phrases)
