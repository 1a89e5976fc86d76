"""What is asked about bodies, meetings, decisions and questions: one question a page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time
from typing import Any

from django import forms

from oneplan.core.governance.quorum import QuorumRule
from oneplan.rulebook import governance
from oneplan.web.ui.forms import DayField, OnceForm, RadioSelect

WIDE = {"class": "govuk-input--width-20"}
SHORT = {"class": "govuk-input--width-5"}
YEAR_PARTS = (
    ("each", "At every meeting"),
    ("second", "At every second meeting"),
    ("third", "At every third meeting"),
    ("spring", "Once each spring"),
    ("summer", "Once each summer"),
    ("autumn", "Once each autumn"),
    ("winter", "Once each winter"),
)
EVERY = {"each": 1, "second": 2, "third": 3}
MONTHS = {"spring": (3, 4, 5), "summer": (6, 7, 8), "autumn": (9, 10, 11), "winter": (12, 1, 2)}
NOTE_HINT = "Plain words, and nobody named. Empty it to take the note back."
SPEAKS_FOR = (
    ("", "Their organisation"),
    ("families", "Parents and carers"),
    ("young-people", "Children and young people"),
)


def box(label: str, help_text: str = "", *, required: bool = True, rows: int = 4) -> forms.CharField:
    """A box for a few sentences."""
    area = forms.Textarea(attrs={"rows": rows, "data-draft": "true"})
    errors = {"required": f"Fill in: {label[0].lower()}{label[1:]}"}
    return forms.CharField(
        label=label, help_text=help_text, widget=area, required=required, max_length=5000, error_messages=errors
    )


def line(label: str, help_text: str = "", *, required: bool = True, longest: int = 200) -> forms.CharField:
    """One line of words."""
    errors = {"required": f"Fill in: {label[0].lower()}{label[1:]}"}
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=longest, error_messages=errors
    )


def pick(
    label: str, choices: Iterable[tuple[str, str]], *, required: bool = True, empty: str = ""
) -> forms.ChoiceField:
    """One of a list."""
    listed = [("", empty or "Choose one"), *choices]
    return forms.ChoiceField(
        label=label, choices=listed, required=required, error_messages={"required": f"Choose: {label.lower()}"}
    )


class TimeField(forms.CharField):
    """A time of day as people write it: 9:30, 09.30 or 14:00."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs=SHORT))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> time | None:  # type: ignore[override]
        text = super().clean(value).strip().replace(".", ":")
        hours, _, minutes = text.partition(":")
        try:
            return time(int(hours), int(minutes or 0))
        except ValueError as wrong:
            raise forms.ValidationError(f"{text} is not a time of day. Write it like 14:00.") from wrong


class WhenForm(OnceForm):
    """When and where a body meets."""

    meets_on = DayField(label="Which day?", noun="the day of the meeting")
    starts_at = TimeField(label="From what time?", help_text="For example, 14:00")
    place = line("Where?", "A room, or the link of an online meeting", required=False, longest=300)


class MoveForm(WhenForm):
    """When a meeting is held instead, and why."""

    reason = box("Why does it move?", "Everybody who is told reads this.", rows=3)


class ReasonForm(OnceForm):
    """One reason."""

    reason = box("Why?", "A sentence. It stays on the page.", rows=3)


class BodyForm(OnceForm):
    """A new body."""

    name = line("What is it called?")
    kind = forms.ChoiceField(
        label="What kind of body is it?", widget=RadioSelect, error_messages={"required": "Choose what kind it is"}
    )
    parent = pick("Whom does it answer to?", (), required=False, empty="Nobody")
    purpose = box("What is it for?", "Leave empty to start from what such bodies are for.", required=False)
    opens_on = DayField(label="From which day?", noun="the day it starts")

    def __init__(self, *args: Any, parents: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(each.id, each.title) for each in governance.kinds()]
        self.fields["kind"].widget.hints = {each.id: each.says for each in governance.kinds()}
        self.fields["parent"].choices = [("", "Nobody"), *parents]


class TermsForm(OnceForm):
    """New terms of reference with their quorum."""

    text = box("Terms of reference", rows=10)
    number = forms.IntegerField(
        label="At least how many must come?",
        required=False,
        min_value=0,
        max_value=99,
        widget=forms.TextInput(attrs=SHORT),
    )
    share = pick(
        "And what share of the seats?",
        (("1/4", "A quarter"), ("1/3", "A third"), ("1/2", "Half"), ("2/3", "Two thirds")),
        required=False,
        empty="No share",
    )
    partners = line("Which partners must be there?", "Part them with commas, or leave empty.", required=False)
    needs_families = forms.BooleanField(label="Somebody must speak for parents and carers", required=False)
    needs_young_people = forms.BooleanField(label="Somebody must speak for children and young people", required=False)
    deputies_count = forms.BooleanField(label="A deputy counts for their seat", required=False)
    valid_from = DayField(label="From which day?", noun="the day the terms start")
    reason = box("Why do they change?", rows=3)

    @property
    def rule(self) -> QuorumRule:
        """The quorum that was written down."""
        answers = self.cleaned_data
        top, _, bottom = (answers["share"] or "0/1").partition("/")
        return QuorumRule(
            number=answers["number"] or 0,
            share=(int(top), int(bottom)),
            partners=tuple(each.strip() for each in answers["partners"].split(",") if each.strip()),
            needs_families=answers["needs_families"],
            needs_young_people=answers["needs_young_people"],
            deputies_count=answers["deputies_count"],
        )


class SitterForm(OnceForm):
    """Who holds a seat."""

    name = line("Who sits in it?", "Young people are not named: leave this empty for them.", required=False)
    email = line("Their account", "An email address, if they have an account.", required=False)
    deputy_name = line("Who comes instead?", required=False)
    deputy_email = line("The deputy's account", required=False)
    first_day = DayField(label="From which day?", noun="the first day")


class SeatForm(SitterForm):
    """A new seat."""

    role = line("Which role is the seat for?")
    partner = line("For which partner?", required=False)
    speaks_for = forms.ChoiceField(
        label="Whom does it speak for?", choices=SPEAKS_FOR, widget=RadioSelect, required=False
    )
    is_chair = forms.BooleanField(label="Whoever sits in it chairs", required=False)
    is_voting = forms.BooleanField(label="It counts towards the quorum", required=False, initial=True)
    field_order = ("role", "partner", "speaks_for", "is_chair", "is_voting")


class SeatEndForm(OnceForm):
    """Somebody leaves a seat, and whether the seat itself ends."""

    last_day = DayField(label="Until which day?", noun="the last day")
    ends_seat = forms.BooleanField(
        label="The seat itself ends",
        help_text="It then no longer counts towards the quorum. Otherwise it stays, and is shown as vacant.",
        required=False,
    )


class TieForm(OnceForm):
    """What ties a body to another, beside the one it answers to."""

    kind = forms.ChoiceField(
        label="What does it do?",
        choices=(("reports-to", "It reports to another body"), ("advises", "It advises another body")),
        widget=RadioSelect,
        error_messages={"required": "Choose whether it reports or advises"},
    )
    other = pick("Which body?", ())

    def __init__(self, *args: Any, others: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = [("", "Choose one"), *others]


class RecurringForm(OnceForm):
    """An item that comes again and again."""

    title = line("What is the item?", longest=300)
    when = forms.ChoiceField(
        label="How often does it come?",
        choices=YEAR_PARTS,
        widget=RadioSelect,
        error_messages={"required": "Choose how often it comes"},
    )
    lead_role = line("Which role brings it?", required=False)
    needs_paper = forms.BooleanField(label="It needs a paper", required=False, initial=True)
    first_day = DayField(label="From which day?", noun="the first day")


class ItemForm(OnceForm):
    """A line of an agenda."""

    title = line("What is the item?", longest=300)
    kind = forms.ChoiceField(
        label="What is it for?",
        choices=(("discussion", "To discuss"), ("decision", "To decide")),
        widget=RadioSelect,
        error_messages={"required": "Choose what it is for"},
    )
    says = box("What should people know beforehand?", required=False, rows=3)
    lead_role = line("Which role brings it?", required=False)
    needs_paper = forms.BooleanField(label="It needs a paper", required=False)


class ReplyForm(OnceForm):
    """Whether somebody comes."""

    says = forms.ChoiceField(
        label="Will you be there?",
        choices=(("coming", "Yes"), ("apology", "No, apologies"), ("deputy", "Somebody comes instead")),
        widget=RadioSelect,
        error_messages={"required": "Say whether you come"},
    )
    deputy_name = line("Who comes instead?", "Only if somebody does.", required=False)


class InterestForm(OnceForm):
    """An interest in one item."""

    seat = pick("Whose interest is it?", ())
    says = box("What is the interest?", "For example, your organisation holds the contract.", rows=3)
    is_personal = forms.BooleanField(label="It is personal, so that a deputy may take part instead", required=False)

    def __init__(self, *args: Any, seats: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].choices = [("", "Choose one"), *seats]


class PaperForm(OnceForm):
    """A paper on the agreed template."""

    title = line("Title of the paper", longest=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in governance.paper_fields():
            self.fields[f"field-{each.id}"] = box(each.title, each.hint, required=each.is_required)
        self.fields["document"] = forms.FileField(
            label="The full paper", help_text="A PDF or Word document, if there is more to read.", required=False
        )

    @property
    def answers(self) -> dict[str, str]:
        """What was written, by the name of its part."""
        return {each.id: self.cleaned_data[f"field-{each.id}"] for each in governance.paper_fields()}


class MinuteForm(OnceForm):
    """What was said on an item."""

    minute = box("What was said?", required=False, rows=8)
    outcome = forms.ChoiceField(
        label="What became of it?",
        choices=(("discussed", "Dealt with"), ("noted", "Noted"), ("carried", "Carried to the next meeting")),
        widget=RadioSelect,
        initial="discussed",
    )


class DecisionForm(OnceForm):
    """A decision."""

    text = box("What was decided?", "In the words that people will be held to.")
    public_words = box("What may everybody read of it?", "Leave empty if nothing is for the public.", required=False)
    action = pick("Which action of the plan is it about?", (), required=False, empty="None of them")

    def __init__(self, *args: Any, actions: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["action"].choices = [("", "None of them"), *actions]


class ArisingForm(OnceForm):
    """Something to be done."""

    text = box("What is to be done?", rows=3)
    owner_role = line("Which role does it?")
    due_on = DayField(label="By when?", noun="the day it is due")


class DoneForm(OnceForm):
    """What came of it."""

    words = box("What came of it?", rows=3)


class SectionForm(OnceForm):
    """Where in the plan."""

    section = pick("In which section of the plan does it stand?", ())

    def __init__(self, *args: Any, sections: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = [("", "Choose one"), *sections]


class NoteForm(OnceForm):
    """The public note."""

    note = box(
        "What may everybody know?",
        "Plain words, and nobody named. Empty it to take the note back.",
        required=False,
        rows=6,
    )


class RatifyForm(OnceForm):
    """What a later meeting made of a decision."""

    meeting = pick("At which meeting?", ())
    outcome = forms.ChoiceField(
        label="What did it do?",
        choices=(("ratified", "Ratified it"), ("refused", "Refused it")),
        widget=RadioSelect,
        error_messages={"required": "Choose what the meeting did"},
    )
    reason = box("Why?", rows=3)

    def __init__(self, *args: Any, held: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].choices = [("", "Choose one"), *held]


class QuestionForm(OnceForm):
    """A question to another body."""

    to_body = pick("Which body should answer?", ())
    text = box("What is the question, or what must they settle?")
    why = box("Why does it come to them?", required=False, rows=3)
    due_on = DayField(
        label="By when?", noun="the day of the answer", required=False, help_text="Leave empty for the usual time."
    )

    def __init__(self, *args: Any, others: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_body"].choices = [("", "Choose one"), *others]


class AnswerForm(OnceForm):
    """The answer."""

    answer = box("Your answer", "It goes back to the body that asked, as it stands.")


class PassForm(OnceForm):
    """Another body answers instead."""

    to_body = pick("Which body should answer instead?", ())
    why = box("Why?", rows=3)

    def __init__(self, *args: Any, others: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_body"].choices = [("", "Choose one"), *others]


class CloseForm(OnceForm):
    """Closing a body: one field for each thing it still holds."""

    last_day = DayField(label="Which is its last day?", noun="the last day")
    reason = box("Why does it close?", rows=3)

    def __init__(
        self, *args: Any, held: Iterable[tuple[str, str]] = (), others: Iterable[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        listed = list(others)
        for key, words in held:
            self.fields[f"to-{key}"] = pick(words, listed, required=False, empty="Nobody yet")

    @property
    def handed(self) -> dict[str, str]:
        """Which body takes over what."""
        return {
            name.removeprefix("to-"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("to-") and value
        }


class PresenceForm(OnceForm):
    """Who was there, seat by seat."""

    def __init__(self, *args: Any, places: Iterable[tuple[str, str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for seat, role, expected in places:
            self.fields[f"seat-{seat}"] = forms.ChoiceField(
                label=role,
                choices=(
                    ("present", "There"),
                    ("deputy", "A deputy was there"),
                    ("apology", "Apologies"),
                    ("absent", "Not there"),
                ),
                widget=RadioSelect,
                initial=expected,
                error_messages={"required": f"Say whether this seat was taken: {role}"},
            )

    @property
    def presence(self) -> dict[str, str]:
        """How each seat was taken."""
        return {
            name.removeprefix("seat-"): value for name, value in self.cleaned_data.items() if name.startswith("seat-")
        }
