"""The database's own part: salts, what may never change, erasing words, keeping what rows were, and the wall round looks.

The application's role may read ``audit_version`` and add to the chain; the trigger that writes versions runs as the owner.
"""

from django.db import migrations

from shouwei.core.walls import wall

SALT = """
ALTER TABLE audit_event ADD COLUMN salt bytea DEFAULT uuid_send(gen_random_uuid());
"""
# Sixteen random bytes per event; null once the words are erased.

ONLY_ERASED = """
CREATE OR REPLACE FUNCTION audit_event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.salt IS NOT NULL AND NEW.salt IS NULL
        AND (NEW.id, NEW.at, NEW.what, NEW.on_type, NEW.on_id, NEW.about_type)
          = (OLD.id, OLD.at, OLD.what, OLD.on_type, OLD.on_id, OLD.about_type)
        AND NEW.by_id IS NOT DISTINCT FROM OLD.by_id AND NEW.about_id IS NOT DISTINCT FROM OLD.about_id
        AND (NEW.why, NEW.changes, NEW.on_label) = ('', '{}'::jsonb, '（已依法删除）')
        AND NEW.by_label IN (OLD.by_label, '（已依法删除）')
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the trail is append-only: % refused', TG_OP;
END $$;
CREATE FUNCTION audit_erase_words(kind text, number bigint) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH erased AS (
        UPDATE audit_event SET why = '', changes = '{}', on_label = '（已依法删除）', salt = NULL
        WHERE on_type = kind AND on_id = number AND salt IS NOT NULL RETURNING 1
    ) SELECT count(*) FROM erased;
$$;
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the trail is append-only: % refused', TG_OP;
END $$;
CREATE TRIGGER audit_chainlink_append_only BEFORE UPDATE OR DELETE ON audit_chainlink
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_head_append_only BEFORE UPDATE OR DELETE ON audit_head
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
"""

VERSIONS = """
CREATE FUNCTION audit_keep_version() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    was jsonb := to_jsonb(OLD) - coalesce(TG_ARGV, '{}');
    kept jsonb := was;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        SELECT jsonb_object_agg(key, value) INTO kept
            FROM jsonb_each(was) WHERE value IS DISTINCT FROM to_jsonb(NEW) -> key;
        IF kept IS NULL THEN
            RETURN NULL;
        END IF;
    END IF;
    INSERT INTO audit_version (at, "table", "row", deleted, by_id, before)
        VALUES (clock_timestamp(), TG_TABLE_NAME, OLD.id, TG_OP = 'DELETE', acting_identity(), kept);
    RETURN NULL;
END $$;
CREATE FUNCTION audit_forget_versions(kind text, number bigint) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH gone AS (DELETE FROM audit_version WHERE "table" = kind AND "row" = number RETURNING 1)
    SELECT count(*) FROM gone;
$$;
"""

LOOKER = """(SELECT acting_as_system()) OR (SELECT acting_role()) IN ('auditor', 'administrator')
    OR person_id = (SELECT acting_person()) OR by_id = (SELECT acting_identity())"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_chain")]
    operations = [
        migrations.RunSQL(SALT, "ALTER TABLE audit_event DROP COLUMN salt"),
        migrations.RunSQL(ONLY_ERASED, migrations.RunSQL.noop),
        migrations.RunSQL(VERSIONS, migrations.RunSQL.noop),
        wall("audit_version", seen_by="(SELECT acting_for_the_group())", added_by="false"),
        wall(
            "audit_look",
            seen_by=LOOKER,
            changed_by="(SELECT acting_as_system())",
            added_by="(SELECT acting_role()) <> ''",
        ),
    ]
