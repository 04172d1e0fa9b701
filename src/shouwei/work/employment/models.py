"""Where graduates went (毕业去向), and on whose word."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from shouwei.ground.documents.models import StoredFile
from shouwei.ground.learners.models import Level, Student
from shouwei.ground.links.models import OutsideAsk
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity

from .rules.checking import USUAL, WEIGHTS

CITY = "3408"
"""First four digits of the region code of the group's own city, until :class:`Home` says another."""


class EvidenceLevel(models.IntegerChoices):
    """How well a destination is proven; published figures are a triple over these levels."""

    E0 = 0, "E0 学校填报"
    E1 = 1, "E1 有一份材料"
    E2 = 2, "E2 协议或合同已核"
    E3 = 3, "E3 本人确认"
    E4 = 4, "E4 单位确认"
    E5 = 5, "E5 外部登记比对"
    E6 = 6, "E6 审计抽查"


class Destination(models.Model):
    """One graduate's destination in one cohort. What he learned and where is copied at graduation and stays as it was."""

    class State(models.TextChoices):
        DRAFT = "draft", "填报中"
        REPORTED = "reported", "已上报"
        LOCKED = "locked", "已锁定"

    student = models.ForeignKey(Student, models.PROTECT, related_name="destinations", verbose_name="毕业生")
    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="学校")
    cohort = models.PositiveSmallIntegerField("毕业届")
    level = models.CharField("层次", max_length=12, choices=Level.choices)
    specialty_code = models.CharField("专业代码", max_length=8)
    code = models.CharField("毕业去向代码", max_length=3)
    code_edition = models.CharField("代码版本", max_length=20)
    employer_name = models.CharField("单位名称", max_length=100, blank=True)
    employer_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    employer_kind = models.CharField("单位性质代码", max_length=3, blank=True)
    employer_industry = models.CharField("单位行业（GB/T 4754）", max_length=5, blank=True)
    workplace_county = models.CharField("工作地（县级代码）", max_length=6, blank=True)
    registered_county = models.CharField("单位注册地（县级代码）", max_length=6, blank=True)
    post = models.CharField("岗位", max_length=60, blank=True)
    matches_specialty = models.BooleanField("专业对口", null=True)
    started_on = models.DateField("起始日期", null=True, blank=True)
    contract_until = models.DateField("合同到期", null=True, blank=True)
    sector = models.CharField("从业产业", max_length=10, blank=True, default="", db_default="")
    """This and the six below: secondary vocational graduates only, codes of ``rules/secondary.py``; "" where nothing is said."""
    settlement = models.CharField("就业地类型", max_length=10, blank=True, default="", db_default="")
    region = models.CharField("就业地域", max_length=10, blank=True, default="", db_default="")
    contract_length = models.CharField("合同期限", max_length=10, blank=True, default="", db_default="")
    pay_band = models.CharField("起薪（月）", max_length=10, blank=True, default="", db_default="")
    found_by = models.CharField("就业渠道", max_length=10, blank=True, default="", db_default="")
    study_way = models.CharField("升学途径", max_length=10, blank=True, default="", db_default="")
    secondary_edition = models.CharField("中职就业表版本", max_length=20, blank=True, default="", db_default="")
    evidence_level = models.PositiveSmallIntegerField("证据等级", choices=EvidenceLevel.choices, default=0)
    """By papers and registers alone: what the graduate answered over his own link is not in it (see :class:`Standing`)."""
    contested = models.BooleanField("本人有异议，暂停计入", default=False)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.DRAFT)
    edition = models.PositiveIntegerField("修改次数", default=1)
    written_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+", verbose_name="填报人")
    typed_at = models.DateTimeField("逐条录入时间", null=True, editable=False)
    """When it was last written on its page; None where a file brought it."""
    changed_at = models.DateTimeField("最近修改", auto_now=True)

    class Meta:
        ordering: ClassVar = ["school", "-cohort", "specialty_code", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["student", "cohort"], name="one_destination_a_cohort"),
            models.CheckConstraint(condition=Q(evidence_level__lte=6), name="evidence_level_is_known"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["school", "-cohort", "specialty_code", "id"], name="destination_list"),
            models.Index(fields=["cohort", "code"], name="destination_cohort_code"),
            models.Index(
                fields=["employer_code", "cohort"], condition=~Q(employer_code=""), name="destination_employer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.student} {self.cohort}届"


class Proof(models.Model):
    """One piece of evidence for a destination. A void proof stays, with the reason."""

    class Kind(models.TextChoices):
        DOCUMENT = "document", "证明材料"
        AGREEMENT = "agreement", "就业协议"
        CONTRACT = "contract", "劳动合同"
        INTERNSHIP = "internship", "实习或见习证明"
        PERSON = "person", "本人确认"
        EMPLOYER = "employer", "单位确认"
        REGISTER = "register", "外部登记"
        AUDIT = "audit", "审计记录"
        NOTICE = "notice", "录取或入伍通知"

    destination = models.ForeignKey(Destination, models.CASCADE, related_name="proofs", verbose_name="去向")
    kind = models.CharField("类别", max_length=12, choices=Kind.choices)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="文件")
    note = models.CharField("说明", max_length=200, blank=True)
    given_on = models.DateField("日期")
    valid_until = models.DateField("有效期至", null=True, blank=True)
    given_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+", verbose_name="提供人")
    void_reason = models.CharField("作废原因", max_length=200, blank=True)
    picture = models.BinaryField("画面特征", default=b"", editable=False)
    seal = models.BinaryField("印章特征", default=b"", editable=False)
    wording = models.CharField("文字特征", max_length=64, blank=True, editable=False)
    made_on = models.DateField("文件制作日期", null=True, editable=False)
    """What ``rules/paper_marks`` keeps of the file, for comparing papers without opening them."""

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["file"], name="proof_file")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.destination_id}"


class Standing(models.Model):
    """The level with the graduate's own word in it. Schools never see it: they could tell who said no (trust.md 4.5)."""

    destination = models.OneToOneField(Destination, models.CASCADE, primary_key=True, related_name="standing")
    level = models.PositiveSmallIntegerField("证据等级", choices=EvidenceLevel.choices, default=0)

    def __str__(self) -> str:
        return f"E{self.level}"


class Confirmation(models.Model):
    """What a graduate answered over a personal link. Only the auditor reads it."""

    class Answer(models.TextChoices):
        YES = "yes", "属实"
        NOT_QUITE = "not_quite", "不完全属实"
        NO = "no", "不属实"
        TALK = "talk", "希望当面或电话说明"

    destination = models.ForeignKey(Destination, models.CASCADE, related_name="confirmations", verbose_name="去向")
    answer = models.CharField("回答", max_length=10, choices=Answer.choices)
    note = models.CharField("说明", max_length=300, blank=True)
    answered_at = models.DateTimeField("回答时间")

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.destination_id}"


class EmployerAsk(OutsideAsk):
    """单位确认: one errand of an employer's registered contact: all graduates of one school that are said to work there, on one page."""

    cohort = models.PositiveSmallIntegerField("毕业届")
    employer = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="单位")
    employer_code = models.CharField("统一社会信用代码", max_length=18)
    """As the employer's registered entry and the school's lines had it on that day."""

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["school", "-cohort", "-id"], name="employer_ask_list"),
            models.Index(fields=["sent_at"], condition=Q(answered_at=None, closed_at=None), name="employer_ask_open"),
        ]

    def __str__(self) -> str:
        return f"{self.school} {self.cohort}届 {self.employer}"


class EmployerAnswer(models.Model):
    """One graduate of an employer's errand: what the page showed, and what the employer answered ("" while nobody has)."""

    class Answer(models.TextChoices):
        YES = "yes", "在岗，属实"
        LEFT = "left", "来过，已离职"
        NO = "no", "没有这个人"
        UNKNOWN = "unknown", "不清楚"

    ask = models.ForeignKey(EmployerAsk, models.CASCADE, related_name="answers", verbose_name="单位确认")
    destination = models.ForeignKey(Destination, models.CASCADE, related_name="employer_answers", verbose_name="去向")
    started_on = models.DateField("起始日期", null=True)
    post = models.CharField("岗位", max_length=60, blank=True)
    answer = models.CharField("单位答复", max_length=8, choices=Answer.choices, blank=True)
    note = models.CharField("单位更正", max_length=120, blank=True)
    proof = models.OneToOneField(Proof, models.SET_NULL, null=True, related_name="employer_answer")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ask", "destination"], name="nobody_is_asked_about_twice"),
            models.CheckConstraint(condition=Q(proof=None) | Q(answer="yes"), name="only_a_yes_is_a_proof"),
        ]

    def __str__(self) -> str:
        return f"{self.ask_id} {self.destination_id}"


class Question(models.Model):
    """A cross-check that asks: a question with a reply box and a clock, not a mark against anybody."""

    class Outcome(models.TextChoices):
        OPEN = "open", "待答复"
        REPLIED = "replied", "已答复"
        EXPLAINED = "explained", "已说明"
        CORRECTED = "corrected", "已更正"
        UNRESOLVED = "unresolved", "未解决"

    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="学校")
    destination = models.ForeignKey(
        Destination, models.CASCADE, null=True, related_name="questions", verbose_name="去向"
    )
    cohort = models.PositiveSmallIntegerField("毕业届")
    rule = models.CharField("规则", max_length=30)
    weight = models.PositiveSmallIntegerField("轻重", choices=sorted(WEIGHTS.items()), default=USUAL)
    subject = models.CharField("对象", max_length=120)
    concerns = ArrayField(models.BigIntegerField(), verbose_name="涉及的去向", default=list)
    """The school's own destinations it is about, so that it can look at them; another school's are never among them."""
    text = models.CharField("问题", max_length=300)
    asked_on = models.DateField("提出日期")
    due_on = models.DateField("答复期限")
    reply = models.CharField("答复", max_length=1000, blank=True)
    replied_on = models.DateField("答复日期", null=True)
    replied_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+", verbose_name="答复人")
    outcome = models.CharField("结果", max_length=12, choices=Outcome.choices, default=Outcome.OPEN)
    settled_on = models.DateField("办结日期", null=True)
    settled_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+", verbose_name="办结人")

    class Meta:
        ordering: ClassVar = ["outcome", "due_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "cohort", "rule", "subject"], name="a_question_is_asked_once")
        ]
        indexes: ClassVar = [models.Index(fields=["school", "outcome", "due_on"], name="question_list")]

    def __str__(self) -> str:
        return f"{self.school} {self.rule}"


class Correction(models.Model):
    """更正记录: what stood before and after, why, by whom. Rows are added, never changed."""

    destination = models.ForeignKey(Destination, models.CASCADE, related_name="corrections", verbose_name="去向")
    edition = models.PositiveIntegerField("第几次修改")
    changes = models.JSONField("改动")
    reason = models.CharField("原因", max_length=200)
    corrected_on = models.DateField("日期")
    corrected_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+", verbose_name="更正人")

    class Meta:
        ordering: ClassVar = ["-edition"]

    def __str__(self) -> str:
        return f"{self.destination_id} {self.edition}"


class Sample(models.Model):
    """A drawn sample nobody can steer: seed committed, list closed and hashed, seed revealed, draw recomputable by anybody."""

    title = models.CharField("名称", max_length=100)
    cohort = models.PositiveSmallIntegerField("毕业届")
    size = models.PositiveIntegerField("抽取人数")
    seed_hash = models.CharField("种子的散列值", max_length=64)
    committed_at = models.DateTimeField("公布散列时间")
    committed_by = models.ForeignKey(Identity, models.PROTECT, related_name="+", verbose_name="抽样人")
    formula = models.PositiveSmallIntegerField("公式", default=2)
    """1: weighted by class, drawn as one list; 2: strata (``rules/strata.py``). A sample keeps the one it was closed under."""
    strata = models.JSONField("分层", null=True)
    """``[[people, to be drawn], …]`` from the least risk up, published when the list is closed."""
    list_hash = models.CharField("名单的散列值", max_length=64, blank=True)
    closed_at = models.DateTimeField("名单封存时间", null=True)
    seed = models.CharField("种子", max_length=200, blank=True)
    revealed_at = models.DateTimeField("揭晓时间", null=True)
    outcome = models.JSONField("推算", null=True)
    """``share``, ``low``, ``high``, ``least`` of the list, once everybody drawn has a finding; formula 2 only."""

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def listed(self) -> int:
        return sum(people for people, _ in self.strata or ())


class SampleList(models.Model):
    """Who is on a closed list, and what turns persons into the numbers published. It exists for the auditor only."""

    sample = models.OneToOneField(Sample, models.CASCADE, primary_key=True, related_name="kept", verbose_name="抽样")
    roster = models.JSONField("名单")
    """``[[destination, weight or stratum], …]`` as closed."""
    salt = models.CharField("盐值", max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.sample}"


class Drawn(models.Model):
    """One graduate of a sample, and what the auditor found."""

    class Finding(models.TextChoices):
        OPEN = "open", "待核查"
        TRUE = "true", "属实"
        FALSE = "false", "不实"
        UNREACHED = "unreached", "无法联系"

    sample = models.ForeignKey(Sample, models.CASCADE, related_name="drawn", verbose_name="抽样")
    destination = models.ForeignKey(Destination, models.PROTECT, related_name="drawn", verbose_name="去向")
    place = models.PositiveIntegerField("次序")
    stratum = models.PositiveSmallIntegerField("层", default=1)
    finding = models.CharField("核查结果", max_length=10, choices=Finding.choices, default=Finding.OPEN)
    note = models.CharField("核查记录", max_length=300, blank=True)
    found_on = models.DateField("核查日期", null=True)
    found_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+", verbose_name="核查人")

    class Meta:
        ordering: ClassVar = ["sample", "place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sample", "destination"], name="nobody_is_drawn_twice")
        ]

    def __str__(self) -> str:
        return f"{self.sample} {self.place}"


class Home(models.Model):
    """The group's own city, by which counts tell here from elsewhere; one row, :data:`CITY` where there is none."""

    city = models.CharField("所在市（代码前四位）", max_length=4)

    def __str__(self) -> str:
        return self.city


class Counted(models.Model):
    """What both counts are counted by. ``workplace`` and ``registered``: city, province (without the city), elsewhere, "" unknown."""

    school = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name="学校")
    cohort = models.PositiveSmallIntegerField("毕业届")
    level = models.CharField("层次", max_length=12)
    stem = models.CharField("去向代码前两位", max_length=2)
    workplace = models.CharField("工作地", max_length=10)
    registered = models.CharField("单位注册地", max_length=10)
    band = models.PositiveSmallIntegerField("证据档")
    """0: below E2, 2: E2, 3: E3 and better."""
    contested = models.BooleanField("本人有异议")
    locked = models.BooleanField("已锁定")
    is_adult = models.BooleanField("扩招", default=False, db_default=False)
    """Came by adult intake, as the roll says now: a source put right there moves the count."""
    people = models.IntegerField("人数")

    class Meta:
        abstract = True


class DestinationCount(Counted):
    """Destinations counted, levels by papers alone. Triggers add lines for every statement; the night folds them."""

    class Meta:
        indexes: ClassVar = [models.Index(fields=["cohort", "school"], name="destination_count_cohort")]

    def __str__(self) -> str:
        return f"{self.school_id} {self.cohort} {self.people}"


class StandingCount(Counted):
    """The same by the levels with the graduates' own word in them: for the auditor, and for figures of locked rounds."""

    class Meta:
        indexes: ClassVar = [models.Index(fields=["cohort", "school"], name="standing_count_cohort")]

    def __str__(self) -> str:
        return f"{self.school_id} {self.cohort} {self.people}"


class OutcomeCount(models.Model):
    """Coarser by outcome, finer by place and specialty: for pictures of programmes and counties."""

    school = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name="学校")
    cohort = models.PositiveSmallIntegerField("毕业届")
    level = models.CharField("层次", max_length=12)
    specialty_code = models.CharField("专业代码", max_length=8)
    outcome = models.CharField("去向", max_length=10)
    """employed, study, service, unsettled."""
    place = models.CharField("工作地", max_length=10)
    """The county's code inside the home city; province, elsewhere, "" unknown."""
    people = models.IntegerField("人数")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["cohort", "school"], name="outcome_count_cohort")]

    def __str__(self) -> str:
        return f"{self.school_id} {self.cohort} {self.people}"
