"""An import exists for the person who made it and for those who watch over the whole; its file only for that person.

Below, what the search box finds of this room (``core.finding``).
"""

from django.db import migrations

from shouwei.core.finding.index import sought
from shouwei.core.walls import wall

SYSTEM = "(SELECT acting_as_system())"
MINE = "uploaded_by_id IN (SELECT i.id FROM people_identity i WHERE i.user_id = (SELECT acting_person()))"
WATCHED = "(SELECT acting_role()) IN ('secretariat', 'auditor', 'administrator')"
OF_MINE = f"batch_id IN (SELECT b.id FROM imports_import b WHERE b.{MINE})"  # noqa: S608 - our own words


class Migration(migrations.Migration):
    replaces = [("imports", "0001_imports")]
    dependencies = [("imports", "0001_tables"), ("audit", "0002_kept_by_the_database")]
    operations = [
        wall("imports_import", seen_by=f"{SYSTEM} OR {WATCHED} OR {MINE}", changed_by=f"{SYSTEM} OR {MINE}"),
        wall("imports_importfile", seen_by=f"{SYSTEM} OR {OF_MINE}"),
        wall("imports_importtrace", seen_by=f"{SYSTEM} OR {OF_MINE}"),
        wall(
            "imports_importprogress",
            seen_by=f"{SYSTEM} OR {WATCHED} OR {OF_MINE}",
            changed_by=f"{SYSTEM} OR {OF_MINE}",
        ),
        sought("imports_import", text="title || ' ' || file_name"),
    ]
