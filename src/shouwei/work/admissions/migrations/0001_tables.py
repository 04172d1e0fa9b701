import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations import CreateModel

from shouwei.core.tables import Tables


class Migration(migrations.Migration):
    replaces = [("admissions", "0002_second_wall"), ("admissions", "0003_sought")]

    initial = True

    dependencies = [
        ("organisations", "0001_tables"),
        ("people", "0001_tables"),
    ]

    operations = [
        Tables(
            [
                CreateModel(
                    name="Intake",
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
                                related_name="intakes",
                                to="organisations.organisation",
                                verbose_name="学校",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
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
                        (
                            "category",
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
                        ("quota", models.PositiveIntegerField(blank=True, null=True, verbose_name="招生计划")),
                        ("applied", models.PositiveIntegerField(blank=True, null=True, verbose_name="报名")),
                        ("admitted", models.PositiveIntegerField(blank=True, null=True, verbose_name="录取")),
                        ("registered", models.PositiveIntegerField(blank=True, null=True, verbose_name="报到")),
                        ("as_of", models.DateField(verbose_name="截止日期")),
                        (
                            "written_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                                verbose_name="填报人",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["school__name_pinyin", "level", "specialty_code", "category"],
                        "indexes": [models.Index(fields=["year", "school"], name="intake_year")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("school", "year", "level", "specialty_code", "category"), name="an_intake_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("registered", None),
                                    ("admitted", None),
                                    ("registered__lte", models.F("admitted")),
                                    _connector="OR",
                                ),
                                name="nobody_registers_without_admission",
                            ),
                        ],
                    },
                ),
                CreateModel(
                    name="Baseline",
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
                                blank=True,
                                help_text="空为全集团。",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                                verbose_name="学校",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="基期")),
                        ("includes_adults", models.BooleanField(default=True, verbose_name="含扩招")),
                        ("registered", models.PositiveIntegerField(verbose_name="报到人数")),
                        ("source", models.CharField(max_length=200, verbose_name="依据")),
                        ("confirmed", models.BooleanField(default=False, verbose_name="已核实")),
                        (
                            "written_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                                verbose_name="登记人",
                            ),
                        ),
                        ("written_on", models.DateField(verbose_name="登记日期")),
                    ],
                    options={
                        "ordering": ["-year", "school__name_pinyin", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("school", "year", "includes_adults"),
                                name="a_baseline_once",
                                nulls_distinct=False,
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
