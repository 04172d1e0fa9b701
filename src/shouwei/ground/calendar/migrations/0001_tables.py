from django.db import migrations, models
from django.db.migrations import CreateModel

from shouwei.core.tables import Tables


class Migration(migrations.Migration):
    replaces = [("calendar", "0001_initial"), ("calendar", "0002_schedule"), ("calendar", "0003_schedule_outcomes")]

    initial = True

    dependencies = []

    operations = [
        Tables(
            [
                CreateModel(
                    name="Holiday",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField(unique=True, verbose_name="日期")),
                        ("is_worked", models.BooleanField(default=False, verbose_name="上班")),
                        ("name", models.CharField(max_length=50, verbose_name="名称")),
                        ("source", models.CharField(blank=True, max_length=100, verbose_name="依据")),
                    ],
                    options={
                        "ordering": ["day"],
                    },
                ),
                CreateModel(
                    name="Schedule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("job", models.CharField(max_length=60, unique=True, verbose_name="任务")),
                        (
                            "days",
                            models.CharField(
                                choices=[
                                    ("every", "每天"),
                                    ("working", "每个工作日"),
                                    ("week", "每周首个工作日"),
                                    ("tenday", "每旬末个工作日"),
                                ],
                                default="every",
                                max_length=10,
                                verbose_name="日子",
                            ),
                        ),
                        ("hour", models.PositiveSmallIntegerField(verbose_name="时")),
                        ("minute", models.PositiveSmallIntegerField(default=0, verbose_name="分")),
                        ("is_on", models.BooleanField(default=True, verbose_name="启用")),
                        ("last_run_on", models.DateField(editable=False, null=True, verbose_name="上次运行")),
                        ("started_at", models.DateTimeField(editable=False, null=True, verbose_name="上次开始")),
                        (
                            "took_ms",
                            models.PositiveIntegerField(default=0, editable=False, verbose_name="用时（毫秒）"),
                        ),
                        (
                            "failures",
                            models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="连续失败"),
                        ),
                        ("said", models.CharField(blank=True, editable=False, max_length=200, verbose_name="失败原因")),
                        ("try_at", models.DateTimeField(editable=False, null=True, verbose_name="下次重试")),
                    ],
                    options={
                        "ordering": ["job"],
                    },
                ),
            ]
        ),
    ]
