"""One import: a file of one noun, from upload to receipt, and for a day its way back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.urls import reverse

from shouwei.core.secrets import EncryptedTextField
from shouwei.core.sheets import SHEETS, Sheet
from shouwei.ground.people.models import Identity

UNDO_FOR = timedelta(days=1)


class Import(models.Model):
    class State(models.TextChoices):
        CHECKING = "checking", "正在核对"
        CHECKED = "checked", "待确认"
        STORING = "storing", "正在导入"
        DONE = "done", "已导入"
        UNDOING = "undoing", "正在撤销"
        UNDONE = "undone", "已撤销"
        REFUSED = "refused", "不能读取"
        CANCELLED = "cancelled", "已取消"

    noun = models.CharField("表", max_length=60)
    title = models.CharField("表名", max_length=60)
    file_name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("文件SHA-256", max_length=64)
    size = models.BigIntegerField("大小（字节）")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.CHECKING)
    uploaded_at = models.DateTimeField("上传时间", auto_now_add=True)
    uploaded_by = models.ForeignKey(Identity, models.PROTECT, related_name="+", verbose_name="上传人")
    confirmed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    rows = models.PositiveIntegerField("行数", default=0)
    refused = models.PositiveIntegerField("有误", default=0)
    new = models.PositiveIntegerField("新增", default=0)
    changed = models.PositiveIntegerField("更新", default=0)
    unchanged = models.PositiveIntegerField("未变", default=0)
    summary = models.JSONField(default=dict)
    """What the preview shows: notes, the first faults and changes; personal values masked. Emptied with the file."""
    said = models.TextField(blank=True)
    """Why it could not be read, stored or undone as a whole."""

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["uploaded_by", "-id"], name="import_of_person")]

    def __str__(self) -> str:
        return f"{self.title}导入 {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("imports:batch", args=[self.pk])

    @property
    def number(self) -> str:
        return f"I{self.pk:06d}"

    @property
    def sheet(self) -> Sheet:
        """``KeyError`` when the room no longer offers the noun."""
        return SHEETS[self.noun]

    @property
    def is_working(self) -> bool:
        return self.state in (self.State.CHECKING, self.State.STORING, self.State.UNDOING)

    @property
    def good(self) -> int:
        return self.rows - self.refused

    @property
    def undo_until(self) -> datetime | None:
        return self.finished_at + UNDO_FOR if self.finished_at else None


class ImportFile(models.Model):
    """The file itself, encrypted, for the second reading, the returned rows and the undo; deleted when none of them is left."""

    batch = models.OneToOneField(Import, models.CASCADE, primary_key=True, related_name="file")
    content = EncryptedTextField("文件内容", kind="text")
    """Base64."""

    def __str__(self) -> str:
        return self.batch.file_name


class ImportTrace(models.Model):
    """What an import did to each row, so that it can be undone: deleted with the file."""

    batch = models.OneToOneField(Import, models.CASCADE, primary_key=True, related_name="trace")
    fates = models.TextField()
    """A letter per row in the order of the file: n new, c changed, u unchanged, r refused."""
    before = EncryptedTextField("原值", kind="text", blank=True)
    """JSON: the former values of the changed rows, in order."""

    def __str__(self) -> str:
        return f"{self.batch} 原值"


class ImportProgress(models.Model):
    """How far the work is; a row of its own, so that watching and cancelling never wait for the work's transaction."""

    batch = models.OneToOneField(Import, models.CASCADE, primary_key=True, related_name="progress")
    phase = models.CharField(max_length=20, default="")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    cancel_asked = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.batch} {self.phase} {self.done}/{self.total}"
