import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.migrations import CreateModel

from shouwei.core.tables import Tables


class Migration(migrations.Migration):
    replaces = [("privacy", "0002_requests"), ("privacy", "0003_walls_of_requests"), ("privacy", "0004_sought")]

    initial = True

    dependencies = [
        ("learners", "0001_tables"),
        ("organisations", "0001_tables"),
        ("people", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Tables(
            [
                CreateModel(
                    name="Cleaning",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("sweep", models.CharField(max_length=40)),
                        ("announced_on", models.DateField(verbose_name="公示日期")),
                        ("acts_on", models.DateField(verbose_name="清理日期")),
                        ("cut_off", models.DateField()),
                        ("rows", models.PositiveIntegerField(verbose_name="公示行数")),
                        (
                            "state",
                            models.CharField(
                                choices=[("announced", "公示中"), ("held", "已暂缓"), ("done", "已清理")],
                                default="announced",
                                max_length=10,
                            ),
                        ),
                        (
                            "held_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                                verbose_name="暂缓人",
                            ),
                        ),
                        ("held_because", models.CharField(blank=True, max_length=300, verbose_name="暂缓原因")),
                        ("held_until", models.DateField(null=True, verbose_name="暂缓至")),
                        ("done_on", models.DateField(null=True, verbose_name="完成日期")),
                        ("changed", models.PositiveIntegerField(null=True, verbose_name="清理行数")),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["announced", "held"])),
                                fields=("sweep",),
                                name="one_open_cleaning_a_sweep",
                            )
                        ],
                    },
                ),
                CreateModel(
                    name="DataRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        ("serial", models.PositiveIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("copy", "查阅、复制"),
                                    ("correct", "更正、补充"),
                                    ("erase", "删除"),
                                    ("explain", "解释说明"),
                                ],
                                max_length=10,
                                verbose_name="申请事项",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="申请人",
                            ),
                        ),
                        (
                            "student",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="learners.student",
                                verbose_name="学生",
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                                verbose_name="答复单位",
                            ),
                        ),
                        (
                            "asker",
                            models.CharField(
                                choices=[("self", "本人"), ("guardian", "监护人"), ("agent", "受托人")],
                                default="self",
                                max_length=10,
                                verbose_name="由谁提出",
                            ),
                        ),
                        (
                            "way",
                            models.CharField(
                                choices=[("online", "网上"), ("person", "当面"), ("letter", "来信"), ("phone", "电话")],
                                default="online",
                                max_length=10,
                                verbose_name="提出方式",
                            ),
                        ),
                        ("words", models.TextField(max_length=1000, verbose_name="申请内容")),
                        ("received_on", models.DateField(verbose_name="收到日期")),
                        ("due_on", models.DateField(verbose_name="答复期限")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "待受理"),
                                    ("taken", "办理中"),
                                    ("answered", "已答复"),
                                    ("withdrawn", "已撤回"),
                                ],
                                default="open",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "noted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                                verbose_name="登记人",
                            ),
                        ),
                        (
                            "taken_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                                verbose_name="经办人",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[("done", "已办理"), ("partly", "部分办理"), ("refused", "未予办理")],
                                max_length=10,
                                verbose_name="办理结果",
                            ),
                        ),
                        ("answer", models.TextField(blank=True, max_length=1000, verbose_name="答复")),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                                verbose_name="答复人",
                            ),
                        ),
                        ("ended_on", models.DateField(null=True, verbose_name="办结日期")),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "indexes": [models.Index(fields=["state", "due_on"], name="request_due")],
                        "constraints": [
                            models.UniqueConstraint(fields=("year", "serial"), name="one_request_of_a_number"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("school__isnull", False), ("student__isnull", False), ("user", None)),
                                    models.Q(("school", None), ("student", None), ("user__isnull", False)),
                                    _connector="OR",
                                ),
                                name="request_is_about_one_person",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["open", "taken"])),
                                fields=("user", "kind"),
                                name="one_open_request_of_a_person",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["open", "taken"])),
                                fields=("student", "kind"),
                                name="one_open_request_of_a_student",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_on", None), ("outcome", ""), ("state__in", ["open", "taken"])),
                                    models.Q(("ended_on__isnull", False), ("outcome", ""), ("state", "withdrawn")),
                                    models.Q(
                                        ("ended_on__isnull", False),
                                        ("state", "answered"),
                                        models.Q(("outcome", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="request_ends_with_a_day",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
