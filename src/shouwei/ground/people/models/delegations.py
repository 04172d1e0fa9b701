"""Work that passes to somebody else: for a time (代办) or for good (交接)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from .accounts import Identity, User


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def on(self, day: date) -> DelegationQuerySet:
        return self.filter(since__lte=day, until__gte=day, revoked_at=None)


class Delegation(models.Model):
    """B may act in A's identity between two days. It ends by itself."""

    identity = models.ForeignKey(Identity, models.PROTECT, related_name="delegations", verbose_name="身份")
    delegate = models.ForeignKey(User, models.PROTECT, related_name="stands_in", verbose_name="代办人")
    since = models.DateField("起")
    until = models.DateField("止")
    reason = models.CharField("事由", max_length=200)
    given_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["delegate", "until"], name="delegation_of_delegate")]
        constraints: ClassVar = [models.CheckConstraint(condition=Q(until__gte=F("since")), name="delegation_days")]

    def __str__(self) -> str:
        return f"{self.delegate} 代 {self.identity}"


class Handover(models.Model):
    """An identity ends and its open work goes to a successor; ``lines`` is the report of what moved."""

    identity = models.ForeignKey(Identity, models.PROTECT, related_name="handovers")
    successor = models.ForeignKey(Identity, models.PROTECT, related_name="+")
    last_day = models.DateField("最后一天")
    reason = models.CharField("事由", max_length=200)
    made_by = models.ForeignKey(Identity, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    until_before = models.DateField(null=True)
    """Where the identity was to end before; put back by an undo."""
    swept_on = models.DateField(null=True)
    """When what came up until the last day was moved too."""
    undone_at = models.DateTimeField(null=True)
    lines = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.identity.user}的工作交接给{self.successor.user}"
