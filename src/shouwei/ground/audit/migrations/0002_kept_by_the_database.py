"""The database's own part of the trail: who acts, what may never change, erasing words, and what rows were.

The application's role may read ``audit_version`` and add to the chain; the trigger that writes versions runs as the owner.
"""

from django.db import migrations

from shouwei.core.walls import wall

WHO_ACTS = """
CREATE FUNCTION acting_role() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT coalesce(current_setting('shouwei.role', true), '') $$;
CREATE FUNCTION acting_organisation() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT nullif(current_setting('shouwei.organisation', true), '')::bigint $$;
CREATE FUNCTION acting_identity() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT nullif(current_setting('shouwei.identity', true), '')::bigint $$;
CREATE FUNCTION acting_person() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT nullif(current_setting('shouwei.person', true), '')::bigint $$;
CREATE FUNCTION acting_as_system() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT acting_role() = 'system' $$;
CREATE FUNCTION acting_for_the_group() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT acting_role() IN ('system', 'secretariat', 'council', 'auditor') $$;
"""
"""Words for the second wall: what ``core.database`` told the server about who acts, as functions that policies read aloud.
They answer from settings of the session, so PostgreSQL asks them once per statement when a policy writes ``(SELECT …)``."""
ANONYMOUS = """
DROP FUNCTION acting_for_the_group();
DROP FUNCTION acting_as_system();
DROP FUNCTION acting_person();
DROP FUNCTION acting_identity();
DROP FUNCTION acting_organisation();
DROP FUNCTION acting_role();
"""
APPEND_ONLY = """
ALTER TABLE audit_event ADD COLUMN salt bytea DEFAULT uuid_send(gen_random_uuid());
CREATE FUNCTION audit_event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION audit_event_is_append_only();
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the trail is append-only: % refused', TG_OP;
END $$;
CREATE TRIGGER audit_chainlink_append_only BEFORE UPDATE OR DELETE ON audit_chainlink
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_head_append_only BEFORE UPDATE OR DELETE ON audit_head
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
"""
"""The trail refuses to change or lose a line; an event may only lose its words, and with them its salt: sixteen random bytes."""
CHANGEABLE = """
DROP TRIGGER audit_head_append_only ON audit_head;
DROP TRIGGER audit_chainlink_append_only ON audit_chainlink;
DROP FUNCTION audit_is_append_only();
DROP TRIGGER audit_event_append_only ON audit_event;
DROP FUNCTION audit_event_is_append_only();
ALTER TABLE audit_event DROP COLUMN salt;
"""
ERASING = """
CREATE FUNCTION audit_erase_words(kind text, number bigint) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH erased AS (
        UPDATE audit_event SET why = '', changes = '{}', on_label = '（已依法删除）', salt = NULL
        WHERE on_type = kind AND on_id = number AND salt IS NOT NULL RETURNING 1
    ) SELECT count(*) FROM erased;
$$;
CREATE FUNCTION audit_erase_words_of(kind text, numbers bigint[]) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH erased AS (
        UPDATE audit_event SET why = '', changes = '{}', on_label = '（已依法删除）', salt = NULL
        WHERE on_type = kind AND on_id = ANY (numbers) AND salt IS NOT NULL RETURNING 1
    ) SELECT count(*) FROM erased;
$$;
CREATE FUNCTION audit_erase_words_before(moment timestamptz) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH erased AS (
        UPDATE audit_event SET why = '', changes = '{}', on_label = '（已依法删除）', by_label = '（已依法删除）', salt = NULL
        WHERE at < least(moment, now() - interval '10 years') AND salt IS NOT NULL RETURNING 1
    ) SELECT count(*) FROM erased;
$$;
"""
"""The chain still verifies. Ten years stand in the functions themselves, here and below: whoever may call them cannot ask for less."""
LASTING = """
DROP FUNCTION audit_erase_words_before(timestamptz);
DROP FUNCTION audit_erase_words_of(text, bigint[]);
DROP FUNCTION audit_erase_words(text, bigint);
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
CREATE FUNCTION audit_forget_versions_of(kind text, numbers bigint[]) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH gone AS (DELETE FROM audit_version WHERE "table" = kind AND "row" = ANY (numbers) RETURNING 1)
    SELECT count(*) FROM gone;
$$;
CREATE FUNCTION audit_forget_versions_before(moment timestamptz) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH gone AS (DELETE FROM audit_version WHERE at < least(moment, now() - interval '10 years') RETURNING 1)
    SELECT count(*) FROM gone;
$$;
"""
NO_VERSIONS = """
DROP FUNCTION audit_forget_versions_before(timestamptz);
DROP FUNCTION audit_forget_versions_of(text, bigint[]);
DROP FUNCTION audit_forget_versions(text, bigint);
DROP FUNCTION audit_keep_version();
"""
LOOKER = """(SELECT acting_as_system()) OR (SELECT acting_role()) IN ('auditor', 'administrator')
    OR person_id = (SELECT acting_person()) OR by_id = (SELECT acting_identity())"""


class Migration(migrations.Migration):
    replaces = [("audit", "0001_initial")]
    dependencies = [("audit", "0001_tables")]
    operations = [
        migrations.RunSQL(WHO_ACTS, ANONYMOUS),
        migrations.RunSQL(APPEND_ONLY, CHANGEABLE),
        migrations.RunSQL(ERASING, LASTING),
        migrations.RunSQL(VERSIONS, NO_VERSIONS),
        wall("audit_version", seen_by="(SELECT acting_for_the_group())", added_by="false"),
        wall(
            "audit_look",
            seen_by=LOOKER,
            changed_by="(SELECT acting_as_system())",
            added_by="(SELECT acting_role()) <> ''",
        ),
    ]
