"""Dated code lists: editions, their codes, and how codes of one edition become codes of another."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from shouwei.core.text import pinyin_key
from shouwei.ground.people.models import Identity

from .rules.mapping import KINDS
from .rules.searching import haystack, pieces
from .rules.shapes import LABELS


class Edition(models.Model):
    """One issue of one list. A draft can be looked at and thrown away; once published the database refuses any change."""

    class State(models.TextChoices):
        DRAFT = "draft", "待发布"
        PUBLISHED = "published", "已发布"

    catalogue = models.CharField("目录", max_length=20, choices=list(LABELS.items()))
    name = models.CharField("版本", max_length=60)
    source = models.CharField("来源", max_length=200)
    issued_on = models.DateField("发布日期", null=True, blank=True)
    used_from = models.DateField("启用日期", null=True, blank=True)
    """None: since ever, as far as this list is asked."""
    base = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="增补于")
    """The edition whose codes were taken over whole, when this one came as a supplement."""
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.DRAFT)
    note = models.CharField("说明", max_length=300, blank=True)
    checksum = models.CharField("校验和", max_length=64, blank=True)
    """SHA-256 of the file the table came from."""
    counts = models.JSONField(default=dict)
    differences = models.JSONField(default=list)
    """Sentences: where the counts are not those the issuer published."""
    notes = models.JSONField(default=list)
    """Sentences: what was read otherwise than the table has it."""
    problems = models.JSONField(default=list)
    """[line, sentence] of a draft; a published edition has none."""
    imported_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+")
    imported_at = models.DateTimeField(auto_now_add=True)
    published_on = models.DateField("公布入库日期", null=True, blank=True)

    class Meta:
        ordering = ["catalogue", "-used_from", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["catalogue", "name"], name="one_edition_of_a_name"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(published_on__isnull=False), name="published_editions_have_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_catalogue_display()} {self.name}"


class Code(models.Model):
    """One code of one edition; a region may stand there several times, once for each time it was in force."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="codes")
    code = models.CharField("代码", max_length=12)
    name = models.CharField("名称", max_length=120)
    level = models.CharField("层次", max_length=10)
    parent = models.CharField("上级代码", max_length=12, blank=True)
    mark = models.CharField("标识", max_length=10, blank=True)
    valid_from = models.DateField("启用", null=True, blank=True)
    valid_until = models.DateField("停用", null=True, blank=True)
    """The last day it was in force."""
    spelled = models.CharField(max_length=300, editable=False)
    pieces = ArrayField(models.CharField(max_length=4), editable=False)
    """Letters and pairs of letters of name, code and pinyin: what the search index holds."""

    class Meta:
        ordering = ["code", "pk"]
        indexes = [
            models.Index(fields=["edition", "code"], name="code_of_an_edition"),
            models.Index(fields=["edition", "parent", "code"], name="code_below"),
            GinIndex(fields=["pieces"], name="code_pieces"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code", "valid_from"], nulls_distinct=False, name="one_code_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gte=models.F("valid_from")),
                name="a_code_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @staticmethod
    def made(**fields: Any) -> Code:
        """A code with its search pieces, ready for a bulk insert."""
        spelled = pinyin_key(fields["name"])
        text = haystack(code=fields["code"], name=fields["name"], spelled=spelled)
        return Code(**fields, spelled=spelled, pieces=pieces(text))


class Mapping(models.Model):
    """What became of a code between two editions of a list."""

    old_edition = models.ForeignKey(Edition, models.PROTECT, related_name="mappings_on")
    new_edition = models.ForeignKey(Edition, models.PROTECT, related_name="mappings_from")
    old = models.CharField("旧代码", max_length=12)
    new = models.CharField("新代码", max_length=12, blank=True)
    kind = models.CharField("变化", max_length=10, choices=list(KINDS.items()))
    source = models.CharField("依据", max_length=200)

    class Meta:
        ordering = ["old", "new"]
        indexes = [models.Index(fields=["new_edition", "new"], name="mapping_backwards")]
        constraints = [
            models.UniqueConstraint(fields=["old_edition", "new_edition", "old", "new"], name="one_mapping_of_a_pair"),
            models.CheckConstraint(condition=~Q(old_edition=models.F("new_edition")), name="mapping_between_editions"),
            models.CheckConstraint(
                condition=Q(kind="cancelled", new="") | (~Q(kind="cancelled") & ~Q(new="")),
                name="only_a_cancelled_code_has_no_successor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new or '取消'}"


class RegionChange(models.Model):
    """A region's code or name changed; the sources give the year, so the change counts from its last day on."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="region_changes")
    on = models.DateField("日期")
    kind = models.CharField("变更", max_length=20)
    old = models.CharField("原代码", max_length=12, blank=True)
    old_name = models.CharField("原名称", max_length=60, blank=True)
    new = models.CharField("新代码", max_length=12, blank=True)
    new_name = models.CharField("新名称", max_length=60, blank=True)

    class Meta:
        ordering = ["on", "old", "new"]
        indexes = [
            models.Index(fields=["old"], name="change_of_old"),
            models.Index(fields=["new"], name="change_of_new"),
        ]

    def __str__(self) -> str:
        return f"{self.on.year}年{self.kind}：{self.old}{self.old_name} → {self.new}{self.new_name}"
