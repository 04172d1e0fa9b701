"""The database itself refuses to change or delete a snapshot."""

from django.db import migrations

FORBID = """
CREATE FUNCTION documents_snapshot_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a snapshot is frozen: % refused', TG_OP;
END $$;
CREATE TRIGGER documents_snapshot_frozen BEFORE UPDATE OR DELETE ON documents_snapshot
    FOR EACH ROW EXECUTE FUNCTION documents_snapshot_is_frozen();
"""
ALLOW = "DROP TRIGGER documents_snapshot_frozen ON documents_snapshot; DROP FUNCTION documents_snapshot_is_frozen();"


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
