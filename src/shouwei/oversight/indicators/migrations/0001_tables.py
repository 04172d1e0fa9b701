import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations import CreateModel

from shouwei.core.tables import Tables


class Migration(migrations.Migration):
    replaces = [
        ("indicators", "0004_kept_sums"),
        ("indicators", "0005_sums_by_statement"),
        ("indicators", "0006_rounds"),
        ("indicators", "0007_rounds_have_walls"),
        ("indicators", "0008_kinds_kept"),
        ("indicators", "0009_drafts_and_steps"),
        ("indicators", "0010_sought"),
        ("indicators", "0011_what_is_told"),
        ("indicators", "0012_what_is_told_moves_figures"),
        ("indicators", "0013_rounds_sought"),
        ("indicators", "0014_editions"),
        ("indicators", "0015_rounds_of_a_term_or_month"),
        ("indicators", "0016_sums_move_in_place"),
        ("indicators", "0017_mergers_move_bases"),
        ("indicators", "0018_reviewed_and_alone"),
    ]

    initial = True

    dependencies = [
        ("documents", "0001_tables"),
        ("organisations", "0001_tables"),
        ("people", "0001_tables"),
    ]

    operations = [
        Tables(
            [
                CreateModel(
                    name="Definition",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=60, verbose_name="代码")),
                        ("version", models.PositiveSmallIntegerField(verbose_name="版本")),
                        ("name", models.CharField(max_length=100, verbose_name="名称")),
                        (
                            "target",
                            models.CharField(
                                blank=True,
                                choices=[("coverage", "首位产业覆盖"), ("intake", "招生规模"), ("local", "本地就业")],
                                max_length=10,
                                verbose_name="目标",
                            ),
                        ),
                        ("spec", models.JSONField(verbose_name="公式")),
                        ("population", models.CharField(max_length=200, verbose_name="统计范围")),
                        ("cut_off", models.CharField(max_length=100, verbose_name="截止时点")),
                        ("source", models.CharField(max_length=200, verbose_name="数据来源")),
                        ("owner", models.CharField(max_length=60, verbose_name="责任部门")),
                        ("caveat", models.CharField(blank=True, max_length=300, verbose_name="提示")),
                        ("unit", models.CharField(default="%", max_length=4, verbose_name="单位")),
                        ("alone", models.BooleanField(default=False, verbose_name="可以单独用于考核")),
                        ("name_reviewed", models.BooleanField(default=False, verbose_name="名称已核对")),
                        ("caveat_reviewed", models.BooleanField(default=False, verbose_name="提示已核对")),
                        ("valid_from", models.DateField(verbose_name="自")),
                        ("valid_until", models.DateField(blank=True, null=True, verbose_name="至")),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "草稿"), ("proposed", "待议定"), ("published", "已发布")],
                                default="draft",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("why", models.CharField(blank=True, max_length=300, verbose_name="改动原因")),
                        (
                            "written_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                                verbose_name="编写人",
                            ),
                        ),
                        ("published_on", models.DateField(null=True, verbose_name="发布日期")),
                        (
                            "approved_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                                verbose_name="议定人",
                            ),
                        ),
                        ("paper", models.CharField(blank=True, max_length=200, verbose_name="议定文件")),
                    ],
                    options={
                        "ordering": ["target", "code", "-version"],
                        "constraints": [
                            models.UniqueConstraint(fields=("code", "version"), name="a_version_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["draft", "proposed"])),
                                fields=("code",),
                                name="one_draft_a_code",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("alone", False),
                                    models.Q(("spec__fact", "destinations"), _negated=True),
                                    _connector="OR",
                                ),
                                name="no_rate_of_destinations_stands_alone",
                            ),
                        ],
                    },
                ),
                CreateModel(
                    name="Adoption",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "target",
                            models.CharField(
                                choices=[("coverage", "首位产业覆盖"), ("intake", "招生规模"), ("local", "本地就业")],
                                max_length=10,
                                verbose_name="目标",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                        (
                            "definition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="adoptions",
                                to="indicators.definition",
                                verbose_name="口径",
                            ),
                        ),
                        ("paper", models.CharField(max_length=200, verbose_name="议定文件")),
                        ("adopted_on", models.DateField(verbose_name="议定日期")),
                        (
                            "adopted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                                verbose_name="登记人",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-year", "target"],
                        "constraints": [
                            models.UniqueConstraint(fields=("target", "year"), name="one_definition_a_year")
                        ],
                    },
                ),
                CreateModel(
                    name="Goal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "target",
                            models.CharField(
                                choices=[("coverage", "首位产业覆盖"), ("intake", "招生规模"), ("local", "本地就业")],
                                max_length=10,
                                verbose_name="目标",
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                blank=True,
                                help_text="空为全集团。",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                                verbose_name="学校",
                            ),
                        ),
                        ("from_year", models.PositiveSmallIntegerField(verbose_name="基期年度")),
                        ("from_value", models.DecimalField(decimal_places=2, max_digits=8, verbose_name="基期数值")),
                        ("to_year", models.PositiveSmallIntegerField(verbose_name="目标年度")),
                        ("to_value", models.DecimalField(decimal_places=2, max_digits=8, verbose_name="目标数值")),
                        ("steps", models.JSONField(blank=True, default=dict, verbose_name="其间各年")),
                        ("source", models.CharField(max_length=200, verbose_name="依据")),
                        (
                            "written_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                                verbose_name="登记人",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["target", "school__name_pinyin"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("target", "school"), name="one_goal_a_member", nulls_distinct=False
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("to_year__gt", models.F("from_year"))), name="a_goal_lies_ahead"
                            ),
                        ],
                    },
                ),
                CreateModel(
                    name="Report",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年度（届）")),
                        ("number", models.PositiveSmallIntegerField(verbose_name="次序")),
                        (
                            "snapshot",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.snapshot",
                                verbose_name="快照",
                            ),
                        ),
                        ("why", models.CharField(blank=True, max_length=300, verbose_name="更正原因")),
                        ("made_on", models.DateField(verbose_name="日期")),
                        (
                            "made_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                                verbose_name="制作人",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-year", "-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("year", "number"), name="report_numbers_of_a_year_are_unique"
                            )
                        ],
                    },
                ),
                CreateModel(
                    name="Told",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年度（届）")),
                        (
                            "definition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="indicators.definition",
                                verbose_name="口径",
                            ),
                        ),
                        ("people", models.PositiveIntegerField(null=True, verbose_name="本人确认")),
                        ("told_on", models.DateField(verbose_name="公布日期")),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("year", "definition"), name="told_once_a_year")
                        ],
                    },
                ),
                CreateModel(
                    name="Round",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=100, unique=True, verbose_name="名称")),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年度（届）")),
                        (
                            "span",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "全年"),
                                    ("t1", "上学期"),
                                    ("t2", "下学期"),
                                    ("m01", "1月"),
                                    ("m02", "2月"),
                                    ("m03", "3月"),
                                    ("m04", "4月"),
                                    ("m05", "5月"),
                                    ("m06", "6月"),
                                    ("m07", "7月"),
                                    ("m08", "8月"),
                                    ("m09", "9月"),
                                    ("m10", "10月"),
                                    ("m11", "11月"),
                                    ("m12", "12月"),
                                ],
                                max_length=3,
                                verbose_name="时段",
                            ),
                        ),
                        ("opens_on", models.DateField(verbose_name="开始")),
                        ("closes_on", models.DateField(verbose_name="截止")),
                        (
                            "opened_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                                verbose_name="发起人",
                            ),
                        ),
                        ("opened_on", models.DateField(verbose_name="发起日期")),
                        ("locked_on", models.DateField(null=True, verbose_name="锁定日期")),
                        (
                            "locked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                                verbose_name="锁定人",
                            ),
                        ),
                        (
                            "definitions",
                            models.ManyToManyField(related_name="+", to="indicators.definition", verbose_name="指标"),
                        ),
                    ],
                    options={
                        "ordering": ["-closes_on", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("closes_on__gte", models.F("opens_on"))),
                                name="a_round_ends_after_it_begins",
                            )
                        ],
                    },
                ),
                CreateModel(
                    name="Submission",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="submissions",
                                to="indicators.round",
                                verbose_name="轮次",
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                                verbose_name="单位",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "未报"),
                                    ("handed_in", "待审定"),
                                    ("returned", "已退回"),
                                    ("approved", "已审定"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("first_on", models.DateField(null=True, verbose_name="首次上报")),
                    ],
                    options={
                        "ordering": ["round", "school__name_pinyin"],
                        "indexes": [models.Index(fields=["school", "state"], name="submission_school")],
                        "constraints": [
                            models.UniqueConstraint(fields=("round", "school"), name="a_member_once_a_round")
                        ],
                    },
                ),
                CreateModel(
                    name="Filing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "submission",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="filings",
                                to="indicators.submission",
                                verbose_name="填报",
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                                verbose_name="单位",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="次序")),
                        ("lines", models.JSONField(verbose_name="数值")),
                        ("why", models.CharField(blank=True, max_length=300, verbose_name="更正原因")),
                        ("amends", models.BooleanField(default=False, verbose_name="更正")),
                        ("handed_in_on", models.DateField(verbose_name="上报日期")),
                        (
                            "handed_in_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                                verbose_name="上报人",
                            ),
                        ),
                        (
                            "decision",
                            models.CharField(
                                blank=True,
                                choices=[("approved", "已审定"), ("returned", "已退回")],
                                max_length=10,
                                verbose_name="审定",
                            ),
                        ),
                        ("opinion", models.CharField(blank=True, max_length=300, verbose_name="意见")),
                        ("decided_on", models.DateField(null=True, verbose_name="审定日期")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                                verbose_name="审定人",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["submission", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("submission", "number"), name="filing_numbers_once")
                        ],
                    },
                ),
                CreateModel(
                    name="Tally",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="毕业届")),
                        ("part", models.CharField(max_length=12, verbose_name="去向")),
                        ("basis", models.CharField(max_length=10, verbose_name="地域依据")),
                        ("place", models.CharField(max_length=10, verbose_name="地域")),
                        ("claimed", models.IntegerField(verbose_name="登记人数")),
                        ("proven", models.IntegerField(verbose_name="已核人数")),
                        ("open", models.IntegerField(verbose_name="未锁定人数")),
                        (
                            "school",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="organisations.organisation",
                                verbose_name="学校",
                            ),
                        ),
                        ("level", models.CharField(max_length=12, verbose_name="层次")),
                    ],
                    options={
                        "indexes": [
                            models.Index(condition=models.Q(("part", "roll")), fields=["year"], name="tally_roll")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("year", "school", "level", "part", "basis", "place"), name="one_tally_a_place"
                            )
                        ],
                    },
                ),
                CreateModel(
                    name="Pending",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="毕业届")),
                        ("part", models.CharField(max_length=12, verbose_name="去向")),
                        ("basis", models.CharField(max_length=10, verbose_name="地域依据")),
                        ("place", models.CharField(max_length=10, verbose_name="地域")),
                        ("claimed", models.IntegerField(verbose_name="登记人数")),
                        ("proven", models.IntegerField(verbose_name="已核人数")),
                        ("open", models.IntegerField(verbose_name="未锁定人数")),
                        (
                            "school",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="organisations.organisation",
                                verbose_name="学校",
                            ),
                        ),
                        ("level", models.CharField(max_length=12, verbose_name="层次")),
                    ],
                    options={
                        "indexes": [models.Index(fields=["year"], name="pending_year")],
                    },
                ),
                CreateModel(
                    name="Kept",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("intake", "招生"), ("coverage", "覆盖")], max_length=10, verbose_name="事实"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                        (
                            "school",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="organisations.organisation",
                                verbose_name="学校",
                            ),
                        ),
                        ("level", models.CharField(blank=True, max_length=12, verbose_name="层次")),
                        ("numbers", models.JSONField(verbose_name="数值")),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "year", "school", "level"),
                                name="kept_once_a_scope",
                                nulls_distinct=False,
                            )
                        ],
                    },
                ),
                CreateModel(
                    name="Edition",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(unique=True, verbose_name="毕业届")),
                        ("number", models.PositiveIntegerField(default=1, verbose_name="次序")),
                        ("made_on", models.DateField(verbose_name="公布日期")),
                        ("state", models.JSONField(verbose_name="当时的计数")),
                        ("specs", models.JSONField(default=list, verbose_name="一并决定的公式")),
                        ("late", models.JSONField(default=list, verbose_name="其后加入的公式")),
                        ("told", models.JSONField(verbose_name="公布数")),
                    ],
                    options={
                        "ordering": ["-year"],
                    },
                ),
                CreateModel(
                    name="Stale",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=10, verbose_name="事实")),
                        ("year", models.PositiveSmallIntegerField(null=True, verbose_name="年度")),
                    ],
                ),
                CreateModel(
                    name="Keeping",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                    ],
                ),
            ]
        ),
    ]
