"""Announcements of what the night will clean up, and what became of them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from shouwei.ground.people.models import Identity


class Cleaning(models.Model):
    """到期清理: personal data whose time has run out, announced a week ahead so that the secretariat can look and hold it."""

    class State(models.TextChoices):
        ANNOUNCED = "announced", "公示中"
        HELD = "held", "已暂缓"
        DONE = "done", "已清理"

    sweep = models.CharField(max_length=40)
    announced_on = models.DateField("公示日期")
    acts_on = models.DateField("清理日期")
    cut_off = models.DateField()
    """Only rows whose time had run out by this day: those of the list that was announced."""
    rows = models.PositiveIntegerField("公示行数")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ANNOUNCED)
    held_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+", verbose_name="暂缓人")
    held_because = models.CharField("暂缓原因", max_length=300, blank=True)
    held_until = models.DateField("暂缓至", null=True)
    done_on = models.DateField("完成日期", null=True)
    changed = models.PositiveIntegerField("清理行数", null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sweep"], condition=Q(state__in=["announced", "held"]), name="one_open_cleaning_a_sweep"
            )
        ]

    def __str__(self) -> str:
        return f"到期清理 {self.sweep} {self.announced_on}"
