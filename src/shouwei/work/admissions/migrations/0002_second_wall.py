"""Intake line by line exists for the school itself and for those who look at the group as a whole."""

from django.db import migrations

from shouwei.core.walls import wall

OURS = """(SELECT acting_for_the_group()) OR (SELECT acting_role()) = 'department'
    OR school_id = (SELECT acting_organisation())"""


class Migration(migrations.Migration):
    dependencies = [("admissions", "0001_intake"), ("audit", "0003_who_acts")]
    operations = [wall("admissions_intake", seen_by=OURS)]
