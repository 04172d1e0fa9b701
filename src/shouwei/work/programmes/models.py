"""Lead industries (首位产业), programmes (专业点) and what joins them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from shouwei.ground.learners.models import Level
from shouwei.ground.links.models import OutsideAsk
from shouwei.ground.organisations.models import Contact, Organisation
from shouwei.ground.people.models import Identity

from .rules.coverage import Claim


class LeadIndustry(models.Model):
    """What a park or county has named its lead industry, from a day on, by which paper."""

    area = models.ForeignKey(
        Organisation, models.PROTECT, related_name="lead_industries", verbose_name="园区或县（市、区）"
    )
    name = models.CharField("首位产业", max_length=60)
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)
    source = models.CharField("依据", max_length=200)
    confirmed = models.BooleanField("已核实", default=False)

    class Meta:
        ordering: ClassVar = ["area__name_pinyin", "name"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="industry_ends_after_it_begins"
            ),
            models.UniqueConstraint(fields=["area", "name", "since"], name="an_industry_is_named_once"),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.name}"


class Segment(models.Model):
    """产业链环节: a link of an industry's chain, with the GB/T 4754 codes it stands for."""

    class Stage(models.TextChoices):
        UPSTREAM = "upstream", "上游"
        MIDDLE = "middle", "中游"
        DOWNSTREAM = "downstream", "下游"
        SERVICE = "service", "配套服务"

    industry = models.ForeignKey(LeadIndustry, models.CASCADE, related_name="segments", verbose_name="首位产业")
    name = models.CharField("环节", max_length=60)
    stage = models.CharField("位置", max_length=12, choices=Stage.choices)
    codes = ArrayField(models.CharField(max_length=5), verbose_name="行业代码（GB/T 4754）", default=list, blank=True)

    class Meta:
        ordering: ClassVar = ["industry", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["industry", "name"], name="a_segment_is_named_once")]

    def __str__(self) -> str:
        return f"{self.industry.name}：{self.name}"


class Category(models.Model):
    """One entry of one of the four groupings, which are different taxonomies and are never equated silently."""

    class Scheme(models.TextChoices):
        CLUSTER = "cluster", "专业群"
        QUOTA = "quota", "扩招增量类别"
        TRAINING = "training", "培训领域"

    scheme = models.CharField("分类", max_length=10, choices=Scheme.choices)
    name = models.CharField("名称", max_length=30)
    source = models.CharField("依据", max_length=200)
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["scheme", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["scheme", "name"], name="a_category_is_named_once")]

    def __str__(self) -> str:
        return self.name


class CategoryMapping(models.Model):
    """Which entry of one grouping corresponds to which of another, how nearly, and who says so."""

    class Nearness(models.TextChoices):
        SAME = "same", "相同"
        PART = "part", "部分重合"
        NOT = "not", "名称相近但不同"

    one = models.ForeignKey(Category, models.CASCADE, related_name="mappings", verbose_name="类别")
    other = models.ForeignKey(Category, models.CASCADE, related_name="+", verbose_name="对应类别")
    nearness = models.CharField("关系", max_length=4, choices=Nearness.choices)
    note = models.CharField("说明", max_length=200)

    class Meta:
        ordering: ClassVar = ["one", "other"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["one", "other"], name="a_mapping_once"),
            models.CheckConstraint(condition=~Q(one=F("other")), name="a_mapping_joins_two"),
        ]

    def __str__(self) -> str:
        return f"{self.one} {self.get_nearness_display()} {self.other}"


class Programme(models.Model):
    """专业点: a specialty at a school. Code, level and catalogue edition together name the specialty."""

    school = models.ForeignKey(Organisation, models.PROTECT, related_name="programmes", verbose_name="学校")
    level = models.CharField("层次", max_length=12, choices=Level.choices)
    specialty_code = models.CharField("专业代码", max_length=8)
    specialty_name = models.CharField("专业名称", max_length=60)
    catalogue_edition = models.CharField("专业目录版本", max_length=20)
    direction = models.CharField("专业方向", max_length=60, blank=True)
    cluster = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="programmes", verbose_name="专业群"
    )

    class Meta:
        ordering: ClassVar = ["school__name_pinyin", "level", "specialty_code", "direction"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school", "level", "specialty_code", "catalogue_edition", "direction"],
                name="a_programme_once_a_school",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["level", "specialty_code"], name="programme_specialty")]

    def __str__(self) -> str:
        direction = f"（{self.direction}）" if self.direction else ""
        return f"{self.school} {self.specialty_name}{direction}"


class ProgrammeYear(models.Model):
    """How a programme stands in one year. Source: 教职成〔2015〕10号 for filing; without it nothing can be enrolled."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", "拟设"
        FILED = "filed", "已备案"
        ENROLLING = "enrolling", "招生"
        PAUSED = "paused", "停招"
        CLOSED = "closed", "撤销"

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="years", verbose_name="专业点")
    year = models.PositiveSmallIntegerField("年度")
    status = models.CharField("状态", max_length=10, choices=Status.choices)
    source = models.CharField("依据", max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["programme", "-year"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["programme", "year"], name="a_status_a_year")]

    def __str__(self) -> str:
        return f"{self.programme} {self.year} {self.get_status_display()}"


class ProgrammeChange(models.Model):
    """沿革: a programme was renamed or went on as another one: under a new code, merged, moved. Rows are added, never changed.

    A new code is a new programme, so that the years before keep theirs.
    """

    class Kind(models.TextChoices):
        RENAMED = "renamed", "更名"
        RECODED = "recoded", "换代码，转入"
        MERGED = "merged", "并入"
        MOVED = "moved", "划转"

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="changes", verbose_name="专业点")
    kind = models.CharField("变更", max_length=8, choices=Kind.choices)
    happened_on = models.DateField("变更日期")
    before = models.CharField("变更前", max_length=120)
    after = models.CharField("变更后", max_length=120)
    into = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="absorbed", verbose_name="去往的专业点"
    )
    source = models.CharField("依据", max_length=200)
    recorded_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+", verbose_name="登记人")

    class Meta:
        ordering: ClassVar = ["-happened_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(into=F("programme")), name="nothing_goes_into_itself"),
            models.CheckConstraint(
                condition=Q(kind="renamed", into=None) | (~Q(kind="renamed") & Q(into__isnull=False)),
                name="a_merger_names_where_it_goes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.get_kind_display()}"


class Crosswalk(models.Model):
    """A specialty prepares for an occupation in a segment: how strongly, on what evidence, reviewed by whom."""

    class Strength(models.IntegerChoices):
        WEAK = 1, "弱"
        MIDDLE = 2, "中"
        STRONG = 3, "强"

    class State(models.TextChoices):
        PROPOSED = "proposed", "待审定"
        REVIEWED = "reviewed", "已审定"
        REJECTED = "rejected", "不予认定"

    segment = models.ForeignKey(Segment, models.CASCADE, related_name="crosswalks", verbose_name="产业链环节")
    level = models.CharField("层次", max_length=12, choices=Level.choices)
    specialty_code = models.CharField("专业代码", max_length=8)
    specialty_name = models.CharField("专业名称", max_length=60)
    occupation_code = models.CharField("职业代码", max_length=12, blank=True)
    occupation_name = models.CharField("职业名称", max_length=60, blank=True)
    strength = models.PositiveSmallIntegerField("关联强度", choices=Strength.choices)
    evidence = models.CharField("依据", max_length=300)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.PROPOSED)
    proposed_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+", verbose_name="提出人")
    reviewed_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+", verbose_name="审定人")
    reviewed_on = models.DateField("审定日期", null=True)
    review_note = models.CharField("审定意见", max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["segment", "level", "specialty_code", "occupation_code"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["segment", "level", "specialty_code", "occupation_code"], name="a_crosswalk_once"
            ),
            models.CheckConstraint(
                condition=Q(state="proposed") | Q(reviewed_on__isnull=False), name="a_reviewed_crosswalk_is_dated"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.specialty_name} → {self.segment}"


class Partner(models.Model):
    """What makes coverage deep: a live order class, apprenticeship or base of a programme with a firm of the industry."""

    class Kind(models.TextChoices):
        ORDER_CLASS = "order_class", "订单班"
        APPRENTICESHIP = "apprenticeship", "现代学徒制"
        BASE = "base", "实习实训基地"

    class Word(models.TextChoices):
        TRUE = "true", "属实"
        DIFFERS = "differs", "有出入"
        NONE = "none", "没有这项合作"
        ENDED = "ended", "已结束"

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="partners", verbose_name="专业点")
    industry = models.ForeignKey(LeadIndustry, models.CASCADE, related_name="partners", verbose_name="首位产业")
    enterprise = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="企业")
    kind = models.CharField("形式", max_length=16, choices=Kind.choices)
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)
    source = models.CharField("依据", max_length=200)
    mentor = models.ForeignKey(Contact, models.SET_NULL, null=True, related_name="+", verbose_name="企业导师")
    """Who of the enterprise's registered contacts is asked; none: whoever fits best on that day."""
    word = models.CharField("企业答复", max_length=8, choices=Word.choices, blank=True)
    """The enterprise's last word, open to whom the partnership is; what it wrote beside it stands with :class:`PartnerAsk`."""
    word_on = models.DateField("答复日期", null=True)
    ended_on = models.DateField("企业所说的结束日期", null=True)

    class Meta:
        ordering: ClassVar = ["programme", "-since"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(word="", word_on=None) | (~Q(word="") & Q(word_on__isnull=False)),
                name="an_enterprises_word_is_dated",
            ),
            models.CheckConstraint(condition=Q(ended_on=None) | Q(word="ended"), name="only_what_has_ended_has_an_end"),
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.get_kind_display()} {self.enterprise}"

    @property
    def claim(self) -> Claim:
        return Claim(self.since, self.until, self.word, self.word_on, self.ended_on)


class PartnerAsk(OutsideAsk):
    """核对校企合作: one errand of an enterprise's contact about one partnership, its answer, and what the school said to that."""

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="asks", verbose_name="校企合作")
    answer = models.CharField("企业答复", max_length=8, choices=Partner.Word.choices, blank=True)
    note = models.CharField("企业说明", max_length=200, blank=True)
    ended_on = models.DateField("企业所说的结束日期", null=True)
    due_on = models.DateField("学校答复期限", null=True)
    """Only where the answer puts a question to the school."""
    reply = models.CharField("学校答复", max_length=500, blank=True)
    replied_on = models.DateField("学校答复日期", null=True)
    replied_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+", verbose_name="答复人")

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["partner"],
                condition=Q(answered_at=None, closed_at=None),
                name="one_open_ask_a_partnership",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="a_mentors_answer_is_dated",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["sent_at"], condition=Q(answered_at=None, closed_at=None), name="partner_ask_open")
        ]

    def __str__(self) -> str:
        return str(self.partner)

    @property
    def owes_reply(self) -> bool:
        return self.due_on is not None and self.replied_on is None
