import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models
from django.db.migrations import CreateModel

import shouwei.core.secrets
from shouwei.core.tables import Tables


class Migration(migrations.Migration):
    replaces = [
        ("organisations", "0002_facts_and_history"),
        ("organisations", "0003_second_wall"),
        ("organisations", "0004_sought"),
        ("organisations", "0005_founded_on"),
        ("organisations", "0006_merger_moved"),
    ]

    initial = True

    dependencies = []

    operations = [
        Tables(
            [
                CreateModel(
                    name="Organisation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=100, unique=True, verbose_name="名称")),
                        ("short_name", models.CharField(blank=True, max_length=30, verbose_name="简称")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("group", "职教集团"),
                                    ("council", "理事会"),
                                    ("secretariat", "秘书处"),
                                    ("department", "集团部门"),
                                    ("school", "学校"),
                                    ("enterprise", "企业"),
                                    ("park", "园区"),
                                    ("county", "县（市、区）"),
                                    ("zone", "开发区"),
                                    ("authority", "主管部门"),
                                ],
                                max_length=20,
                                verbose_name="类别",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="units",
                                to="organisations.organisation",
                                verbose_name="上级",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="located",
                                to="organisations.organisation",
                                verbose_name="所在县区",
                            ),
                        ),
                        ("region_code", models.CharField(blank=True, max_length=6, verbose_name="行政区划代码")),
                        (
                            "school_type",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("secondary", "中等职业学校"),
                                    ("technical", "技工院校"),
                                    ("college", "高等职业学校"),
                                    ("university", "职业本科学校"),
                                    ("middle", "普通中学"),
                                    ("other", "其他学校"),
                                ],
                                max_length=20,
                                verbose_name="学校类型",
                            ),
                        ),
                        (
                            "school_level",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("secondary", "中职"),
                                    ("college", "高职专科"),
                                    ("bachelor", "职业本科"),
                                    ("general", "普通教育"),
                                ],
                                max_length=20,
                                verbose_name="办学层次",
                            ),
                        ),
                        ("national_code", models.CharField(blank=True, max_length=10, verbose_name="学校标识码")),
                        ("credit_code", models.CharField(blank=True, max_length=18, verbose_name="统一社会信用代码")),
                        ("industry_code", models.CharField(blank=True, max_length=5, verbose_name="行业代码")),
                        ("founded_on", models.DateField(blank=True, null=True, verbose_name="成立日期")),
                        (
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="absorbed",
                                to="organisations.organisation",
                                verbose_name="并入",
                            ),
                        ),
                        ("merged_on", models.DateField(blank=True, null=True, verbose_name="并入日期")),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="撤销日期")),
                        ("name_pinyin", models.CharField(editable=False, max_length=300)),
                    ],
                    options={
                        "ordering": ["name_pinyin", "pk"],
                        "indexes": [
                            models.Index(fields=["kind", "name_pinyin"], name="organisatio_kind_205440_idx"),
                            models.Index(fields=["place", "kind"], name="organisation_place"),
                            models.Index(
                                django.contrib.postgres.indexes.OpClass(
                                    django.db.models.functions.text.Upper("industry_code"), "text_pattern_ops"
                                ),
                                name="organisation_industry",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("credit_code", ""), _negated=True),
                                fields=("credit_code",),
                                name="one_credit_code",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("national_code", ""), _negated=True),
                                fields=("national_code",),
                                name="one_national_code",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("merged_into", None), ("merged_on", None)),
                                    models.Q(
                                        ("merged_into__isnull", False),
                                        ("merged_on__isnull", False),
                                        models.Q(("merged_into", models.F("id")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="merged_into_another_on_a_day",
                            ),
                        ],
                    },
                ),
                CreateModel(
                    name="Contact",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="contacts",
                                to="organisations.organisation",
                                verbose_name="单位",
                            ),
                        ),
                        ("post", models.CharField(max_length=40, verbose_name="职务或用途")),
                        ("name", models.CharField(blank=True, max_length=50, verbose_name="姓名")),
                        (
                            "phone",
                            shouwei.core.secrets.EncryptedTextField(blank=True, kind="phone", verbose_name="电话"),
                        ),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="邮箱")),
                    ],
                    options={
                        "ordering": ["post", "pk"],
                        "indexes": [models.Index(fields=["organisation"], name="contact_of_an_organisation")],
                    },
                ),
                CreateModel(
                    name="Fact",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="facts",
                                to="organisations.organisation",
                                verbose_name="单位",
                            ),
                        ),
                        (
                            "topic",
                            models.CharField(
                                choices=[
                                    ("staff", "在岗职工人数"),
                                    ("students", "在校生数"),
                                    ("enrolment", "招生数"),
                                    ("lead_industry", "首位产业"),
                                    ("event", "大事"),
                                    ("other", "其他"),
                                ],
                                max_length=20,
                                verbose_name="事项",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(blank=True, null=True, verbose_name="数值")),
                        ("text", models.CharField(blank=True, max_length=300, verbose_name="内容")),
                        ("as_of", models.DateField(blank=True, null=True, verbose_name="截至日期")),
                        ("source", models.CharField(max_length=200, verbose_name="来源")),
                        ("confirmed", models.BooleanField(default=False, verbose_name="已核实")),
                    ],
                    options={
                        "ordering": ["topic", "-as_of", "-pk"],
                        "indexes": [
                            models.Index(fields=["organisation", "topic", "-as_of"], name="fact_of_an_organisation")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("number__isnull", False), models.Q(("text", ""), _negated=True), _connector="OR"
                                ),
                                name="a_fact_says_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("topic", "staff"), _negated=True),
                                    models.Q(("as_of__isnull", False), ("number__isnull", False)),
                                    _connector="OR",
                                ),
                                name="staff_counts_have_a_day",
                            ),
                        ],
                    },
                ),
                CreateModel(
                    name="Membership",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to="organisations.organisation",
                                verbose_name="成员单位",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="加入日期")),
                        ("until", models.DateField(blank=True, null=True, verbose_name="退出日期")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="依据")),
                    ],
                    options={
                        "ordering": ["organisation__name_pinyin", "since"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                                name="membership_ends_after_it_begins",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("until", None)),
                                fields=("organisation",),
                                name="one_open_membership",
                            ),
                        ],
                    },
                ),
                CreateModel(
                    name="FormerName",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="former_names",
                                to="organisations.organisation",
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="名称")),
                        ("short_name", models.CharField(blank=True, max_length=30, verbose_name="简称")),
                        ("until", models.DateField(verbose_name="用到")),
                        ("source", models.CharField(max_length=200, verbose_name="依据")),
                        ("recorded_on", models.DateField()),
                    ],
                    options={
                        "ordering": ["-until", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("organisation", "until"), name="one_name_until_a_day")
                        ],
                    },
                ),
                CreateModel(
                    name="Merger",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "absorbed",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mergers",
                                to="organisations.organisation",
                            ),
                        ),
                        (
                            "successor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="takeovers",
                                to="organisations.organisation",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="并入日期")),
                        ("source", models.CharField(max_length=200, verbose_name="依据")),
                        (
                            "ended",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="organisations.membership",
                            ),
                        ),
                        ("recorded_on", models.DateField()),
                        ("undone_on", models.DateField(blank=True, null=True)),
                        ("moved", models.JSONField(null=True, verbose_name="随并入交接")),
                    ],
                    options={
                        "ordering": ["-on", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("undone_on", None)),
                                fields=("absorbed",),
                                name="one_merger_in_force",
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
