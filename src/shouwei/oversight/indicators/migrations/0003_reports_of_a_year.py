"""A report belongs to a year; there are no rounds of collection yet."""

import django.db.models.deletion
from django.db import migrations, models

STAYS = "CREATE TRIGGER stays BEFORE UPDATE ON indicators_report FOR EACH ROW EXECUTE FUNCTION indicators_stays()"


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "__first__"),
        ("indicators", "0002_published_stays"),
        ("people", "__first__"),
    ]
    operations = [
        migrations.DeleteModel(name="Submission"),
        migrations.RunSQL("DROP TRIGGER stays ON indicators_report", STAYS),
        migrations.DeleteModel(name="Report"),
        migrations.DeleteModel(name="Round"),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度（届）")),
                ("number", models.PositiveSmallIntegerField(verbose_name="次序")),
                ("why", models.CharField(blank=True, max_length=300, verbose_name="更正原因")),
                ("made_on", models.DateField(verbose_name="日期")),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.identity",
                        verbose_name="制作人",
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.snapshot",
                        verbose_name="快照",
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("year", "number"), name="report_numbers_of_a_year_are_unique")
                ],
            },
        ),
        migrations.RunSQL(STAYS, "DROP TRIGGER stays ON indicators_report"),
    ]
