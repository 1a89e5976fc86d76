"""What is asked when somebody changes the plan itself: its actions, sections, lines and priorities."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms

from oneplan.core.improvement.links import LinkKind
from oneplan.core.improvement.reading import Owner, OwnerPart
from oneplan.core.improvement.schedule import EVERY_WORDS, Condition, ConditionKind, Every, Recurrence, Schedule, Stage
from oneplan.core.improvement.source import Source, SourceKind
from oneplan.web.plan.change_forms import WHY, ActionForm, words_box
from oneplan.web.ui.forms import DayField, OnceForm

if TYPE_CHECKING:
    from oneplan.records.improvement.rows import ActionRow, PlanTree

SOURCES = {
    SourceKind.INSPECTION_FINDING: "A finding of an inspection",
    SourceKind.SELF_EVALUATION: "The partnership's self-evaluation",
    SourceKind.PROGRAMME: "A national or regional programme",
    SourceKind.INITIATION_DOCUMENT: "A project initiation document",
    SourceKind.SURVEY: "A survey",
    SourceKind.AUDIT: "An audit",
    SourceKind.PRACTICE_GUIDE: "A practice guide",
    SourceKind.VOICE: "What children, young people and families said",
    SourceKind.BOARD_DECISION: "A decision of the board",
    SourceKind.ADVICE: "Advice from outside",
}
LINKS = {
    LinkKind.NEEDS: "It cannot be done without the other",
    LinkKind.RELATED: "The two have to do with each other",
}
CONDITIONS = {
    ConditionKind.FUNDING: "Money that is not agreed yet",
    ConditionKind.ACTION: "Another action",
    ConditionKind.OTHER: "Something else",
}
STAGES = 4


def _reason(label: str = "Why") -> forms.CharField:
    return words_box(label, WHY, missing="Say why")


class SourceFields(OnceForm):
    """Where an action came from."""

    source_kind = forms.ChoiceField(label="Where does it come from?", required=False)
    source_said = forms.CharField(
        label="What that said", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    source_ref = forms.CharField(
        label="Where to find it", help_text="A page, a paragraph, a link or a date.", required=False, max_length=300
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.value, words) for kind, words in SOURCES.items()]
        self.fields["source_kind"].choices = [("", "Not said"), *kinds]

    @property
    def source(self) -> Source | None:
        """The source, where a kind was chosen."""
        given = self.cleaned_data
        kind = given.get("source_kind")
        return Source(kind, given["source_said"].strip(), given["source_ref"].strip()) if kind else None


class AddActionForm(SourceFields):
    """What should be done?"""

    text = words_box("What is to be done?", "One thing, said so that anybody can see when it is done.")
    section = forms.ChoiceField(label="In which section?")
    ref = forms.CharField(
        label="Reference",
        help_text="Leave empty, and it gets the next one of its section.",
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    leads = forms.CharField(
        label="Who leads it?",
        help_text="Role titles, one on each line. Leave empty while it is to be allocated.",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    partner = forms.CharField(label="For which partner?", help_text="The council, the NHS, a school…", required=False)
    supporters = forms.CharField(
        label="Who supports them?",
        help_text="Role titles, one on each line.",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    due_on = DayField(
        label="When will it be done by?",
        noun="the day it will be done by",
        help_text="Leave empty if no date can be given yet.",
        required=False,
    )
    reason = _reason("Why it is needed")
    field_order = ("text", "section", "ref", "leads", "partner", "supporters", "due_on", "source_kind")

    def __init__(self, *args: Any, tree: PlanTree, section: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = section_choices(tree)
        self.fields["section"].initial = section
        self.order_fields([*self.field_order, "source_said", "source_ref", "reason"])

    @property
    def owners(self) -> tuple[Owner, ...]:
        """The owners in order, leads first."""
        partner = self.cleaned_data["partner"].strip()
        parts = (("leads", OwnerPart.LEAD), ("supporters", OwnerPart.SUPPORT))
        return tuple(
            Owner(line.strip(), partner, part)
            for name, part in parts
            for line in self.cleaned_data[name].splitlines()
            if line.strip()
        )


class WordsForm(ActionForm):
    """What is to be done?"""

    text = words_box("What is to be done?", missing="Enter what is to be done")
    reason = _reason("Why the words change")

    def __init__(self, *args: Any, row: ActionRow, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.fields["text"].initial = row.text


class MoveForm(ActionForm):
    """Where does it belong?"""

    section = forms.ChoiceField(label="To which section?")
    reason = _reason("Why it moves")

    def __init__(self, *args: Any, row: ActionRow, tree: PlanTree, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.fields["section"].choices = [each for each in section_choices(tree) if each[0] != row.section_slug]


class ReasonForm(ActionForm):
    """Why?"""

    reason = _reason()


class ConditionForm(ActionForm):
    """What does the date hang on?"""

    kind = forms.ChoiceField(label="What does the date hang on?", required=False)
    words = forms.CharField(
        label="Say it in words", help_text="For example: the capital bid is agreed.", required=False, max_length=300
    )
    points_at = forms.ChoiceField(label="Which one is it?", required=False)
    met_on = DayField(label="When was it met?", noun="the day it was met", required=False)
    reason = _reason()

    def __init__(self, *args: Any, row: ActionRow, targets: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        held = row.schedule.condition
        kinds = [(kind.value, words) for kind, words in CONDITIONS.items()]
        self.fields["kind"].choices = [("", "Nothing"), *kinds]
        self.fields["points_at"].choices = [("", "Not in the list"), *targets]
        if held:
            self.fields["kind"].initial, self.fields["words"].initial = held.kind.value, held.words
            self.fields["points_at"].initial, self.fields["met_on"].initial = held.points_at, held.met_on
        self._before = row.schedule

    @property
    def schedule(self) -> Schedule:
        """The schedule with this condition, or without any."""
        given = self.cleaned_data
        kind = given["kind"]
        named = dict(self.fields["points_at"].choices).get(given["points_at"], "")
        words = given["words"].strip() or (named if given["points_at"] else "")
        condition = Condition(ConditionKind(kind), words, given["points_at"], given["met_on"]) if kind else None
        return Schedule(condition, self._before.stages, self._before.recurrence)


class RecurrenceForm(ActionForm):
    """How often does it come again?"""

    every = forms.ChoiceField(label="How often does it come again?", required=False)
    first_on = DayField(label="From which day?", noun="the first day", required=False)
    until = DayField(
        label="Until when?", noun="the last day", help_text="Leave empty if it has no end.", required=False
    )
    reason = _reason()

    def __init__(self, *args: Any, row: ActionRow, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        often = [(every.value, EVERY_WORDS[every].capitalize()) for every in Every]
        self.fields["every"].choices = [("", "It does not come again"), *often]
        again = row.schedule.recurrence
        if again:
            self.fields["every"].initial = again.every.value
            self.fields["first_on"].initial, self.fields["until"].initial = again.first_on, again.until
        self._before = row.schedule

    def clean(self) -> dict[str, Any]:
        """What comes again has a first day."""
        given: dict[str, Any] = super().clean()
        if given.get("every") and not given.get("first_on") and "first_on" not in self.errors:
            self.add_error("first_on", "Enter the first day")
        return given

    @property
    def schedule(self) -> Schedule:
        """The schedule with this recurrence, or without any."""
        given = self.cleaned_data
        again = Recurrence(Every(given["every"]), given["first_on"], given["until"]) if given["every"] else None
        return Schedule(self._before.condition, self._before.stages, again)


class StagesForm(ActionForm):
    """In which stages is it done?"""

    reason = _reason()

    def __init__(self, *args: Any, row: ActionRow, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self._before = row.schedule
        held = dict(enumerate(row.schedule.stages, start=1))
        self.count = max(STAGES, len(held) + 1)
        for number in range(1, self.count + 1):
            stage = held.get(number)
            name = f"stage {number}"
            self.fields[f"words_{number}"] = forms.CharField(
                label=f"Stage {number}: what is done", required=False, max_length=300, initial=stage and stage.words
            )
            self.fields[f"due_{number}"] = DayField(
                label=f"Stage {number}: by when",
                noun=f"the day of {name}",
                required=False,
                initial=stage and stage.due_on,
            )
            self.fields[f"done_{number}"] = DayField(
                label=f"Stage {number}: done on",
                noun=f"the day {name} was done",
                required=False,
                initial=stage and stage.done_on,
            )
        self.order_fields([name for name in self.fields if name != "reason"] + ["reason"])

    def clean(self) -> dict[str, Any]:
        """Each stage that has words has a day."""
        given: dict[str, Any] = super().clean()
        for number in range(1, self.count + 1):
            if given.get(f"words_{number}") and not given.get(f"due_{number}") and f"due_{number}" not in self.errors:
                self.add_error(f"due_{number}", f"Enter the day of stage {number}")
        return given

    @property
    def schedule(self) -> Schedule:
        """The schedule with these stages."""
        given = self.cleaned_data
        stages = tuple(
            Stage(given[f"words_{number}"].strip(), given[f"due_{number}"], given[f"done_{number}"])
            for number in range(1, self.count + 1)
            if given[f"words_{number}"].strip()
        )
        return Schedule(self._before.condition, stages, self._before.recurrence)


class SourcesForm(SourceFields, ActionForm):
    """Where does it come from?"""

    keep = forms.MultipleChoiceField(
        label="What is said already; untick what is wrong", widget=forms.CheckboxSelectMultiple, required=False
    )
    reason = _reason()

    def __init__(self, *args: Any, row: ActionRow, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self._held = row.sources
        choices = [(str(place), source_words(each)) for place, each in enumerate(row.sources)]
        self.fields["keep"].choices = choices
        self.fields["keep"].initial = [place for place, _ in choices]
        if not choices:
            del self.fields["keep"]
        self.order_fields(["keep", "source_kind", "source_said", "source_ref", "reason"])

    @property
    def sources(self) -> tuple[Source, ...]:
        """Those that are kept, and the one that is new."""
        kept = tuple(self._held[int(place)] for place in self.cleaned_data.get("keep", ()))
        return (*kept, self.source) if self.source else kept


class LinkForm(ActionForm):
    """Which other action does it hang together with?"""

    to = forms.ChoiceField(label="Which other action?")
    kind = forms.ChoiceField(label="How do they hang together?", widget=forms.RadioSelect)
    why = forms.CharField(label="In what way", required=False, max_length=300)
    reason = _reason("Why it is said now")

    def __init__(self, *args: Any, row: ActionRow, tree: PlanTree, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        others = (each for each in tree.actions if each.id != row.id and not each.is_superseded)
        self.fields["to"].choices = [(each.key, f"{each.ref}: {each.text[:80]}") for each in others]
        self.fields["kind"].choices = [(kind.value, words) for kind, words in LINKS.items()]
        self.fields["kind"].initial = LinkKind.NEEDS.value


class BaselineForm(ActionForm):
    """From which date should it be counted?"""

    due_on = DayField(label="From which date should it be counted?", noun="the day it would be counted from")
    reason = words_box(
        "Why could this not be known when the plan was made?",
        "Somebody else reads this and decides.",
        missing="Say why",
    )


class SeenForm(OnceForm):
    """A change to something as it was when the form was shown."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class SectionForm(SeenForm):
    """What is this section?"""

    heading = forms.CharField(label="Title", max_length=300, error_messages={"required": "Enter the title"})
    number = forms.CharField(
        label="Number",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
    )
    priority = forms.TypedChoiceField(label="Under which priority?", coerce=int, required=False, empty_value=0)
    parent = forms.ChoiceField(label="Inside which other section?", required=False)
    must_improve = words_box("What must improve", required=False)
    reason = _reason()

    def __init__(self, *args: Any, tree: PlanTree, without: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        priorities = [(str(each.number), each.title) for each in tree.priorities]
        self.fields["priority"].choices = [("0", "None"), *priorities]
        others = [each for each in section_choices(tree) if each[0] != without]
        self.fields["parent"].choices = [("", "None: it stands by itself"), *others]

    @property
    def said(self) -> dict[str, Any]:
        """What was written, by the names that the verbs use."""
        given = self.cleaned_data
        names = ("number", "priority", "parent", "must_improve", "reason")
        return {"title": given["heading"], **{name: given[name] for name in names}}


class LineForm(SeenForm):
    """What does the line say?"""

    text = words_box("What it says", missing="Enter what it says")
    reason = _reason()


class RewordLineForm(LineForm):
    """What does the line say? Without words it is taken out."""

    text = words_box("What it says", "Leave empty to take the line out of the plan.", required=False)


def section_choices(tree: PlanTree) -> list[tuple[str, str]]:
    """Every section, as a list to choose from."""
    return [(each.slug, f"{each.number}. {each.title}" if each.number else each.title) for each in tree.sections]


def source_words(source: Source) -> str:
    """A source as a page shows it."""
    kind = SOURCES[SourceKind(source.kind)]
    said = f"{kind}: {source.said}" if source.said else kind
    return f"{said} ({source.ref})" if source.ref else said
