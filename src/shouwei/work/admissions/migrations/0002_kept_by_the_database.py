"""Intake line by line exists for the school itself and for those who look at the group as a whole.

Below, what the search box finds of this room (``core.finding``).
"""

from django.db import migrations

from shouwei.core.finding.index import sought
from shouwei.core.walls import wall

OURS = """(SELECT acting_for_the_group()) OR (SELECT acting_role()) = 'department'
    OR school_id = (SELECT acting_organisation())"""


class Migration(migrations.Migration):
    replaces = [("admissions", "0001_intake")]
    dependencies = [("admissions", "0001_tables"), ("audit", "0002_kept_by_the_database")]
    operations = [
        wall("admissions_intake", seen_by=OURS),
        sought("admissions_intake", text="specialty_name", words="specialty_code", unit="school_id"),
    ]
