"""Persons who sign in, and the identities they act in."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from shouwei.core.text import pinyin_key
from shouwei.ground.organisations.models import Organisation

from ..rules.roles import ELEVATED


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
    name_pinyin = models.CharField(max_length=300, editable=False, default="")
    email = models.EmailField("邮箱", blank=True)
    is_active = models.BooleanField("启用", default=True)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["name_pinyin", "id"], name="user_by_name")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        # Who signs in has the day written here, and nothing is spelled for it: the dictionary stays with the process for good.
        fields = kwargs.get("update_fields")
        if fields is None or "name_pinyin" in fields:
            self.name_pinyin = pinyin_key(self.name)
        super().save(*args, **kwargs)


class IdentityQuerySet(models.QuerySet["Identity"]):
    def on(self, day: date) -> IdentityQuerySet:
        """Identities in force on ``day`` of accounts in use; one that waits for a second person is not in force."""
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day, waits=False, user__is_active=True)


class Identity(models.Model):
    """A person in one role at one organisation, for a time. Everything is done *as* an identity."""

    class Role(models.TextChoices):
        SECRETARIAT = "secretariat", "秘书处"
        COUNCIL = "council", "理事会"
        DEPARTMENT = "department", "牵头部门"
        UNIT_HEAD = "unit_head", "单位负责人"
        UNIT_STAFF = "unit_staff", "单位经办人"
        LIAISON = "liaison", "联络员"
        AUDITOR = "auditor", "督查审计"
        ADMINISTRATOR = "administrator", "系统管理员"

    user = models.ForeignKey(User, models.PROTECT, related_name="identities", verbose_name="人员")
    role = models.CharField("角色", max_length=20, choices=Role.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="identities", verbose_name="单位")
    since = models.DateField("起")
    until = models.DateField("止", null=True, blank=True)
    waits = models.BooleanField("待第二人确认", default=False)
    """An elevated role granted by one person counts only when a second one has confirmed it."""
    granted_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", verbose_name="授予人")

    delegate: User | None = None
    """Who acts in this identity in its holder's place, for this request; never stored here, see ``Delegation``."""

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
        return f"{self.person}（{self.organisation}{self.get_role_display()}）"

    @property
    def person(self) -> str:
        """``赵示例 代 林示例`` when somebody stands in."""
        return f"{self.delegate.name} 代 {self.user.name}" if self.delegate else self.user.name

    @property
    def hands(self) -> int:
        """Number of the account that sits at the screen: the holder's, or that of whoever stands in."""
        return self.delegate.pk if self.delegate else self.user_id

    @property
    def role_label(self) -> str:
        return self.get_role_display()

    @property
    def label(self) -> str:
        post = f"{self.organisation} · {self.get_role_display()}"
        return f"代 {self.user.name}：{post}" if self.delegate else post

    @property
    def elevated(self) -> bool:
        return self.role in ELEVATED

    def in_force(self, day: date) -> bool:
        return not self.waits and self.since <= day and (self.until is None or self.until >= day)
