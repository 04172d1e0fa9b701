"""Definitions as versioned data, what the council adopted, target paths, and reports that stay."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from shouwei.ground.documents.models import Snapshot
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity

from .rules.paths import Path
from .rules.rounds import SPANS, span_words


class Target(models.TextChoices):
    """The three the founding plan promises."""

    COVERAGE = "coverage", "首位产业覆盖"
    INTAKE = "intake", "招生规模"
    LOCAL = "local", "本地就业"


class Definition(models.Model):
    """One version of one indicator. A published version is never changed (the database refuses), only followed."""

    class State(models.TextChoices):
        DRAFT = "draft", "草稿"
        PROPOSED = "proposed", "待议定"
        PUBLISHED = "published", "已发布"

    code = models.CharField("代码", max_length=60)
    version = models.PositiveSmallIntegerField("版本")
    name = models.CharField("名称", max_length=100)
    target = models.CharField("目标", max_length=10, choices=Target.choices, blank=True)
    spec = models.JSONField("公式")
    """In the vocabulary of ``rules/formula.py``."""
    population = models.CharField("统计范围", max_length=200)
    cut_off = models.CharField("截止时点", max_length=100)
    source = models.CharField("数据来源", max_length=200)
    owner = models.CharField("责任部门", max_length=60)
    caveat = models.CharField("提示", max_length=300, blank=True)
    unit = models.CharField("单位", max_length=4, default="%")
    alone = models.BooleanField("可以单独用于考核", default=False)
    """Asked through ``queries/appraisal.py``; a rate of destinations never (``rules/appraisal.py``)."""
    name_reviewed = models.BooleanField("名称已核对", default=False)
    caveat_reviewed = models.BooleanField("提示已核对", default=False)
    """Read again by who wrote the draft, since its formula or population changed."""
    valid_from = models.DateField("自")
    valid_until = models.DateField("至", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.DRAFT)
    why = models.CharField("改动原因", max_length=300, blank=True)
    written_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+", verbose_name="编写人")
    published_on = models.DateField("发布日期", null=True)
    approved_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+", verbose_name="议定人")
    paper = models.CharField("议定文件", max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["target", "code", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "version"], name="a_version_once"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(state__in=["draft", "proposed"]), name="one_draft_a_code"
            ),
            models.CheckConstraint(
                condition=Q(alone=False) | ~Q(spec__fact="destinations"), name="no_rate_of_destinations_stands_alone"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（第{self.version}版）"

    def get_absolute_url(self) -> str:
        return reverse("indicators:definition", args=[self.pk])

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED


class Adoption(models.Model):
    """Which definition the council counts a target by in a year: decided once, frozen for that year."""

    target = models.CharField("目标", max_length=10, choices=Target.choices)
    year = models.PositiveSmallIntegerField("年度")
    definition = models.ForeignKey(Definition, models.PROTECT, related_name="adoptions", verbose_name="口径")
    paper = models.CharField("议定文件", max_length=200)
    adopted_on = models.DateField("议定日期")
    adopted_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+", verbose_name="登记人")

    class Meta:
        ordering: ClassVar = ["-year", "target"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["target", "year"], name="one_definition_a_year")]

    def __str__(self) -> str:
        return f"{self.year}年{self.get_target_display()}"


class Goal(models.Model):
    """From a baseline to a goal: for the group, or for one member. Values as shown: per cent, or times."""

    target = models.CharField("目标", max_length=10, choices=Target.choices)
    school = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="学校",
        help_text="空为全集团。",
    )
    from_year = models.PositiveSmallIntegerField("基期年度")
    from_value = models.DecimalField("基期数值", max_digits=8, decimal_places=2)
    to_year = models.PositiveSmallIntegerField("目标年度")
    to_value = models.DecimalField("目标数值", max_digits=8, decimal_places=2)
    steps = models.JSONField("其间各年", default=dict, blank=True)
    """Year → value, for years with a goal of their own."""
    source = models.CharField("依据", max_length=200)
    written_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+", verbose_name="登记人")

    class Meta:
        ordering: ClassVar = ["target", "school__name_pinyin"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["target", "school"], nulls_distinct=False, name="one_goal_a_member"),
            models.CheckConstraint(condition=Q(to_year__gt=models.F("from_year")), name="a_goal_lies_ahead"),
        ]

    def __str__(self) -> str:
        return f"{self.get_target_display()} {self.school or '全集团'}"

    @property
    def path(self) -> Path:
        steps = tuple(sorted((int(year), float(value)) for year, value in self.steps.items()))
        return Path(self.from_year, float(self.from_value), self.to_year, float(self.to_value), steps)


class Report(models.Model):
    """A year's figures frozen. The first of a year locks it, later ones amend it and say why. Rows are added, never changed."""

    year = models.PositiveSmallIntegerField("年度（届）")
    number = models.PositiveSmallIntegerField("次序")
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="+", verbose_name="快照")
    why = models.CharField("更正原因", max_length=300, blank=True)
    made_on = models.DateField("日期")
    made_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+", verbose_name="制作人")

    class Meta:
        ordering: ClassVar = ["-year", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "number"], name="report_numbers_of_a_year_are_unique")
        ]

    def __str__(self) -> str:
        return f"{self.year}年第{self.number}次"

    def get_absolute_url(self) -> str:
        return reverse("indicators:report", args=[self.pk])


class Told(models.Model):
    """How many of a figure's numerator have confirmed themselves, as last told: it moves in steps of five and more (the quiet no)."""

    year = models.PositiveSmallIntegerField("年度（届）")
    definition = models.ForeignKey(Definition, models.CASCADE, related_name="+", verbose_name="口径")
    people = models.PositiveIntegerField("本人确认", null=True)
    told_on = models.DateField("公布日期")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["year", "definition"], name="told_once_a_year")]

    def __str__(self) -> str:
        return f"{self.year} {self.people}"


class Round(models.Model):
    """A collection round: which figures of which year are asked of whom between which days; locked in the end."""

    title = models.CharField("名称", max_length=100, unique=True)
    year = models.PositiveSmallIntegerField("年度（届）")
    span = models.CharField("时段", max_length=3, choices=list(SPANS.items()), blank=True)
    opens_on = models.DateField("开始")
    closes_on = models.DateField("截止")
    definitions = models.ManyToManyField(Definition, related_name="+", verbose_name="指标")
    opened_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+", verbose_name="发起人")
    opened_on = models.DateField("发起日期")
    locked_on = models.DateField("锁定日期", null=True)
    locked_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+", verbose_name="锁定人")

    class Meta:
        ordering: ClassVar = ["-closes_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=models.F("opens_on")), name="a_round_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("indicators:round", args=[self.pk])

    @property
    def when(self) -> str:
        """The year, or the term or month of it."""
        return span_words(self.year, self.span)


class Submission(models.Model):
    """One member's part of a round."""

    class State(models.TextChoices):
        WAITING = "waiting", "未报"
        HANDED_IN = "handed_in", "待审定"
        RETURNED = "returned", "已退回"
        APPROVED = "approved", "已审定"

    round = models.ForeignKey(Round, models.CASCADE, related_name="submissions", verbose_name="轮次")
    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="单位")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.WAITING)
    first_on = models.DateField("首次上报", null=True)
    """What lateness is measured by: being given back later costs nothing."""

    class Meta:
        ordering: ClassVar = ["round", "school__name_pinyin"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "school"], name="a_member_once_a_round")]
        indexes: ClassVar = [models.Index(fields=["school", "state"], name="submission_school")]

    def __str__(self) -> str:
        return f"{self.school} {self.round}"

    def get_absolute_url(self) -> str:
        return reverse("indicators:submission", args=[self.pk])


class Filing(models.Model):
    """What a member handed in at one time, with what the records said and what the rules asked. Figures stay; the decision is added."""

    class Decision(models.TextChoices):
        APPROVED = "approved", "已审定"
        RETURNED = "returned", "已退回"

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="filings", verbose_name="填报")
    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="单位")
    number = models.PositiveSmallIntegerField("次序")
    lines = models.JSONField("数值")
    """A list; each with code, version, numbers, ``computed`` then, ``findings`` with the version of their rule, reason."""
    why = models.CharField("更正原因", max_length=300, blank=True)
    amends = models.BooleanField("更正", default=False)
    handed_in_on = models.DateField("上报日期")
    handed_in_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+", verbose_name="上报人")
    decision = models.CharField("审定", max_length=10, choices=Decision.choices, blank=True)
    opinion = models.CharField("意见", max_length=300, blank=True)
    decided_on = models.DateField("审定日期", null=True)
    decided_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+", verbose_name="审定人")

    class Meta:
        ordering: ClassVar = ["submission", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["submission", "number"], name="filing_numbers_once")]

    def __str__(self) -> str:
        return f"{self.submission} 第{self.number}次"


SUMS = ("claimed", "proven", "open", "claimed_adults", "proven_adults", "open_adults")
"""What is added up of each line below."""


class Summed(models.Model):
    """Graduates of one part at one place, by one basis: what every figure of destinations is a sum of (``rules/formula.py``)."""

    year = models.PositiveSmallIntegerField("毕业届")
    part = models.CharField("去向", max_length=12)
    """A part of the formula's; ``roll``: everybody on the roll of the cohort."""
    basis = models.CharField("地域依据", max_length=10)
    place = models.CharField("地域", max_length=10)
    claimed = models.IntegerField("登记人数")
    proven = models.IntegerField("已核人数")
    open = models.IntegerField("未锁定人数")
    claimed_adults = models.IntegerField("其中扩招登记人数", default=0, db_default=0)
    """This and the two below: the part of the three above that came by adult intake."""
    proven_adults = models.IntegerField("其中扩招已核人数", default=0, db_default=0)
    open_adults = models.IntegerField("其中扩招未锁定人数", default=0, db_default=0)

    class Meta:
        abstract = True


class Tally(Summed):
    """Kept sums of a school by level. The group is the sum of its schools, added up when it is asked for."""

    school = models.ForeignKey(Organisation, models.CASCADE, related_name="+", db_index=False, verbose_name="学校")
    level = models.CharField("层次", max_length=12)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["year", "school", "level", "part", "basis", "place"], name="one_tally_a_place"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["year"], condition=Q(part="roll"), name="tally_roll")]

    def __str__(self) -> str:
        return f"{self.year} {self.school_id} {self.part} {self.claimed}"


class Pending(Summed):
    """What has changed since the sums were kept; added by triggers beside every statement, gathered in by ``keep_sums``."""

    school = models.ForeignKey(Organisation, models.CASCADE, related_name="+", db_index=False, verbose_name="学校")
    level = models.CharField("层次", max_length=12)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["year"], name="pending_year")]

    def __str__(self) -> str:
        return f"{self.year} {self.school_id} {self.part} {self.claimed}"


class Kept(models.Model):
    """Intake or coverage of a year as worked out; the group's row (no school) stands for every year that was."""

    class Kind(models.TextChoices):
        INTAKE = "intake", "招生"
        COVERAGE = "coverage", "覆盖"

    kind = models.CharField("事实", max_length=10, choices=Kind.choices)
    year = models.PositiveSmallIntegerField("年度")
    school = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="+", verbose_name="学校")
    level = models.CharField("层次", max_length=12, blank=True)
    numbers = models.JSONField("数值")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "year", "school", "level"], nulls_distinct=False, name="kept_once_a_scope"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year} {self.school_id}"


class Edition(models.Model):
    """What is told of a cohort to whoever may not open its rows, until the next edition (``rules/edition.py``)."""

    year = models.PositiveSmallIntegerField("毕业届", unique=True)
    number = models.PositiveIntegerField("次序", default=1)
    made_on = models.DateField("公布日期")
    state = models.JSONField("当时的计数")
    """As fine as any outlet prints: what the next edition is compared with. Never shown."""
    specs = models.JSONField("一并决定的公式", default=list)
    late = models.JSONField("其后加入的公式", default=list)
    told = models.JSONField("公布数")

    class Meta:
        ordering: ClassVar = ["-year"]

    def __str__(self) -> str:
        return f"{self.year}届第{self.number}次"


class Stale(models.Model):
    """Something behind the kept figures has been written: of one year, or of all (no year). Added by triggers."""

    kind = models.CharField("事实", max_length=10)
    year = models.PositiveSmallIntegerField("年度", null=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.year}"


class Keeping(models.Model):
    """One run of ``keep_sums``; the newest number is part of the name of the present state of all figures."""

    at = models.DateTimeField("时间", auto_now_add=True)

    def __str__(self) -> str:
        return str(self.pk)
