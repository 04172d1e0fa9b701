"""An export exists for the person who asked, for those who may decide, and for the auditor; its file only for the person who asked.

Below, what the search box finds of this room (``core.finding``).
"""

from django.db import migrations

from shouwei.core.finding.index import sought
from shouwei.core.walls import wall

SYSTEM = "(SELECT acting_as_system())"
MINE = "asked_by_id IN (SELECT i.id FROM people_identity i WHERE i.user_id = (SELECT acting_person()))"
DECIDES = (
    "(SELECT acting_role()) IN ('secretariat', 'administrator') OR ((SELECT acting_role()) = 'unit_head' AND asked_by_id IN"
    " (SELECT i.id FROM people_identity i WHERE i.organisation_id = (SELECT acting_organisation())))"
)
OF_MINE = f"export_id IN (SELECT e.id FROM exports_export e WHERE e.{MINE})"  # noqa: S608 - our own words


class Migration(migrations.Migration):
    replaces = [("exports", "0001_exports")]
    dependencies = [("exports", "0001_tables"), ("audit", "0002_kept_by_the_database")]
    operations = [
        wall(
            "exports_export",
            seen_by=f"{SYSTEM} OR (SELECT acting_role()) = 'auditor' OR {MINE} OR {DECIDES}",
            changed_by=f"{SYSTEM} OR {MINE} OR {DECIDES}",
            added_by=f"{SYSTEM} OR {MINE}",
        ),
        wall("exports_exportfile", seen_by=f"{SYSTEM} OR {OF_MINE}"),
        sought("exports_export", text="title"),
    ]
