"""The live records that bear on a question, each with its day, or named as missing with who could supply it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from oneplan.answers import figures
from oneplan.answers.readiness import DocumentStatus, ListStatus, documents_ready, lists_ready
from oneplan.core.access import NotAllowed, NotFound, Viewer
from oneplan.core.improvement.rating import Rating
from oneplan.core.instruments import BearsOn, Question
from oneplan.core.kernel import Problem
from oneplan.core.measures import Measure
from oneplan.records import rights
from oneplan.records.evaluation import bearing
from oneplan.records.improvement import queries as plan_queries
from oneplan.records.improvement.rows import PlanTree
from oneplan.records.strategy import bearing as strategy_bearing
from oneplan.rulebook.catalogue_files import load_catalogue
from oneplan.rulebook.measure_files import load_measures

BOARD = "board"
_ROOMS = {
    "governance": ("governance", "The partnership's meetings"),
    "evaluation": ("evaluation", "This self-evaluation"),
    "strategy": ("strategy", "Needs, strategies, agreements and advice"),
    "voice": ("voice", "What people said"),
    "returns": ("returns", "The council's data team"),
}
_TITLES = {
    "governance:bodies": "Boards and groups",
    "governance:seats": "Seats and who holds them",
    "governance:meetings": "Meetings held",
    "governance:attendance": "Attendance",
    "governance:minutes": "Minutes",
    "governance:decisions": "Decisions",
    "governance:questions": "Questions between boards",
    "governance:reports": "Reports and their due days",
    "governance:papers": "Papers",
    "evaluation:statements": "Statements of the self-evaluation",
    "evaluation:outside": "What others found",
    "strategy:facts": "Facts about need",
    "strategy:agreements": "Data sharing agreements",
    "strategy:advice": "Recommendations",
    "voice:forum": "What the parent carer forum raised",
    "voice:families": "What families said",
    "voice:young-people": "What children and young people said",
    "voice:told-back": "Whether people were told what was decided",
    "voice:involvement": "Who was involved in actions of the plan",
    "plan:ratings": "How the plan's actions stand",
    "plan:updates": "Updates on the plan's actions",
    "plan:evidence": "Finished actions with evidence",
    "plan:impact": "Actions that say what difference they made",
    "plan:owners": "Who owns the plan's actions",
    "returns:sen2": "The yearly return of plans and assessments",
}


@dataclass(frozen=True, slots=True)
class BearingRecord:
    """One sort of record that bears on a question; ``route`` and ``arg`` open it, without ``says`` it is missing."""

    kind: str
    ref: str
    title: str
    says: str = ""
    as_of: date | None = None
    missing: str = ""
    supplied_by: str = ""
    route: str = ""
    arg: str = ""

    @property
    def is_missing(self) -> bool:
        """Whether no record of this sort is here."""
        return not self.says


def bearing_on(question: Question, *, viewer: Viewer) -> tuple[BearingRecord, ...]:
    """The records that bear on a question, those that are here first; criteria are no records."""
    rights.check(viewer, "evaluation-read")
    asked = _Asked(question, viewer)
    found = [asked.record(each) for each in question.bears_on if each.kind != "criterion"]
    once = {(each.kind, each.ref): each for group in found for each in group}
    return tuple(sorted(once.values(), key=lambda each: each.is_missing))


def figure_for(measure: str, *, viewer: Viewer) -> figures.FigureView | None:
    """A figure by its own id or its number in the catalogue, shown with the care of a board's papers; or none."""
    for name in (*_computed(measure), measure):
        try:
            return figures.figure(name, viewer=viewer, profile=BOARD)
        except (NotFound, NotAllowed):
            continue
    return None


class _Asked:
    """One question being looked up, with what several of its records share read once."""

    def __init__(self, question: Question, viewer: Viewer) -> None:
        self.question, self.viewer = question, viewer
        self._tree: PlanTree | None = None
        self._lists: Mapping[str, ListStatus] = {}
        self._documents: Mapping[str, DocumentStatus] = {}
        self._readers: Mapping[str, Callable[[BearsOn], tuple[BearingRecord, ...]]] = {
            "measure": self._measure,
            "plan": self._plan,
            "section": self._sections,
            "list": self._list,
            "document": self._document,
        }

    def record(self, bears: BearsOn) -> tuple[BearingRecord, ...]:
        """What is held of one sort."""
        reader = self._readers.get(bears.kind, self._counted)
        return reader(bears)

    def _missing(self, bears: BearsOn, title: str, why: str, supplied_by: str = "") -> tuple[BearingRecord, ...]:
        words = f"No record here says {self.question.asks}: {why.rstrip('.')}"
        return (BearingRecord(bears.kind, bears.ref, title, missing=words, supplied_by=supplied_by),)

    def _measure(self, bears: BearsOn) -> tuple[BearingRecord, ...]:
        held = load_catalogue().by_id.get(bears.ref)
        title = held.title if held else bears.ref
        view = figure_for(bears.ref, viewer=self.viewer)
        if view is None or view.value.reason == "none":
            supplier = "" if held is None or held.computed else held.supplier
            return self._missing(bears, title, f"measure {bears.ref}, {_lower(title)}, has no values", supplier)
        words = f"{view.value.words}, {view.period}" if view.value.is_shown else view.value.says
        measure = view.measure
        return (
            BearingRecord(
                "measure", measure.id, measure.title, words, view.last_day,
                route="measure", arg=measure.id,
            ),
        )  # fmt: skip

    def _plan(self, bears: BearsOn) -> tuple[BearingRecord, ...]:
        title, tree = _TITLES[f"plan:{bears.ref}"], self._the_plan()
        if tree is None:
            return self._missing(bears, title, "there is no improvement plan yet")
        says, on = _PLAN[bears.ref](tree)
        return (BearingRecord("plan", bears.ref, title, says, on, route="plan"),)

    def _sections(self, bears: BearsOn) -> tuple[BearingRecord, ...]:
        tree = self._the_plan()
        wanted = bears.ref.split("|")
        found = [each for each in tree.sections if any(word in each.title.lower() for word in wanted)] if tree else []
        if tree is None or not found:
            return self._missing(bears, "Sections of the plan", f"no section of the plan speaks of “{wanted[0]}”")
        rows = []
        for section in found:
            own = [each for each in tree.actions if each.section_slug == section.slug]
            done = sum(1 for each in own if each.rating.is_finished)
            newest = max((each.changed_on for each in own if each.changed_on), default=None)
            says = f"{_many(len(own), 'action')}, {done} of them finished"
            rows.append(
                BearingRecord("section", section.slug, section.title, says, newest, route="section", arg=section.slug)
            )
        return tuple(rows)

    def _list(self, bears: BearsOn) -> tuple[BearingRecord, ...]:
        self._lists = self._lists or {each.id: each for each in lists_ready(viewer=self.viewer)}
        status = self._lists[bears.ref]
        title = f"List {status.id}: {_lower(status.title)}"
        if not status.is_held:
            return self._missing(bears, title, f"list {status.id} cannot be made. {status.why}", status.supplied_by)
        says = f"{status.total_words}, {status.filled_words}"
        return (BearingRecord("list", bears.ref, title, says, status.changed_on, route="readiness"),)

    def _document(self, bears: BearsOn) -> tuple[BearingRecord, ...]:
        self._documents = self._documents or {each.id: each for each in documents_ready(viewer=self.viewer)}
        status = self._documents[bears.ref]
        if not status.document_id:
            return self._missing(bears, status.title, f"there is no “{_lower(status.title)}” on the list of documents")
        says = status.says
        return (
            BearingRecord(
                "document", bears.ref, status.title, says, status.dated_on,
                route="strategy-document", arg=status.document_id,
            ),
        )  # fmt: skip

    def _counted(self, bears: BearsOn) -> tuple[BearingRecord, ...]:
        name = f"{bears.kind}:{bears.ref}"
        title = _TITLES.get(name, name)
        store = bearing if bearing.knows(bears.kind, bears.ref) else strategy_bearing
        if not store.knows(bears.kind, bears.ref):
            raise Problem(f"No record answers to “{name}”.", do="Correct bears_on in the instrument.")
        held = store.held_of(bears.kind, bears.ref, viewer=self.viewer)
        room, where = _ROOMS[bears.kind]
        if held is None:
            return self._missing(bears, title, f"nothing is kept under “{_lower(title)}”", where)
        return (BearingRecord(bears.kind, bears.ref, title, held.says, held.newest_on, route=room),)

    def _the_plan(self) -> PlanTree | None:
        if self._tree is None:
            plan = plan_queries.current_plan(viewer=self.viewer)
            self._tree = plan_queries.plan_tree(plan.id, viewer=self.viewer) if plan else None
        return self._tree


def _computed(number: str) -> tuple[str, ...]:
    """The definitions that reckon a measure of the catalogue from the records."""
    return tuple(each.id for each in _measures() if number in each.catalogue)


def _measures() -> tuple[Measure, ...]:
    return load_measures().measures


def _ratings(tree: PlanTree) -> tuple[str, date | None]:
    live = [each for each in tree.actions if not each.is_superseded]
    done = sum(1 for each in live if each.rating.is_finished)
    late = sum(1 for each in live if each.rating is Rating.DELAYED)
    return f"{_many(len(live), 'action')}: {done} finished, {late} rated delayed", _changed(tree)


def _updates(tree: PlanTree) -> tuple[str, date | None]:
    told = sum(1 for each in tree.actions if each.update_count)
    return f"{told} of {_many(len(tree.actions), 'action')} have an update on record", _changed(tree)


def _evidence(tree: PlanTree) -> tuple[str, date | None]:
    green = [each for each in tree.actions if each.rating.is_green]
    seen = sum(1 for each in green if each.evidence_count)
    return f"{seen} of {_many(len(green), 'action')} rated complete have evidence here", _changed(tree)


def _impact(tree: PlanTree) -> tuple[str, date | None]:
    said = sum(1 for each in tree.actions if each.impact_count)
    return f"{said} of {_many(len(tree.actions), 'action')} say what difference they made", _changed(tree)


def _owners(tree: PlanTree) -> tuple[str, date | None]:
    roles = {owner.role for each in tree.actions for owner in each.owners}
    unowned = sum(1 for each in tree.actions if not each.owners)
    return f"{_many(len(roles), 'role')} own actions; {unowned} actions have no owner", _changed(tree)


_PLAN: Mapping[str, Callable[[PlanTree], tuple[str, date | None]]] = {
    "ratings": _ratings,
    "updates": _updates,
    "evidence": _evidence,
    "impact": _impact,
    "owners": _owners,
}


def _changed(tree: PlanTree) -> date | None:
    return max((each.changed_on for each in tree.actions if each.changed_on), default=tree.plan.ratings_as_at)


def _many(number: int, noun: str) -> str:
    return f"{number} {noun if number == 1 else noun + 's'}"


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]
