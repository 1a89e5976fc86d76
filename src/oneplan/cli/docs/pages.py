"""Every generated page by its path in the repository."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typer.main import get_command

from oneplan.cli.docs import law_pages
from oneplan.cli.docs.examples_page import examples_page
from oneplan.cli.docs.machine_pages import commands_page, settings_page
from oneplan.cli.docs.markdown import bullets, page
from oneplan.cli.docs.measures_page import measures_page
from oneplan.cli.docs.returns_page import sen2_page
from oneplan.cli.docs.rights_page import rights_page
from oneplan.cli.docs.words_pages import coverage_page, glossary_page
from oneplan.rulebook import load_rulebook

if TYPE_CHECKING:
    from pathlib import Path

    from oneplan.core.pathways import Rules

FOLDER = "docs/reference/generated"


def all_pages() -> dict[str, str]:
    """The text of every generated file, drawn afresh."""
    from oneplan.cli.main import app

    book = load_rulebook()
    drawn = {
        "README.md": _index(book.rules),
        "coverage.md": coverage_page(),
        "settings.md": settings_page(),
        "commands.md": commands_page(get_command(app)),
        "rights.md": rights_page(),
        "facts.md": law_pages.facts_page(book.rules),
        "outputs.md": law_pages.outputs_page(book.rules),
        "rules.md": law_pages.rules_page(book.rules),
        "examples.md": examples_page(book),
        "measures.md": measures_page(book.rules),
        "sen2.md": sen2_page(book.rules),
        **law_pages.pathway_files(book.rules),
    }
    return {"GLOSSARY.md": glossary_page()} | {f"{FOLDER}/{name}": text for name, text in drawn.items()}


def write_all(root: Path) -> list[str]:
    """Write what differs and take away what is no longer drawn; return the paths that changed."""
    drawn = all_pages()
    changed = _differing(root, drawn)
    for name in changed:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(drawn[name], encoding="utf-8")
    gone = _left_over(root, drawn)
    for name in gone:
        (root / name).unlink()
    return changed + gone


def stale_pages(root: Path) -> list[str]:
    """The paths whose committed text is missing, different or no longer drawn."""
    drawn = all_pages()
    return _differing(root, drawn) + _left_over(root, drawn)


def _differing(root: Path, drawn: dict[str, str]) -> list[str]:
    return [
        name
        for name, text in drawn.items()
        if not (root / name).is_file() or (root / name).read_text(encoding="utf-8") != text
    ]


def _left_over(root: Path, drawn: dict[str, str]) -> list[str]:
    kept = (path for path in (root / FOLDER).rglob("*") if path.is_file())
    return sorted(name for path in kept if (name := path.relative_to(root).as_posix()) not in drawn)


def _index(rules: Rules) -> str:
    return page(
        "Reference",
        "Drawn from the data by `oneplan docs build`; `oneplan docs check` fails when a page no longer matches.",
        bullets(
            (
                "[Worked examples](examples.md)",
                "[Facts](facts.md)",
                "[Outputs](outputs.md)",
                "[Rules, their law and status](rules.md)",
                "[Measures](measures.md)",
                "[The SEN2 return: layout, codes and checks](sen2.md)",
                "[Commands](commands.md)",
                "[Settings](settings.md)",
                "[Who may do what](rights.md)",
                "[Coverage](coverage.md)",
                "[Glossary](../../../GLOSSARY.md)",
            )
        ),
        "## Pathways",
        bullets(f"[{pathway.title}](pathways/{pathway.id}.md)" for pathway in rules.pathways),
    )
