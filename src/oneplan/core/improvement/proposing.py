"""Which reference a line added to a plan would bear, in the manner of the lines beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable

from oneplan.core.improvement.refs import Ref, parse_ref


def propose_ref(beside: Iterable[str], taken: Collection[str], *, title: str = "") -> str:
    """The next reference after those beside it that is free; made from the section's title where there is none."""
    known = [ref for ref in (parse_ref(each) for each in beside) if ref is not None]
    prefix, number = _usual(known) if known else (_initials(title), 1)
    while f"{prefix}{number}" in taken:
        number += 1
    return f"{prefix}{number}"


def _usual(refs: list[Ref]) -> tuple[str, int]:
    prefix = Counter(ref.prefix for ref in refs).most_common(1)[0][0]
    return prefix, max(ref.number for ref in refs if ref.prefix == prefix) + 1


def _initials(title: str) -> str:
    words = [word for word in re.findall(r"[A-Za-z]+", title) if word.lower() not in {"and", "of", "the", "for", "to"}]
    return "".join(word[0] for word in words[:3]).upper() or "A"
