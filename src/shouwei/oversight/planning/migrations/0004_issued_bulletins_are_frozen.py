"""The database itself refuses to change or delete a bulletin once it has been issued."""

from django.db import migrations

FORBID = """
CREATE FUNCTION planning_bulletin_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an issued bulletin is frozen: % refused', TG_OP;
END $$;
CREATE TRIGGER planning_bulletin_frozen BEFORE UPDATE OR DELETE ON planning_bulletin
    FOR EACH ROW WHEN (OLD.issued_on IS NOT NULL) EXECUTE FUNCTION planning_bulletin_is_frozen();
"""
ALLOW = "DROP TRIGGER planning_bulletin_frozen ON planning_bulletin; DROP FUNCTION planning_bulletin_is_frozen();"


class Migration(migrations.Migration):
    dependencies = [("planning", "0003_meeting_record")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
