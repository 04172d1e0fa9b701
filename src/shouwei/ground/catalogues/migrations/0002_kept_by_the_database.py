"""The database itself refuses to change an edition once it is published, or its codes."""

from django.db import migrations

FORBID = """
CREATE FUNCTION catalogues_edition_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'edition % is published: % refused', OLD.id, TG_OP;
END $$;
CREATE TRIGGER catalogues_edition_frozen BEFORE UPDATE OR DELETE ON catalogues_edition
    FOR EACH ROW WHEN (OLD.state = 'published') EXECUTE FUNCTION catalogues_edition_is_frozen();

CREATE FUNCTION catalogues_codes_are_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    whose bigint := CASE WHEN TG_OP = 'INSERT' THEN NEW.edition_id ELSE OLD.edition_id END;
BEGIN
    IF EXISTS (SELECT 1 FROM catalogues_edition WHERE id = whose AND state = 'published') THEN
        RAISE EXCEPTION 'edition % is published: % of % refused', whose, TG_OP, TG_TABLE_NAME;
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER catalogues_code_frozen BEFORE INSERT OR UPDATE OR DELETE ON catalogues_code
    FOR EACH ROW EXECUTE FUNCTION catalogues_codes_are_frozen();
CREATE TRIGGER catalogues_regionchange_frozen BEFORE INSERT OR UPDATE OR DELETE ON catalogues_regionchange
    FOR EACH ROW EXECUTE FUNCTION catalogues_codes_are_frozen();
"""
ALLOW = """
DROP TRIGGER catalogues_regionchange_frozen ON catalogues_regionchange;
DROP TRIGGER catalogues_code_frozen ON catalogues_code;
DROP TRIGGER catalogues_edition_frozen ON catalogues_edition;
DROP FUNCTION catalogues_codes_are_frozen();
DROP FUNCTION catalogues_edition_is_frozen();
"""


class Migration(migrations.Migration):
    replaces = [("catalogues", "0001_lists")]
    dependencies = [("catalogues", "0001_tables")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
