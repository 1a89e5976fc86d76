"""A pack set against the records again: the plan replayed from its events, figures read from their own reckoning."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F

from oneplan.adapters.packs.content import Number
from oneplan.adapters.packs.reading_back import plain, printed_text
from oneplan.answers.figures_manual import is_by_hand, manual_line
from oneplan.answers.figures_shown import Shown, shown_of_run
from oneplan.answers.packs_beside import REGISTERS, pounds_said
from oneplan.answers.packs_counts import Standing, counts
from oneplan.answers.series_values import known_on
from oneplan.core.access import Viewer
from oneplan.core.improvement.history import state_of
from oneplan.core.measures import Grain
from oneplan.records.improvement.models import (
    Action,
    ActionEvent,
    AvoidanceChange,
    AvoidanceLine,
    RegisterChange,
    RegisterEntry,
)
from oneplan.records.improvement.projection import events_of
from oneplan.records.improvement.registers import OPEN
from oneplan.records.packs import queries
from oneplan.records.packs.queries import PackRow
from oneplan.records.voice.models import StepKind, VoiceItem, VoiceStep
from oneplan.rulebook.measure_files import load_measures

_NEAR = 700


@dataclass(frozen=True, slots=True)
class PackChecked:
    """How many printed numbers were compared, those that differ, and those that nothing can be set against any more."""

    compared: int
    differing: tuple[str, ...]
    beyond: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        """Whether every number that was compared equals the records."""
        return not self.differing


def figures_in(pack_id: str, *, viewer: Viewer) -> tuple[Number, ...]:
    """Every number printed in a pack, with its measure, period and source."""
    return tuple(_number(each) for each in queries.pack(pack_id, viewer=viewer).figures)


def check_pack(pack_id: str, *, viewer: Viewer) -> PackChecked:
    """Every printed number against the records of its day, and against the words of both documents."""
    row = queries.pack(pack_id, viewer=viewer)
    numbers = figures_in(pack_id, viewer=viewer)
    recounted, beyond = _recounted(row, numbers)
    differing = [
        f"{each.label}: printed {each.words}, the records say {recounted[each.key]}"
        for each in numbers
        if each.key in recounted and recounted[each.key] != each.words
    ]
    for name, text in printed_text(row.pdf_stored, row.word_stored):
        differing += [f"{each.label}: {each.words} is not in the {name}" for each in numbers if not _stands(each, text)]
    return PackChecked(len(numbers) - len(beyond), tuple(differing), tuple(beyond))


def _recounted(row: PackRow, numbers: Iterable[Number]) -> tuple[Mapping[str, str], list[str]]:
    plan = counts(_replayed(row.plan_id, row.last_event), row.as_of)
    beside = {} if _moved_since(row) else _beside(row.plan_id)
    shown = shown_of_run(row.figure_run, row.profile)
    found: dict[str, str] = {}
    beyond: list[str] = []
    for each in numbers:
        kind, _, rest = each.key.partition("/")
        if kind in ("plan", "section"):
            found[each.key] = f"{plan.get(each.key, 0):,}"
        elif each.key in beside:
            found[each.key] = beside[each.key]
        elif kind == "figure" and (words := _figure(row, shown, *rest.rsplit("/", 1))):
            found[each.key] = words
        else:
            beyond.append(each.label)
    return found, beyond


def _moved_since(row: PackRow) -> bool:
    """Whether a register, money or a voice changed after the pack was made: then they tell another day."""
    after = {"at__gt": row.made_at}
    entries = RegisterChange.objects.filter(entry__plan__public_id=row.plan_id, **after)
    money = AvoidanceChange.objects.filter(line__plan__public_id=row.plan_id, **after)
    said = VoiceItem.objects.filter(plan__public_id=row.plan_id, **after)
    answered = VoiceStep.objects.filter(item__plan__public_id=row.plan_id, **after)
    return any(each.exists() for each in (entries, money, said, answered))


def _beside(plan_id: str) -> Mapping[str, str]:
    """The registers counted and the money added up from their rows, by key."""
    kinds = RegisterEntry.objects.filter(plan__public_id=plan_id, state=OPEN).values_list("kind", flat=True)
    found = {f"register/{kind}": "0" for kind in REGISTERS}
    found |= {f"register/{kind}": f"{number:,}" for kind, number in Counter(kinds).items()}
    sums: dict[str, Decimal] = defaultdict(Decimal)
    signed = AvoidanceLine.objects.filter(plan__public_id=plan_id, signed_version=F("version"))
    for line in signed:
        for year, quantity in line.ramp.items():
            sums[f"money/{year}/planned"] += Decimal(quantity) * line.unit_cost
    said = VoiceItem.objects.filter(plan__public_id=plan_id)
    told = said.filter(steps__kind=StepKind.TOLD).distinct()
    found |= {"voice/items": f"{said.count():,}", "voice/told": f"{told.count():,}"}
    return found | {key: pounds_said(amount) for key, amount in sums.items()}


def _replayed(plan_id: str, last_event: int) -> Iterator[Standing]:
    """The actions as the events up to one of them left them, without looking at how they stand now."""
    rows = ActionEvent.objects.filter(action__plan__public_id=plan_id, pk__lte=last_event).order_by("action_id", "pk")
    by_action: dict[int, list[ActionEvent]] = defaultdict(list)
    for row in rows.select_related("plan_import"):
        by_action[row.action_id].append(row)
    known = set(Action.objects.filter(plan__public_id=plan_id).values_list("pk", flat=True))
    for action_id, events in by_action.items():
        state = state_of(events_of(events))
        if action_id in known and not state.is_withdrawn and not state.is_superseded:
            facets = state.facets
            yield Standing(facets.section, facets.rating.rating, facets.due.due_on, bool(facets.owners))


def _figure(row: PackRow, shown: Shown | None, name: str, which: str) -> str:
    """The figure of that reckoning in words; of the year before, that one's. Empty where it was not reckoned there."""
    if is_by_hand(name):
        line = manual_line(name, profile=load_measures().profile(row.profile), known=known_on(row.as_of))
        return line.value.words if which == "value" else line.before.value.words if line.before else ""
    measure = load_measures().by_id.get(name)
    if shown is None or measure is None:
        return ""
    newest = shown.newest(measure)
    if which == "value":
        return newest.value.words
    years = shown.periods(measure, Grain.YEAR)
    before = [each for each in years if each.last_day < newest.first_day and each.value.is_shown]
    return before[-1].value.words if before else ""


def _stands(number: Number, text: str) -> bool:
    """Whether the number stands near its label, before or after it, anywhere in the document."""
    label, words = plain(number.label), plain(number.words)
    at = text.find(label)
    while at >= 0:
        if words in text[max(0, at - _NEAR) : at + len(label) + _NEAR]:
            return True
        at = text.find(label, at + 1)
    return False


def _number(plain: Mapping[str, str]) -> Number:
    return Number(**{name: plain[name] for name in ("key", "label", "words", "measure", "period", "source")})
