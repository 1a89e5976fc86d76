"""The parts beneath a child's dates: request, plan, needs, placements, reviews, data problems and other cases."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from oneplan.web.children.code_words import code_words, plain_words, yes_no
from oneplan.web.children.parts import Cell, Part, table
from oneplan.web.ui.words import count_of, short_day

if TYPE_CHECKING:
    from oneplan.records.casework.queries import CaseFile
    from oneplan.records.settings.queries import SettingRow

Pairs = tuple[tuple[str, str], ...]
RETURN_ONLY_LATEST = "A return carries only the latest review, so earlier ones may have been held and are not here."


def sections(file: CaseFile, *, may_read_returns: bool) -> tuple[Part, ...]:
    """Every part with its count, the empty ones too: an empty part says what would be there."""
    return (
        _request(file),
        _plan(file),
        _needs(file),
        _placements(file),
        _reviews(file),
        _problems(file, may_read_returns=may_read_returns),
        _others(file),
    )


def place_words(setting: SettingRow | None, kind: str, other: str, code_list: str) -> str:
    """Where somebody is: the setting by name or number, else what kind of place it is."""
    if setting is not None:
        return setting.name
    return other or code_words(code_list, kind) or "Not known"


def _request(file: CaseFile) -> Part:
    held = file.assessment
    pairs = () if held is None else _said(
        ("Request received", _day(held.received_on)),
        ("Asked for by", code_words("request-source", held.source)),
        ("Decision to assess", _outcome(held.request_outcome, held.request_outcome_on)),
        ("Mediation about the request", yes_no(held.request_mediation)),
        ("Appeal about the request", yes_no(held.request_tribunal)),
        ("Outcome of the assessment", _outcome(held.outcome, held.outcome_on)),
        ("Mediation about the outcome", yes_no(held.mediation)),
        ("Appeal about the outcome", yes_no(held.tribunal)),
        ("Exception to 20 weeks claimed", yes_no(held.exceptions_apply)),
        ("Moved on to", f"authority {held.exported_to}" if held.exported_to else ""),
    )  # fmt: skip
    empty = "No request is on record: the plan may have come from another area, or begun before records here do."
    return Part("request", "Request and assessment", len(pairs) and 1, pairs=pairs, empty=empty)


def _plan(file: CaseFile) -> Part:
    plan = file.plan
    empty = "There is no plan. When one is made, its first day and the settings it names stand here."
    if plan is None:
        return Part("plan", "Plan", 0, empty=empty)
    named = [
        place_words(each.setting, each.sen_setting, each.sen_setting_other, "sen-setting-in-plan")
        for each in plan.named_settings
    ]
    pairs = _said(
        ("First issued", _day(plan.started_on)),
        ("Came from", f"authority {plan.transferred_from}" if plan.transferred_from else ""),
        ("Setting named", "; ".join(named)),
        ("Reviews on record from", _day(plan.history_from)),
        ("Personal budget", yes_no(plan.personal_budget)),
        ("Arrangements organised by the authority", yes_no(plan.organised_arrangements)),
        ("Direct payments", code_words("direct-payments", plan.direct_payments)),
        ("Residential", code_words("residential", plan.residential)),
        ("Work-based", code_words("work-based", plan.work_based)),
        ("Ceased", _ceased(plan.ceased_on, plan.cease_reason)),
    )
    return Part("plan", "Plan", 1, pairs=pairs, empty=empty)


def _needs(file: CaseFile) -> Part:
    rows = [
        (code_words("need", need.code), "Primary" if need.rank == 1 else "Also") for need in sorted(
            file.needs, key=lambda each: each.rank
        )
    ]  # fmt: skip
    empty = "No type of need is on record, or your role does not show it. A return brings the primary and one more."
    return table("needs", "Needs", ("Type of need", "Rank"), rows, empty=empty)


def _placements(file: CaseFile) -> Part:
    rows = [
        (
            place_words(each.setting, each.sen_setting, each.sen_setting_other, "sen-setting-of-placement"),
            _day(each.entered_on) or "Not known",
            _day(each.left_on) or "Still there",
            "; ".join(
                _kept(
                    "SEN unit" if each.in_sen_unit else "",
                    "resourced provision" if each.in_resourced_provision else "",
                    code_words("residential", each.residential),
                    code_words("work-based", each.work_based),
                )
            ),
        )
        for each in file.placements
    ]
    headings = ("Where", "From", "To", "How")
    return table("placements", "Placements", headings, rows, empty="No placement is on record.")


def _reviews(file: CaseFile) -> Part:
    rows = [
        (
            _day(each.meeting_on) or "Meeting not recorded",
            _day(each.decided_on) or "Not recorded",
            code_words("review-outcome", each.outcome),
            _day(each.draft_on),
            _day(each.phase_transfer_final_on) or _due(each.phase_transfer_due_on),
        )
        for each in reversed(file.reviews)
    ]
    headings = ("Meeting", "Decision told", "Outcome", "Proposed changes sent", "Next phase named")
    from_return = any(each.return_year for each in file.events)
    says = RETURN_ONLY_LATEST if rows and from_return else ""
    empty = "No review is on record. Each review meeting and decision stands here once it is recorded or returned."
    return table("reviews", "Reviews", headings, rows, says=says, empty=empty)


def _problems(file: CaseFile, *, may_read_returns: bool) -> Part:
    empty = "No return has found anything wrong with this record."
    if not file.problems:
        return Part("problems", "Data problems", 0, empty=empty)
    says = f"{count_of(file.problems, 'thing').capitalize()} in a return to put right at its source."
    where = f"{reverse('data-problems')}?case={file.id}"
    more = ("See what each is and how to put it right", where) if may_read_returns else None
    whom = "" if more else "Whoever answers for returns can open the list."
    return Part("problems", "Data problems", file.problems, says=says, empty=whom, more=more)


def _others(file: CaseFile) -> Part:
    rows = [
        (
            Cell(plain_words(each.stage) or "Another case", reverse("child", args=[each.id])),
            _day(each.opened_on) or "Not known",
            _day(each.closed_on) or "Open",
        )
        for each in file.other_cases
    ]
    name = "this child or young person" if file.is_pseudonym else file.person.name
    empty = f"{name[:1].upper()}{name[1:]} has no other case that you may open."
    return table("others", "Other cases", ("Case", "Opened", "Closed"), rows, empty=empty)


def _said(*pairs: tuple[str, str]) -> Pairs:
    return tuple(pair for pair in pairs if pair[1])


def _kept(*words: str) -> Iterable[str]:
    return (word for word in words if word)


def _day(day: date | None) -> str:
    return short_day(day) if day else ""


def _due(day: date | None) -> str:
    return f"due by {short_day(day)}" if day else ""


def _outcome(code: str, on: date | None) -> str:
    return ", ".join(_kept(code_words("outcome", code), _day(on)))


def _ceased(on: date | None, reason: str) -> str:
    return ": ".join(_kept(_day(on), code_words("cease-reason", reason)))
