"""The reference is drawn from the data, is up to date, and leaves nothing out."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from typer.main import get_command

from oneplan.cli.docs import machine_pages
from oneplan.cli.docs.machine_pages import leaves, settings_page, variables_read
from oneplan.cli.docs.markdown import anchor, table
from oneplan.cli.docs.pages import FOLDER, all_pages, stale_pages, write_all
from oneplan.cli.main import app
from oneplan.core.kernel import Problem
from oneplan.rulebook import load_rulebook, returns, rights
from oneplan.rulebook.example_files import load_examples
from oneplan.rulebook.measure_files import load_measures

ROOT = Path(__file__).resolve().parents[2]
LINK = re.compile(r"\]\((?!https?://)([^)#\s]*)(?:#([^)\s]*))?\)")


@pytest.fixture(scope="module")
def drawn() -> dict[str, str]:
    return all_pages()


def headings(text: str) -> list[str]:
    return [line.lstrip("# ") for line in text.splitlines() if line.startswith("#")]


def test_every_committed_page_matches_its_data() -> None:
    assert stale_pages(ROOT) == []


def test_every_setting_has_a_heading(drawn: dict[str, str]) -> None:
    assert set(variables_read()) <= set(headings(drawn[f"{FOLDER}/settings.md"]))


def test_every_command_has_a_heading(drawn: dict[str, str]) -> None:
    commands = {" ".join(words) for words, _ in leaves(get_command(app), ("oneplan",))}

    assert {"oneplan clocks due", "oneplan docs check"} <= commands
    assert commands <= set(headings(drawn[f"{FOLDER}/commands.md"]))


def test_every_role_has_a_heading(drawn: dict[str, str]) -> None:
    assert {role.title for role in rights.load().roles} <= set(headings(drawn[f"{FOLDER}/rights.md"]))


def test_every_fact_rule_output_and_example_is_there(drawn: dict[str, str]) -> None:
    rules = load_rulebook().rules
    examples = load_examples()

    assert rules.facts.keys() <= set(headings(drawn[f"{FOLDER}/facts.md"]))
    assert {clock.rule for clocks in rules.outputs.values() for clock in clocks} <= set(
        headings(drawn[f"{FOLDER}/rules.md"])
    )
    assert [name for name in rules.outputs if f"`{name}`" not in drawn[f"{FOLDER}/outputs.md"]] == []
    titles = [heading.split(" ")[0] for heading in headings(drawn[f"{FOLDER}/examples.md"])]
    assert {each.id for each in (*examples.stories, *examples.cohorts)} <= set(titles)


def test_every_measure_has_a_heading_its_definition_and_what_it_counts(drawn: dict[str, str]) -> None:
    text = drawn[f"{FOLDER}/measures.md"]
    measures = load_measures().measures

    assert {each.id for each in measures} <= set(headings(text))
    assert [each.id for each in measures if each.definition not in text or each.numerator not in text] == []


def test_every_element_code_list_and_check_of_the_return_is_there_with_its_basis(drawn: dict[str, str]) -> None:
    text = drawn[f"{FOLDER}/sen2.md"]
    book = returns.load()

    assert set(book.code_sets) <= set(headings(text))
    assert [each.name for each in book.elements if f"| `{each.name}` |" not in text] == []
    assert [each.id for each in book.checks.values() if f"| {each.id} | {each.level.value}" not in text] == []
    assert text.count("not confirmed |") == sum(
        not each.confirmed
        for each in (*book.elements, *(one for held in book.code_sets.values() for one in held.codes))
    )


def test_every_link_between_generated_pages_leads_somewhere(drawn: dict[str, str]) -> None:
    dead = [
        f"{name}: {target}#{fragment}"
        for name, text in drawn.items()
        if name.endswith(".md")
        for target, fragment in LINK.findall(text)
        if not leads_somewhere(drawn, name, target, fragment)
    ]

    assert dead == []


def leads_somewhere(drawn: dict[str, str], name: str, target: str, fragment: str) -> bool:
    path = (ROOT / name).parent.joinpath(target).resolve().relative_to(ROOT).as_posix() if target else name
    if path not in drawn:
        return False
    return not fragment or fragment in {anchor(heading) for heading in headings(drawn[path])}


def test_every_picture_is_well_formed_and_says_what_it_shows(drawn: dict[str, str]) -> None:
    silent = [
        name
        for name, text in drawn.items()
        if name.endswith(".svg") and not ET.fromstring(text).findtext("{http://www.w3.org/2000/svg}desc")
    ]

    assert silent == []


def test_a_setting_without_words_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    read = variables_read() | {"ONEPLAN_SECRET_DOOR": ""}
    monkeypatch.setattr(machine_pages, "variables_read", lambda: read)

    with pytest.raises(Problem, match="ONEPLAN_SECRET_DOOR"):
        settings_page()


def test_building_writes_what_differs_and_takes_away_what_is_no_longer_drawn(tmp_path: Path) -> None:
    first = write_all(tmp_path)
    left_over = tmp_path / FOLDER / "old.md"
    left_over.write_text("Yesterday's law.", encoding="utf-8")
    (tmp_path / "GLOSSARY.md").write_text("Other words.", encoding="utf-8")

    stale = stale_pages(tmp_path)
    second = write_all(tmp_path)

    assert len(first) > 50
    assert stale == second == ["GLOSSARY.md", f"{FOLDER}/old.md"]
    assert not left_over.exists()
    assert stale_pages(tmp_path) == []


def test_a_cell_keeps_to_its_line_and_column() -> None:
    drawn_table = table(("One", "Two"), [("a|b", "c\nd")])

    assert drawn_table.splitlines()[-1] == "| a\\|b | c d |"
