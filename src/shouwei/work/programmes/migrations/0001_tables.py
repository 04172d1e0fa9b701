import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations import CreateModel

from shouwei.core.tables import Tables


class Migration(migrations.Migration):
    replaces = [
        ("programmes", "0002_succession"),
        ("programmes", "0003_sought"),
        ("programmes", "0004_groupings_sought"),
        ("programmes", "0005_mentor_word"),
        ("programmes", "0006_walls_of_mentor_word"),
    ]

    initial = True

    dependencies = [
        ("organisations", "0001_tables"),
        ("people", "0001_tables"),
    ]

    operations = [
        Tables(
            [
                CreateModel(
                    name="LeadIndustry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "area",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lead_industries",
                                to="organisations.organisation",
                                verbose_name="园区或县（市、区）",
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="首位产业")),
                        ("since", models.DateField(verbose_name="自")),
                        ("until", models.DateField(blank=True, null=True, verbose_name="至")),
                        ("source", models.CharField(max_length=200, verbose_name="依据")),
                        ("confirmed", models.BooleanField(default=False, verbose_name="已核实")),
                    ],
                    options={
                        "ordering": ["area__name_pinyin", "name"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                                name="industry_ends_after_it_begins",
                            ),
                            models.UniqueConstraint(fields=("area", "name", "since"), name="an_industry_is_named_once"),
                        ],
                    },
                ),
                CreateModel(
                    name="Segment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "industry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="segments",
                                to="programmes.leadindustry",
                                verbose_name="首位产业",
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="环节")),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("upstream", "上游"),
                                    ("middle", "中游"),
                                    ("downstream", "下游"),
                                    ("service", "配套服务"),
                                ],
                                max_length=12,
                                verbose_name="位置",
                            ),
                        ),
                        (
                            "codes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=5),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="行业代码（GB/T 4754）",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["industry", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("industry", "name"), name="a_segment_is_named_once")
                        ],
                    },
                ),
                CreateModel(
                    name="Category",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "scheme",
                            models.CharField(
                                choices=[("cluster", "专业群"), ("quota", "扩招增量类别"), ("training", "培训领域")],
                                max_length=10,
                                verbose_name="分类",
                            ),
                        ),
                        ("name", models.CharField(max_length=30, verbose_name="名称")),
                        ("source", models.CharField(max_length=200, verbose_name="依据")),
                        ("since", models.DateField(verbose_name="自")),
                        ("until", models.DateField(blank=True, null=True, verbose_name="至")),
                    ],
                    options={
                        "ordering": ["scheme", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("scheme", "name"), name="a_category_is_named_once")
                        ],
                    },
                ),
                CreateModel(
                    name="CategoryMapping",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "one",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="mappings",
                                to="programmes.category",
                                verbose_name="类别",
                            ),
                        ),
                        (
                            "other",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="programmes.category",
                                verbose_name="对应类别",
                            ),
                        ),
                        (
                            "nearness",
                            models.CharField(
                                choices=[("same", "相同"), ("part", "部分重合"), ("not", "名称相近但不同")],
                                max_length=4,
                                verbose_name="关系",
                            ),
                        ),
                        ("note", models.CharField(max_length=200, verbose_name="说明")),
                    ],
                    options={
                        "ordering": ["one", "other"],
                        "constraints": [
                            models.UniqueConstraint(fields=("one", "other"), name="a_mapping_once"),
                            models.CheckConstraint(
                                condition=models.Q(("one", models.F("other")), _negated=True),
                                name="a_mapping_joins_two",
                            ),
                        ],
                    },
                ),
                CreateModel(
                    name="Programme",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="programmes",
                                to="organisations.organisation",
                                verbose_name="学校",
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("secondary", "中职"),
                                    ("technician", "技工"),
                                    ("higher", "高职专科"),
                                    ("bachelor", "职业本科"),
                                ],
                                max_length=12,
                                verbose_name="层次",
                            ),
                        ),
                        ("specialty_code", models.CharField(max_length=8, verbose_name="专业代码")),
                        ("specialty_name", models.CharField(max_length=60, verbose_name="专业名称")),
                        ("catalogue_edition", models.CharField(max_length=20, verbose_name="专业目录版本")),
                        ("direction", models.CharField(blank=True, max_length=60, verbose_name="专业方向")),
                        (
                            "cluster",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="programmes",
                                to="programmes.category",
                                verbose_name="专业群",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["school__name_pinyin", "level", "specialty_code", "direction"],
                        "indexes": [models.Index(fields=["level", "specialty_code"], name="programme_specialty")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("school", "level", "specialty_code", "catalogue_edition", "direction"),
                                name="a_programme_once_a_school",
                            )
                        ],
                    },
                ),
                CreateModel(
                    name="ProgrammeYear",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="years",
                                to="programmes.programme",
                                verbose_name="专业点",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("proposed", "拟设"),
                                    ("filed", "已备案"),
                                    ("enrolling", "招生"),
                                    ("paused", "停招"),
                                    ("closed", "撤销"),
                                ],
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="依据")),
                    ],
                    options={
                        "ordering": ["programme", "-year"],
                        "constraints": [models.UniqueConstraint(fields=("programme", "year"), name="a_status_a_year")],
                    },
                ),
                CreateModel(
                    name="ProgrammeChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="changes",
                                to="programmes.programme",
                                verbose_name="专业点",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("renamed", "更名"),
                                    ("recoded", "换代码，转入"),
                                    ("merged", "并入"),
                                    ("moved", "划转"),
                                ],
                                max_length=8,
                                verbose_name="变更",
                            ),
                        ),
                        ("happened_on", models.DateField(verbose_name="变更日期")),
                        ("before", models.CharField(max_length=120, verbose_name="变更前")),
                        ("after", models.CharField(max_length=120, verbose_name="变更后")),
                        (
                            "into",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="absorbed",
                                to="programmes.programme",
                                verbose_name="去往的专业点",
                            ),
                        ),
                        ("source", models.CharField(max_length=200, verbose_name="依据")),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                                verbose_name="登记人",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-happened_on", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("into", models.F("programme")), _negated=True),
                                name="nothing_goes_into_itself",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("into", None), ("kind", "renamed")),
                                    models.Q(models.Q(("kind", "renamed"), _negated=True), ("into__isnull", False)),
                                    _connector="OR",
                                ),
                                name="a_merger_names_where_it_goes",
                            ),
                        ],
                    },
                ),
                CreateModel(
                    name="Crosswalk",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "segment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="crosswalks",
                                to="programmes.segment",
                                verbose_name="产业链环节",
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("secondary", "中职"),
                                    ("technician", "技工"),
                                    ("higher", "高职专科"),
                                    ("bachelor", "职业本科"),
                                ],
                                max_length=12,
                                verbose_name="层次",
                            ),
                        ),
                        ("specialty_code", models.CharField(max_length=8, verbose_name="专业代码")),
                        ("specialty_name", models.CharField(max_length=60, verbose_name="专业名称")),
                        ("occupation_code", models.CharField(blank=True, max_length=12, verbose_name="职业代码")),
                        ("occupation_name", models.CharField(blank=True, max_length=60, verbose_name="职业名称")),
                        (
                            "strength",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "弱"), (2, "中"), (3, "强")], verbose_name="关联强度"
                            ),
                        ),
                        ("evidence", models.CharField(max_length=300, verbose_name="依据")),
                        (
                            "state",
                            models.CharField(
                                choices=[("proposed", "待审定"), ("reviewed", "已审定"), ("rejected", "不予认定")],
                                default="proposed",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                                verbose_name="提出人",
                            ),
                        ),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                                verbose_name="审定人",
                            ),
                        ),
                        ("reviewed_on", models.DateField(null=True, verbose_name="审定日期")),
                        ("review_note", models.CharField(blank=True, max_length=300, verbose_name="审定意见")),
                    ],
                    options={
                        "ordering": ["segment", "level", "specialty_code", "occupation_code"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("segment", "level", "specialty_code", "occupation_code"),
                                name="a_crosswalk_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "proposed"), ("reviewed_on__isnull", False), _connector="OR"
                                ),
                                name="a_reviewed_crosswalk_is_dated",
                            ),
                        ],
                    },
                ),
                CreateModel(
                    name="Partner",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="partners",
                                to="programmes.programme",
                                verbose_name="专业点",
                            ),
                        ),
                        (
                            "industry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="partners",
                                to="programmes.leadindustry",
                                verbose_name="首位产业",
                            ),
                        ),
                        (
                            "enterprise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                                verbose_name="企业",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("order_class", "订单班"),
                                    ("apprenticeship", "现代学徒制"),
                                    ("base", "实习实训基地"),
                                ],
                                max_length=16,
                                verbose_name="形式",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="自")),
                        ("until", models.DateField(blank=True, null=True, verbose_name="至")),
                        ("source", models.CharField(max_length=200, verbose_name="依据")),
                        (
                            "mentor",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="organisations.contact",
                                verbose_name="企业导师",
                            ),
                        ),
                        (
                            "word",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("true", "属实"),
                                    ("differs", "有出入"),
                                    ("none", "没有这项合作"),
                                    ("ended", "已结束"),
                                ],
                                max_length=8,
                                verbose_name="企业答复",
                            ),
                        ),
                        ("word_on", models.DateField(null=True, verbose_name="答复日期")),
                        ("ended_on", models.DateField(null=True, verbose_name="企业所说的结束日期")),
                    ],
                    options={
                        "ordering": ["programme", "-since"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("word", ""), ("word_on", None)),
                                    models.Q(models.Q(("word", ""), _negated=True), ("word_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="an_enterprises_word_is_dated",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ended_on", None), ("word", "ended"), _connector="OR"),
                                name="only_what_has_ended_has_an_end",
                            ),
                        ],
                    },
                ),
                CreateModel(
                    name="PartnerAsk",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                                verbose_name="学校",
                            ),
                        ),
                        (
                            "contact",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="organisations.contact",
                                verbose_name="联系人",
                            ),
                        ),
                        ("contact_post", models.CharField(max_length=40, verbose_name="联系人职务")),
                        ("asked_at", models.DateTimeField(verbose_name="请求时间")),
                        (
                            "asked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                                verbose_name="请求人",
                            ),
                        ),
                        ("sent_at", models.DateTimeField(verbose_name="最近发送")),
                        ("sent_by_way", models.CharField(blank=True, max_length=8, verbose_name="发送方式")),
                        ("reminders", models.PositiveSmallIntegerField(default=0, verbose_name="催办次数")),
                        ("answered_at", models.DateTimeField(null=True, verbose_name="答复时间")),
                        ("closed_at", models.DateTimeField(null=True, verbose_name="过期关闭")),
                        (
                            "partner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="asks",
                                to="programmes.partner",
                                verbose_name="校企合作",
                            ),
                        ),
                        (
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("true", "属实"),
                                    ("differs", "有出入"),
                                    ("none", "没有这项合作"),
                                    ("ended", "已结束"),
                                ],
                                max_length=8,
                                verbose_name="企业答复",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="企业说明")),
                        ("ended_on", models.DateField(null=True, verbose_name="企业所说的结束日期")),
                        ("due_on", models.DateField(null=True, verbose_name="学校答复期限")),
                        ("reply", models.CharField(blank=True, max_length=500, verbose_name="学校答复")),
                        ("replied_on", models.DateField(null=True, verbose_name="学校答复日期")),
                        (
                            "replied_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                                verbose_name="答复人",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("answered_at", None), ("closed_at", None)),
                                fields=["sent_at"],
                                name="partner_ask_open",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("answered_at", None), ("closed_at", None)),
                                fields=("partner",),
                                name="one_open_ask_a_partnership",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer", ""), ("answered_at", None)),
                                    models.Q(models.Q(("answer", ""), _negated=True), ("answered_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="a_mentors_answer_is_dated",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
