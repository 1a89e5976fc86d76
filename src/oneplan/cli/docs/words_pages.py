"""The glossary and the coverage lists as pages."""

from __future__ import annotations

from itertools import groupby

from oneplan.cli.docs.markdown import code, page, table
from oneplan.rulebook.coverage import CoverageItem, CoverageList, CoverageState, coverage, steps
from oneplan.rulebook.glossary import Term, glossary


def glossary_page() -> str:
    """Every word once, in groups, and the words that would collide."""
    words = glossary()
    parts = []
    for group in words.groups:
        parts += [f"## {group.title}", table(("Word", "Meaning"), (_term(term) for term in group.terms))]
    return page(
        "Glossary",
        "Each word is defined once. Where the Act, the Regulations or the Department have a word, it is "
        "theirs; the definitions are in our own words and are not law.",
        *parts,
        "## Words that would collide",
        table(
            ("Word", "Two meanings", "We write"),
            ((each.word, each.says, each.we_write) for each in words.collisions),
        ),
    )


def coverage_page() -> str:
    """What is asked for, and what carries it."""
    lists = coverage()
    return page(
        "Coverage",
        "What an area's improvement plan, the practice guides and the ten tips ask for, and the page or "
        "command that carries it today. “In part” says what is missing.",
        table(("List", "Carried", "In part", "Not yet", "All"), [_counts(each) for each in lists]),
        *(part for each in lists for part in _list(each)),
        "## The steps",
        table(("Step", "What it brings"), ((step.title, step.says) for step in steps().values())),
    )


def _term(term: Term) -> tuple[str, str]:
    also = f" (also: {', '.join(term.also)})" if term.also else ""
    law = f" *{term.law}.*" if term.law else ""
    return f"**{term.term}**{also}", f"{term.says}{law}"


def _counts(each: CoverageList) -> tuple[object, ...]:
    return (each.title, *(each.count(state) for state in CoverageState), len(each.items))


def _list(each: CoverageList) -> list[str]:
    parts = [f"## {each.title}", f"{each.says} Source: {each.source}, read on {each.checked_on.isoformat()}."]
    for group, items in groupby(each.items, key=lambda item: item.group):
        parts += [f"### {group}"] if group else []
        parts.append(table(("", "What is asked", "State", "Carried by", "Missing"), (_item(item) for item in items)))
    return parts


def _item(item: CoverageItem) -> tuple[object, ...]:
    carried = ", ".join(code(each.title) if each.command else each.title for each in item.carried_by)
    says = (
        f"{item.title} {item.says}".strip()
        if item.title.endswith("?")
        else ": ".join(part for part in (item.title, item.says) if part)
    )
    missing = " ".join(part for part in (item.still, f"Comes with “{item.step.title}”." if item.step else "") if part)
    return item.number, says, item.state, carried, missing
