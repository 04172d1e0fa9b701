"""Whether a definition may be used alone in an appraisal, and whether name and caveat were read again."""

from django.db import migrations, models
from django.db.models import Q

STANDS = """
ALTER TABLE indicators_definition DISABLE TRIGGER published_stays;
UPDATE indicators_definition SET alone = spec ->> 'fact' <> 'destinations';
ALTER TABLE indicators_definition ENABLE TRIGGER published_stays;
"""
"""What has been published is not changed by saying of it what always held."""


class Migration(migrations.Migration):
    dependencies = [("indicators", "0017_mergers_move_bases")]
    operations = [
        migrations.AddField("definition", "alone", models.BooleanField(default=False, verbose_name="可以单独用于考核")),
        migrations.AddField(
            "definition", "name_reviewed", models.BooleanField(default=False, verbose_name="名称已核对")
        ),
        migrations.AddField(
            "definition", "caveat_reviewed", models.BooleanField(default=False, verbose_name="提示已核对")
        ),
        migrations.RunSQL(STANDS, migrations.RunSQL.noop),
        migrations.AddConstraint(
            "definition",
            models.CheckConstraint(
                condition=Q(alone=False) | ~Q(spec__fact="destinations"), name="no_rate_of_destinations_stands_alone"
            ),
        ),
    ]
