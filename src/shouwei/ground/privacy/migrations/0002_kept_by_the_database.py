"""A request exists for the person who asks, for whoever answers it, and for those who watch that it is answered.

Below, what the search box finds of this room (``core.finding``).
"""

from django.db import migrations

from shouwei.core.finding.index import sought
from shouwei.core.walls import wall

SYSTEM = "(SELECT acting_as_system())"
MINE = "user_id = (SELECT acting_person())"
ANSWERS = (
    "((SELECT acting_role()) IN ('unit_head', 'unit_staff') AND school_id = (SELECT acting_organisation()))"
    " OR ((SELECT acting_role()) = 'administrator' AND school_id IS NULL)"
)
WATCHES = "(SELECT acting_role()) IN ('secretariat', 'auditor')"
NUMBER = "'个申〔' || year || '〕' || serial || '号'"


class Migration(migrations.Migration):
    replaces = [("privacy", "0001_cleanings")]
    dependencies = [("privacy", "0001_tables"), ("audit", "0002_kept_by_the_database")]
    operations = [
        wall(
            "privacy_datarequest",
            seen_by=f"{SYSTEM} OR {MINE} OR {ANSWERS} OR {WATCHES}",
            changed_by=f"{SYSTEM} OR {MINE} OR {ANSWERS}",
        ),
        sought("privacy_datarequest", text=NUMBER),
    ]
