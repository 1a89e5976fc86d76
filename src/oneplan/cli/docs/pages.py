"""Every generated page by its path in the repository."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oneplan.cli.docs.machine_pages import commands_page, settings_page
from oneplan.cli.docs.rights_page import rights_page
from oneplan.cli.docs.words_pages import coverage_page, glossary_page

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "docs/reference/generated"


def all_pages() -> dict[str, str]:
    """The text of every generated file, drawn afresh."""
    from typer.main import get_command

    from oneplan.cli.main import app

    return {
        "GLOSSARY.md": glossary_page(),
        f"{FOLDER}/coverage.md": coverage_page(),
        f"{FOLDER}/settings.md": settings_page(),
        f"{FOLDER}/commands.md": commands_page(get_command(app)),
        f"{FOLDER}/rights.md": rights_page(),
    }


def write_all(root: Path) -> list[str]:
    """Write what differs and take away what is no longer drawn; return the paths that changed."""
    drawn = all_pages()
    changed = []
    for name, text in drawn.items():
        path = root / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            changed.append(name)
    for name in _left_over(root, drawn):
        (root / name).unlink()
        changed.append(name)
    return changed


def stale_pages(root: Path) -> list[str]:
    """The paths whose committed text is missing, different or no longer drawn."""
    drawn = all_pages()
    wrong = [
        name
        for name, text in drawn.items()
        if not (root / name).is_file() or (root / name).read_text(encoding="utf-8") != text
    ]
    return wrong + _left_over(root, drawn)


def _left_over(root: Path, drawn: dict[str, str]) -> list[str]:
    kept = [path for path in (root / FOLDER).rglob("*") if path.is_file()]
    return sorted(name for path in kept if (name := path.relative_to(root).as_posix()) not in drawn)
