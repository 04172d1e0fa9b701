"""What is told of a cohort is one edition, decided as one system; the group's sums are added up from its schools' when asked for."""

import django.db.models.deletion
from django.db import migrations, models

from shouwei.core.walls import wall

SYSTEM = "(SELECT acting_role()) = 'system'"


class Migration(migrations.Migration):
    dependencies = [("indicators", "0013_rounds_sought"), ("audit", "0003_who_acts")]
    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(unique=True, verbose_name="毕业届")),
                ("number", models.PositiveIntegerField(default=1, verbose_name="次序")),
                ("made_on", models.DateField(verbose_name="公布日期")),
                ("state", models.JSONField(verbose_name="当时的计数")),
                ("specs", models.JSONField(default=list, verbose_name="一并决定的公式")),
                ("late", models.JSONField(default=list, verbose_name="其后加入的公式")),
                ("told", models.JSONField(verbose_name="公布数")),
            ],
            options={"ordering": ["-year"]},
        ),
        wall("indicators_edition", seen_by=SYSTEM),
        migrations.RunSQL(
            "DELETE FROM indicators_tally WHERE school_id IS NULL; DELETE FROM indicators_kept WHERE kind = 'withheld';"
            "SET CONSTRAINTS ALL IMMEDIATE;",
            migrations.RunSQL.noop,
        ),
        migrations.AlterField(
            model_name="tally",
            name="school",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="organisations.organisation",
                verbose_name="学校",
            ),
        ),
        migrations.RemoveConstraint(model_name="tally", name="one_tally_a_place"),
        migrations.AddConstraint(
            model_name="tally",
            constraint=models.UniqueConstraint(
                fields=("year", "school", "level", "part", "basis", "place"), name="one_tally_a_place"
            ),
        ),
        migrations.AddIndex(
            model_name="tally",
            index=models.Index(condition=models.Q(("part", "roll")), fields=["year"], name="tally_roll"),
        ),
        migrations.AlterField(
            model_name="kept",
            name="kind",
            field=models.CharField(
                choices=[("intake", "招生"), ("coverage", "覆盖")], max_length=10, verbose_name="事实"
            ),
        ),
    ]
