"""What is published or handed in stays; who sees figures; what the search box finds of this room (``core.finding``).

A published definition is followed by another, an adoption and a report are never changed, a filing is amended by another filing.
A member's figures are seen by it and by the group's offices; what is told of a cohort is decided as the system alone.
"""

from django.db import migrations

from shouwei.core.finding.index import sought
from shouwei.core.walls import wall

DECISION = "ARRAY['decision', 'opinion', 'decided_on', 'decided_by_id']"
STAYS = f"""
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
CREATE FUNCTION indicators_filing_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(OLD) - {DECISION} <> to_jsonb(NEW) - {DECISION} THEN
        RAISE EXCEPTION 'what was handed in is amended by another filing, never changed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stays BEFORE UPDATE ON indicators_filing FOR EACH ROW EXECUTE FUNCTION indicators_filing_stays();
"""
CHANGES = """
DROP TRIGGER stays ON indicators_filing;
DROP TRIGGER stays ON indicators_report;
DROP TRIGGER stays ON indicators_adoption;
DROP TRIGGER published_stays ON indicators_definition;
DROP FUNCTION indicators_filing_stays();
DROP FUNCTION indicators_stays();
DROP FUNCTION indicators_published_stays();
"""
GROUP = "(SELECT acting_role()) IN ('system', 'secretariat', 'council', 'department', 'auditor')"
OFFICES = "(SELECT acting_role()) IN ('system', 'secretariat', 'department')"
OWN = "school_id = (SELECT acting_organisation())"
SYSTEM = "(SELECT acting_role()) = 'system'"


class Migration(migrations.Migration):
    replaces = [("indicators", "0001_definitions_and_rounds")]
    dependencies = [("indicators", "0001_tables"), ("audit", "0002_kept_by_the_database")]
    operations = [
        migrations.RunSQL(STAYS, CHANGES),
        *(
            wall(f"indicators_{noun}", seen_by=f"{GROUP} OR {OWN}", changed_by=f"{OFFICES} OR {OWN}")
            for noun in ("submission", "filing")
        ),
        *(
            wall(f"indicators_{noun}", seen_by=f"{GROUP} OR {OWN}", changed_by=SYSTEM)
            for noun in ("tally", "pending", "kept")
        ),
        wall("indicators_edition", seen_by=SYSTEM),
        sought("indicators_definition", text="name || ' ' || population", words="code"),
        sought("indicators_round", text="title", words="year::text"),
    ]
