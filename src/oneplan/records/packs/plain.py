"""Words written for everybody, the newest of each place."""

from __future__ import annotations

from collections.abc import Mapping

from oneplan.records.packs.models import PlainWords

EASY, REASON = "easy", "reason"


def plain_words(plan_id: str, kind: str) -> Mapping[str, str]:
    """The words of one kind, by the section's slug or the action's id; words taken back are left out."""
    rows = PlainWords.objects.filter(plan__public_id=plan_id, kind=kind).order_by("id")
    named = rows.values_list("section__slug", "action__public_id", "words")
    newest = {slug or action: words for slug, action, words in named}
    return {place: words for place, words in newest.items() if words}
