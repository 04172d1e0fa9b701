"""One taking-along of a list: asked for, perhaps approved by a second person, made, fetched, gone."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.http import QueryDict
from django.urls import reverse

from shouwei.core.listings import LISTINGS, Listing
from shouwei.core.secrets import EncryptedTextField
from shouwei.ground.people.models import Identity


class Export(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", "待批准"
        REFUSED = "refused", "未批准"
        BUILDING = "building", "正在生成"
        DONE = "done", "可下载"
        FAILED = "failed", "没有生成"
        EXPIRED = "expired", "已过期"

    class Format(models.TextChoices):
        XLSX = "xlsx", "Excel（.xlsx）"
        DOCX = "docx", "Word（.docx）"
        PDF = "pdf", "PDF"
        ZIP = "zip", "压缩包（.zip：Excel、CSV和说明）"

    listing = models.CharField("清单", max_length=60)
    of_pk = models.BigIntegerField(null=True)
    """The thing the list belongs to."""
    title = models.CharField("标题", max_length=120)
    filter = models.TextField(blank=True)
    """The query of the page the list was taken from."""
    filters = models.JSONField("筛选条件", default=list)
    """The same in words."""
    format = models.CharField("格式", max_length=4, choices=Format.choices, default=Format.XLSX)
    is_personal = models.BooleanField(default=False)
    is_masked = models.BooleanField("脱敏", default=True)
    reason = models.TextField("用途", blank=True)
    rows = models.PositiveIntegerField("行数")
    state = models.CharField("状态", max_length=10, choices=State.choices)
    asked_at = models.DateTimeField("申请时间", auto_now_add=True)
    asked_by = models.ForeignKey(Identity, models.PROTECT, related_name="+", verbose_name="申请人")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+", verbose_name="批准人")
    decision = models.TextField(blank=True)
    finished_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    size = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    done = models.PositiveIntegerField(default=0)
    """Rows written so far."""
    said = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["asked_by", "-id"], name="export_of_person"),
            models.Index(fields=["state", "expires_at"], name="export_expiring"),
        ]

    def __str__(self) -> str:
        return f"{self.title}导出 {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("exports:export", args=[self.pk])

    @property
    def number(self) -> str:
        return f"E{self.pk:06d}"

    @property
    def source(self) -> Listing:
        """``KeyError`` when the room no longer offers the list."""
        return LISTINGS[self.listing]

    @property
    def query(self) -> QueryDict:
        return QueryDict(self.filter)

    @property
    def file_name(self) -> str:
        return f"{self.title}-{self.number}.{self.format}"


class ExportFile(models.Model):
    """The file, encrypted; deleted when the export expires."""

    export = models.OneToOneField(Export, models.CASCADE, primary_key=True, related_name="file")
    content = EncryptedTextField("文件内容", kind="text")
    """Base64."""

    def __str__(self) -> str:
        return self.export.file_name
