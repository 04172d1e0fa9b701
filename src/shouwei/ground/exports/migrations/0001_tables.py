import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations import CreateModel

import shouwei.core.secrets
from shouwei.core.tables import Tables


class Migration(migrations.Migration):
    replaces = [("exports", "0002_second_wall"), ("exports", "0003_sought")]

    initial = True

    dependencies = [
        ("people", "0001_tables"),
    ]

    operations = [
        Tables(
            [
                CreateModel(
                    name="Export",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("listing", models.CharField(max_length=60, verbose_name="清单")),
                        ("of_pk", models.BigIntegerField(null=True)),
                        ("title", models.CharField(max_length=120, verbose_name="标题")),
                        ("filter", models.TextField(blank=True)),
                        ("filters", models.JSONField(default=list, verbose_name="筛选条件")),
                        (
                            "format",
                            models.CharField(
                                choices=[
                                    ("xlsx", "Excel（.xlsx）"),
                                    ("docx", "Word（.docx）"),
                                    ("pdf", "PDF"),
                                    ("zip", "压缩包（.zip：Excel、CSV和说明）"),
                                ],
                                default="xlsx",
                                max_length=4,
                                verbose_name="格式",
                            ),
                        ),
                        ("is_personal", models.BooleanField(default=False)),
                        ("is_masked", models.BooleanField(default=True, verbose_name="脱敏")),
                        ("reason", models.TextField(blank=True, verbose_name="用途")),
                        ("rows", models.PositiveIntegerField(verbose_name="行数")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "待批准"),
                                    ("refused", "未批准"),
                                    ("building", "正在生成"),
                                    ("done", "可下载"),
                                    ("failed", "没有生成"),
                                    ("expired", "已过期"),
                                ],
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="申请时间")),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                                verbose_name="申请人",
                            ),
                        ),
                        ("decided_at", models.DateTimeField(null=True)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                                verbose_name="批准人",
                            ),
                        ),
                        ("decision", models.TextField(blank=True)),
                        ("finished_at", models.DateTimeField(null=True)),
                        ("expires_at", models.DateTimeField(null=True)),
                        ("size", models.BigIntegerField(default=0)),
                        ("sha256", models.CharField(blank=True, max_length=64)),
                        ("done", models.PositiveIntegerField(default=0)),
                        ("said", models.TextField(blank=True)),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(fields=["asked_by", "-id"], name="export_of_person"),
                            models.Index(fields=["state", "expires_at"], name="export_expiring"),
                        ],
                    },
                ),
                CreateModel(
                    name="ExportFile",
                    fields=[
                        (
                            "export",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="file",
                                serialize=False,
                                to="exports.export",
                            ),
                        ),
                        ("content", shouwei.core.secrets.EncryptedTextField(kind="text", verbose_name="文件内容")),
                    ],
                ),
            ]
        ),
    ]
