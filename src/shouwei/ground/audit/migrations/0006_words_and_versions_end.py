"""After ten years the words of the trail and old values of rows may go, many at once; the chain still verifies.

Ten years stand in the functions themselves: whoever may call them cannot ask for less.
"""

from django.db import migrations

UP = """
CREATE FUNCTION audit_erase_words_before(moment timestamptz) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH erased AS (
        UPDATE audit_event SET why = '', changes = '{}', on_label = '（已依法删除）', by_label = '（已依法删除）', salt = NULL
        WHERE at < least(moment, now() - interval '10 years') AND salt IS NOT NULL RETURNING 1
    ) SELECT count(*) FROM erased;
$$;
CREATE FUNCTION audit_forget_versions_before(moment timestamptz) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH gone AS (DELETE FROM audit_version WHERE at < least(moment, now() - interval '10 years') RETURNING 1)
    SELECT count(*) FROM gone;
$$;
CREATE FUNCTION audit_forget_versions_of(kind text, numbers bigint[]) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH gone AS (DELETE FROM audit_version WHERE "table" = kind AND "row" = ANY (numbers) RETURNING 1)
    SELECT count(*) FROM gone;
$$;
CREATE FUNCTION audit_erase_words_of(kind text, numbers bigint[]) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH erased AS (
        UPDATE audit_event SET why = '', changes = '{}', on_label = '（已依法删除）', salt = NULL
        WHERE on_type = kind AND on_id = ANY (numbers) AND salt IS NOT NULL RETURNING 1
    ) SELECT count(*) FROM erased;
$$;
"""
DOWN = """
DROP FUNCTION audit_erase_words_before(timestamptz);
DROP FUNCTION audit_forget_versions_before(timestamptz);
DROP FUNCTION audit_forget_versions_of(text, bigint[]);
DROP FUNCTION audit_erase_words_of(text, bigint[]);
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0005_what_the_database_keeps")]
    operations = [migrations.RunSQL(UP, DOWN)]
