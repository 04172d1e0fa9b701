import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations import CreateModel

from shouwei.core.tables import Tables


class Migration(migrations.Migration):
    replaces = [("operations", "0001_runs"), ("operations", "0002_restore_requests")]

    initial = True

    dependencies = [
        ("people", "0001_tables"),
    ]

    operations = [
        Tables(
            [
                CreateModel(
                    name="Run",
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
                                choices=[("backup", "备份"), ("verify", "校验备份")], max_length=10, verbose_name="种类"
                            ),
                        ),
                        ("what", models.CharField(blank=True, max_length=100)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "等待"),
                                    ("running", "进行中"),
                                    ("done", "完成"),
                                    ("failed", "失败"),
                                    ("cancelled", "已取消"),
                                ],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        ("value", models.PositiveIntegerField(default=0)),
                        ("total", models.PositiveIntegerField(default=0)),
                        ("note", models.CharField(blank=True, max_length=500, verbose_name="说明")),
                        ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="次数")),
                        ("stop_asked", models.BooleanField(default=False)),
                        (
                            "asked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="people.identity",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(auto_now_add=True)),
                        ("started_at", models.DateTimeField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("seen_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["waiting", "running"])),
                                fields=("kind",),
                                name="one_open_run_of_a_kind",
                            )
                        ],
                    },
                ),
                CreateModel(
                    name="RestoreRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("what", models.CharField(max_length=100, verbose_name="备份文件")),
                        ("seal", models.CharField(max_length=64)),
                        ("reason", models.CharField(max_length=300, verbose_name="恢复原因")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "待批准"),
                                    ("approved", "已批准，准备恢复"),
                                    ("refused", "已退回"),
                                    ("taken_back", "已撤回"),
                                    ("done", "已恢复"),
                                    ("failed", "未恢复，数据保持原样"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=500, verbose_name="说明")),
                        (
                            "asked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="people.identity",
                                verbose_name="申请人",
                            ),
                        ),
                        ("asked_label", models.CharField(max_length=200, verbose_name="申请人")),
                        ("asked_at", models.DateTimeField(verbose_name="申请时间")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="people.identity",
                                verbose_name="批准人",
                            ),
                        ),
                        ("decided_label", models.CharField(blank=True, max_length=200, verbose_name="批准人")),
                        ("decided_at", models.DateTimeField(null=True, verbose_name="批准时间")),
                        ("ended_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.Value(1),
                                condition=models.Q(("state__in", ["waiting", "approved"])),
                                name="one_open_restore",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("asked_by", None),
                                    ("decided_by", None),
                                    models.Q(("asked_by", models.F("decided_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="nobody_approves_his_own_restore",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
