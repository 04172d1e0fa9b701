import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.migrations import CreateModel

from shouwei.core.tables import Tables


class Migration(migrations.Migration):
    replaces = [
        ("planning", "0002_programme_drafts"),
        ("planning", "0003_meeting_record"),
        ("planning", "0004_issued_bulletins_are_frozen"),
        ("planning", "0005_stopped_plans"),
        ("planning", "0006_second_wall"),
        ("planning", "0007_versions"),
        ("planning", "0008_second_thoughts"),
        ("planning", "0009_older_editions"),
        ("planning", "0010_withdrawn_plans"),
        ("planning", "0011_sought"),
        ("planning", "0012_a_task_names_its_target"),
    ]

    initial = True

    dependencies = [
        ("documents", "0001_tables"),
        ("organisations", "0001_tables"),
        ("people", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Tables(
            [
                CreateModel(
                    name="Plan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="标题")),
                        ("document_number", models.CharField(blank=True, max_length=50, verbose_name="发文字号")),
                        ("issuer", models.CharField(blank=True, max_length=100, verbose_name="发文机关")),
                        ("adopted_by", models.CharField(blank=True, max_length=200, verbose_name="审议会议")),
                        ("issued_on", models.DateField(verbose_name="印发日期")),
                        ("first_year", models.PositiveSmallIntegerField(verbose_name="起始年度")),
                        ("last_year", models.PositiveSmallIntegerField(verbose_name="结束年度")),
                        ("supervised_from", models.DateField(verbose_name="督办起始日")),
                        (
                            "refine_days",
                            models.PositiveSmallIntegerField(default=20, verbose_name="细化举措报送期限（天）"),
                        ),
                        ("refine_in_working_days", models.BooleanField(default=False, verbose_name="按工作日计算")),
                        (
                            "report_rhythm",
                            models.CharField(
                                choices=[("month", "每月"), ("tenday", "每旬")],
                                default="month",
                                max_length=10,
                                verbose_name="进展报告周期",
                            ),
                        ),
                        ("obligations", models.JSONField(default=list)),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="停止督办")),
                        ("close_reason", models.CharField(blank=True, max_length=300, verbose_name="停止原因")),
                        ("is_withdrawn", models.BooleanField(default=False, verbose_name="已撤回")),
                    ],
                    options={
                        "ordering": ["-issued_on", "-pk"],
                    },
                ),
                CreateModel(
                    name="PlanImport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, to="documents.storedfile"
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        ("as_read", models.JSONField()),
                        ("draft", models.JSONField()),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "待发布"), ("published", "已发布"), ("discarded", "已放弃")],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        (
                            "revises",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="planning.plan",
                            ),
                        ),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                            ),
                        ),
                        ("uploaded_at", models.DateTimeField(auto_now_add=True)),
                        ("edited_at", models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        "ordering": ["-pk"],
                    },
                ),
                CreateModel(
                    name="PlanVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="planning.plan"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="版次")),
                        ("issued_on", models.DateField(verbose_name="印发日期")),
                        ("document_number", models.CharField(blank=True, max_length=50, verbose_name="发文字号")),
                        ("adopted_by", models.CharField(blank=True, max_length=200, verbose_name="审议会议")),
                        ("draft", models.JSONField()),
                        ("as_read", models.JSONField()),
                        (
                            "file",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, to="documents.storedfile"
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="修订说明")),
                        (
                            "published_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                            ),
                        ),
                        ("published_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "ordering": ["-number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("plan", "number"), name="version_numbers_are_unique")
                        ],
                    },
                ),
                CreateModel(
                    name="Target",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="targets", to="planning.plan"
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField()),
                        ("name", models.CharField(max_length=100)),
                        ("value", models.DecimalField(decimal_places=4, max_digits=14, null=True)),
                        ("unit", models.CharField(blank=True, max_length=20)),
                        ("comparator", models.CharField(default="=", max_length=6)),
                        ("by", models.CharField(blank=True, max_length=20)),
                        ("baseline_year", models.PositiveSmallIntegerField(null=True)),
                        ("printed", models.CharField(max_length=300)),
                    ],
                    options={
                        "ordering": ["order"],
                    },
                ),
                CreateModel(
                    name="Area",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="areas", to="planning.plan"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("title", models.CharField(max_length=200)),
                        ("body_title", models.CharField(blank=True, max_length=200)),
                    ],
                    options={
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("plan", "number"), name="area_numbers_are_unique")
                        ],
                    },
                ),
                CreateModel(
                    name="Task",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="planning.plan"
                            ),
                        ),
                        (
                            "area",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="planning.area"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="编号")),
                        ("printed_number", models.CharField(blank=True, max_length=20, verbose_name="印制序号")),
                        ("text", models.TextField(verbose_name="任务内容")),
                        ("table_text", models.TextField(blank=True)),
                        ("note", models.TextField(blank=True, verbose_name="编辑说明")),
                        ("remark", models.CharField(blank=True, max_length=300, verbose_name="备注")),
                        (
                            "lead",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="led_tasks",
                                to="organisations.organisation",
                                verbose_name="牵头部门",
                            ),
                        ),
                        ("for_schools", models.BooleanField(default=False, verbose_name="各成员学校")),
                        ("for_enterprises", models.BooleanField(default=False, verbose_name="各成员企业")),
                        ("implementers_printed", models.CharField(blank=True, max_length=300, verbose_name="落实主体")),
                        (
                            "deadline_kind",
                            models.CharField(
                                choices=[("day", "限期"), ("long_term", "长期"), ("triggered", "条件触发")],
                                max_length=10,
                                verbose_name="时限类型",
                            ),
                        ),
                        ("deadline_printed", models.CharField(blank=True, max_length=100, verbose_name="完成时限")),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="截止日期")),
                        ("trigger", models.CharField(blank=True, max_length=200, verbose_name="触发条件")),
                        ("stopped_on", models.DateField(blank=True, null=True, verbose_name="中止日期")),
                        ("stop_reason", models.CharField(blank=True, max_length=300, verbose_name="中止原因")),
                        ("indicator", models.CharField(blank=True, max_length=10, verbose_name="关联指标")),
                        (
                            "co_leads",
                            models.ManyToManyField(
                                blank=True,
                                related_name="co_led_tasks",
                                to="organisations.organisation",
                                verbose_name="共同牵头",
                            ),
                        ),
                        (
                            "named",
                            models.ManyToManyField(
                                blank=True,
                                related_name="named_tasks",
                                to="organisations.organisation",
                                verbose_name="指名单位",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["plan", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("plan", "number"), name="task_numbers_are_unique"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("deadline_kind", "day"), _negated=True),
                                    ("due_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="a_dated_task_has_its_day",
                            ),
                        ],
                    },
                ),
                CreateModel(
                    name="Duty",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="duties", to="planning.task"
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duties",
                                to="organisations.organisation",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="起始日期")),
                        ("until", models.DateField(blank=True, null=True, verbose_name="终止日期")),
                        ("accepted_on", models.DateField(blank=True, null=True, verbose_name="确认日期")),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="责任人",
                            ),
                        ),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="截止日期")),
                        ("original_due_on", models.DateField(blank=True, null=True, verbose_name="原定截止日期")),
                        (
                            "percent",
                            models.PositiveSmallIntegerField(
                                default=0,
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="完成率",
                            ),
                        ),
                        ("last_reported_on", models.DateField(blank=True, null=True, verbose_name="最近报告")),
                        ("completion_asked_on", models.DateField(blank=True, null=True, verbose_name="申请办结")),
                        ("completed_on", models.DateField(blank=True, null=True, verbose_name="办结日期")),
                        ("stopped_on", models.DateField(blank=True, null=True, verbose_name="中止日期")),
                        ("stop_reason", models.CharField(blank=True, max_length=300, verbose_name="中止原因")),
                    ],
                    options={
                        "ordering": ["task__number", "organisation__name_pinyin"],
                        "indexes": [models.Index(fields=["organisation", "task"], name="duty_of_member")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("task", "organisation"), name="one_duty_per_task_and_member"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("percent__lte", 100)), name="percent_is_at_most_100"
                            ),
                        ],
                    },
                ),
                CreateModel(
                    name="AnnualGoal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="goals", to="planning.task"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                        ("text", models.TextField(verbose_name="年度工作目标")),
                        ("set_on", models.DateField(verbose_name="确立日期")),
                        (
                            "set_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                            ),
                        ),
                        ("reached", models.BooleanField(null=True, verbose_name="年末评定")),
                        ("review", models.TextField(blank=True, verbose_name="年末小结")),
                    ],
                    options={
                        "ordering": ["-year"],
                        "constraints": [
                            models.UniqueConstraint(fields=("task", "year"), name="one_goal_per_task_and_year")
                        ],
                    },
                ),
                CreateModel(
                    name="Extension",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "duty",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="extensions",
                                to="planning.duty",
                            ),
                        ),
                        ("old_due_on", models.DateField(verbose_name="现截止日期")),
                        ("new_due_on", models.DateField(verbose_name="申请延至")),
                        ("reason", models.TextField(verbose_name="延期理由")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "待牵头部门审核"),
                                    ("endorsed", "待秘书处审批"),
                                    ("approved", "已批准"),
                                    ("refused", "未批准"),
                                ],
                                default="asked",
                                max_length=10,
                            ),
                        ),
                        ("asked_on", models.DateField(verbose_name="申请日期")),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.identity"
                            ),
                        ),
                        ("answer", models.TextField(blank=True, verbose_name="审批意见")),
                        ("decided_on", models.DateField(null=True)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["asked", "endorsed"])),
                                fields=("duty",),
                                name="one_open_extension_per_duty",
                            )
                        ],
                    },
                ),
                CreateModel(
                    name="Completion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "duty",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="completions",
                                to="planning.duty",
                            ),
                        ),
                        ("summary", models.TextField(verbose_name="完成情况")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "待牵头部门复核"),
                                    ("accepted", "待秘书处确认"),
                                    ("confirmed", "已办结"),
                                    ("returned", "已退回"),
                                    ("reopened", "已重启"),
                                ],
                                default="asked",
                                max_length=10,
                            ),
                        ),
                        ("asked_on", models.DateField(verbose_name="申请日期")),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.identity"
                            ),
                        ),
                        ("answer", models.TextField(blank=True, verbose_name="复核意见")),
                        ("decided_on", models.DateField(null=True)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["asked", "accepted"])),
                                fields=("duty",),
                                name="one_open_completion_per_duty",
                            )
                        ],
                    },
                ),
                CreateModel(
                    name="ProgressReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "duty",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="planning.duty"
                            ),
                        ),
                        ("period_first", models.DateField(verbose_name="报告期起")),
                        ("period_last", models.DateField(verbose_name="报告期止")),
                        ("text", models.TextField(blank=True, verbose_name="进展情况")),
                        (
                            "percent",
                            models.PositiveSmallIntegerField(
                                default=0,
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="完成率",
                            ),
                        ),
                        ("difficulties", models.TextField(blank=True, verbose_name="困难或问题")),
                        ("support_wanted", models.TextField(blank=True, verbose_name="需要的支持")),
                        ("no_change", models.BooleanField(default=False, verbose_name="本期无变化")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "草稿"),
                                    ("submitted", "待单位负责人审核"),
                                    ("approved", "待牵头部门审核"),
                                    ("accepted", "已采纳"),
                                    ("returned", "已退回"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.identity"
                            ),
                        ),
                        ("submitted_on", models.DateField(null=True, verbose_name="报送日期")),
                        (
                            "approved_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                            ),
                        ),
                        ("judged_on", models.DateField(null=True)),
                        (
                            "judged_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                            ),
                        ),
                        ("return_reason", models.TextField(blank=True, verbose_name="退回原因")),
                        ("saved_at", models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        "ordering": ["-period_first", "-pk"],
                        "indexes": [models.Index(fields=["state", "-period_first"], name="report_by_state")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("duty", "period_first"), name="one_report_per_duty_and_period"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("percent__lte", 100)), name="report_percent_is_at_most_100"
                            ),
                        ],
                    },
                ),
                CreateModel(
                    name="Difficulty",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "duty",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="difficulties",
                                to="planning.duty",
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="raised",
                                to="planning.progressreport",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="困难或问题")),
                        ("support_wanted", models.TextField(blank=True, verbose_name="需要的支持")),
                        ("raised_on", models.DateField(verbose_name="提出日期")),
                        (
                            "level",
                            models.CharField(
                                choices=[("secretariat", "秘书处办理"), ("council", "提请理事会")],
                                default="secretariat",
                                max_length=12,
                            ),
                        ),
                        ("escalated_on", models.DateField(null=True, verbose_name="提请日期")),
                        ("answer", models.TextField(blank=True, verbose_name="答复")),
                        ("answered_on", models.DateField(null=True, verbose_name="答复日期")),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "difficulties",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("answered_on", None)),
                                fields=["level", "raised_on"],
                                name="difficulty_open",
                            )
                        ],
                    },
                ),
                CreateModel(
                    name="SupervisionNotice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "duty",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="supervision_notices",
                                to="planning.duty",
                            ),
                        ),
                        (
                            "to",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[("blue", "蓝色提醒"), ("amber", "黄色督办"), ("red", "红色督办")], max_length=6
                            ),
                        ),
                        ("occasion", models.CharField(max_length=60)),
                        ("reason", models.TextField(verbose_name="督办事由")),
                        ("demand", models.TextField(blank=True, verbose_name="办理要求")),
                        ("number", models.CharField(blank=True, max_length=30, verbose_name="编号")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "待发出"),
                                    ("sent", "待签收"),
                                    ("signed", "待回复"),
                                    ("replied", "待审核回复"),
                                    ("closed", "已办结"),
                                    ("dropped", "未发出"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        ("drafted_on", models.DateField(verbose_name="起草日期")),
                        ("sent_on", models.DateField(null=True, verbose_name="发出日期")),
                        (
                            "sent_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                            ),
                        ),
                        ("reply_due_on", models.DateField(null=True, verbose_name="回复期限")),
                        ("signed_on", models.DateField(null=True, verbose_name="签收日期")),
                        (
                            "signed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                            ),
                        ),
                        ("reply", models.TextField(blank=True, verbose_name="回复")),
                        ("replied_on", models.DateField(null=True, verbose_name="回复日期")),
                        ("closed_on", models.DateField(null=True, verbose_name="办结日期")),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("duty", "occasion"), name="one_notice_per_duty_and_occasion"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("number", ""), _negated=True),
                                fields=("number",),
                                name="notice_numbers_are_unique",
                            ),
                        ],
                    },
                ),
                CreateModel(
                    name="Evidence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "duty",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="evidence", to="planning.duty"
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.storedfile"
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="planning.progressreport",
                            ),
                        ),
                        (
                            "completion",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="planning.completion",
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="planning.supervisionnotice",
                            ),
                        ),
                        ("attached_on", models.DateField()),
                        (
                            "attached_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.identity"
                            ),
                        ),
                        ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="撤回日期")),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                            ),
                        ),
                        ("withdraw_reason", models.CharField(blank=True, max_length=300, verbose_name="撤回原因")),
                    ],
                    options={
                        "verbose_name_plural": "evidence",
                        "ordering": ["-pk"],
                    },
                ),
                CreateModel(
                    name="Meeting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="meetings", to="planning.plan"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(choices=[("consultation", "会商"), ("dispatch", "调度")], max_length=12),
                        ),
                        ("period_first", models.DateField()),
                        ("period_label", models.CharField(max_length=30)),
                        ("held_on", models.DateField(verbose_name="会议日期")),
                        ("place", models.CharField(blank=True, max_length=100, verbose_name="地点")),
                        ("chair", models.CharField(blank=True, max_length=50, verbose_name="主持人")),
                        ("attendance", models.TextField(blank=True, verbose_name="出席")),
                        ("minutes", models.TextField(blank=True, verbose_name="会议纪要")),
                        (
                            "state",
                            models.CharField(
                                choices=[("planned", "筹备中"), ("held", "已召开")], default="planned", max_length=10
                            ),
                        ),
                        (
                            "pack",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.snapshot",
                            ),
                        ),
                        (
                            "record",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.snapshot",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-held_on", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("plan", "kind", "period_first"), name="one_meeting_per_period"
                            )
                        ],
                    },
                ),
                CreateModel(
                    name="Bulletin",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bulletins",
                                to="planning.plan",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(null=True, verbose_name="期号")),
                        ("year", models.PositiveSmallIntegerField()),
                        ("title", models.CharField(max_length=200)),
                        ("opening", models.TextField(blank=True, verbose_name="总体情况")),
                        ("demands", models.TextField(blank=True, verbose_name="工作要求")),
                        (
                            "snapshot",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.snapshot"
                            ),
                        ),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                            ),
                        ),
                        ("issued_on", models.DateField(null=True, verbose_name="印发日期")),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("number__isnull", False)),
                                fields=("plan", "year", "number"),
                                name="bulletin_numbers_are_unique",
                            )
                        ],
                    },
                ),
                CreateModel(
                    name="Numbering",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("series", models.CharField(max_length=30)),
                        ("year", models.PositiveSmallIntegerField()),
                        ("last", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("series", "year"), name="one_numbering_per_series")
                        ],
                    },
                ),
                CreateModel(
                    name="WorkProgramme",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "task",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="programme",
                                to="planning.task",
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="报送期限")),
                        ("text", models.TextField(blank=True, verbose_name="工作方案")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "起草中"),
                                    ("submitted", "待秘书处登记"),
                                    ("returned", "已退回"),
                                    ("registered", "已登记"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        ("submitted_on", models.DateField(null=True, verbose_name="报送日期")),
                        (
                            "submitted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                            ),
                        ),
                        ("return_reason", models.TextField(blank=True, verbose_name="退回原因")),
                        ("registered_on", models.DateField(null=True, verbose_name="登记日期")),
                        ("edition", models.PositiveIntegerField(default=0)),
                        ("rows", models.JSONField(default=list, verbose_name="举措草表")),
                        (
                            "saved_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["task__number"],
                    },
                ),
                CreateModel(
                    name="ProgrammeDraft",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="drafts",
                                to="planning.workprogramme",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.identity"
                            ),
                        ),
                        ("edition", models.PositiveIntegerField()),
                        ("text", models.TextField(blank=True)),
                        ("rows", models.JSONField(default=list)),
                        ("at", models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        "ordering": ["-at"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("programme", "by"), name="one_draft_per_programme_and_person"
                            )
                        ],
                    },
                ),
                CreateModel(
                    name="ProgrammePart",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="planning.workprogramme",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="本单位方案")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "起草中"),
                                    ("submitted", "待牵头部门审核"),
                                    ("accepted", "已采纳"),
                                    ("returned", "已退回"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        ("submitted_on", models.DateField(null=True)),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                            ),
                        ),
                        ("return_reason", models.TextField(blank=True)),
                        ("edition", models.PositiveIntegerField(default=0)),
                        ("rows", models.JSONField(default=list, verbose_name="举措草表")),
                    ],
                    options={
                        "ordering": ["organisation__name_pinyin"],
                        "constraints": [
                            models.UniqueConstraint(fields=("programme", "organisation"), name="one_part_per_member")
                        ],
                    },
                ),
                CreateModel(
                    name="Measure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="measures",
                                to="planning.workprogramme",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="measures",
                                to="organisations.organisation",
                                verbose_name="责任单位",
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(default=0)),
                        ("text", models.CharField(max_length=300, verbose_name="举措")),
                        ("owner", models.CharField(max_length=50, verbose_name="责任人")),
                        ("due_on", models.DateField(verbose_name="完成日期")),
                        ("deliverable", models.CharField(max_length=200, verbose_name="成果形式")),
                        ("evidence_rule", models.CharField(max_length=200, verbose_name="佐证要求")),
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="完成于")),
                    ],
                    options={
                        "ordering": ["order", "pk"],
                    },
                ),
                CreateModel(
                    name="AgendaItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="items", to="planning.meeting"
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField()),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("overdue", "逾期事项"),
                                    ("behind", "滞后事项"),
                                    ("due_soon", "临期事项"),
                                    ("no_goal", "年度目标未确立"),
                                    ("programme", "工作方案未报送"),
                                    ("difficulty", "困难问题"),
                                    ("in_review", "待复核事项"),
                                    ("decision", "上次议定事项"),
                                    ("other", "其他事项"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("subject", models.CharField(max_length=300, verbose_name="议题")),
                        ("why", models.CharField(max_length=300, verbose_name="列入理由")),
                        (
                            "task",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="planning.task",
                            ),
                        ),
                        (
                            "difficulty",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="planning.difficulty",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="planning.decision",
                            ),
                        ),
                        (
                            "carried_from",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="planning.agendaitem",
                            ),
                        ),
                        ("outcome", models.TextField(blank=True, verbose_name="会议意见")),
                        ("resolved", models.BooleanField(default=False, verbose_name="已解决")),
                    ],
                    options={
                        "ordering": ["order", "pk"],
                    },
                ),
                CreateModel(
                    name="Decision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="planning.meeting",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="decisions",
                                to="planning.agendaitem",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="议定事项")),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                                verbose_name="责任单位",
                            ),
                        ),
                        ("owner", models.CharField(blank=True, max_length=50, verbose_name="责任人")),
                        ("due_on", models.DateField(verbose_name="完成期限")),
                        (
                            "task",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="planning.task",
                            ),
                        ),
                        (
                            "duty",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="planning.duty",
                            ),
                        ),
                        ("done_on", models.DateField(null=True, verbose_name="完成于")),
                        ("result", models.TextField(blank=True, verbose_name="落实情况")),
                    ],
                    options={
                        "ordering": ["due_on", "pk"],
                        "indexes": [
                            models.Index(condition=models.Q(("done_on", None)), fields=["due_on"], name="decision_open")
                        ],
                    },
                ),
            ]
        ),
    ]
