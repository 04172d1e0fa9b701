import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations import CreateModel

import shouwei.core.secrets
from shouwei.core.tables import Tables


class Migration(migrations.Migration):
    replaces = [("interfaces", "0002_second_wall"), ("interfaces", "0003_feeds_are_ones_own")]

    initial = True

    dependencies = [
        ("people", "0001_tables"),
    ]

    operations = [
        Tables(
            [
                CreateModel(
                    name="Token",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "identity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="people.identity",
                                verbose_name="身份",
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="用途")),
                        ("digest", models.CharField(max_length=64, unique=True)),
                        ("beginning", models.CharField(max_length=12)),
                        ("scopes", models.JSONField(default=list, verbose_name="权限范围")),
                        ("per_minute", models.PositiveSmallIntegerField(default=120, verbose_name="每分钟请求数")),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        ("expires_on", models.DateField(verbose_name="有效期至")),
                        ("revoked_at", models.DateTimeField(null=True, verbose_name="撤销时间")),
                        ("last_used_at", models.DateTimeField(null=True, verbose_name="最近使用")),
                        ("minute", models.DateTimeField(null=True)),
                        ("in_minute", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "indexes": [models.Index(fields=["identity", "-id"], name="token_of_identity")],
                    },
                ),
                CreateModel(
                    name="Answer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "token",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="answers",
                                to="interfaces.token",
                            ),
                        ),
                        ("key", models.CharField(max_length=64)),
                        ("request", models.CharField(max_length=64)),
                        ("status", models.PositiveSmallIntegerField(null=True)),
                        ("body", models.TextField(blank=True)),
                        ("made_at", models.DateTimeField(auto_now_add=True, db_index=True)),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("token", "key"), name="one_answer_per_key")],
                    },
                ),
                CreateModel(
                    name="Subscription",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "identity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="people.identity",
                                verbose_name="身份",
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="名称")),
                        ("url", models.CharField(max_length=500, verbose_name="接收地址")),
                        ("kinds", models.JSONField(default=list, verbose_name="事件种类")),
                        ("secret", shouwei.core.secrets.EncryptedTextField(kind="text", verbose_name="签名密钥")),
                        ("after", models.BigIntegerField(default=0)),
                        ("failures", models.PositiveSmallIntegerField(default=0)),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        ("stopped_at", models.DateTimeField(null=True, verbose_name="停用时间")),
                        ("stop_reason", models.CharField(blank=True, max_length=200, verbose_name="停用原因")),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("stopped_at", None)), fields=["id"], name="subscription_running"
                            )
                        ],
                    },
                ),
                CreateModel(
                    name="Delivery",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "subscription",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="deliveries",
                                to="interfaces.subscription",
                            ),
                        ),
                        ("event", models.BigIntegerField(verbose_name="事件编号")),
                        ("message", models.CharField(max_length=40, unique=True)),
                        ("payload", models.JSONField()),
                        (
                            "state",
                            models.CharField(
                                choices=[("waiting", "待发送"), ("delivered", "已送达"), ("given_up", "已放弃")],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("next_at", models.DateTimeField(null=True, verbose_name="下次发送")),
                        ("sent_at", models.DateTimeField(null=True, verbose_name="最近发送")),
                        ("status", models.PositiveSmallIntegerField(null=True, verbose_name="应答状态")),
                        ("said", models.CharField(blank=True, max_length=300, verbose_name="应答")),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "waiting")), fields=["next_at"], name="delivery_due"
                            ),
                            models.Index(fields=["subscription", "-id"], name="delivery_log"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("subscription", "event"), name="one_delivery_per_event")
                        ],
                    },
                ),
                CreateModel(
                    name="Feed",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "identity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="people.identity",
                                verbose_name="身份",
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="名称")),
                        ("digest", models.CharField(max_length=64, unique=True)),
                        ("secret", shouwei.core.secrets.EncryptedTextField(kind="text", verbose_name="地址密钥")),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        ("revoked_at", models.DateTimeField(null=True, verbose_name="撤销时间")),
                        ("last_used_at", models.DateTimeField(null=True, verbose_name="最近读取")),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "indexes": [models.Index(fields=["identity", "-id"], name="feed_of_identity")],
                    },
                ),
            ]
        ),
    ]
