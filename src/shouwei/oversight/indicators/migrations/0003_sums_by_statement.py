"""Triggers that say what has changed beside every statement, and the name of the present state of all figures.

They run with the owner's rights: who writes one school's row need not see the sums of the group. A line of a count added by a
trigger of its own room (depth 1 and more) is a change; one added by folding that room's lines together is none.
"""

from django.db import migrations

COLUMNS = "year, school_id, level, part, basis, place, claimed, proven, open"
GRADUATES = f"""
INSERT INTO indicators_pending ({COLUMNS})
SELECT cohort, school_id, level, indicators_part(stem), basis, CASE basis WHEN 'workplace' THEN workplace ELSE registered END,
    sum(people), coalesce(sum(people) FILTER (WHERE band >= 2 AND NOT contested), 0),
    coalesce(sum(people) FILTER (WHERE NOT locked), 0)
FROM {{source}}, (VALUES ('workplace'), ('registered')) AS bases(basis) GROUP BY 1, 2, 3, 4, 5, 6
HAVING sum(people) <> 0 OR sum(people) FILTER (WHERE band >= 2 AND NOT contested) <> 0
    OR sum(people) FILTER (WHERE NOT locked) <> 0;
"""  # noqa: S608  # column names only
ROLL = f"""
INSERT INTO indicators_pending ({COLUMNS})
SELECT cohort, school_id, level, 'roll', '', '', sum(people), 0, 0 FROM {{source}} WHERE cohort IS NOT NULL
GROUP BY 1, 2, 3 HAVING sum(people) <> 0;
"""  # noqa: S608  # column names only
ENTRIES = """
INSERT INTO indicators_stale (kind, year) SELECT DISTINCT 'coverage', entry_year FROM
    (SELECT entry_year FROM added GROUP BY school_id, level, specialty_code, entry_year HAVING sum(people) <> 0) AS moved;
"""
DEFINER = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp"
UP = f"""
CREATE FUNCTION indicators_part(stem text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN stem IN ('10', '11', '27', '50', '51') THEN 'contract' WHEN stem = '46' THEN 'service'
                WHEN stem IN ('80', '85') THEN 'study' WHEN stem = '70' THEN 'waiting'
                WHEN stem IN ('71', '72') THEN 'not_seeking' ELSE 'other' END $$;
CREATE FUNCTION indicators_graduates_moved() RETURNS trigger {DEFINER} AS $$
BEGIN {GRADUATES.format(source="added")} RETURN NULL; END $$;
CREATE FUNCTION indicators_roll_moved() RETURNS trigger {DEFINER} AS $$
BEGIN {ROLL.format(source="added")} {ENTRIES} RETURN NULL; END $$;
CREATE FUNCTION indicators_grows_stale() RETURNS trigger {DEFINER} AS $$
BEGIN INSERT INTO indicators_stale (kind, year) VALUES (TG_ARGV[0], NULL); RETURN NULL; END $$;
CREATE FUNCTION indicators_state() RETURNS text {DEFINER} STABLE AS $$
BEGIN RETURN (SELECT coalesce(max(id), 0) FROM indicators_keeping)
    || ' ' || (SELECT count(*) || ' ' || coalesce(max(id), 0) FROM indicators_pending)
    || ' ' || (SELECT count(*) || ' ' || coalesce(max(id), 0) FROM indicators_stale);
END $$;
CREATE TRIGGER graduates_moved AFTER INSERT ON employment_destinationcount REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT WHEN (pg_trigger_depth() > 0) EXECUTE FUNCTION indicators_graduates_moved();
CREATE TRIGGER roll_moved AFTER INSERT ON learners_rollcount REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT WHEN (pg_trigger_depth() > 0) EXECUTE FUNCTION indicators_roll_moved();
ALTER TABLE indicators_tally SET (fillfactor = 60);
"""  # noqa: S608  # names only
"""Gathering in moves sums in place: there is room on every page of their table."""
BEHIND = {
    "coverage": ("leadindustry", "segment", "crosswalk", "programme", "programmeyear", "partner"),
    "intake": ("intake", "baseline"),
    "words": ("definition", "adoption", "goal", "report"),
    "samples": ("sample", "drawn"),
}
ROOM = {"coverage": "programmes", "intake": "admissions", "words": "indicators", "samples": "employment"}
TABLES = [(f"{ROOM[kind]}_{name}", kind) for kind, names in BEHIND.items() for name in names]
TABLES += [("organisations_merger", "intake"), ("indicators_told", "samples")]
"""A merger, or its taking back, moves the baseline a school's intake is compared with; what is told of graduates' own word is part
of what the three figures are drawn from."""
MARKS = "\n".join(
    f"CREATE TRIGGER grows_stale AFTER INSERT OR UPDATE OR DELETE ON {table}"
    f" FOR EACH STATEMENT EXECUTE FUNCTION indicators_grows_stale('{kind}');"
    for table, kind in TABLES
)
DOWN = (
    "ALTER TABLE indicators_tally RESET (fillfactor);"
    "DROP TRIGGER graduates_moved ON employment_destinationcount; DROP TRIGGER roll_moved ON learners_rollcount;"
    + "".join(f"DROP TRIGGER grows_stale ON {table};" for table, _ in TABLES)
    + "DROP FUNCTION indicators_graduates_moved(); DROP FUNCTION indicators_roll_moved();"
    "DROP FUNCTION indicators_grows_stale(); DROP FUNCTION indicators_state(); DROP FUNCTION indicators_part(text);"
)


class Migration(migrations.Migration):
    replaces = [("indicators", "0002_published_stays")]
    dependencies = [
        ("indicators", "0002_kept_by_the_database"),
        ("admissions", "0001_tables"),
        ("employment", "0001_tables"),
        ("learners", "0001_tables"),
        ("organisations", "0001_tables"),
        ("programmes", "0001_tables"),
    ]
    operations = [migrations.RunSQL(UP + MARKS, DOWN)]
