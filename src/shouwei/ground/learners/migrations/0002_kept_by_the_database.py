"""Counts kept by statement triggers, who sees a student, and how the search box finds one (``core.finding``).

One line per group of students a statement has changed, whatever their number. A student exists for his school, the secretariat
and the auditor; for council and departments there are only counts. Characters that stand in a tenth of the names are not looked
up in the index of the search.
"""

from django.db import migrations

from shouwei.core.finding.index import narrowed, sought
from shouwei.core.walls import wall

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
OURS = "(SELECT acting_role()) IN ('system', 'secretariat', 'auditor') OR school_id = (SELECT acting_organisation())"
OF_OURS = "EXISTS (SELECT 1 FROM learners_student student WHERE student.id = student_id)"


class Migration(migrations.Migration):
    replaces = [("learners", "0001_roll")]
    dependencies = [("learners", "0001_tables"), ("audit", "0002_kept_by_the_database")]
    operations = [
        migrations.RunSQL(UP, DOWN),
        wall("learners_student", seen_by=OURS),
        wall("learners_rollchange", seen_by=OF_OURS),
        sought("learners_student", text="name", words="name_pinyin || ' ' || student_no", unit="school_id"),
        narrowed(),
    ]
