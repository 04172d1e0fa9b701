"""Counts tell adult intake (扩招) from the rest, by the source the roll has now: putting that right moves them.

Every function is written whole, so that this file says what runs.
"""

from django.db import migrations, models

COLUMNS = "school_id, cohort, level, stem, workplace, registered, band, contested, locked, is_adult"
COARSE = "school_id, cohort, level, specialty_code, outcome, place"
PAPER, WORD, BROAD = "employment_destinationcount", "employment_standingcount", "employment_outcomecount"
ROLL = "JOIN learners_student r ON r.id = d.student_id"
SAID = "JOIN employment_standing s ON s.destination_id = d.id"
TOLD = "JOIN employment_destination d ON d.id = s.destination_id"
MOVED = "gone g JOIN added a ON a.id = g.id AND employment_is_adult(a.source) <> employment_is_adult(g.source)"
DEFINER = "RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp"
IS_ADULT = """
CREATE FUNCTION employment_is_adult(source text) RETURNS boolean LANGUAGE sql IMMUTABLE AS
    $$ SELECT source IN ('veteran', 'laid_off', 'migrant', 'farmer', 'employed') $$;
"""


def fine(source: str, sign: int, level: str = "d.evidence_level", came: str = "r.source") -> str:
    """One line per destination of ``source`` (an alias ``d`` over it is expected), with the columns of a count."""
    return f"""SELECT d.school_id, d.cohort, d.level, left(d.code, 2) AS stem,
        employment_where(d.workplace_county, here.city) AS workplace,
        employment_where(d.registered_county, here.city) AS registered,
        employment_band({level}) AS band, d.contested, d.state = 'locked' AS locked,
        employment_is_adult({came}) AS is_adult, {sign} AS n
        FROM {source}, (SELECT employment_city() AS city OFFSET 0) AS here"""  # noqa: S608  # column names only


def coarse(source: str, sign: int) -> str:
    return f"""SELECT d.school_id, d.cohort, d.level, d.specialty_code, employment_outcome(d.code) AS outcome,
        CASE WHEN left(d.workplace_county, 4) = here.city THEN d.workplace_county
             ELSE employment_where(d.workplace_county, here.city) END AS place, {sign} AS n
        FROM {source}, (SELECT employment_city() AS city OFFSET 0) AS here"""  # noqa: S608  # column names only


def keep(table: str, columns: str, *lines: str) -> str:
    moved = " UNION ALL ".join(lines)
    return f"""INSERT INTO {table} ({columns}, people) SELECT {columns}, sum(n) FROM ({moved}) AS moved
        GROUP BY {columns} HAVING sum(n) <> 0;"""  # noqa: S608  # column names only


COUNTING = f"""
CREATE OR REPLACE FUNCTION employment_count() {DEFINER} AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        {keep(PAPER, COLUMNS, fine(f"added d {ROLL}", 1))}
        {keep(BROAD, COARSE, coarse("added d", 1))}
    ELSIF TG_OP = 'DELETE' THEN
        {keep(PAPER, COLUMNS, fine(f"gone d {ROLL}", -1))}
        {keep(BROAD, COARSE, coarse("gone d", -1))}
    ELSE
        {keep(PAPER, COLUMNS, fine(f"added d {ROLL}", 1), fine(f"gone d {ROLL}", -1))}
        {keep(BROAD, COARSE, coarse("added d", 1), coarse("gone d", -1))}
        {keep(WORD, COLUMNS, fine(f"added d {SAID} {ROLL}", 1, "s.level"), fine(f"gone d {SAID} {ROLL}", -1, "s.level"))}
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION employment_count_standing() {DEFINER} AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        {keep(WORD, COLUMNS, fine(f"added s {TOLD} {ROLL}", 1, "s.level"))}
    ELSIF TG_OP = 'DELETE' THEN
        {keep(WORD, COLUMNS, fine(f"gone s {TOLD} {ROLL}", -1, "s.level"))}
    ELSE
        {keep(WORD, COLUMNS, fine(f"added s {TOLD} {ROLL}", 1, "s.level"), fine(f"gone s {TOLD} {ROLL}", -1, "s.level"))}
    END IF;
    RETURN NULL;
END $$;
"""
OF_MOVED = f"{MOVED} JOIN employment_destination d ON d.student_id = a.id"
SOURCES = f"""
CREATE FUNCTION employment_source_moved() {DEFINER} AS $$
BEGIN
    IF EXISTS (SELECT FROM {MOVED}) THEN
        {keep(PAPER, COLUMNS, fine(OF_MOVED, 1, came="a.source"), fine(OF_MOVED, -1, came="g.source"))}
        {keep(WORD, COLUMNS, fine(f"{OF_MOVED} {SAID}", 1, "s.level", "a.source"), fine(f"{OF_MOVED} {SAID}", -1, "s.level", "g.source"))}
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER source_moved AFTER UPDATE ON learners_student REFERENCING OLD TABLE AS gone NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION employment_source_moved();
"""
PRESENT = f"""
DELETE FROM {PAPER}; DELETE FROM {WORD};
{keep(PAPER, COLUMNS, fine(f"employment_destination d {ROLL}", 1))}
{keep(WORD, COLUMNS, fine(f"employment_destination d {SAID} {ROLL}", 1, "s.level"))}
SET CONSTRAINTS ALL IMMEDIATE;
"""  # noqa: S608  # names only
"""What is there already is counted anew."""


class Migration(migrations.Migration):
    dependencies = [("employment", "0002_kept_by_the_database"), ("learners", "0002_kept_by_the_database")]
    operations = [
        *(
            migrations.AddField(
                name, "is_adult", models.BooleanField(db_default=False, default=False, verbose_name="扩招")
            )
            for name in ("destinationcount", "standingcount")
        ),
        migrations.RunSQL(IS_ADULT + COUNTING + SOURCES + PRESENT),
    ]
