"""The demonstration: the example plan comes in as a Word file like anybody's, and invented people work on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from oneplan.actions.contributions import add_evidence, record_update, state_impact
from oneplan.actions.demonstration import make_demo_accounts
from oneplan.actions.green_ratings import approve_green, ask_for_green, send_back_green
from oneplan.actions.plan_imports import apply_plan_import
from oneplan.actions.plan_lines import change_due, change_owners, change_rating
from oneplan.core.access import Viewer
from oneplan.core.improvement.evidence import EvidenceKind
from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import DuePrecision, Owner, OwnerPart
from oneplan.feeds import demonstration_delivery
from oneplan.feeds.demonstration_cases import PLANS, Say, bring_in_the_cases
from oneplan.feeds.demonstration_rooms import ROOMS
from oneplan.feeds.improvement_plans import Progress, read_now, receive
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.improvement import greens, queries
from oneplan.records.improvement.rows import ActionRow
from oneplan.synthetic import example_plan
from oneplan.synthetic.demonstration import Deed, deeds, people


def prepare(*, on: date, on_progress: Progress | None = None, say: Say = lambda _: None, plans: int = PLANS) -> str:
    """The demonstration is ready: people, plan, cases and what was done; a second time changes nothing."""
    accounts = make_demo_accounts(people(), on=on)
    lead = accounts[people()[0].email]
    viewer = viewer_of(lead, on=on)
    plan = queries.current_plan(viewer=viewer)
    if plan is None:
        first_deed = on - timedelta(days=max(deed.days_ago for deed in deeds()))
        first_day = min(first_deed, demonstration_delivery.before_the_first_round(on))
        plan_id = _bring_in_the_plan(lead, first_day, on_progress)
        say("Asking for updates, round after round")
        demonstration_delivery.past_rounds(plan_id=plan_id, accounts=accounts, on=on)
        _act_out(plan_id, accounts, viewer, on)
    else:
        plan_id = plan.id
    bring_in_the_cases(on=on, say=say, plans=plans)
    for words, bring_in in ROOMS:
        say(words)
        bring_in(plan_id=plan_id, accounts=accounts, on=on)
    return plan_id


def _bring_in_the_plan(lead: Any, on: date, on_progress: Progress | None) -> str:
    with TemporaryDirectory(prefix="oneplan-demo-") as folder:
        path = Path(folder) / "Merrowdale One Plan.docx"
        example_plan.write_word(example_plan.load(), path)
        with path.open("rb") as stream:
            import_id = receive(stream, name=path.name, declared_type="", by=lead, on=on, queued=False)
    read_now(import_id, on=on, on_progress=on_progress)
    return apply_plan_import(import_id=import_id, by=lead, on=on).plan_id


def _act_out(plan_id: str, accounts: Mapping[str, Any], viewer: Viewer, on: date) -> None:
    # The plan's own word for a rating is the one its actions already use.
    key = {each.rating: each.rating_raw for each in queries.plan_tree(plan_id, viewer=viewer).actions}
    for deed in deeds():
        row = next(each for each in queries.plan_tree(plan_id, viewer=viewer).actions if each.ref == deed.ref)
        day = on - timedelta(days=deed.days_ago)
        _VERBS[deed.verb](deed, row, {"action_id": row.id, "by": accounts[deed.by], "on": day}, key)


Common = dict[str, Any]


def _rate(deed: Deed, row: ActionRow, common: Common, key: Mapping[Rating, str]) -> None:
    rating = Rating(deed.words["rating"])
    word = key.get(rating, "")
    change_rating(version=row.version, rating_raw=word, rating=rating, reason=deed.words["reason"], **common)


def _redate(deed: Deed, row: ActionRow, common: Common, _key: Mapping[Rating, str]) -> None:
    due_on = deed.words["due_on"]
    change_due(
        version=row.version,
        due_raw=f"{due_on:%B %Y}",
        due_on=due_on,
        precision=DuePrecision.MONTH,
        reason=deed.words["reason"],
        **common,
    )


def _reown(deed: Deed, row: ActionRow, common: Common, _key: Mapping[Rating, str]) -> None:
    added = replace(Owner(deed.words["add"]), part=OwnerPart.SUPPORT)
    change_owners(version=row.version, owners=(*row.owners, added), reason=deed.words["reason"], **common)


def _update(deed: Deed, _row: ActionRow, common: Common, _key: Mapping[Rating, str]) -> None:
    record_update(text=deed.words["text"], happened_on=common["on"], **common)


def _prove(deed: Deed, _row: ActionRow, common: Common, _key: Mapping[Rating, str]) -> None:
    kind = EvidenceKind(deed.words["kind"])
    add_evidence(kind=kind, note=deed.words["note"], happened_on=common["on"], document=None, **common)


def _state(deed: Deed, _row: ActionRow, common: Common, _key: Mapping[Rating, str]) -> None:
    state_impact(text=deed.words["text"], happened_on=common["on"], **common)


def _ask_green(deed: Deed, row: ActionRow, common: Common, key: Mapping[Rating, str]) -> None:
    rating = Rating(deed.words["rating"])
    ask_for_green(
        version=row.version, rating_raw=key.get(rating, ""), rating=rating, reason=deed.words["reason"], **common
    )


def _approve_green(deed: Deed, row: ActionRow, common: Common, _key: Mapping[Rating, str]) -> None:
    approve_green(request_id=_asked_of(row, common), reason=deed.words["reason"], by=common["by"], on=common["on"])


def _send_back(deed: Deed, row: ActionRow, common: Common, _key: Mapping[Rating, str]) -> None:
    send_back_green(request_id=_asked_of(row, common), reason=deed.words["reason"], by=common["by"], on=common["on"])


def _asked_of(row: ActionRow, common: Common) -> str:
    viewer = viewer_of(common["by"], on=common["on"])
    return next(each.id for each in greens.requests_of(row.id, viewer=viewer) if not each.outcome)


_VERBS: Mapping[str, Callable[[Deed, ActionRow, Common, Mapping[Rating, str]], None]] = {
    "rating": _rate,
    "due": _redate,
    "owners": _reown,
    "update": _update,
    "evidence": _prove,
    "impact": _state,
    "ask-green": _ask_green,
    "approve-green": _approve_green,
    "send-back": _send_back,
}
