import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations import CreateModel

from shouwei.core.tables import Tables


class Migration(migrations.Migration):
    replaces = [("policies", "0001_versions")]

    initial = True

    dependencies = [
        ("people", "0001_tables"),
    ]

    operations = [
        Tables(
            [
                CreateModel(
                    name="Version",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="设置")),
                        ("value", models.JSONField(verbose_name="取值")),
                        ("since", models.DateField(verbose_name="生效日期")),
                        ("why", models.CharField(max_length=200, verbose_name="原因")),
                        ("set_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "set_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-since", "-pk"],
                        "indexes": [models.Index(fields=["name", "-since", "-id"], name="version_in_force")],
                    },
                ),
            ]
        ),
    ]
