import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations import CreateModel

import shouwei.ground.catalogues.rules.shapes
from shouwei.core.tables import Tables


class Migration(migrations.Migration):
    replaces = [("catalogues", "0002_published_is_frozen"), ("catalogues", "0003_notes_of_reading")]

    initial = True

    dependencies = [
        ("people", "0001_tables"),
    ]

    operations = [
        Tables(
            [
                CreateModel(
                    name="Edition",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "catalogue",
                            models.CharField(
                                choices=[
                                    (
                                        shouwei.ground.catalogues.rules.shapes.Catalogue["SPECIALTIES"],
                                        "职业教育专业目录",
                                    ),
                                    (
                                        shouwei.ground.catalogues.rules.shapes.Catalogue["INDUSTRIES"],
                                        "国民经济行业分类",
                                    ),
                                    (shouwei.ground.catalogues.rules.shapes.Catalogue["OCCUPATIONS"], "职业分类大典"),
                                    (shouwei.ground.catalogues.rules.shapes.Catalogue["REGIONS"], "行政区划代码"),
                                    (shouwei.ground.catalogues.rules.shapes.Catalogue["DESTINATIONS"], "毕业去向代码"),
                                ],
                                max_length=20,
                                verbose_name="目录",
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="版本")),
                        ("source", models.CharField(max_length=200, verbose_name="来源")),
                        ("issued_on", models.DateField(blank=True, null=True, verbose_name="发布日期")),
                        ("used_from", models.DateField(blank=True, null=True, verbose_name="启用日期")),
                        (
                            "base",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogues.edition",
                                verbose_name="增补于",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "待发布"), ("published", "已发布")],
                                default="draft",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                        ("checksum", models.CharField(blank=True, max_length=64, verbose_name="校验和")),
                        ("counts", models.JSONField(default=dict)),
                        ("differences", models.JSONField(default=list)),
                        ("notes", models.JSONField(default=list)),
                        ("problems", models.JSONField(default=list)),
                        (
                            "imported_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                            ),
                        ),
                        ("imported_at", models.DateTimeField(auto_now_add=True)),
                        ("published_on", models.DateField(blank=True, null=True, verbose_name="公布入库日期")),
                    ],
                    options={
                        "ordering": ["catalogue", "-used_from", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("catalogue", "name"), name="one_edition_of_a_name"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "draft"), ("published_on__isnull", False), _connector="OR"
                                ),
                                name="published_editions_have_a_day",
                            ),
                        ],
                    },
                ),
                CreateModel(
                    name="Code",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="codes",
                                to="catalogues.edition",
                            ),
                        ),
                        ("code", models.CharField(max_length=12, verbose_name="代码")),
                        ("name", models.CharField(max_length=120, verbose_name="名称")),
                        ("level", models.CharField(max_length=10, verbose_name="层次")),
                        ("parent", models.CharField(blank=True, max_length=12, verbose_name="上级代码")),
                        ("mark", models.CharField(blank=True, max_length=10, verbose_name="标识")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="启用")),
                        ("valid_until", models.DateField(blank=True, null=True, verbose_name="停用")),
                        ("spelled", models.CharField(editable=False, max_length=300)),
                        (
                            "pieces",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=4), editable=False, size=None
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["code", "pk"],
                        "indexes": [
                            models.Index(fields=["edition", "code"], name="code_of_an_edition"),
                            models.Index(fields=["edition", "parent", "code"], name="code_below"),
                            django.contrib.postgres.indexes.GinIndex(fields=["pieces"], name="code_pieces"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("edition", "code", "valid_from"),
                                name="one_code_at_a_time",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_from", None),
                                    ("valid_until", None),
                                    ("valid_until__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="a_code_ends_after_it_begins",
                            ),
                        ],
                    },
                ),
                CreateModel(
                    name="Mapping",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "old_edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mappings_on",
                                to="catalogues.edition",
                            ),
                        ),
                        (
                            "new_edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mappings_from",
                                to="catalogues.edition",
                            ),
                        ),
                        ("old", models.CharField(max_length=12, verbose_name="旧代码")),
                        ("new", models.CharField(blank=True, max_length=12, verbose_name="新代码")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("same", "不变"),
                                    ("renamed", "更名"),
                                    ("recoded", "改码"),
                                    ("split", "拆分"),
                                    ("merged", "合并"),
                                    ("cancelled", "取消"),
                                ],
                                max_length=10,
                                verbose_name="变化",
                            ),
                        ),
                        ("source", models.CharField(max_length=200, verbose_name="依据")),
                    ],
                    options={
                        "ordering": ["old", "new"],
                        "indexes": [models.Index(fields=["new_edition", "new"], name="mapping_backwards")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("old_edition", "new_edition", "old", "new"), name="one_mapping_of_a_pair"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("old_edition", models.F("new_edition")), _negated=True),
                                name="mapping_between_editions",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "cancelled"), ("new", "")),
                                    models.Q(
                                        models.Q(("kind", "cancelled"), _negated=True),
                                        models.Q(("new", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="only_a_cancelled_code_has_no_successor",
                            ),
                        ],
                    },
                ),
                CreateModel(
                    name="RegionChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="region_changes",
                                to="catalogues.edition",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="日期")),
                        ("kind", models.CharField(max_length=20, verbose_name="变更")),
                        ("old", models.CharField(blank=True, max_length=12, verbose_name="原代码")),
                        ("old_name", models.CharField(blank=True, max_length=60, verbose_name="原名称")),
                        ("new", models.CharField(blank=True, max_length=12, verbose_name="新代码")),
                        ("new_name", models.CharField(blank=True, max_length=60, verbose_name="新名称")),
                    ],
                    options={
                        "ordering": ["on", "old", "new"],
                        "indexes": [
                            models.Index(fields=["old"], name="change_of_old"),
                            models.Index(fields=["new"], name="change_of_new"),
                        ],
                    },
                ),
            ]
        ),
    ]
