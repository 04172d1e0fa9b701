"""A snapshot is never changed. A file exists for the organisation that brought it in and for the group's offices.

Rooms above add who else may see a file. The search box finds files by their name (``core.finding``).
"""

from django.db import migrations

from shouwei.core.finding.index import sought
from shouwei.core.walls import wall

FORBID = """
CREATE FUNCTION documents_snapshot_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a snapshot is frozen: % refused', TG_OP;
END $$;
CREATE TRIGGER documents_snapshot_frozen BEFORE UPDATE OR DELETE ON documents_snapshot
    FOR EACH ROW EXECUTE FUNCTION documents_snapshot_is_frozen();
"""
ALLOW = "DROP TRIGGER documents_snapshot_frozen ON documents_snapshot; DROP FUNCTION documents_snapshot_is_frozen();"
BROUGHT_BY_US = """(SELECT acting_for_the_group()) OR EXISTS (
    SELECT FROM people_identity
    WHERE people_identity.id = uploaded_by_id AND people_identity.organisation_id = (SELECT acting_organisation()))"""


class Migration(migrations.Migration):
    replaces = [("documents", "0001_initial")]
    dependencies = [("documents", "0001_tables"), ("people", "0001_tables"), ("audit", "0002_kept_by_the_database")]
    operations = [
        migrations.RunSQL(FORBID, ALLOW),
        wall("documents_storedfile", seen_by=BROUGHT_BY_US),
        sought("documents_storedfile", text="name"),
    ]
