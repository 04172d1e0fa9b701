import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.migrations import CreateModel

import shouwei.core.secrets
from shouwei.core.tables import Tables


class Migration(migrations.Migration):
    replaces = [
        ("notices", "0002_second_wall"),
        ("notices", "0003_channels_and_sendings"),
        ("notices", "0004_walls_of_channels"),
        ("notices", "0005_sought"),
    ]

    initial = True

    dependencies = [
        ("organisations", "0001_tables"),
        ("people", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Tables(
            [
                CreateModel(
                    name="Channel",
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
                                choices=[
                                    ("wecom", "企业微信群机器人"),
                                    ("dingtalk", "钉钉群机器人"),
                                    ("feishu", "飞书群机器人"),
                                    ("sms", "短信网关"),
                                ],
                                max_length=10,
                                verbose_name="渠道",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                                verbose_name="所属单位",
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="名称")),
                        ("address", shouwei.core.secrets.EncryptedTextField(kind="text", verbose_name="地址")),
                        (
                            "secret",
                            shouwei.core.secrets.EncryptedTextField(blank=True, kind="text", verbose_name="密钥"),
                        ),
                        ("kinds", models.JSONField(default=list, verbose_name="发送的消息")),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.identity"
                            ),
                        ),
                        ("stopped_at", models.DateTimeField(null=True, verbose_name="停用时间")),
                        ("tested_at", models.DateTimeField(null=True, verbose_name="最近测试")),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("stopped_at", None)),
                                fields=["organisation"],
                                name="channel_running",
                            )
                        ],
                    },
                ),
                CreateModel(
                    name="Preference",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="preference",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("by_mail", models.BooleanField(default=True, verbose_name="接收邮件")),
                        ("digest_hour", models.PositiveSmallIntegerField(default=8, verbose_name="汇总发送时间（点）")),
                        ("quiet_from", models.PositiveSmallIntegerField(default=21, verbose_name="免打扰开始（点）")),
                        ("quiet_until", models.PositiveSmallIntegerField(default=7, verbose_name="免打扰结束（点）")),
                        (
                            "phone",
                            shouwei.core.secrets.EncryptedTextField(
                                blank=True, kind="phone", verbose_name="接收短信的手机号"
                            ),
                        ),
                        ("last_digest_on", models.DateField(editable=False, null=True)),
                    ],
                ),
                CreateModel(
                    name="Choice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("kind", models.CharField(max_length=40)),
                        ("way", models.CharField(choices=[("mail", "邮件"), ("sms", "短信")], max_length=8)),
                        (
                            "mode",
                            models.CharField(
                                choices=[
                                    ("at_once", "立即发送"),
                                    ("daily", "并入每日汇总"),
                                    ("weekly", "并入每周汇总"),
                                    ("never", "只留站内"),
                                ],
                                max_length=8,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("user", "kind", "way"), name="one_choice_a_kind")
                        ],
                    },
                ),
                CreateModel(
                    name="KindRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=40, unique=True)),
                        (
                            "mode",
                            models.CharField(
                                choices=[
                                    ("at_once", "立即发送"),
                                    ("daily", "并入每日汇总"),
                                    ("weekly", "并入每周汇总"),
                                    ("never", "只留站内"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("why", models.CharField(max_length=200, verbose_name="原因")),
                        ("set_at", models.DateTimeField(auto_now=True)),
                        (
                            "set_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.identity"
                            ),
                        ),
                    ],
                ),
                CreateModel(
                    name="Dispatch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("mail", "邮件"),
                                    ("digest", "汇总邮件"),
                                    ("sms", "短信"),
                                    ("robot", "群机器人"),
                                    ("test", "测试"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="dispatches",
                                to="notices.notice",
                            ),
                        ),
                        (
                            "channel",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dispatches",
                                to="notices.channel",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("kind", models.CharField(blank=True, max_length=40)),
                        ("key", models.CharField(max_length=120)),
                        ("day", models.DateField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "待发送"),
                                    ("sending", "发送中"),
                                    ("sent", "已发送"),
                                    ("given_up", "发送失败"),
                                    ("withdrawn", "已撤下"),
                                    ("uncertain", "结果不明"),
                                ],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        ("next_at", models.DateTimeField(null=True)),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("said", models.CharField(blank=True, max_length=300)),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        ("sent_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("next_at__isnull", False)), fields=["next_at"], name="dispatch_due"
                            ),
                            models.Index(fields=["kind", "-id"], name="dispatch_of_kind"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("way__in", ["mail", "sms"])),
                                fields=("notice", "way"),
                                name="a_message_goes_once_a_way",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("way", "robot")),
                                fields=("channel", "key", "day"),
                                name="a_group_hears_once_a_day",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("way", "digest")), fields=("user", "day"), name="one_digest_a_day"
                            ),
                        ],
                    },
                ),
                CreateModel(
                    name="Notice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "to",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notices",
                                to="people.identity",
                            ),
                        ),
                        ("text", models.CharField(max_length=300)),
                        ("url", models.CharField(blank=True, max_length=200)),
                        ("key", models.CharField(max_length=120)),
                        ("kind", models.CharField(default="other", max_length=40)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("read_at", models.DateTimeField(null=True)),
                        ("settled_at", models.DateTimeField(null=True)),
                        ("planned_at", models.DateTimeField(null=True)),
                        ("mailed_at", models.DateTimeField(null=True)),
                        (
                            "digest",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="notices",
                                to="notices.dispatch",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(fields=["to", "-id"], name="notice_list"),
                            models.Index(
                                condition=models.Q(("read_at", None), ("settled_at", None)),
                                fields=["to"],
                                name="notice_unread",
                            ),
                            models.Index(
                                condition=models.Q(("mailed_at", None)), fields=["id"], name="notice_unmailed"
                            ),
                            models.Index(
                                condition=models.Q(("planned_at", None)), fields=["id"], name="notice_unplanned"
                            ),
                            models.Index(fields=["kind", "created_at"], name="notice_of_kind"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("read_at", None), ("settled_at", None)),
                                fields=("to", "key"),
                                name="an_occasion_is_told_once",
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
