"""The two ways of saying no to a person."""

from __future__ import annotations

from oneplan.core.kernel import Problem


class NotAllowed(Problem):
    """The person is known and the thing may exist, but none of their roles carries this right today."""


class NotFound(Problem):
    """There is nothing here for this person; what they may not see looks the same as what is missing."""
