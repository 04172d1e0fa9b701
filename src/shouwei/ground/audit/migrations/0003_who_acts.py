"""Words for the second wall: what ``core.database`` told the server about who acts, as functions that policies read aloud.

They answer from settings of the session, so PostgreSQL asks them once per statement when a policy writes ``(SELECT …)``.
"""

from django.db import migrations

WORDS = """
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
FORGET = """
DROP FUNCTION acting_for_the_group();
DROP FUNCTION acting_as_system();
DROP FUNCTION acting_person();
DROP FUNCTION acting_identity();
DROP FUNCTION acting_organisation();
DROP FUNCTION acting_role();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]
    operations = [migrations.RunSQL(WORDS, FORGET)]
