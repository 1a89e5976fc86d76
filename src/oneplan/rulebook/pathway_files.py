"""Read rulebook/pathways: one pathway in each file, with its facts, clocks and exceptions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from oneplan.core.kernel import Problem
from oneplan.core.law import Status
from oneplan.core.pathways.definitions import (
    Allowance,
    Asks,
    Clock,
    Combine,
    Condition,
    Edge,
    ExceptionRule,
    ExceptionSet,
    FactRef,
    Kind,
    Limb,
    Nature,
    Pathway,
    Repeat,
    Role,
    Test,
    Which,
)
from oneplan.core.pathways.facts import Detail, DetailType, FactKind
from oneplan.rulebook.tables import DRAFT, Table, files_in, read_file

DETAIL_QUESTIONS = (Asks.IN, Asks.NOT_IN, Asks.IS, Asks.ABOVE, Asks.AT_MOST)


@dataclass(frozen=True, slots=True)
class PathwayFile:
    """What one file gives: a pathway, and the exceptions written beside it."""

    pathway: Pathway
    exceptions: tuple[ExceptionRule, ...]
    exception_sets: tuple[ExceptionSet, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """What every clock of a file takes over unless it says otherwise."""

    pathway: str
    owner: str
    withdrawn_by: tuple[FactRef, ...]
    superseded_by: tuple[FactRef, ...]
    reopens_after: tuple[FactRef, ...]


def load_pathways(root: Path) -> list[PathwayFile]:
    """Every pathway that is not a draft."""
    read = (read_pathway(read_file(path, root)) for path in files_in(root / "pathways"))
    return [each for each in read if each is not None]


def read_pathway(table: Table) -> PathwayFile | None:
    """One pathway; none if it is a draft."""
    said = table.text("status")
    if said == DRAFT:
        return None
    name, owner = table.text("id"), table.text("owner")
    title, about, source, _ = table.text("title"), table.text("about"), table.text("source"), table.day("checked_on")
    shared = Shared(
        name,
        owner,
        withdrawn_by=_refs(table, "withdrawn_by"),
        superseded_by=_refs(table, "superseded_by"),
        reopens_after=_refs(table, "reopens_after"),
    )
    facts = tuple(_fact(each, name) for each in table.tables("fact"))
    clocks = tuple(_clock(each, shared) for each in table.tables("clock"))
    exceptions = tuple(_exception(each) for each in table.tables("exception"))
    sets = tuple(_exception_set(each) for each in table.tables("exception_set"))
    table.close()
    pathway = Pathway(name, title, about, source, Status(said), owner, facts, clocks)
    return PathwayFile(pathway, exceptions, sets)


def _fact(table: Table, pathway: str) -> FactKind:
    name, title, about = table.text("name"), table.text("title"), table.text("about", "")
    details = {name: _detail(name, each) for name, each in table.named_tables("details")}
    starts_record = table.flag("starts_record")
    table.close()
    return FactKind(name, title, about, pathway, details, starts_record)


def _detail(name: str, table: Table) -> Detail:
    kind = table.word("type", DetailType)
    title, choices = table.text("title"), table.texts("choices")
    required, default = table.flag("required"), table.optional("default")
    table.close()
    if bool(choices) is not (kind is DetailType.CHOICE):
        raise table.problem("choices and type do not agree", do="Give choices to a choice, and to nothing else.")
    if default is not None and not isinstance(default, str | int | bool):
        raise table.problem("the default is not a plain value", do="Give a text, a number or yes or no.")
    return Detail(name, title, kind, choices, required, default)


def _clock(table: Table, shared: Shared) -> Clock:
    clears = table.has("superseded_by")
    own = _refs(table, "superseded_by")
    superseded_by = () if clears and not own else (*shared.superseded_by, *own)
    clock = Clock(
        output=table.text("output"),
        rule=table.text("rule"),
        title=table.text("title"),
        pathway=shared.pathway,
        owner=table.text("owner", shared.owner),
        role=table.word("role", Role, Role.LIMIT),
        kind=table.word("kind", Kind, Kind.DUTY),
        nature=table.word("nature", Nature, Nature.ACT),
        status=table.word("status", Status) if table.has("status") else None,
        law=table.text("law", ""),
        starts=_refs(table, "starts"),
        stops=_refs(table, "stops"),
        superseded_by=superseded_by,
        own_superseded_by=own,
        withdrawn_by=_refs(table, "withdrawn_by") if table.has("withdrawn_by") else shared.withdrawn_by,
        revived_by=_refs(table, "revived_by"),
        reopens_after=_refs(table, "reopens_after") if table.has("reopens_after") else shared.reopens_after,
        repeat=table.word("repeat", Repeat, Repeat.EACH),
        per=table.text("per", ""),
        backward=table.flag("backward"),
        look_back=table.text("look_back", ""),
        only_if_chosen=table.flag("only_if_chosen"),
        while_in_force=table.flag("while_in_force"),
        exceptions=table.text("exceptions", ""),
        combine=table.word("combine", Combine, Combine.ONLY),
        roll_tribunal_start=_is(table, "roll", "tribunal_start"),
        date_set_by=table.text("date_set_by", ""),
        follows=table.text("follows", ""),
        limbs=tuple(_limb(each) for each in table.tables("limbs")),
        notes=table.texts("notes"),
        needs=table.texts("needs"),
        law_by_as_of=_is(table, "law_by", "as_of"),
        measure=table.text("measure", ""),
        parameters=table.texts_by_name("parameters"),
        value=table.text("value", ""),
        entitled=table.texts("entitled"),
    )
    table.close()
    return clock


def _is(table: Table, key: str, only: str) -> bool:
    """Whether a key holds the only word it may hold."""
    said = table.text(key, "")
    if said not in ("", only):
        raise table.problem(f"{key} is “{said}”", do=f"Use {only}, or leave it out.")
    return said == only


def _limb(table: Table) -> Limb:
    limb = Limb(
        edge=table.word("edge", Edge),
        parameter=table.text("parameter", ""),
        source=table.text("from", ""),
        from_detail=table.text("from_detail", ""),
        which=table.word("which", Which, Which.FIRST_AFTER),
        where=_conditions(table, "where"),
        when=_conditions(table, "when"),
        optional=table.flag("optional"),
        skip_tribunal_days=_is(table, "skip", "tribunal"),
        less_detail=table.text("less_detail", ""),
    )
    table.close()
    return limb


def _refs(table: Table, key: str) -> tuple[FactRef, ...]:
    return tuple(_ref(each, f"{table.where}, {key}") for each in table.items(key))


def _ref(content: object, where: str) -> FactRef:
    if isinstance(content, str):
        return FactRef(content)
    if not isinstance(content, dict):
        raise Problem(f"{where}: {content!r} is not a fact.", do="Name a fact, or a table with fact and when.")
    table = Table(content, where)
    ref = FactRef(table.text("fact"), _conditions(table, "when"), _conditions(table, "any"))
    table.close()
    return ref


def _conditions(table: Table, key: str) -> tuple[Condition, ...]:
    return tuple(_condition(each) for each in table.tables(key))


def _condition(table: Table) -> Condition:
    if table.has("person"):
        condition = Condition(table.word("person", Asks), parameter=table.text("parameter"))
        table.close()
        return condition
    detail = table.text("detail")
    asks = next((each for each in DETAIL_QUESTIONS if table.has(each.value)), None)
    if asks is None:
        raise table.problem("it asks nothing", do="Say in, not_in, is, above or at_most.")
    said = table.optional(asks.value)
    table.close()
    if asks in (Asks.ABOVE, Asks.AT_MOST):
        return Condition(asks, detail, parameter=str(said))
    values = said if isinstance(said, list) else [said]
    return Condition(asks, detail, values=tuple(each for each in values if isinstance(each, str | bool)))


def _exception(table: Table) -> ExceptionRule:
    rule = ExceptionRule(
        code=table.text("code"),
        title=table.text("title"),
        test=table.word("test", Test),
        evidence=FactRef(table.text("evidence"), _conditions(table, "when")),
        reading=table.text("reading"),
        parameter=table.text("parameter", ""),
    )
    table.close()
    return rule


def _exception_set(table: Table) -> ExceptionSet:
    name, title = table.text("id"), table.text("title")
    allows = {}
    for each in table.tables("allows"):
        code, law, status = each.text("code"), each.text("law"), each.word("status", Status)
        names = {part: each.text(part) for part in ("closure", "window", "absence") if each.has(part)}
        each.close()
        allows[code] = Allowance(code, law, status, names)
    table.close()
    return ExceptionSet(name, title, allows)
