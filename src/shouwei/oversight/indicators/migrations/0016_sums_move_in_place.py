"""Gathering in moves sums in place: room on every page of the table, and no index that nobody asks."""

import django.db.models.deletion
from django.db import migrations, models

SCHOOL = models.ForeignKey(
    db_index=False,
    on_delete=django.db.models.deletion.CASCADE,
    related_name="+",
    to="organisations.organisation",
    verbose_name="学校",
)


class Migration(migrations.Migration):
    dependencies = [("indicators", "0015_rounds_of_a_term_or_month")]
    operations = [
        *(migrations.AlterField(model_name=name, name="school", field=SCHOOL.clone()) for name in ("tally", "pending")),
        migrations.RunSQL(
            "ALTER TABLE indicators_tally SET (fillfactor = 60)", "ALTER TABLE indicators_tally RESET (fillfactor)"
        ),
    ]
