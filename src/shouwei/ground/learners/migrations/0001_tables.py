import django.contrib.postgres.indexes
import django.db.models.deletion
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models
from django.db.migrations import CreateModel

import shouwei.core.secrets
from shouwei.core.tables import Tables


class Migration(migrations.Migration):
    replaces = [
        ("learners", "0002_counts"),
        ("learners", "0003_count_by_statement"),
        ("learners", "0004_second_wall"),
        ("learners", "0005_counts_by_year"),
        ("learners", "0006_graduates_in_order"),
        ("learners", "0007_sought"),
        ("learners", "0008_found_by_their_beginning"),
        ("learners", "0009_list_by_index_alone"),
        ("learners", "0010_search_narrowed"),
    ]

    initial = True

    dependencies = [
        ("organisations", "0001_tables"),
        ("people", "0001_tables"),
    ]

    operations = [
        TrigramExtension(),
        Tables(
            [
                CreateModel(
                    name="Student",
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
                                related_name="students",
                                to="organisations.organisation",
                                verbose_name="学校",
                            ),
                        ),
                        ("student_no", models.CharField(max_length=30, verbose_name="学号")),
                        ("name", models.CharField(max_length=40, verbose_name="姓名")),
                        ("name_pinyin", models.CharField(editable=False, max_length=200)),
                        (
                            "sex",
                            models.CharField(choices=[("m", "男"), ("f", "女")], max_length=1, verbose_name="性别"),
                        ),
                        ("born_on", models.DateField(verbose_name="出生日期")),
                        (
                            "id_number",
                            shouwei.core.secrets.EncryptedTextField(
                                blank=True, kind="id_number", verbose_name="身份证号"
                            ),
                        ),
                        (
                            "id_number_index",
                            shouwei.core.secrets.BlindIndexField(db_index=True, kind=None, of="id_number"),
                        ),
                        (
                            "roll_no",
                            shouwei.core.secrets.EncryptedTextField(blank=True, kind="text", verbose_name="学籍号"),
                        ),
                        ("roll_no_index", shouwei.core.secrets.BlindIndexField(db_index=True, kind=None, of="roll_no")),
                        (
                            "phone",
                            shouwei.core.secrets.EncryptedTextField(blank=True, kind="phone", verbose_name="手机号"),
                        ),
                        ("phone_index", shouwei.core.secrets.BlindIndexField(db_index=True, kind=None, of="phone")),
                        ("home_county", models.CharField(blank=True, max_length=6, verbose_name="生源地（县级代码）")),
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
                        ("class_name", models.CharField(blank=True, max_length=60, verbose_name="班级")),
                        ("entry_year", models.PositiveSmallIntegerField(verbose_name="年级（入学年份）")),
                        ("entered_on", models.DateField(verbose_name="入学日期")),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("middle", "应届初中"),
                                    ("high", "应届高中"),
                                    ("vocational", "应届中职"),
                                    ("veteran", "退役军人"),
                                    ("laid_off", "下岗失业人员"),
                                    ("migrant", "农民工"),
                                    ("farmer", "新型职业农民"),
                                    ("employed", "在职职工"),
                                    ("other", "其他"),
                                ],
                                max_length=12,
                                verbose_name="生源类别",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("enrolled", "在籍"),
                                    ("suspended", "休学"),
                                    ("graduated", "毕业"),
                                    ("completed", "结业"),
                                    ("withdrawn", "退学"),
                                    ("transferred", "转出"),
                                ],
                                default="enrolled",
                                max_length=12,
                                verbose_name="学籍状态",
                            ),
                        ),
                        ("state_since", models.DateField(verbose_name="状态起始日期")),
                        ("cohort", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="毕业届")),
                    ],
                    options={
                        "ordering": ["school", "-entry_year", "specialty_code", "class_name", "student_no"],
                        "indexes": [
                            models.Index(
                                fields=["school", "-entry_year", "specialty_code", "class_name", "student_no"],
                                include=("id", "level", "state", "source"),
                                name="student_list",
                            ),
                            models.Index(
                                condition=models.Q(("cohort", None), _negated=True),
                                fields=["cohort", "school", "specialty_code", "class_name", "student_no"],
                                include=("id",),
                                name="student_graduates",
                            ),
                            models.Index(fields=["school", "name_pinyin"], name="student_name"),
                            models.Index(
                                fields=["student_no"], name="student_number_begins", opclasses=["varchar_pattern_ops"]
                            ),
                            models.Index(
                                fields=["name_pinyin"], name="student_pinyin_begins", opclasses=["varchar_pattern_ops"]
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["name"], name="student_name_parts", opclasses=["gin_trgm_ops"]
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("school", "student_no"), name="student_number_once_a_school"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("cohort", None), ("state__in", ["graduated", "completed"]), _connector="OR"
                                ),
                                name="a_cohort_has_finished",
                            ),
                        ],
                    },
                ),
                CreateModel(
                    name="RollChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "student",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="changes",
                                to="learners.student",
                                verbose_name="学生",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("suspend", "休学"),
                                    ("resume", "复学"),
                                    ("transfer_out", "转出"),
                                    ("transfer_in", "转入"),
                                    ("change_specialty", "转专业"),
                                    ("withdraw", "退学"),
                                    ("graduate", "毕业"),
                                    ("complete", "结业"),
                                    ("correct", "更正"),
                                ],
                                max_length=20,
                                verbose_name="异动类别",
                            ),
                        ),
                        ("happened_on", models.DateField(verbose_name="发生日期")),
                        ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
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
                        ("before", models.JSONField(default=dict, verbose_name="原情况")),
                        ("after", models.JSONField(default=dict, verbose_name="现情况")),
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="原因")),
                    ],
                    options={
                        "ordering": ["-happened_on", "-pk"],
                    },
                ),
                CreateModel(
                    name="RollCount",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="organisations.organisation",
                                verbose_name="学校",
                            ),
                        ),
                        ("level", models.CharField(max_length=12, verbose_name="层次")),
                        ("specialty_code", models.CharField(max_length=8, verbose_name="专业代码")),
                        ("specialty_name", models.CharField(max_length=60, verbose_name="专业名称")),
                        ("entry_year", models.PositiveSmallIntegerField(verbose_name="年级")),
                        ("source", models.CharField(max_length=12, verbose_name="生源类别")),
                        ("state", models.CharField(max_length=12, verbose_name="学籍状态")),
                        ("cohort", models.PositiveSmallIntegerField(null=True, verbose_name="毕业届")),
                        ("people", models.IntegerField(verbose_name="人数")),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["school", "entry_year"], name="roll_count_school"),
                            models.Index(fields=["entry_year"], name="roll_count_year"),
                            models.Index(
                                condition=models.Q(("cohort", None), _negated=True),
                                fields=["cohort"],
                                name="roll_count_cohort",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
