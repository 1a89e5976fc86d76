"""Worked examples as they are read: what happened, what must follow, and whether the engine says so now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from oneplan.core.pathways.timeliness import IssuedPlan, timeliness

if TYPE_CHECKING:
    from collections.abc import Mapping

    from oneplan.core.pathways import Answer, Fact, Rules
    from oneplan.rulebook import Rulebook
    from oneplan.rulebook.example_files import CohortExample, Example

ISO_DAY = 10
_FIELDS = {
    "due_on": "{}",
    "value": "{}",
    "prudent_on": "prudent day {}",
    "by_time": "by {}",
    "state": "{}",
    "days_late": "{} days late",
    "missing": "needs {}",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row that must come out, in words, and whether it does."""

    what: str
    says: str
    passes: bool
    rule: str = ""


@dataclass(frozen=True, slots=True)
class ExampleInWords:
    """A worked example, ready to be read and already run."""

    id: str
    title: str
    rules: tuple[str, ...]
    happened: tuple[str, ...]
    seen_from: date | None
    outcomes: tuple[Outcome, ...]
    pathway: str = ""
    facts: tuple[Fact, ...] = ()
    needs_school_days: bool = False

    @property
    def passes(self) -> bool:
        """Whether everything that must come out does."""
        return all(outcome.passes for outcome in self.outcomes)


def run_example(example: Example, book: Rulebook) -> ExampleInWords:
    """The example with its outcomes as the engine gives them now."""
    question = example.question(book)
    answers = question.answer(book.rules)
    rows = [answer.as_json() for answer in answers]
    return ExampleInWords(
        id=example.id,
        title=example.title,
        rules=example.rules,
        happened=tuple(fact_in_words(fact, book.rules) for fact in question.facts),
        seen_from=question.as_of,
        outcomes=tuple(_outcome(each, rows, answers, book.rules) for each in example.expected),
        pathway=example.chapter,
        facts=question.facts,
        needs_school_days=question.calendars.school is not None,
    )


def run_cohort(example: CohortExample, book: Rulebook, on: date) -> ExampleInWords:
    """A cohort's published figures as they are worked out now."""
    plans = [IssuedPlan(days, exception) for days, exception in example.plans]
    found = timeliness(plans, book.rules, on)
    figures = {
        "including_issued": found.including.issued,
        "including_within": found.including.within,
        "including_percent": str(found.including.percent_within),
        "including_over_52_weeks": found.including.over,
        "excluding_issued": found.excluding.issued,
        "excluding_within": found.excluding.within,
        "excluding_percent": str(found.excluding.percent_within),
        "excluding_over_52_weeks": found.excluding.over,
    }
    days = ", ".join(f"{each.days}{' (exception)' if each.exception else ''}" for each in plans)
    return ExampleInWords(
        id=example.id,
        title=example.title,
        rules=example.rules,
        happened=(f"Plans issued after these numbers of days: {days}",),
        seen_from=None,
        outcomes=tuple(
            Outcome(_figure(name), str(wanted), passes=figures.get(name) == wanted)
            for name, wanted in example.expected.items()
        ),
    )


def fact_in_words(fact: Fact, rules: Rules) -> str:
    """A fact as a line: what, when, and what is said about it."""
    kind = rules.fact(fact.name)
    said = [
        f"{kind.details[name].title[:1].lower()}{kind.details[name].title[1:]}: {plain(value)}"
        for name, value in fact.details.items()
    ]
    return f"{kind.title}, {day_in_words(fact.on)}" + (f" ({'; '.join(said)})" if said else "")


def day_in_words(day: date) -> str:
    """A day as people say it."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def plain(value: object) -> str:
    """A value as people say it: yes, a day in words, underscores gone."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return day_in_words(value)
    words = str(value)
    if len(words) == ISO_DAY and words[4:5] == words[7:8] == "-":
        return day_in_words(date.fromisoformat(words))
    return words.replace("_", " ")


def _outcome(
    wanted: Mapping[str, object], rows: list[dict[str, object]], answers: tuple[Answer, ...], rules: Rules
) -> Outcome:
    output = str(wanted["output"])
    titles = [clock.title for clock in rules.outputs.get(output, ())]
    what = titles[0] if titles else output.replace("_", " ").capitalize()
    about = [plain(wanted[name]) for name in ("exception", "key") if wanted.get(name)]
    if wanted.get("limit"):
        about.append(rules.outputs[str(wanted["limit"])][0].title)
    found = next((answer for answer, row in zip(answers, rows, strict=True) if wanted.items() <= row.items()), None)
    said = [words.format(plain(wanted[name])) for name, words in _FIELDS.items() if wanted.get(name) is not None]
    return Outcome(
        what=f"{what} ({'; '.join(about)})" if about else what,
        says=", ".join(dict.fromkeys(said)) or "no date",
        passes=found is not None,
        rule=found.rule if found else "",
    )


def _figure(name: str) -> str:
    which, _, what = name.partition("_")
    return f"{what.replace('_', ' ').capitalize()}, {which} exceptions"
