"""Turns the bytes of a text file into words, whatever encoding it was saved in, or says that it cannot."""

from __future__ import annotations

from oneplan.core.kernel import Problem
from oneplan.plandocs.limits import Limits

_BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def decode(content: bytes, *, name: str, limits: Limits) -> str:
    """The text of a file in UTF-8, UTF-16, UTF-32 or Windows' Western encoding."""
    text = _decoded(content)
    wrong = sum(
        1 for letter in text if letter == "\ufffd" or (letter < " " and letter not in "\t\n\r\f\v\x1a\x1c\x1d\x1e\x1f")
    )
    if text and wrong / len(text) > limits.unreadable_share:
        raise Problem(
            f"The letters of {name} cannot be made out.",
            why="It was saved in an encoding that cannot be recognised, or damaged on the way.",
            do="Open it in the program that made it and save it as “Plain text, UTF-8”.",
        )
    too_long = any(len(line) > limits.line_characters for line in text.split("\n"))
    if text.count("\n") > limits.lines or too_long:
        raise Problem(
            f"{name} has {'longer' if too_long else 'more'} lines than any plan.",
            do="Import the plan alone, without what is attached to it.",
        )
    return text.replace("\x00", "")


def _decoded(content: bytes) -> str:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    zeros = content[:4096].count(0)
    if zeros > len(content[:4096]) * 0.3:
        even = content[0:4096:2].count(0)
        return content.decode("utf-16-be" if even > zeros / 2 else "utf-16-le", errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if _nearly_utf8(content):
        return content.decode("utf-8", errors="replace")
    return content.decode("cp1252", errors="replace")


def _nearly_utf8(content: bytes) -> bool:
    """Whether a file is UTF-8 but for a few broken letters, as when it was cut in the middle of one."""
    text = content.decode("utf-8", errors="replace")
    beyond_ascii = sum(1 for letter in text if letter > "\x7f" and letter != "\ufffd")
    return text.count("\ufffd") <= beyond_ascii * 0.05
