"""A published definition, an adoption and a report are never changed; a school's submission is its own. And the shipped definitions."""

from typing import Any

from django.db import migrations

from shouwei.core.walls import wall
from shouwei.oversight.indicators.rules.shipped import DEFINITIONS

UP = """
CREATE FUNCTION indicators_published_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'published' AND to_jsonb(OLD) - 'valid_until' <> to_jsonb(NEW) - 'valid_until' THEN
        RAISE EXCEPTION 'a published definition is followed, not changed';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION indicators_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is never changed', TG_TABLE_NAME;
END $$;
CREATE TRIGGER published_stays BEFORE UPDATE ON indicators_definition
    FOR EACH ROW EXECUTE FUNCTION indicators_published_stays();
CREATE TRIGGER stays BEFORE UPDATE ON indicators_adoption FOR EACH ROW EXECUTE FUNCTION indicators_stays();
CREATE TRIGGER stays BEFORE UPDATE ON indicators_report FOR EACH ROW EXECUTE FUNCTION indicators_stays();
"""
DOWN = """
DROP TRIGGER published_stays ON indicators_definition;
DROP TRIGGER stays ON indicators_adoption;
DROP TRIGGER stays ON indicators_report;
DROP FUNCTION indicators_published_stays();
DROP FUNCTION indicators_stays();
"""
GROUP = "(SELECT acting_role()) IN ('system', 'secretariat', 'department', 'auditor')"
OURS = f"{GROUP} OR school_id = (SELECT acting_organisation())"


def ship(apps: Any, schema_editor: Any) -> None:
    definition = apps.get_model("indicators", "Definition")
    names = ("code", "name", "target", "spec", "population", "cut_off", "source", "owner", "caveat", "unit")
    definition.objects.bulk_create(
        definition(
            version=1,
            valid_from="2018-01-01",
            published_on="2018-01-01",
            state="published",
            **{name: getattr(row, name) for name in names},
        )
        for row in DEFINITIONS
    )


class Migration(migrations.Migration):
    dependencies = [("indicators", "0001_definitions_and_rounds"), ("audit", "0003_who_acts")]
    operations = [
        migrations.RunPython(ship, migrations.RunPython.noop),
        migrations.RunSQL(UP, DOWN),
        wall("indicators_submission", seen_by=OURS),
    ]
