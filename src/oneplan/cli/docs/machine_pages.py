"""Settings, commands and rights as pages, each refused when something has no words."""

from __future__ import annotations

import ast
import tomllib
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from oneplan.cli.docs.markdown import code, page, table
from oneplan.core.kernel import Problem

NOT_OURS = frozenset({"install_completion", "show_completion", "help"})
WORDS = Path(__file__).parent / "settings.toml"


def settings_page() -> str:
    """Each environment variable that is read, with its default; raises Problem for one without words."""
    words: dict[str, str] = tomllib.loads(WORDS.read_text(encoding="utf-8"))["variables"]
    read = variables_read()
    silent, stale = sorted(read.keys() - words.keys()), sorted(words.keys() - read.keys())
    if silent or stale:
        raise _undescribed("setting", (silent or stale)[0], "cli/docs/settings.toml")
    parts = [
        f"## {name}\n\n{words[name]}\n\n"
        + (f"Unless given: {code(default)}" if default else "Unless given: off, or nothing.")
        for name, default in read.items()
    ]
    return page(
        "Settings",
        "An installation is configured by environment variables, read and checked before anything starts.",
        *parts,
    )


def variables_read() -> dict[str, str]:
    """Every variable that config/environment.py asks for, in its order, with its default as written."""
    spec = find_spec("oneplan.config.environment")
    assert spec is not None
    assert spec.origin is not None
    tree = ast.parse(Path(spec.origin).read_text(encoding="utf-8"))
    asked = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _asks_environment(node)]
    found: dict[str, str] = {}
    for call in sorted(asked, key=lambda node: (node.lineno, node.col_offset)):
        name = ast.literal_eval(call.args[0])
        default = ast.unparse(call.args[1]) if len(call.args) > 1 else ""
        found.setdefault(name, default.strip("'\""))
    return found


def commands_page(root: Any) -> str:
    """Every command with its arguments and options; raises Problem for one without a sentence."""
    parts = []
    for words, command in leaves(root, ("oneplan",)):
        name = " ".join(words)
        if not command.help:
            raise _undescribed("command", name, "its docstring")
        said = " ".join(command.help.split())
        parts += [f"## {name}", said, _parameters(command, name)]
    return page("Commands", "Every command of `oneplan`. Each also answers to `--help`.", *parts)


def leaves(group: Any, words: tuple[str, ...]) -> list[tuple[tuple[str, ...], Any]]:
    """Every command below this group that does something, with the words that reach it."""
    context = group.context_class(group)
    found: list[tuple[tuple[str, ...], Any]] = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        if not hasattr(command, "list_commands"):
            found.append(((*words, name), command))
            continue
        found += [((*words, name), command)] if command.invoke_without_command else []
        found += leaves(command, (*words, name))
    return found


def _parameters(command: Any, name: str) -> str:
    rows = []
    for parameter in command.params:
        if getattr(parameter, "hidden", False) or parameter.name in NOT_OURS:
            continue
        if not getattr(parameter, "help", ""):
            raise _undescribed("option", f"{name} {parameter.name}", "the command's parameters")
        is_option = parameter.param_type_name == "option"
        spelt = ", ".join(parameter.opts) if is_option else parameter.name.upper()
        rows.append((code(spelt), parameter.help, "yes" if parameter.required else ""))
    return table(("Option", "What it does", "Required"), rows) if rows else ""


def _asks_environment(node: ast.Call) -> bool:
    return (
        isinstance(node.func, ast.Attribute)
        and node.func.attr == "get"
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "env"
    )


def _undescribed(kind: str, name: str, where: str) -> Problem:
    return Problem(
        f"The {kind} “{name}” and its description do not match.",
        why="A reference that leaves something out, or keeps what is gone, cannot be relied on.",
        do=f"Describe it in {where}, or take it away there.",
    )
