import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.migrations import CreateModel

import shouwei.core.secrets
from shouwei.core.tables import Tables


class Migration(migrations.Migration):
    replaces = [
        ("people", "0002_proofs_sessions_delegations"),
        ("people", "0003_names_in_pinyin"),
        ("people", "0004_handover_is_finished"),
        ("people", "0005_sought"),
        ("people", "0006_liaisons"),
    ]

    initial = True

    dependencies = [
        ("organisations", "0001_tables"),
    ]

    operations = [
        Tables(
            [
                CreateModel(
                    name="User",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                        ("username", models.CharField(max_length=50, unique=True, verbose_name="账号")),
                        ("name", models.CharField(max_length=50, verbose_name="姓名")),
                        ("name_pinyin", models.CharField(default="", editable=False, max_length=300)),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="邮箱")),
                        ("is_active", models.BooleanField(default=True, verbose_name="启用")),
                    ],
                    options={
                        "ordering": ["pk"],
                        "indexes": [models.Index(fields=["name_pinyin", "id"], name="user_by_name")],
                    },
                ),
                CreateModel(
                    name="Identity",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="identities",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="人员",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("secretariat", "秘书处"),
                                    ("council", "理事会"),
                                    ("department", "牵头部门"),
                                    ("unit_head", "单位负责人"),
                                    ("unit_staff", "单位经办人"),
                                    ("liaison", "联络员"),
                                    ("auditor", "督查审计"),
                                    ("administrator", "系统管理员"),
                                ],
                                max_length=20,
                                verbose_name="角色",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="identities",
                                to="organisations.organisation",
                                verbose_name="单位",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="起")),
                        ("until", models.DateField(blank=True, null=True, verbose_name="止")),
                        ("waits", models.BooleanField(default=False, verbose_name="待第二人确认")),
                        (
                            "granted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                                verbose_name="授予人",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "indexes": [
                            models.Index(fields=["organisation", "role"], name="people_iden_organis_5b2688_idx")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("until", None)),
                                fields=("user", "role", "organisation"),
                                name="one_open_identity_of_a_kind",
                            )
                        ],
                    },
                ),
                CreateModel(
                    name="Delegation",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="delegations",
                                to="people.identity",
                                verbose_name="身份",
                            ),
                        ),
                        (
                            "delegate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="stands_in",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="代办人",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="起")),
                        ("until", models.DateField(verbose_name="止")),
                        ("reason", models.CharField(max_length=200, verbose_name="事由")),
                        ("given_at", models.DateTimeField()),
                        ("revoked_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "indexes": [models.Index(fields=["delegate", "until"], name="delegation_of_delegate")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("until__gte", models.F("since"))), name="delegation_days"
                            )
                        ],
                    },
                ),
                CreateModel(
                    name="Handover",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handovers",
                                to="people.identity",
                            ),
                        ),
                        (
                            "successor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.identity"
                            ),
                        ),
                        ("last_day", models.DateField(verbose_name="最后一天")),
                        ("reason", models.CharField(max_length=200, verbose_name="事由")),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.identity"
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                        ("until_before", models.DateField(null=True)),
                        ("swept_on", models.DateField(null=True)),
                        ("undone_at", models.DateTimeField(null=True)),
                        ("lines", models.JSONField(default=list)),
                    ],
                    options={
                        "ordering": ["-pk"],
                    },
                ),
                CreateModel(
                    name="SignInWay",
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
                                    ("openid_connect", "OpenID Connect"),
                                    ("cas", "CAS"),
                                    ("dingtalk", "钉钉"),
                                    ("feishu", "飞书"),
                                    ("weixin", "微信"),
                                ],
                                max_length=20,
                                verbose_name="类型",
                            ),
                        ),
                        ("slug", models.SlugField(max_length=30, unique=True, verbose_name="代号")),
                        ("label", models.CharField(max_length=30, verbose_name="名称")),
                        ("server_url", models.URLField(blank=True, verbose_name="服务地址")),
                        ("client_id", models.CharField(blank=True, max_length=190, verbose_name="应用标识")),
                        ("secret", shouwei.core.secrets.EncryptedTextField(blank=True, kind="text")),
                        ("is_open", models.BooleanField(default=True, verbose_name="启用")),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                CreateModel(
                    name="OutsideAccount",
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
                                related_name="outside_accounts",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("way", models.CharField(max_length=30)),
                        ("digest", models.CharField(max_length=64)),
                        ("label", models.CharField(max_length=60)),
                        ("bound_at", models.DateTimeField()),
                        ("used_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("way", "digest"), name="one_person_per_outside_account"),
                            models.UniqueConstraint(fields=("user", "way"), name="one_outside_account_of_a_way"),
                        ],
                    },
                ),
                CreateModel(
                    name="SecondFactor",
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
                                related_name="second_factor",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("secret", shouwei.core.secrets.EncryptedTextField(kind="text")),
                        ("confirmed_at", models.DateTimeField(null=True)),
                        ("last_step", models.BigIntegerField(default=0)),
                    ],
                ),
                CreateModel(
                    name="RecoveryCode",
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
                                related_name="recovery_codes",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("digest", models.CharField(max_length=64)),
                        ("used_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("user", "digest"), name="one_recovery_code")],
                    },
                ),
                CreateModel(
                    name="EntryCode",
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
                                related_name="entry_codes",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("digest", models.CharField(max_length=64, unique=True)),
                        (
                            "made_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                        ("expires_at", models.DateTimeField()),
                        ("used_at", models.DateTimeField(null=True)),
                    ],
                ),
                CreateModel(
                    name="KnownDevice",
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
                                related_name="known_devices",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("digest", models.CharField(max_length=64)),
                        ("used_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("user", "digest"), name="one_known_device")],
                    },
                ),
                CreateModel(
                    name="Tries",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=80, unique=True)),
                        ("failures", models.IntegerField(default=0)),
                        ("last_at", models.DateTimeField(db_index=True)),
                        ("until", models.DateTimeField()),
                    ],
                ),
                CreateModel(
                    name="Session",
                    fields=[
                        (
                            "session_key",
                            models.CharField(
                                max_length=40, primary_key=True, serialize=False, verbose_name="session key"
                            ),
                        ),
                        ("session_data", models.TextField(verbose_name="session data")),
                        ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                        (
                            "user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sessions",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("device", models.CharField(blank=True, max_length=60)),
                        ("address", models.CharField(blank=True, max_length=45)),
                        ("way", models.CharField(blank=True, max_length=40)),
                        ("began_at", models.DateTimeField()),
                        ("seen_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "session",
                        "verbose_name_plural": "sessions",
                        "abstract": False,
                        "indexes": [models.Index(fields=["user", "-seen_at"], name="session_of_user")],
                    },
                ),
            ]
        ),
    ]
