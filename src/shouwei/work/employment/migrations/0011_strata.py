"""Samples in strata. Lists of samples move to a table of the auditor's; what was closed before keeps its formula."""

import django.db.models.deletion
from django.db import migrations, models

from shouwei.core.walls import wall

AUDITOR = "(SELECT acting_role()) IN ('system', 'auditor')"
MOVE = """
INSERT INTO employment_samplelist (sample_id, roster, salt) SELECT id, roster, '' FROM employment_sample WHERE roster IS NOT NULL;
UPDATE employment_sample SET formula = 1, strata = jsonb_build_array(jsonb_build_array(jsonb_array_length(roster), size))
WHERE roster IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [("employment", "0010_marks_and_weights"), ("audit", "0003_who_acts")]
    operations = [
        migrations.AddField("sample", "formula", models.PositiveSmallIntegerField(default=2, verbose_name="公式")),
        migrations.AddField("sample", "strata", models.JSONField(null=True, verbose_name="分层")),
        migrations.AddField("sample", "outcome", models.JSONField(null=True, verbose_name="推算")),
        migrations.AddField("drawn", "stratum", models.PositiveSmallIntegerField(default=1, verbose_name="层")),
        migrations.CreateModel(
            name="SampleList",
            fields=[
                (
                    "sample",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="kept",
                        serialize=False,
                        to="employment.sample",
                        verbose_name="抽样",
                    ),
                ),
                ("roster", models.JSONField(verbose_name="名单")),
                ("salt", models.CharField(blank=True, max_length=64, verbose_name="盐值")),
            ],
        ),
        migrations.RunSQL(MOVE, migrations.RunSQL.noop),
        migrations.RemoveField("sample", "roster"),
        wall("employment_samplelist", seen_by=AUDITOR),
    ]
