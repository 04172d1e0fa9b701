import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations import CreateModel

import shouwei.core.secrets
from shouwei.core.tables import Tables


class Migration(migrations.Migration):
    replaces = [("imports", "0002_second_wall"), ("imports", "0003_sought")]

    initial = True

    dependencies = [
        ("people", "0001_tables"),
    ]

    operations = [
        Tables(
            [
                CreateModel(
                    name="Import",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("noun", models.CharField(max_length=60, verbose_name="表")),
                        ("title", models.CharField(max_length=60, verbose_name="表名")),
                        ("file_name", models.CharField(max_length=200, verbose_name="文件名")),
                        ("sha256", models.CharField(max_length=64, verbose_name="文件SHA-256")),
                        ("size", models.BigIntegerField(verbose_name="大小（字节）")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("checking", "正在核对"),
                                    ("checked", "待确认"),
                                    ("storing", "正在导入"),
                                    ("done", "已导入"),
                                    ("undoing", "正在撤销"),
                                    ("undone", "已撤销"),
                                    ("refused", "不能读取"),
                                    ("cancelled", "已取消"),
                                ],
                                default="checking",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("uploaded_at", models.DateTimeField(auto_now_add=True, verbose_name="上传时间")),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                                verbose_name="上传人",
                            ),
                        ),
                        ("confirmed_at", models.DateTimeField(null=True)),
                        ("finished_at", models.DateTimeField(null=True)),
                        ("undone_at", models.DateTimeField(null=True)),
                        ("rows", models.PositiveIntegerField(default=0, verbose_name="行数")),
                        ("refused", models.PositiveIntegerField(default=0, verbose_name="有误")),
                        ("new", models.PositiveIntegerField(default=0, verbose_name="新增")),
                        ("changed", models.PositiveIntegerField(default=0, verbose_name="更新")),
                        ("unchanged", models.PositiveIntegerField(default=0, verbose_name="未变")),
                        ("summary", models.JSONField(default=dict)),
                        ("said", models.TextField(blank=True)),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "indexes": [models.Index(fields=["uploaded_by", "-id"], name="import_of_person")],
                    },
                ),
                CreateModel(
                    name="ImportFile",
                    fields=[
                        (
                            "batch",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="file",
                                serialize=False,
                                to="imports.import",
                            ),
                        ),
                        ("content", shouwei.core.secrets.EncryptedTextField(kind="text", verbose_name="文件内容")),
                    ],
                ),
                CreateModel(
                    name="ImportTrace",
                    fields=[
                        (
                            "batch",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="trace",
                                serialize=False,
                                to="imports.import",
                            ),
                        ),
                        ("fates", models.TextField()),
                        (
                            "before",
                            shouwei.core.secrets.EncryptedTextField(blank=True, kind="text", verbose_name="原值"),
                        ),
                    ],
                ),
                CreateModel(
                    name="ImportProgress",
                    fields=[
                        (
                            "batch",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="progress",
                                serialize=False,
                                to="imports.import",
                            ),
                        ),
                        ("phase", models.CharField(default="", max_length=20)),
                        ("done", models.PositiveIntegerField(default=0)),
                        ("total", models.PositiveIntegerField(default=0)),
                        ("cancel_asked", models.BooleanField(default=False)),
                    ],
                ),
            ]
        ),
    ]
