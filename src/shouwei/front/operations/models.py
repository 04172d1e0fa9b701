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


class RestoreRequest(models.Model):
    """恢复申请: to put a backup in place of everything; asked by one person, approved by another, carried out by the supervisor.

    After a restore the row is written anew in the restored house, with names instead of identities: theirs may not be known there.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "待批准"
        APPROVED = "approved", "已批准，准备恢复"
        REFUSED = "refused", "已退回"
        TAKEN_BACK = "taken_back", "已撤回"
        DONE = "done", "已恢复"
        FAILED = "failed", "未恢复，数据保持原样"

    what = models.CharField("备份文件", max_length=100)
    seal = models.CharField(max_length=64)
    """Digest of the manifest when it was asked for: the file that is restored must be the one that was looked at."""
    reason = models.CharField("恢复原因", max_length=300)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.WAITING)
    note = models.CharField("说明", max_length=500, blank=True)
    asked_by = models.ForeignKey(Identity, models.SET_NULL, null=True, related_name="+", verbose_name="申请人")
    asked_label = models.CharField("申请人", max_length=200)
    asked_at = models.DateTimeField("申请时间")
    decided_by = models.ForeignKey(Identity, models.SET_NULL, null=True, related_name="+", verbose_name="批准人")
    decided_label = models.CharField("批准人", max_length=200, blank=True)
    decided_at = models.DateTimeField("批准时间", null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                models.Value(1), condition=models.Q(state__in=["waiting", "approved"]), name="one_open_restore"
            ),
            models.CheckConstraint(
                condition=models.Q(asked_by=None)
                | models.Q(decided_by=None)
                | ~models.Q(asked_by=models.F("decided_by")),
                name="nobody_approves_his_own_restore",
            ),
        ]

    def __str__(self) -> str:
        return f"恢复{self.what}"

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.WAITING, self.State.APPROVED)
