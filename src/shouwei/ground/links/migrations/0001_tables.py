import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations import CreateModel

from shouwei.core.tables import Tables


class Migration(migrations.Migration):
    replaces = [("links", "0002_second_wall")]

    initial = True

    dependencies = [
        ("organisations", "0001_tables"),
        ("people", "0001_tables"),
    ]

    operations = [
        Tables(
            [
                CreateModel(
                    name="Link",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("purpose", models.CharField(max_length=40, verbose_name="事由")),
                        ("about_id", models.BigIntegerField(verbose_name="事项编号")),
                        (
                            "recipient",
                            models.CharField(
                                help_text="姓氏加星号或岗位，不写全名。", max_length=60, verbose_name="收件人"
                            ),
                        ),
                        ("subject", models.CharField(max_length=200, verbose_name="事项")),
                        (
                            "issuer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="links",
                                to="organisations.organisation",
                                verbose_name="发出单位",
                            ),
                        ),
                        (
                            "issued_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                                verbose_name="发出人",
                            ),
                        ),
                        ("issued_at", models.DateTimeField(verbose_name="发出时间")),
                        ("expires_at", models.DateTimeField(verbose_name="有效期至")),
                        ("round", models.PositiveSmallIntegerField(default=1, verbose_name="发出次数")),
                        ("opened_at", models.DateTimeField(null=True, verbose_name="打开时间")),
                        ("device", models.CharField(blank=True, max_length=64, verbose_name="设备摘要")),
                        ("wrong_answers", models.PositiveSmallIntegerField(default=0, verbose_name="答错次数")),
                        ("used_at", models.DateTimeField(null=True, verbose_name="办结时间")),
                        ("revoked_at", models.DateTimeField(null=True, verbose_name="作废时间")),
                        ("asked_again_at", models.DateTimeField(null=True, verbose_name="请求重发时间")),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(fields=["issuer", "-id"], name="link_list"),
                            models.Index(fields=["purpose", "about_id"], name="link_about"),
                        ],
                    },
                ),
                CreateModel(
                    name="WrongCode",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("address", models.CharField(max_length=64, verbose_name="地址摘要")),
                        ("at", models.DateTimeField(verbose_name="时间")),
                    ],
                    options={
                        "indexes": [models.Index(fields=["address", "at"], name="wrong_code_recent")],
                    },
                ),
            ]
        ),
    ]
