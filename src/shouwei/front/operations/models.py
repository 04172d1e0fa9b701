"""Jobs people start by hand and watch, and requests to restore."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from shouwei.ground.people.models import Identity


class Run(models.Model):
    """作业: work done by the worker, with progress that can be seen, a wish to stop, and another try after a failure."""

    class Kind(models.TextChoices):
        BACKUP = "backup", "备份"
        VERIFY = "verify", "校验备份"

    class State(models.TextChoices):
        WAITING = "waiting", "等待"
        RUNNING = "running", "进行中"
        DONE = "done", "完成"
        FAILED = "failed", "失败"
        CANCELLED = "cancelled", "已取消"

    kind = models.CharField("种类", max_length=10, choices=Kind.choices)
    what = models.CharField(max_length=100, blank=True)
    """The file that was made or is to be looked at."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    value = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    note = models.CharField("说明", max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    stop_asked = models.BooleanField(default=False)
    asked_by = models.ForeignKey(Identity, models.SET_NULL, null=True, related_name="+")
    """None: the clock."""
    asked_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    """When the worker last said how far it is."""

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind"], condition=models.Q(state__in=["waiting", "running"]), name="one_open_run_of_a_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.what}".strip()

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RUNNING)
