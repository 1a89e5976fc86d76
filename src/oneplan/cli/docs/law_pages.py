"""Pathways with their pictures, facts, outputs and rules as pages, all drawn from the rulebook."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from oneplan.adapters.pictures.fact_uses import FactUses, uses_of_facts
from oneplan.adapters.pictures.limits_in_words import (
    amount_in_words,
    clock_in_words,
    detail_in_words,
    exceptions_in_words,
    ref_in_words,
)
from oneplan.adapters.pictures.pathway_layout import arrange, leader_of
from oneplan.adapters.pictures.pathways import draw_pathway
from oneplan.cli.docs.markdown import bullets, code, page, table

if TYPE_CHECKING:
    from datetime import date

    from oneplan.core.law import Parameter
    from oneplan.core.pathways.definitions import Clock, Pathway, Rules
    from oneplan.core.pathways.facts import FactKind


def law_day(rules: Rules) -> date:
    """The day whose law the pages show: the last on which any provision was checked, so that two builds agree."""
    return max(parameter.citation.checked_on for parameter in rules.parameters.values())


def pathway_files(rules: Rules) -> dict[str, str]:
    """A page and a picture for each pathway, by file name."""
    on = law_day(rules)
    files: dict[str, str] = {}
    for pathway in rules.pathways:
        picture = arrange(pathway, rules, on)
        if picture.starts:
            files[f"pathways/{pathway.id}.svg"] = draw_pathway(picture) + "\n"
        files[f"pathways/{pathway.id}.md"] = _pathway_page(pathway, rules, on, drawn=bool(picture.starts))
    return files


def facts_page(rules: Rules) -> str:
    """Every fact with its details and what it starts and stops."""
    every = [clock for pathway in rules.pathways for clock in pathway.clocks]
    uses = uses_of_facts(every, rules)
    parts = []
    for pathway in rules.pathways:
        if pathway.facts:
            parts.append(f"## {pathway.title}")
            parts += [_fact(kind, uses.get(kind.name, FactUses())) for kind in pathway.facts]
    return page(
        "Facts",
        "A fact is something that happened on a day. `oneplan clocks due` takes them; dates are worked out from "
        "nothing else.",
        *parts,
    )


def outputs_page(rules: Rules) -> str:
    """Every output name with its rule, title and pathway."""
    rows = [
        (code(clock.output), _rule_link(clock), clock.title, clock.role.value, clock.force, pathway.title)
        for pathway in rules.pathways
        for clock in pathway.clocks
    ]
    return page(
        "Outputs",
        "Every row that `oneplan clocks due` may answer with. A `limit` has a last day; a `day` is worked out on the "
        "way; a `value` is not a date; a `rule` has no number.",
        table(("Output", "Rule", "Says", "Role", "Force", "Pathway"), sorted(rows)),
    )


def rules_page(rules: Rules) -> str:
    """Every rule with its law, its versions and its status, then every exception."""
    on = law_day(rules)
    clocks = sorted((clock for pathway in rules.pathways for clock in pathway.clocks), key=lambda each: each.rule)
    parts = []
    for rule, found in groupby(clocks, key=lambda each: each.rule):
        parts.append(f"## {rule}")
        parts += [_clock(clock, rules, on) for clock in found]
    return page(
        "Rules",
        "Each rule with the provision behind it, every version held and how sure we are of it. Verified: a public "
        "copy or a reliable statement of the rule was read. From knowledge: still to be checked. Reading: a lawyer "
        "could argue otherwise. Expected: not yet law and never used. This is not legal advice.",
        *parts,
        "# Exceptions",
        "An exception is never automatic. It lifts the limit and adds no days.",
        *(
            f"## {code_}\n\n{rule_.title}. {rule_.reading}".rstrip()
            for code_, rule_ in sorted(rules.exceptions.items())
        ),
    )


def _pathway_page(pathway: Pathway, rules: Rules, on: date, *, drawn: bool) -> str:
    rows = [
        (
            clock.title,
            clock_in_words(clock, rules, on) or "a value worked out from the facts",
            "; or ".join(dict.fromkeys(ref_in_words(ref, rules) for ref in leader_of(clock, rules).starts)),
            "; or ".join(ref_in_words(ref, rules) for ref in clock.stops),
            clock.force,
            _rule_link(clock, up="../"),
        )
        for clock in pathway.clocks
    ]
    return page(
        pathway.title,
        pathway.about,
        f"Source: {pathway.source}. Status: {pathway.status.value}.",
        f"![{pathway.title}: what starts each limit and how long it runs]({pathway.id}.svg)" if drawn else "",
        "## The same in words",
        table(("What", "How long", "Runs from", "Until", "Force", "Rule"), rows),
    )


def _fact(kind: FactKind, uses: FactUses) -> str:
    lines = [f"{code(name)} {detail.title}: {detail_in_words(detail)}" for name, detail in kind.details.items()]
    for words, clocks in (
        ("Starts", uses.starts),
        ("Ends", uses.ends),
        ("Sets aside", uses.sets_aside),
        ("Shapes or may excuse", uses.shapes),
    ):
        if clocks:
            lines.append(f"{words}: {', '.join(code(clock.output) for clock in clocks)}")
    return "\n\n".join(
        part for part in (f"### {kind.name}", f"{kind.title}. {kind.about}".strip(), bullets(lines)) if part
    )


def _clock(clock: Clock, rules: Rules, on: date) -> str:
    how = clock_in_words(clock, rules, on) or "a value worked out from the facts"
    names = [limb.parameter for limb in clock.limbs if limb.parameter] + list(clock.parameters.values())
    rows = [row for name in dict.fromkeys(names) for row in _versions(rules.parameter(name))]
    excused = exceptions_in_words(clock, rules, on)
    parts = [
        f"**{clock.title}** ({code(clock.output)}, {clock.force}): {how}. {excused}".rstrip(),
        " ".join(each for each in (f"Law: {clock.law}." if clock.law else "", _sure(clock)) if each),
        table(("Provision", "From", "Says", "Status", "Checked"), rows) if rows else "",
        bullets(clock.notes),
    ]
    return "\n\n".join(part for part in parts if part)


def _sure(clock: Clock) -> str:
    return f"Status: {clock.status.value}." if clock.status else ""


def _versions(parameter: Parameter) -> list[tuple[str, ...]]:
    citation = parameter.citation
    named = f"[{citation.text}]({citation.source})" if citation.source.startswith("https://") else citation.text
    return [
        (
            f"{parameter.title}: {named}",
            value.first_day.isoformat(),
            amount_in_words(value.amount, parameter.unit),
            value.status.value,
            citation.checked_on.isoformat(),
        )
        for value in parameter.values
    ]


def _rule_link(clock: Clock, up: str = "") -> str:
    return f"[{clock.rule}]({up}rules.md#{clock.rule.lower()})"
