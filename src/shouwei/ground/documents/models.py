"""Files as kept, and frozen snapshots from which papers are rendered again years later."""

from typing import ClassVar

from django.db import models

from shouwei.ground.people.models import Identity


class StoredFile(models.Model):
    """A file that passed the gate; the bytes lie under ``settings.FILES`` by their SHA-256 and never change."""

    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField("文件名", max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField("大小（字节）")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+")
    gate_notes: tuple[str, ...] = ()
    """What the gate changed in it, in full sentences: for the person who has just handed it in, and not kept."""

    def __str__(self) -> str:
        return self.name


class Edition(models.Model):
    """版本: an older file of something that was replaced. One row per older file and the file that stands now; never changed."""

    old = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    newest = models.ForeignKey(StoredFile, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField("版本")
    why = models.CharField("替换原因", max_length=300)
    replaced_at = models.DateTimeField("替换时间")
    replaced_by = models.ForeignKey(Identity, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["newest", "number"], name="one_edition_a_number")]

    def __str__(self) -> str:
        return f"第{self.number}版"


class Damage(models.Model):
    """Bytes on disk that no longer have the digest they were kept under, found when somebody asked for them."""

    sha256 = models.CharField(max_length=64, unique=True)
    found_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256


class Snapshot(models.Model):
    """Figures frozen at one moment. ``content`` is all a paper needs; nothing is read again when it is rendered."""

    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    cut_off = models.DateField("数据截至")
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    """Of the canonical JSON of ``content``."""
    taken_at = models.DateTimeField(auto_now_add=True)
    taken_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.title}（快照 {self.number}）"

    @property
    def number(self) -> str:
        return f"S{self.pk:06d}"
