"""Decisions of the group about names and numbers of the system."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from shouwei.ground.people.models import Identity


class Version(models.Model):
    """The value of one setting from a day on; the newest decision for a day holds."""

    name = models.CharField("设置", max_length=60)
    value = models.JSONField("取值")
    since = models.DateField("生效日期")
    why = models.CharField("原因", max_length=200)
    set_at = models.DateTimeField(auto_now_add=True)
    set_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-since", "-pk"]
        indexes: ClassVar = [models.Index(fields=["name", "-since", "-id"], name="version_in_force")]

    def __str__(self) -> str:
        return f"{self.name}（{self.since:%Y-%m-%d}起）"
