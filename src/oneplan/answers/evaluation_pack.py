"""What leaders bring to the yearly engagement meeting: a summary of a few pages, and what changed since the last."""

from __future__ import annotations

from math import ceil

from oneplan.answers.evaluation import ENGAGEMENT, bears, heat_of, matched_of, view_of
from oneplan.answers.evaluation_rows import ChangedJudgement, HeatRow, MeetingPack, StatementView
from oneplan.core.access import Viewer
from oneplan.records.evaluation import queries
from oneplan.records.evaluation.rows import StatementRow
from oneplan.rulebook.evaluation_files import evaluation_words, word_of

_WEAK = ("weak", "developing", "not-known")


def meeting_pack(*, viewer: Viewer) -> MeetingPack:
    """The pack as of the viewer's day: agreed statements only, because drafts are nobody's word yet."""
    current = queries.open_round(viewer=viewer)
    rows = queries.statements(current.id, viewer=viewer) if current else ()
    views = tuple(view_of(each, viewer=viewer) for each in rows if each.is_agreed)
    last = queries.last_of_kind(ENGAGEMENT, viewer.on, viewer=viewer)
    findings = tuple(each for review in queries.reviews(viewer=viewer) for each in review.findings)
    heat = heat_of(rows, on=viewer.on)
    words = evaluation_words()
    counted = sum(_length(each.row) for each in views)
    return MeetingPack(
        round=current,
        as_at=viewer.on,
        last_meeting=last,
        heat=heat,
        changed=_changed(views, queries.judgements_on(current.id, last.held_on, viewer=viewer))
        if current and last
        else (),
        themes=_themes(heat, views),
        strong=tuple(each for each in views if each.row.judgement == "strong"),
        findings=tuple(each for each in findings if each.kind == "improve" and each.closed_on is None),
        matched=matched_of(findings),
        pages=max(1, ceil(counted / words.words_on_a_page)),
        most_pages=words.most_pages,
    )


def _changed(views: tuple[StatementView, ...], before: dict[str, str]) -> tuple[ChangedJudgement, ...]:
    judged = evaluation_words().judgements
    return tuple(
        ChangedJudgement(each, word_of(judged, before[each.row.id]) if each.row.id in before else None)
        for each in views
        if before.get(each.row.id) != each.row.judgement
    )


def _themes(
    heat: tuple[HeatRow, ...], views: tuple[StatementView, ...]
) -> tuple[tuple[HeatRow, tuple[StatementView, ...]], ...]:
    """The criteria with most that is not strong first, each with those statements."""
    found = []
    for row in heat:
        own = tuple(each for each in views if each.row.judgement in _WEAK and bears(each.row, row.question.id))
        if own:
            found.append((row, own))
    return tuple(sorted(found, key=lambda each: -len(each[1])))


def _length(row: StatementRow) -> int:
    texts = (row.claim, row.impact, row.what_next, *(each.shows for each in row.citations))
    return sum(len(text.split()) for text in texts)
