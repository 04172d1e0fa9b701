import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations import CreateModel

from shouwei.core.tables import Tables


class Migration(migrations.Migration):
    replaces = [
        ("employment", "0002_evidence_questions_and_samples"),
        ("employment", "0003_second_wall"),
        ("employment", "0004_counts"),
        ("employment", "0005_count_by_statement"),
        ("employment", "0006_sought"),
        ("employment", "0007_samples_sought"),
        ("employment", "0008_employer_word"),
        ("employment", "0009_walls_of_employer_word"),
        ("employment", "0010_marks_and_weights"),
        ("employment", "0011_strata"),
        ("employment", "0012_secondary"),
    ]

    initial = True

    dependencies = [
        ("documents", "0001_tables"),
        ("learners", "0001_tables"),
        ("organisations", "0001_tables"),
        ("people", "0001_tables"),
    ]

    operations = [
        Tables(
            [
                CreateModel(
                    name="Destination",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "student",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="destinations",
                                to="learners.student",
                                verbose_name="毕业生",
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                                verbose_name="学校",
                            ),
                        ),
                        ("cohort", models.PositiveSmallIntegerField(verbose_name="毕业届")),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("secondary", "中职"),
                                    ("technician", "技工"),
                                    ("higher", "高职专科"),
                                    ("bachelor", "职业本科"),
                                ],
                                max_length=12,
                                verbose_name="层次",
                            ),
                        ),
                        ("specialty_code", models.CharField(max_length=8, verbose_name="专业代码")),
                        ("code", models.CharField(max_length=3, verbose_name="毕业去向代码")),
                        ("code_edition", models.CharField(max_length=20, verbose_name="代码版本")),
                        ("employer_name", models.CharField(blank=True, max_length=100, verbose_name="单位名称")),
                        ("employer_code", models.CharField(blank=True, max_length=18, verbose_name="统一社会信用代码")),
                        ("employer_kind", models.CharField(blank=True, max_length=3, verbose_name="单位性质代码")),
                        (
                            "employer_industry",
                            models.CharField(blank=True, max_length=5, verbose_name="单位行业（GB/T 4754）"),
                        ),
                        (
                            "workplace_county",
                            models.CharField(blank=True, max_length=6, verbose_name="工作地（县级代码）"),
                        ),
                        (
                            "registered_county",
                            models.CharField(blank=True, max_length=6, verbose_name="单位注册地（县级代码）"),
                        ),
                        ("post", models.CharField(blank=True, max_length=60, verbose_name="岗位")),
                        ("matches_specialty", models.BooleanField(null=True, verbose_name="专业对口")),
                        ("started_on", models.DateField(blank=True, null=True, verbose_name="起始日期")),
                        ("contract_until", models.DateField(blank=True, null=True, verbose_name="合同到期")),
                        (
                            "sector",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=10, verbose_name="从业产业"
                            ),
                        ),
                        (
                            "settlement",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=10, verbose_name="就业地类型"
                            ),
                        ),
                        (
                            "region",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=10, verbose_name="就业地域"
                            ),
                        ),
                        (
                            "contract_length",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=10, verbose_name="合同期限"
                            ),
                        ),
                        (
                            "pay_band",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=10, verbose_name="起薪（月）"
                            ),
                        ),
                        (
                            "found_by",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=10, verbose_name="就业渠道"
                            ),
                        ),
                        (
                            "study_way",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=10, verbose_name="升学途径"
                            ),
                        ),
                        (
                            "secondary_edition",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=20, verbose_name="中职就业表版本"
                            ),
                        ),
                        (
                            "evidence_level",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "E0 学校填报"),
                                    (1, "E1 有一份材料"),
                                    (2, "E2 协议或合同已核"),
                                    (3, "E3 本人确认"),
                                    (4, "E4 单位确认"),
                                    (5, "E5 外部登记比对"),
                                    (6, "E6 审计抽查"),
                                ],
                                default=0,
                                verbose_name="证据等级",
                            ),
                        ),
                        ("contested", models.BooleanField(default=False, verbose_name="本人有异议，暂停计入")),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "填报中"), ("reported", "已上报"), ("locked", "已锁定")],
                                default="draft",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("edition", models.PositiveIntegerField(default=1, verbose_name="修改次数")),
                        (
                            "written_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                                verbose_name="填报人",
                            ),
                        ),
                        ("typed_at", models.DateTimeField(editable=False, null=True, verbose_name="逐条录入时间")),
                        ("changed_at", models.DateTimeField(auto_now=True, verbose_name="最近修改")),
                    ],
                    options={
                        "ordering": ["school", "-cohort", "specialty_code", "pk"],
                        "indexes": [
                            models.Index(fields=["school", "-cohort", "specialty_code", "id"], name="destination_list"),
                            models.Index(fields=["cohort", "code"], name="destination_cohort_code"),
                            models.Index(
                                condition=models.Q(("employer_code", ""), _negated=True),
                                fields=["employer_code", "cohort"],
                                name="destination_employer",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("student", "cohort"), name="one_destination_a_cohort"),
                            models.CheckConstraint(
                                condition=models.Q(("evidence_level__lte", 6)), name="evidence_level_is_known"
                            ),
                        ],
                    },
                ),
                CreateModel(
                    name="Proof",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "destination",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="proofs",
                                to="employment.destination",
                                verbose_name="去向",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("document", "证明材料"),
                                    ("agreement", "就业协议"),
                                    ("contract", "劳动合同"),
                                    ("internship", "实习或见习证明"),
                                    ("person", "本人确认"),
                                    ("employer", "单位确认"),
                                    ("register", "外部登记"),
                                    ("audit", "审计记录"),
                                    ("notice", "录取或入伍通知"),
                                ],
                                max_length=12,
                                verbose_name="类别",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                                verbose_name="文件",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                        ("given_on", models.DateField(verbose_name="日期")),
                        ("valid_until", models.DateField(blank=True, null=True, verbose_name="有效期至")),
                        (
                            "given_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                                verbose_name="提供人",
                            ),
                        ),
                        ("void_reason", models.CharField(blank=True, max_length=200, verbose_name="作废原因")),
                        ("picture", models.BinaryField(default=b"", verbose_name="画面特征")),
                        ("seal", models.BinaryField(default=b"", verbose_name="印章特征")),
                        (
                            "wording",
                            models.CharField(blank=True, editable=False, max_length=64, verbose_name="文字特征"),
                        ),
                        ("made_on", models.DateField(editable=False, null=True, verbose_name="文件制作日期")),
                    ],
                    options={
                        "ordering": ["pk"],
                        "indexes": [models.Index(fields=["file"], name="proof_file")],
                    },
                ),
                CreateModel(
                    name="Standing",
                    fields=[
                        (
                            "destination",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="standing",
                                serialize=False,
                                to="employment.destination",
                            ),
                        ),
                        (
                            "level",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "E0 学校填报"),
                                    (1, "E1 有一份材料"),
                                    (2, "E2 协议或合同已核"),
                                    (3, "E3 本人确认"),
                                    (4, "E4 单位确认"),
                                    (5, "E5 外部登记比对"),
                                    (6, "E6 审计抽查"),
                                ],
                                default=0,
                                verbose_name="证据等级",
                            ),
                        ),
                    ],
                ),
                CreateModel(
                    name="Confirmation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "destination",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="confirmations",
                                to="employment.destination",
                                verbose_name="去向",
                            ),
                        ),
                        (
                            "answer",
                            models.CharField(
                                choices=[
                                    ("yes", "属实"),
                                    ("not_quite", "不完全属实"),
                                    ("no", "不属实"),
                                    ("talk", "希望当面或电话说明"),
                                ],
                                max_length=10,
                                verbose_name="回答",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                        ("answered_at", models.DateTimeField(verbose_name="回答时间")),
                    ],
                    options={
                        "ordering": ["-pk"],
                    },
                ),
                CreateModel(
                    name="EmployerAsk",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                                verbose_name="学校",
                            ),
                        ),
                        (
                            "contact",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="organisations.contact",
                                verbose_name="联系人",
                            ),
                        ),
                        ("contact_post", models.CharField(max_length=40, verbose_name="联系人职务")),
                        ("asked_at", models.DateTimeField(verbose_name="请求时间")),
                        (
                            "asked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                                verbose_name="请求人",
                            ),
                        ),
                        ("sent_at", models.DateTimeField(verbose_name="最近发送")),
                        ("sent_by_way", models.CharField(blank=True, max_length=8, verbose_name="发送方式")),
                        ("reminders", models.PositiveSmallIntegerField(default=0, verbose_name="催办次数")),
                        ("answered_at", models.DateTimeField(null=True, verbose_name="答复时间")),
                        ("closed_at", models.DateTimeField(null=True, verbose_name="过期关闭")),
                        ("cohort", models.PositiveSmallIntegerField(verbose_name="毕业届")),
                        (
                            "employer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                                verbose_name="单位",
                            ),
                        ),
                        ("employer_code", models.CharField(max_length=18, verbose_name="统一社会信用代码")),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(fields=["school", "-cohort", "-id"], name="employer_ask_list"),
                            models.Index(
                                condition=models.Q(("answered_at", None), ("closed_at", None)),
                                fields=["sent_at"],
                                name="employer_ask_open",
                            ),
                        ],
                    },
                ),
                CreateModel(
                    name="EmployerAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "ask",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="answers",
                                to="employment.employerask",
                                verbose_name="单位确认",
                            ),
                        ),
                        (
                            "destination",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="employer_answers",
                                to="employment.destination",
                                verbose_name="去向",
                            ),
                        ),
                        ("started_on", models.DateField(null=True, verbose_name="起始日期")),
                        ("post", models.CharField(blank=True, max_length=60, verbose_name="岗位")),
                        (
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("yes", "在岗，属实"),
                                    ("left", "来过，已离职"),
                                    ("no", "没有这个人"),
                                    ("unknown", "不清楚"),
                                ],
                                max_length=8,
                                verbose_name="单位答复",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=120, verbose_name="单位更正")),
                        (
                            "proof",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="employer_answer",
                                to="employment.proof",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("ask", "destination"), name="nobody_is_asked_about_twice"),
                            models.CheckConstraint(
                                condition=models.Q(("proof", None), ("answer", "yes"), _connector="OR"),
                                name="only_a_yes_is_a_proof",
                            ),
                        ],
                    },
                ),
                CreateModel(
                    name="Question",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                                verbose_name="学校",
                            ),
                        ),
                        (
                            "destination",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="questions",
                                to="employment.destination",
                                verbose_name="去向",
                            ),
                        ),
                        ("cohort", models.PositiveSmallIntegerField(verbose_name="毕业届")),
                        ("rule", models.CharField(max_length=30, verbose_name="规则")),
                        (
                            "weight",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "提示"), (2, "一般"), (3, "重点")], default=2, verbose_name="轻重"
                            ),
                        ),
                        ("subject", models.CharField(max_length=120, verbose_name="对象")),
                        (
                            "concerns",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(), default=list, size=None, verbose_name="涉及的去向"
                            ),
                        ),
                        ("text", models.CharField(max_length=300, verbose_name="问题")),
                        ("asked_on", models.DateField(verbose_name="提出日期")),
                        ("due_on", models.DateField(verbose_name="答复期限")),
                        ("reply", models.CharField(blank=True, max_length=1000, verbose_name="答复")),
                        ("replied_on", models.DateField(null=True, verbose_name="答复日期")),
                        (
                            "replied_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                                verbose_name="答复人",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("open", "待答复"),
                                    ("replied", "已答复"),
                                    ("explained", "已说明"),
                                    ("corrected", "已更正"),
                                    ("unresolved", "未解决"),
                                ],
                                default="open",
                                max_length=12,
                                verbose_name="结果",
                            ),
                        ),
                        ("settled_on", models.DateField(null=True, verbose_name="办结日期")),
                        (
                            "settled_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                                verbose_name="办结人",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["outcome", "due_on", "pk"],
                        "indexes": [models.Index(fields=["school", "outcome", "due_on"], name="question_list")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("school", "cohort", "rule", "subject"), name="a_question_is_asked_once"
                            )
                        ],
                    },
                ),
                CreateModel(
                    name="Correction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "destination",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="corrections",
                                to="employment.destination",
                                verbose_name="去向",
                            ),
                        ),
                        ("edition", models.PositiveIntegerField(verbose_name="第几次修改")),
                        ("changes", models.JSONField(verbose_name="改动")),
                        ("reason", models.CharField(max_length=200, verbose_name="原因")),
                        ("corrected_on", models.DateField(verbose_name="日期")),
                        (
                            "corrected_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                                verbose_name="更正人",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-edition"],
                    },
                ),
                CreateModel(
                    name="Sample",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=100, verbose_name="名称")),
                        ("cohort", models.PositiveSmallIntegerField(verbose_name="毕业届")),
                        ("size", models.PositiveIntegerField(verbose_name="抽取人数")),
                        ("seed_hash", models.CharField(max_length=64, verbose_name="种子的散列值")),
                        ("committed_at", models.DateTimeField(verbose_name="公布散列时间")),
                        (
                            "committed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                                verbose_name="抽样人",
                            ),
                        ),
                        ("formula", models.PositiveSmallIntegerField(default=2, verbose_name="公式")),
                        ("strata", models.JSONField(null=True, verbose_name="分层")),
                        ("list_hash", models.CharField(blank=True, max_length=64, verbose_name="名单的散列值")),
                        ("closed_at", models.DateTimeField(null=True, verbose_name="名单封存时间")),
                        ("seed", models.CharField(blank=True, max_length=200, verbose_name="种子")),
                        ("revealed_at", models.DateTimeField(null=True, verbose_name="揭晓时间")),
                        ("outcome", models.JSONField(null=True, verbose_name="推算")),
                    ],
                    options={
                        "ordering": ["-pk"],
                    },
                ),
                CreateModel(
                    name="SampleList",
                    fields=[
                        (
                            "sample",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="kept",
                                serialize=False,
                                to="employment.sample",
                                verbose_name="抽样",
                            ),
                        ),
                        ("roster", models.JSONField(verbose_name="名单")),
                        ("salt", models.CharField(blank=True, max_length=64, verbose_name="盐值")),
                    ],
                ),
                CreateModel(
                    name="Drawn",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "sample",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="drawn",
                                to="employment.sample",
                                verbose_name="抽样",
                            ),
                        ),
                        (
                            "destination",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="drawn",
                                to="employment.destination",
                                verbose_name="去向",
                            ),
                        ),
                        ("place", models.PositiveIntegerField(verbose_name="次序")),
                        ("stratum", models.PositiveSmallIntegerField(default=1, verbose_name="层")),
                        (
                            "finding",
                            models.CharField(
                                choices=[
                                    ("open", "待核查"),
                                    ("true", "属实"),
                                    ("false", "不实"),
                                    ("unreached", "无法联系"),
                                ],
                                default="open",
                                max_length=10,
                                verbose_name="核查结果",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="核查记录")),
                        ("found_on", models.DateField(null=True, verbose_name="核查日期")),
                        (
                            "found_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                                verbose_name="核查人",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["sample", "place"],
                        "constraints": [
                            models.UniqueConstraint(fields=("sample", "destination"), name="nobody_is_drawn_twice")
                        ],
                    },
                ),
                CreateModel(
                    name="Home",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("city", models.CharField(max_length=4, verbose_name="所在市（代码前四位）")),
                    ],
                ),
                CreateModel(
                    name="DestinationCount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="organisations.organisation",
                                verbose_name="学校",
                            ),
                        ),
                        ("cohort", models.PositiveSmallIntegerField(verbose_name="毕业届")),
                        ("level", models.CharField(max_length=12, verbose_name="层次")),
                        ("stem", models.CharField(max_length=2, verbose_name="去向代码前两位")),
                        ("workplace", models.CharField(max_length=10, verbose_name="工作地")),
                        ("registered", models.CharField(max_length=10, verbose_name="单位注册地")),
                        ("band", models.PositiveSmallIntegerField(verbose_name="证据档")),
                        ("contested", models.BooleanField(verbose_name="本人有异议")),
                        ("locked", models.BooleanField(verbose_name="已锁定")),
                        ("people", models.IntegerField(verbose_name="人数")),
                    ],
                    options={
                        "indexes": [models.Index(fields=["cohort", "school"], name="destination_count_cohort")],
                    },
                ),
                CreateModel(
                    name="StandingCount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="organisations.organisation",
                                verbose_name="学校",
                            ),
                        ),
                        ("cohort", models.PositiveSmallIntegerField(verbose_name="毕业届")),
                        ("level", models.CharField(max_length=12, verbose_name="层次")),
                        ("stem", models.CharField(max_length=2, verbose_name="去向代码前两位")),
                        ("workplace", models.CharField(max_length=10, verbose_name="工作地")),
                        ("registered", models.CharField(max_length=10, verbose_name="单位注册地")),
                        ("band", models.PositiveSmallIntegerField(verbose_name="证据档")),
                        ("contested", models.BooleanField(verbose_name="本人有异议")),
                        ("locked", models.BooleanField(verbose_name="已锁定")),
                        ("people", models.IntegerField(verbose_name="人数")),
                    ],
                    options={
                        "indexes": [models.Index(fields=["cohort", "school"], name="standing_count_cohort")],
                    },
                ),
                CreateModel(
                    name="OutcomeCount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="organisations.organisation",
                                verbose_name="学校",
                            ),
                        ),
                        ("cohort", models.PositiveSmallIntegerField(verbose_name="毕业届")),
                        ("level", models.CharField(max_length=12, verbose_name="层次")),
                        ("specialty_code", models.CharField(max_length=8, verbose_name="专业代码")),
                        ("outcome", models.CharField(max_length=10, verbose_name="去向")),
                        ("place", models.CharField(max_length=10, verbose_name="工作地")),
                        ("people", models.IntegerField(verbose_name="人数")),
                    ],
                    options={
                        "indexes": [models.Index(fields=["cohort", "school"], name="outcome_count_cohort")],
                    },
                ),
            ]
        ),
    ]
