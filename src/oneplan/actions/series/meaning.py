"""Says that from a day on a measure means something else here, so that its line is broken there."""

from __future__ import annotations

from datetime import date

from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.actions.series.holding import WRITE, by_hand, series_of
from oneplan.core.access import Viewer
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.series.models import DefinitionVersion

_LONGEST_WHY = 500


def change_definition(
    *,
    measure: str,
    first_day: date,
    words: str,
    why: str,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> int:
    """From a day on the measure means what the words say; values stay. Returns the number of the version."""
    request = Request("change-definition", by, on, request_key, route)

    def work(viewer: Viewer) -> int:
        acting = rights.check(viewer, WRITE)
        held = by_hand(measure)
        if not words.strip() or not why.strip():
            raise Problem(
                "Say what the measure means from then on, and why that changes.",
                why="Whoever reads the series later must be able to tell why it breaks there.",
                do="Write one sentence for each.",
            )
        series = series_of(held)
        last = DefinitionVersion.objects.filter(series=series).order_by("-number").first()
        if last is not None and last.first_day >= first_day:
            raise Problem(
                f"A later meaning holds already, from {last.first_day.day} {last.first_day:%B %Y}.",
                why="Meanings follow one another; none can be put in before another.",
                do="Give a later day.",
            )
        number = last.number + 1 if last else 2  # the catalogue's own words are the first
        DefinitionVersion.objects.create(
            series=series,
            number=number,
            first_day=first_day,
            words=words.strip(),
            why=why.strip()[:_LONGEST_WHY],
            by=by,
            on=on,
        )
        leaves_trace(request, viewer, acting_role=acting, subject_kind="series", subject_ids=[measure])
        return number

    asked = {"measure": measure, "from": first_day, "words": words, "why": why}
    return int(carry_out(request, work, asked=asked) or 0)
