"""Two people changed the same thing."""

from __future__ import annotations

from oneplan.core.kernel import Problem


class Stale(Problem):
    """Somebody else saved first: nothing was changed, and both texts are here to compare."""

    def __init__(self, ref: str, *, mine: str, theirs: str, version: int, what: str = "action") -> None:
        super().__init__(
            f"Somebody else changed {what} {ref} after you opened it, so nothing was saved.",
            why=f"It now says: {theirs}. You wrote: {mine}.",
            do="Compare the two and save again if yours should stand.",
        )
        self.mine = mine
        self.theirs = theirs
        self.version = version
