"""Counts kept by statement triggers; who sees destinations, evidence, questions and samples; what the search box finds.

The triggers add a few lines per statement, whatever the number of graduates it touches. They run with the owner's rights: what a
graduate said is in a count that the school whose statement moved it does not see. Destinations, and what employers were asked and
answered, exist for their school and for those who look at the group; the graduate's own word only for the auditor.
"""

from django.db import migrations

from shouwei.core.finding.index import sought
from shouwei.core.walls import wall

COLUMNS = "school_id, cohort, level, stem, workplace, registered, band, contested, locked"
COARSE = "school_id, cohort, level, specialty_code, outcome, place"
FUNCTIONS = """
CREATE FUNCTION employment_city() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
    $$ SELECT coalesce((SELECT city FROM employment_home ORDER BY id LIMIT 1), '3408') $$;
CREATE FUNCTION employment_where(county text, city text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN county = '' THEN '' WHEN left(county, 4) = city THEN 'city'
                WHEN left(county, 2) = left(city, 2) THEN 'province' ELSE 'elsewhere' END $$;
CREATE FUNCTION employment_outcome(code text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN left(code, 2) IN ('70', '71', '72') THEN 'unsettled' WHEN left(code, 2) IN ('80', '85') THEN 'study'
                WHEN left(code, 2) = '46' THEN 'service' ELSE 'employed' END $$;
CREATE FUNCTION employment_band(level integer) RETURNS integer LANGUAGE sql IMMUTABLE AS
    $$ SELECT CASE WHEN level >= 3 THEN 3 WHEN level >= 2 THEN 2 ELSE 0 END $$;
"""


def fine(source: str, sign: int, level: str = "evidence_level") -> str:
    """One line per destination of ``source`` (an alias ``d`` over it is expected), with the columns of a count."""
    return f"""SELECT d.school_id, d.cohort, d.level, left(d.code, 2) AS stem,
        employment_where(d.workplace_county, here.city) AS workplace,
        employment_where(d.registered_county, here.city) AS registered,
        employment_band({level}) AS band, d.contested, d.state = 'locked' AS locked, {sign} AS n
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


PAPER, WORD, BROAD = "employment_destinationcount", "employment_standingcount", "employment_outcomecount"
SAID = "JOIN employment_standing s ON s.destination_id = d.id"
TOLD = "JOIN employment_destination d ON d.id = s.destination_id"
DEFINER = "RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp"
TRIGGERS = f"""
CREATE FUNCTION employment_count() {DEFINER} AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        {keep(PAPER, COLUMNS, fine("added d", 1))}
        {keep(BROAD, COARSE, coarse("added d", 1))}
    ELSIF TG_OP = 'DELETE' THEN
        {keep(PAPER, COLUMNS, fine("gone d", -1))}
        {keep(BROAD, COARSE, coarse("gone d", -1))}
    ELSE
        {keep(PAPER, COLUMNS, fine("added d", 1), fine("gone d", -1))}
        {keep(BROAD, COARSE, coarse("added d", 1), coarse("gone d", -1))}
        {keep(WORD, COLUMNS, fine(f"added d {SAID}", 1, "s.level"), fine(f"gone d {SAID}", -1, "s.level"))}
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION employment_count_standing() {DEFINER} AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        {keep(WORD, COLUMNS, fine(f"added s {TOLD}", 1, "s.level"))}
    ELSIF TG_OP = 'DELETE' THEN
        {keep(WORD, COLUMNS, fine(f"gone s {TOLD}", -1, "s.level"))}
    ELSE
        {keep(WORD, COLUMNS, fine(f"added s {TOLD}", 1, "s.level"), fine(f"gone s {TOLD}", -1, "s.level"))}
    END IF;
    RETURN NULL;
END $$;
"""


def triggers(table: str, function: str) -> str:
    run = f"FOR EACH STATEMENT EXECUTE FUNCTION {function}();"
    return f"""
CREATE TRIGGER count_added AFTER INSERT ON {table} REFERENCING NEW TABLE AS added {run}
CREATE TRIGGER count_gone AFTER DELETE ON {table} REFERENCING OLD TABLE AS gone {run}
CREATE TRIGGER count_changed AFTER UPDATE ON {table} REFERENCING OLD TABLE AS gone NEW TABLE AS added {run}
"""


DOWN = """
DROP TRIGGER count_added ON employment_destination; DROP TRIGGER count_gone ON employment_destination;
DROP TRIGGER count_changed ON employment_destination; DROP TRIGGER count_added ON employment_standing;
DROP TRIGGER count_gone ON employment_standing; DROP TRIGGER count_changed ON employment_standing;
DROP FUNCTION employment_count(); DROP FUNCTION employment_count_standing(); DROP FUNCTION employment_band(integer);
DROP FUNCTION employment_outcome(text); DROP FUNCTION employment_where(text, text); DROP FUNCTION employment_city();
"""
GROUP = "(SELECT acting_role()) IN ('system', 'secretariat', 'department', 'auditor')"
OURS = f"{GROUP} OR school_id = (SELECT acting_organisation())"
OF_OURS = "EXISTS (SELECT 1 FROM employment_destination destination WHERE destination.id = destination_id)"
OF_OUR_ASKS = "EXISTS (SELECT 1 FROM employment_employerask ask WHERE ask.id = ask_id)"
GROUP_AND_COUNCIL = "(SELECT acting_role()) IN ('system', 'secretariat', 'council', 'department', 'auditor')"
COUNTED = f"{GROUP_AND_COUNCIL} OR school_id = (SELECT acting_organisation())"
AUDITOR = "(SELECT acting_role()) IN ('system', 'auditor')"
SYSTEM = "(SELECT acting_role()) = 'system'"


class Migration(migrations.Migration):
    replaces = [("employment", "0001_destinations")]
    dependencies = [("employment", "0001_tables"), ("audit", "0002_kept_by_the_database")]
    operations = [
        migrations.RunSQL(
            FUNCTIONS
            + TRIGGERS
            + triggers("employment_destination", "employment_count")
            + triggers("employment_standing", "employment_count_standing"),
            DOWN,
        ),
        wall("employment_destination", seen_by=OURS),
        wall("employment_proof", seen_by=OF_OURS),
        wall("employment_correction", seen_by=OF_OURS),
        wall("employment_question", seen_by=OURS),
        wall("employment_employerask", seen_by=OURS),
        wall("employment_employeranswer", seen_by=OF_OUR_ASKS),
        *(wall(f"employment_{noun}", seen_by=AUDITOR) for noun in ("standing", "confirmation", "drawn", "samplelist")),
        wall(PAPER, seen_by=COUNTED, changed_by=SYSTEM),
        wall(BROAD, seen_by=COUNTED, changed_by=SYSTEM),
        wall(WORD, seen_by=AUDITOR, changed_by=SYSTEM),
        sought("employment_destination", text="employer_name || ' ' || post", words="employer_code", unit="school_id"),
        sought("employment_question", text="subject || ' ' || text", unit="school_id"),
        sought("employment_sample", text="title", words="cohort::text"),
    ]
