"""Persons who sign in, and the identities they act in."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from shouwei.ground.organisations.models import Organisation


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None, **fields: object) -> User:
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """One person, one account; what the person may do hangs on identities, not on the account."""

    username = models.CharField("账号", max_length=50, unique=True)
    name = models.CharField("姓名", max_length=50)
    email = models.EmailField("邮箱", blank=True)
    is_active = models.BooleanField("启用", default=True)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name


class IdentityQuerySet(models.QuerySet["Identity"]):
    def on(self, day: date) -> IdentityQuerySet:
        """Identities in force on ``day`` of accounts in use."""
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day, user__is_active=True)


class Identity(models.Model):
    """A person in one role at one organisation, for a time. Everything is done *as* an identity."""

    class Role(models.TextChoices):
        SECRETARIAT = "secretariat", "秘书处"
        COUNCIL = "council", "理事会"
        DEPARTMENT = "department", "牵头部门"
        UNIT_HEAD = "unit_head", "单位负责人"
        UNIT_STAFF = "unit_staff", "单位经办人"
        AUDITOR = "auditor", "督查审计"
        ADMINISTRATOR = "administrator", "系统管理员"

    user = models.ForeignKey(User, models.PROTECT, related_name="identities", verbose_name="人员")
    role = models.CharField("角色", max_length=20, choices=Role.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="identities", verbose_name="单位")
    since = models.DateField("起")
    until = models.DateField("止", null=True, blank=True)

    objects = IdentityQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["organisation", "role"])]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "organisation"], condition=Q(until=None), name="one_open_identity_of_a_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user.name}（{self.organisation}{self.get_role_display()}）"

    @property
    def person(self) -> str:
        return self.user.name

    @property
    def role_label(self) -> str:
        return self.get_role_display()

    @property
    def label(self) -> str:
        return f"{self.organisation} · {self.get_role_display()}"
