"""A member's figures are seen by it and by the group's offices; what was handed in stays."""

from django.db import migrations

from shouwei.core.walls import wall

DECISION = "ARRAY['decision', 'opinion', 'decided_on', 'decided_by_id']"
UP = f"""
CREATE FUNCTION indicators_filing_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(OLD) - {DECISION} <> to_jsonb(NEW) - {DECISION} THEN
        RAISE EXCEPTION 'what was handed in is amended by another filing, never changed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stays BEFORE UPDATE ON indicators_filing FOR EACH ROW EXECUTE FUNCTION indicators_filing_stays();
"""
DOWN = "DROP TRIGGER stays ON indicators_filing; DROP FUNCTION indicators_filing_stays();"
GROUP = "(SELECT acting_role()) IN ('system', 'secretariat', 'council', 'department', 'auditor')"
OFFICES = "(SELECT acting_role()) IN ('system', 'secretariat', 'department')"
OWN = "school_id = (SELECT acting_organisation())"


class Migration(migrations.Migration):
    dependencies = [("indicators", "0006_rounds"), ("audit", "0003_who_acts")]
    operations = [
        migrations.RunSQL(UP, DOWN),
        wall("indicators_submission", seen_by=f"{GROUP} OR {OWN}", changed_by=f"{OFFICES} OR {OWN}"),
        wall("indicators_filing", seen_by=f"{GROUP} OR {OWN}", changed_by=f"{OFFICES} OR {OWN}"),
    ]
