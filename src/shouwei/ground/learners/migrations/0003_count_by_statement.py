"""Statement triggers that keep the counts: one line per group of students a statement has changed, whatever their number."""

from django.db import migrations

COLUMNS = "school_id, level, specialty_code, specialty_name, entry_year, source, state, cohort"
UP = f"""
CREATE FUNCTION learners_count() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO learners_rollcount ({COLUMNS}, people) SELECT {COLUMNS}, count(*) FROM added GROUP BY {COLUMNS};
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO learners_rollcount ({COLUMNS}, people) SELECT {COLUMNS}, -count(*) FROM gone GROUP BY {COLUMNS};
    ELSE
        INSERT INTO learners_rollcount ({COLUMNS}, people)
        SELECT {COLUMNS}, sum(n) FROM
            (SELECT {COLUMNS}, 1 AS n FROM added UNION ALL SELECT {COLUMNS}, -1 FROM gone) AS moved
        GROUP BY {COLUMNS} HAVING sum(n) <> 0;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER count_added AFTER INSERT ON learners_student
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION learners_count();
CREATE TRIGGER count_gone AFTER DELETE ON learners_student
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION learners_count();
CREATE TRIGGER count_changed AFTER UPDATE ON learners_student
    REFERENCING OLD TABLE AS gone NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION learners_count();
"""  # noqa: S608  # column names only
DOWN = """
DROP TRIGGER count_added ON learners_student;
DROP TRIGGER count_gone ON learners_student;
DROP TRIGGER count_changed ON learners_student;
DROP FUNCTION learners_count();
"""


class Migration(migrations.Migration):
    dependencies = [("learners", "0002_counts")]
    operations = [migrations.RunSQL(UP, DOWN)]
