"""A request exists for the person who asks, for whoever answers it, and for those who watch that it is answered."""

from django.db import migrations

from shouwei.core.walls import wall

SYSTEM = "(SELECT acting_as_system())"
MINE = "user_id = (SELECT acting_person())"
ANSWERS = (
    "((SELECT acting_role()) IN ('unit_head', 'unit_staff') AND school_id = (SELECT acting_organisation()))"
    " OR ((SELECT acting_role()) = 'administrator' AND school_id IS NULL)"
)
WATCHES = "(SELECT acting_role()) IN ('secretariat', 'auditor')"


class Migration(migrations.Migration):
    dependencies = [("privacy", "0002_requests"), ("audit", "0003_who_acts")]
    operations = [
        wall(
            "privacy_datarequest",
            seen_by=f"{SYSTEM} OR {MINE} OR {ANSWERS} OR {WATCHES}",
            changed_by=f"{SYSTEM} OR {MINE} OR {ANSWERS}",
        )
    ]
