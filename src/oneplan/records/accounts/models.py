"""Who signs in, and which roles they hold on which days."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from oneplan.records.sensitivity import classified


class Users(BaseUserManager["User"]):
    """Makes accounts; an account without a password cannot sign in with one."""

    def create_user(self, email: str, name: str = "", password: str | None = None, **more: Any) -> User:
        """A saved account, its address in lower case so that one person has one account."""
        user = self.model(email=email.strip().lower(), name=name, **more)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """The account with this address, however it is capitalised."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person (or the console) that signs in by email address."""

    SENSITIVITY: ClassVar = classified(
        ordinary="id email name is_active is_demo joined_at last_login", restricted="password"
    )

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    objects: ClassVar[Users] = Users()

    def __str__(self) -> str:
        return self.name or self.email


class RoleHeld(models.Model):
    """A role from the rights table, held by one person from one day to another."""

    SENSITIVITY: ClassVar = classified(ordinary="id user role owner_role first_day last_day given_by")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles_held")
    role = models.CharField(max_length=50)
    owner_role = models.CharField(max_length=300, blank=True)
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)
    given_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["user_id", "first_day", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="role_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} from {self.first_day}"
