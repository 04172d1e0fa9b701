"""Who was a member of the group, and when."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from .organisations import Organisation


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
