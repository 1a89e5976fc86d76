"""A pack collected once: the same content for every press, with where each number is from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from django.conf import settings

from oneplan.adapters.packs.content import PackContent
from oneplan.adapters.packs.shapes import Block, Part, Points, Words
from oneplan.answers.packs_beside import money, registers, voice
from oneplan.answers.packs_checked import PackChecked, check_pack, figures_in
from oneplan.answers.packs_easy import easy
from oneplan.answers.packs_gathered import Gathered, gather
from oneplan.answers.packs_measures import scorecard
from oneplan.answers.packs_plan import achieved, areas, changes, exceptions, late, lead, thread
from oneplan.core.access import Viewer
from oneplan.core.improvement.rating import Rating
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.packs import queries as kept
from oneplan.rulebook.measure_files import load_measures
from oneplan.rulebook.pack_files import load_pack_rules

__all__ = ["PackChecked", "check_pack", "figures_in", "pack_content"]

PERMISSION = "pack-make"
_WRITE: Mapping[str, Callable[[Gathered], Iterable[Block]]] = {
    "thread": thread,
    "changes": changes,
    "exceptions": exceptions,
    "scorecard": scorecard,
    "areas": areas,
    "registers": registers,
    "money": money,
    "voice": voice,
    "achieved": achieved,
    "late": late,
    "easy": lambda held: easy(held, area=settings.ENVIRONMENT.area_name, council=settings.ENVIRONMENT.council_name),
}
_MISSING, EASY = "missing", "easy"


def pack_content(
    plan_id: str,
    *,
    tier: str,
    profile: str = "",
    viewer: Viewer,
    on: date,
    since: date | None = None,
    meeting: str = "",
) -> PackContent:
    """Everything that a pack of this tier prints, as of a day; ``profile`` may ask for more care than the tier's."""
    rights.check(viewer, PERMISSION)
    _check_care(tier, profile)
    held = gather(plan_id, tier=tier, profile=profile, on=on, since=since)
    said = lead(held) if EASY not in held.tier.parts else ""
    parts = tuple(_part(held, name) for name in held.tier.parts if name != _MISSING)
    missing = tuple(dict.fromkeys((*held.missing, *_missing(held))))
    if _MISSING in held.tier.parts:
        title = load_pack_rules().parts[_MISSING]
        parts = (*parts, Part(_MISSING, title, tuple(_said_to_be_missing(missing))))
    return PackContent(
        plan_id=plan_id,
        plan_title=held.tree.plan.title,
        area=settings.ENVIRONMENT.area_name,
        tier=held.tier.id,
        tier_title=held.tier.title,
        profile=held.profile,
        profile_title=held.care.title,
        profile_says=held.care.says,
        is_public=held.tier.is_public,
        made_on=on,
        ratings_as_at=held.tree.plan.ratings_as_at,
        figures_as_of=held.run.as_of if held.run else None,
        figure_run=held.run.id if held.run else None,
        last_event=kept.last_event(plan_id),
        meeting=meeting,
        lead=said,
        parts=parts,
        numbers=tuple(held.numbers),
        missing=missing,
        hidden=tuple(sorted(held.hidden)),
    )


def _part(held: Gathered, name: str) -> Part:
    return Part(name, held.rules.parts[name], tuple(_WRITE[name](held)))


def _check_care(tier: str, profile: str) -> None:
    own = load_measures().profile(load_pack_rules().tier(tier).profile)
    asked = load_measures().profile(profile or own.id)
    if asked.fewest_shown < own.fewest_shown or asked.rounded_to < own.rounded_to:
        raise Problem(
            f"A pack for this tier cannot show figures “{asked.title.lower()}”.",
            why="It would show its readers numbers that are hidden from them everywhere else.",
            do="Leave the profile out, or choose one that hides as much.",
        )


def _missing(held: Gathered) -> Iterator[str]:
    """What a reader would look for and not find, in sentences."""
    if held.run is None:
        yield "No figure has been reckoned yet, so nothing here is measured."
    elif held.run.as_of < held.on:
        yield f"Figures were last reckoned on {held.run.as_of.day} {held.run.as_of:%B %Y}; they may have moved since."
    if held.tree.plan.ratings_as_at is None:
        yield "The plan does not say on which day its actions were rated."
    unmeasured = [each for each in held.sections if not held.measures.get(each.slug)]
    if unmeasured:
        parts = f"{len(unmeasured):,} of {len(held.sections):,} parts of the plan"
        yield f"No measure with a single value is linked to {parts}."
    unrated = sum(row.rating is Rating.UNKNOWN for row in held.actions)
    if unrated:
        yield f"{unrated:,} of {len(held.actions):,} actions have no rating."
    hidden = sum(not link.line.value.is_shown and link.line.value.reason != "none" for link in held.links)
    if hidden:
        yield f"Some figures are not shown because they are small. {held.care.says}"
    if not held.tier.is_public:
        yield from _unreported(held)


def _unreported(held: Gathered) -> Iterator[str]:
    silent = sum(row.rating.is_live and not row.update_count for row in held.actions)
    unproven = sum(row.rating.is_finished and not row.evidence_count for row in held.actions)
    if silent:
        yield f"Nothing was ever reported on {silent:,} live actions."
    if unproven:
        yield f"{unproven:,} actions are said to be finished, and no evidence of it is held here."


def _said_to_be_missing(missing: tuple[str, ...]) -> Iterator[Block]:
    if missing:
        yield Words("What a reader would look for and does not find here:")
        yield Points(missing)
    else:
        yield Words("Nothing that this pack should hold is missing.")
