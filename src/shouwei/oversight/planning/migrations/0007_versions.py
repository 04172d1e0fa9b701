"""Rows of the plan keep what they were, so that a record can be seen as of any day."""

from django.db import migrations

from shouwei.core.versions import keep_versions

KEPT = (
    "plan",
    "task",
    "annualgoal",
    "duty",
    "workprogramme",
    "programmepart",
    "measure",
    "difficulty",
    "extension",
    "completion",
    "supervisionnotice",
    "decision",
)


class Migration(migrations.Migration):
    dependencies = [("planning", "0006_second_wall"), ("audit", "0005_what_the_database_keeps")]
    operations = [
        *(keep_versions(f"planning_{noun}") for noun in KEPT),
        keep_versions("planning_progressreport", leaving_out=("saved_at",)),
    ]
