"""What an organisation was called before, and which organisation went into which. Nothing that points at them is rewritten."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .membership import Membership
from .organisations import Organisation


class FormerName(models.Model):
    """A name that was in use until a day."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="former_names")
    name = models.CharField("名称", max_length=100)
    short_name = models.CharField("简称", max_length=30, blank=True)
    until = models.DateField("用到")
    """The last day it was in use; the next name holds from the day after."""
    source = models.CharField("依据", max_length=200)
    recorded_on = models.DateField()

    class Meta:
        ordering = ["-until", "-pk"]
        constraints = [models.UniqueConstraint(fields=["organisation", "until"], name="one_name_until_a_day")]

    def __str__(self) -> str:
        return self.name


class Merger(models.Model):
    """``absorbed`` went into ``successor``; kept when it is undone, so that the history can be told."""

    absorbed = models.ForeignKey(Organisation, models.PROTECT, related_name="mergers")
    successor = models.ForeignKey(Organisation, models.PROTECT, related_name="takeovers")
    on = models.DateField("并入日期")
    source = models.CharField("依据", max_length=200)
    ended = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    """The membership that ended with it."""
    recorded_on = models.DateField()
    undone_on = models.DateField(null=True, blank=True)
    moved = models.JSONField("随并入交接", null=True)
    """What the rooms above have handed over, as they need it to take it back; while it stands here the merger cannot be undone."""

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["absorbed"], condition=Q(undone_on=None), name="one_merger_in_force")
        ]

    def __str__(self) -> str:
        return f"{self.absorbed}并入{self.successor}"
