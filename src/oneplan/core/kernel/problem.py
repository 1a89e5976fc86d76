"""What went wrong, said so that a person can act on it."""

from __future__ import annotations


class Problem(Exception):  # noqa: N818 - people read this word, and it is not always an error
    """A refusal in words: what happened, why it matters and what to do next."""

    def __init__(self, what: str, *, why: str = "", do: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.why = why
        self.do = do

    def __str__(self) -> str:
        return " ".join(part for part in (self.what, self.why, self.do) if part)
