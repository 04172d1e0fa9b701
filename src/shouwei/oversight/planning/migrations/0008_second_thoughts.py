"""Evidence may be withdrawn and stays on record; a member's part knows when somebody else has saved it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("planning", "0007_versions")]
    operations = [
        migrations.AddField("programmepart", "edition", models.PositiveIntegerField(default=0)),
        migrations.AddField("evidence", "withdrawn_on", models.DateField("撤回日期", null=True, blank=True)),
        migrations.AddField("evidence", "withdraw_reason", models.CharField("撤回原因", max_length=300, blank=True)),
        migrations.AddField(
            "evidence",
            "withdrawn_by",
            models.ForeignKey(
                "people.identity", django.db.models.deletion.PROTECT, null=True, blank=True, related_name="+"
            ),
        ),
    ]
