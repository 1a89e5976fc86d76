"""The numbers and phrases by which the linter judges; the values themselves are rulebook data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class LintRules:
    """Thresholds that are none switch their check off, so that a linter without rules checks structure alone."""

    role_actions: int | None = None
    role_share: float | None = None
    role_share_from: int | None = None
    role_same_month: int | None = None
    alone_actions: int | None = None
    alone_share: float | None = None
    alone_share_from: int | None = None
    same_matter: float | None = None
    same_matter_margin: float | None = None
    same_promise: float | None = None
    same_area: float | None = None
    measures: int | None = None
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def words(self, name: str) -> tuple[str, ...]:
        """The phrases of one kind, or none."""
        return self.phrases.get(name, ())


STRUCTURE_ONLY = LintRules()
