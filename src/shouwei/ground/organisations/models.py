"""Organisations of the group and around it, and who was a member when."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from shouwei.core.text import pinyin_key


class Organisation(models.Model):
    """Anything that can lead, implement, host or be reported to."""

    class Kind(models.TextChoices):
        GROUP = "group", "职教集团"
        COUNCIL = "council", "理事会"
        SECRETARIAT = "secretariat", "秘书处"
        DEPARTMENT = "department", "集团部门"
        SCHOOL = "school", "学校"
        ENTERPRISE = "enterprise", "企业"
        PARK = "park", "园区"
        COUNTY = "county", "县（市、区）"
        AUTHORITY = "authority", "主管部门"

    name = models.CharField("名称", max_length=100, unique=True)
    short_name = models.CharField("简称", max_length=30, blank=True)
    kind = models.CharField("类别", max_length=20, choices=Kind.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="units", verbose_name="上级")
    name_pinyin = models.CharField(max_length=300, editable=False)
    """Sort and search key: no database collation is relied on."""

    class Meta:
        ordering = ["name_pinyin", "pk"]
        indexes = [models.Index(fields=["kind", "name_pinyin"])]

    def __str__(self) -> str:
        return self.short_name or self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.name_pinyin = pinyin_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # passed through as they came


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: date) -> MembershipQuerySet:
        """Memberships in force on ``day``."""
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day)


class Membership(models.Model):
    """A school or an enterprise belongs to the group from a day on, and perhaps to a day."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships", verbose_name="成员单位")
    since = models.DateField("加入日期")
    until = models.DateField("退出日期", null=True, blank=True)
    source = models.CharField("依据", max_length=200, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name_pinyin", "since"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")), name="membership_ends_after_it_begins"
            ),
            models.UniqueConstraint(fields=["organisation"], condition=Q(until=None), name="one_open_membership"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.since:%Y-%m-%d}"
