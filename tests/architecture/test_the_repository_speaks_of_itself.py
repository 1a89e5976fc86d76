"""What may not stand in a tracked file: left-over markers, machine paths, registry names, undocumented dependencies."""

import re
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MARKERS = re.compile("TO" + "DO|FIX" + "ME|XX" + "X|NotImplemented" + "Error|coming " + "soon|lorem " + "ipsum")
REGISTRIES = re.compile(r"pypi\.|npm" + r"js\.|registry\.(npm|yarn)|pythonhosted", re.IGNORECASE)
MACHINE = re.compile(r"(?<![\w.])/(work|root|home|tmp/op)/")
CROWDED = 450


def tracked(*under: str) -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "-z", *under], cwd=ROOT, capture_output=True, check=True, text=True
    ).stdout
    return [ROOT / name for name in listing.split("\0") if name and (ROOT / name).is_file()]


def lines_matching(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in files
        if path.suffix not in {".png", ".woff2", ".pdf", ".docx"}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_left_over_marker_stands_in_source_or_documents() -> None:
    found = lines_matching(MARKERS, tracked("src", "docs", "README.md"))

    assert found == []


def test_no_file_names_a_package_registry() -> None:
    found = lines_matching(REGISTRIES, tracked())

    assert [line for line in found if "test_the_repository_speaks_of_itself" not in line] == []


def test_no_file_names_a_folder_of_one_machine() -> None:
    found = lines_matching(MACHINE, tracked())

    assert [line for line in found if "test_the_repository_speaks_of_itself" not in line] == []


def test_every_direct_dependency_says_what_it_is_for() -> None:
    wanted = {re.split(r"[\[<>=~! ]", name)[0] for name in _direct_dependencies()}
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()

    silent = [
        name
        for name in sorted(wanted)
        if not any(_explains(text, number) for number, line in enumerate(text) if line.strip().startswith(f'"{name}'))
    ]

    assert silent == []


def test_no_room_is_crowded() -> None:
    crowded = [
        f"{path.relative_to(ROOT)}: {length}"
        for path in tracked("src")
        if path.suffix in {".py", ".html"}
        and "migrations" not in path.parts
        and (length := len(path.read_text(encoding="utf-8").splitlines())) > CROWDED
    ]

    assert crowded == []


def test_the_first_screen_of_the_read_me_is_the_two_commands() -> None:
    first_screen = "\n".join((ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:40])

    assert "make demo" in first_screen
    assert "make test" in first_screen


def _direct_dependencies() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"].values()
    groups = project["dependency-groups"].values()
    return [*project["project"]["dependencies"], *(name for group in (*extras, *groups) for name in group)]


def _explains(text: list[str], number: int) -> bool:
    """Whether a comment stands above this line, or above the run of dependencies it belongs to."""
    while number > 0 and text[number].strip().startswith('"'):
        number -= 1
    return text[number].strip().startswith("#")
