"""The person who is looking or acting, on one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role held from day to day, both included; ``owner_role`` is the plan's own role it stands for."""

    role: str
    first_day: date
    last_day: date | None = None
    owner_role: str = ""

    def is_held_on(self, day: date) -> bool:
        """Whether the role is held on that day."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody with the roles ever given to them, or nobody; only those held on the day count.

    ``teams`` are the teams they are in on the day; ``named_on`` the persons whose restricted record names them.
    """

    on: date
    user_id: int | None = None
    name: str = ""
    email: str = ""
    held: tuple[HeldRole, ...] = ()
    teams: frozenset[int] = frozenset()
    named_on: frozenset[int] = frozenset()

    @property
    def is_somebody(self) -> bool:
        """Whether a person has signed in."""
        return self.user_id is not None

    @property
    def roles_today(self) -> tuple[HeldRole, ...]:
        """The roles held on the day of looking."""
        if not self.is_somebody:
            return ()
        return tuple(held for held in self.held if held.is_held_on(self.on))

    @property
    def owner_roles(self) -> frozenset[str]:
        """The plan's own role names that this person stands for today."""
        return frozenset(held.owner_role for held in self.roles_today if held.owner_role)
